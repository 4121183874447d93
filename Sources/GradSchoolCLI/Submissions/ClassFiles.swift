import Foundation
import Grading
import GradingReports

/// The files that are made of a table: for people, for an LMS, for students, for programs.
struct ClassFiles {
  let output: ClassFolder
  let table: ClassTable
  /// The name of the assignment in Canvas's gradebook.
  let assignment: String?

  /// Writes the files, and returns their names.
  func write(
    _ results: [StudentResult],
    withJSON: Bool
  ) throws -> [String] {
    let workspace = output.workspace
    var files = [("grades.csv", table.csv)]
    if let roster = table.roster {
      let tables = LMSTables(table: table)
      switch roster.form {
      case .canvas: files.append(("canvas.csv", tables.canvas(roster, assignment: assignment)))
      case .moodleWorksheet: files.append(("moodle.csv", tables.moodleWorksheet(roster)))
      case .moodle: files.append(("moodle.csv", tables.moodle(roster)))
      case .other: break
      }
    }
    for (name, text) in files { try workspace.write(Data(text.utf8), to: name) }
    // A table for the LMS of an earlier roster would have the points of that day.
    for name in ["canvas.csv", "moodle.csv"] where !files.contains(where: { $0.0 == name }) {
      try? FileManager.default.removeItem(at: workspace.file(name))
    }
    let rows = Dictionary(table.rows.map { ($0.student, $0) }) { first, _ in first }
    var names = files.map(\.0)
    if try writePages(results, rows) { names.append("\(ClassFiles.feedback)/") }
    if withJSON {
      try writeJSON(results, rows)
      names.append("class.json")
    }
    return names
  }

  /// Writes the pages, with the points, lateness, overrides and packs of the table; those of submissions from Moodle also
  /// to the places from which Moodle takes feedback files.
  ///
  /// - Returns: Whether there are such places.
  /// - Throws: ``ProgramError`` when a page cannot be written.
  private func writePages(
    _ results: [StudentResult],
    _ rows: [String: ClassTable.Row]
  ) throws -> Bool {
    var feedback: Set<String> = []
    for result in results {
      guard let row = rows[result.student] else { continue }
      let page = Data(result.page(table.catalog, row).utf8)
      try output.workspace.update(ClassFolder.page(of: result.student), with: page)
      guard let folder = LMSTables.feedbackFolder(result.origin) else { continue }
      feedback.insert(folder)
      try output.workspace.update("\(ClassFiles.feedback)/\(folder)/feedback.md", with: page)
    }
    // Who handed in again elsewhere has no page there any more.
    let place = output.workspace.file(ClassFiles.feedback).path
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: place)) ?? [] where !feedback.contains(name)
    {
      try? files.removeItem(atPath: "\(place)/\(name)")
    }
    return !feedback.isEmpty
  }

  private static let feedback = "moodle-feedback"

  // MARK: - JSON

  private struct Student: Encodable {
    var student, state: String
    var name, id, email, handedIn: String?
    var daysLate, total: Int?
    var afterLateness: Double?
    var possible: Int
    var remarks: [String]
    var exercises: [Exercise]
  }

  private struct Exercise: Encodable {
    var id: String
    /// The points that count: those of an override, or else those that were graded.
    var points: Int?
    var graded: Int?
    var override: String?
    var verdict: JSONReport.Exercise?
  }

  /// Writes everything but the seed, a student at a time: a class may be larger than the memory.
  private func writeJSON(
    _ results: [StudentResult],
    _ rows: [String: ClassTable.Row]
  ) throws {
    let byName = Dictionary(results.map { ($0.student, $0) }) { first, _ in first }
    let path = "class.json"
    let unfinished = output.workspace.file(path + ".new")
    try output.workspace.write(Data(), to: path + ".new")
    let file = try FileHandle(forWritingTo: unfinished)
    defer { try? file.close() }
    let encoder = JSONReport.encoder
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try file.write(
      contentsOf: Data("{\"format\": \"gradschool-class\", \"version\": 1, \"students\": [".utf8)
    )
    for (number, row) in table.rows.enumerated() {
      let student = try encoder.encode(student(row, byName[row.student]))
      try file.write(contentsOf: Data((number == 0 ? "\n" : ",\n").utf8) + student)
    }
    try file.write(contentsOf: Data("\n]}\n".utf8))
    let target = output.workspace.file(path)
    try ProgramError.writing(path) {
      guard rename(unfinished.path, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
  }

  private func student(_ row: ClassTable.Row, _ result: StudentResult?) -> Student {
    let verdicts = Dictionary((result?.verdicts ?? []).map { ($0.exercise, $0) }) { first, _ in
      first
    }
    return Student(
      student: row.student,
      state: ClassText.name(row.state),
      name: row.person?.name,
      id: row.origin?.id ?? row.person?.ids.first,
      email: row.origin?.email ?? row.person?.email,
      handedIn: row.origin?.time.map(Lateness.text),
      daysLate: row.daysLate,
      total: row.total,
      afterLateness: row.points,
      possible: row.possible,
      remarks: row.remarks,
      exercises: table.catalog.exercises.compactMap { entry in
        guard let mark = row.marks[entry.id] else { return nil }
        let verdict = verdicts["\(entry.id)"].map { verdict in
          JSONReport.Exercise(
            Report.Exercise(
              id: entry.id,
              title: entry.title,
              points: entry.points,
              isCore: entry.isCore,
              outcome: .graded(verdict)
            ),
            withSeed: false
          )
        }
        return Exercise(
          id: "\(entry.id)",
          points: mark.points,
          graded: mark.graded,
          override: mark.override?.reason,
          verdict: verdict
        )
      }
    )
  }
}
