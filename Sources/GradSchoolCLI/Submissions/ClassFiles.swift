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
    let rows = Dictionary(table.rows.map { ($0.student, $0) }) { first, _ in first }
    try writePages(results, rows)
    var names = files.map(\.0)
    if try writeFeedback(results) { names.append("moodle-feedback/") }
    if withJSON {
      try writeJSON(results, rows)
      names.append("class.json")
    }
    return names
  }

  /// Writes the pages that differ from the table: points, lateness, overrides and packs are those of the table.
  private func writePages(
    _ results: [StudentResult],
    _ rows: [String: ClassTable.Row]
  ) throws {
    for result in results {
      guard let row = rows[result.student] else { continue }
      let page = result.page(table.catalog, row)
      try output.workspace.update(ClassFolder.page(of: result.student), with: Data(page.utf8))
    }
  }

  /// Copies the pages of submissions from Moodle to the places from which Moodle takes feedback files.
  private func writeFeedback(_ results: [StudentResult]) throws -> Bool {
    var isWritten = false
    for result in results {
      guard let path = LMSTables.feedbackPath(result.origin) else { continue }
      let page = try Data(
        contentsOf: output.workspace.file(ClassFolder.page(of: result.student))
      )
      try output.workspace.update("moodle-feedback/\(path)", with: page)
      isWritten = true
    }
    return isWritten
  }

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
