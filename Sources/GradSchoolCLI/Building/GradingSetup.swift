import Grading

/// A package in which exercises are graded, and what the grading needs.
struct GradingSetup {
  let workspace: Workspace
  let catalog: Catalog
  var toolchain: any Toolchain
  var console: Console

  var progress: StudentProgress { StudentProgress(catalog, in: workspace) }

  /// Grades the exercises that were changed since they were graded, and returns their verdicts.
  ///
  /// When there are any, those that did not compile are tried again too: the cause may have been in another
  /// file.
  func gradeChanged() throws -> [Verdict] {
    try grade { progress, ids in
      guard ids.contains(where: { progress[$0] == .ungraded }) else { return [] }
      return ids.filter {
        progress[$0] == .ungraded || progress[$0].verdict?.state == .doesNotCompile
      }
    }
  }

  /// Grades the exercises that are begun and not known to be right, and returns their verdicts.
  func gradeOpen() throws -> [Verdict] {
    try grade { progress, ids in ids.filter { progress[$0].isOpen && progress[$0] != .missing } }
  }

  /// Grades the exercises that are chosen by the student's progress.
  private func grade(
    _ choose: (StudentProgress, [ExerciseID]) -> [ExerciseID]
  ) throws -> [Verdict] {
    let all = catalog.exercises.map(\.id)
    guard !choose(progress, all).isEmpty else { return [] }
    return try GradingLock.holding(workspace, console) {
      // Another program may have graded them in the meantime.
      let ids = choose(progress, all)
      return ids.isEmpty ? [] : try GradingRun(setup: self).grade(ids)
    }
  }
}
