import Grading

/// A package in which exercises are graded, and what the grading needs.
struct GradingSetup {
  let workspace: Workspace
  let catalog: Catalog
  var toolchain: any Toolchain
  var console: Console

  var progress: StudentProgress { StudentProgress(catalog, in: workspace) }

  /// Grades the exercises that were changed since they were graded, and returns their verdicts.
  func gradeChanged() throws -> [Verdict] {
    guard !changed.isEmpty else { return [] }
    return try GradingLock.holding(workspace, console) {
      // Another program may have graded them in the meantime.
      let ids = changed
      return ids.isEmpty ? [] : try GradingRun(setup: self).grade(ids)
    }
  }

  /// The exercises that were changed since they were graded.
  ///
  /// When there are any, those that did not compile are tried again too: the cause may have been in another
  /// file.
  private var changed: [ExerciseID] {
    let progress = progress
    let ids = catalog.exercises.map(\.id)
    guard ids.contains(where: { progress[$0] == .ungraded }) else { return [] }
    return ids.filter {
      progress[$0] == .ungraded || progress[$0].verdict?.state == .doesNotCompile
    }
  }
}
