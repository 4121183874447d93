import Foundation
import Grading

extension ClassGrading {
  /// Sets what marks are made of.
  func set(lateness: LatenessOptions, roster: URL?) throws {
    if let roster {
      let data = try ProgramError.reading(roster.path) { try Data(contentsOf: roster) }
      _ = try Roster(data, path: roster.path)
      try output.workspace.write(data, to: "roster.csv")
    }
    guard lateness.isGiven else { return }
    guard var settings = try output.settings() else { return }
    settings.lateness = try lateness.applied(to: settings.lateness)
    try output.write(settings)
  }

  /// Writes the tables about all results that there are, and returns the exit code.
  ///
  /// - Parameter list: The submissions, if those that are not graded yet are to have a row too.
  /// - Returns: The exit code.
  /// - Throws: ``ProgramError`` when there is no class, when graders or points have changed since, or when a file of
  ///   the instructor cannot be used.
  func tables(_ list: SubmissionList?) throws -> Int32 {
    guard let settings = try output.settings(), settings.exercises != nil else {
      throw ProgramError.noClass(output.workspace.root.path)
    }
    let part = settings.part
    let items = SubmissionOrigin.settled(list?.items ?? [], output.results().all)
      .filter { part?.has($0.origin.name) ?? true }
    let new = try GradingIdentity(subset, seed: settings.seed)
    let changed = new.changed(since: settings.identity)
    // Points of today with verdicts of yesterday would be no grading.
    guard changed.isEmpty else { throw ProgramError.gradersChanged(changed) }
    return try report(settings, of: items.map(\.origin))
  }

  private var roster: Roster? {
    get throws {
      try content(of: "roster.csv").map { try Roster($0, path: "roster.csv") }
    }
  }

  private func overrides(students: Set<String>) throws -> Overrides {
    guard let data = try content(of: Overrides.file) else { return Overrides() }
    let path = output.workspace.file(Overrides.file).path
    return try Overrides(data, path: path, catalog, students: students.sorted())
  }

  /// The content of a file that an instructor may give; nil where there is none.
  private func content(of path: String) throws -> Data? {
    let file = output.workspace.file(path)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try ProgramError.reading(file.path) { try Data(contentsOf: file) }
  }

  /// Makes sure that the tables can be written, before hours are spent on grading.
  func checkFiles(_ results: [StudentResult], _ submissions: [SubmissionOrigin]) throws {
    let known = Set(results.map(\.student))
    let waiting = submissions.filter { !known.contains($0.name) }
    _ = try overrides(students: students(results, try roster, waiting))
  }

  /// The names in the first column of the table.
  private func students(
    _ results: [StudentResult],
    _ roster: Roster?,
    _ waiting: [SubmissionOrigin]
  ) -> Set<String> {
    Set(ClassTable(results, catalog, roster: roster, waiting: waiting).rows.map(\.student))
  }

  /// Writes the tables of all results of the grading, those of earlier calls too.
  func report(
    _ settings: ClassFolder.Settings,
    of submissions: [SubmissionOrigin],
    known: [StudentResult] = []
  ) throws -> Int32 {
    var settings = settings
    // Meanwhile somebody may have set the time due.
    if let stored = try output.settings() { settings.lateness = stored.lateness }
    let kept = output.results(known: known)
    let judged = kept.all.map { ($0, $0.difference(from: settings)) }
    let results = judged.filter { $0.1 == nil }.map(\.0)
    let graded = Set(results.map(\.student))
    let waiting = submissions.filter { !graded.contains($0.name) }
    let roster = try roster
    let names = students(results, roster, waiting).union(kept.all.map(\.student))
    let table = ClassTable(
      results,
      catalog,
      overrides: try overrides(students: names),
      lateness: settings.lateness,
      roster: roster,
      waiting: waiting
    )
    let files = try ClassFiles(output: output, table: table, assignment: assignment)
      .write(results, withJSON: writesJSON)
    try ClassPages(results, table, setup.workspace).write(to: output)

    let wanted = Set(submissions.map(\.name))
    let own = submissions.isEmpty ? results : results.filter { wanted.contains($0.student) }
    let count = submissions.isEmpty ? results.count : submissions.count
    console.line("\(own.count) of \(count) submissions are graded: \(output.workspace.root.path)")
    console.line(
      "  \((files + ClassPages.names + ["students/<name>.md"]).joined(separator: ", "))"
    )
    let more = results.count - own.count
    if more > 0 { console.line(ClassText.earlier(more)) }
    ClassText.summary(of: table).forEach { console.line("  \($0)") }
    for name in kept.damaged {
      console.line("  left out: \(ClassText.damaged("students/\(FileName.printable(name))"))")
    }
    ClassText.leftOut(judged).forEach { console.line("  \($0)") }
    let doubtful = own.filter(\.needsAttention)
    for result in doubtful {
      let why = result.unreadable ?? (result.verdicts.isEmpty ? result.notes.first : nil)
      let ids = result.verdicts.filter { $0.state == .inconclusive }.map(\.exercise)
      console.line(
        "  look at \(FileName.printable(result.student)): "
          + (why ?? "\(ids.joined(separator: ", ")) could not be graded")
      )
    }
    return doubtful.isEmpty && own.count == count ? 0 : 1
  }
}
