import Foundation

/// The table of grades as an LMS imports it, made from the roster that it exported.
struct LMSTables {
  let table: ClassTable

  /// The assignment's name in the gradebook of Canvas, unless another is given.
  static let assignment = "GradSchool"

  /// The rows of the table, by the people of the roster.
  private func people(_ roster: Roster) -> [(person: Roster.Person, row: ClassTable.Row?)] {
    let rows = Dictionary(table.rows.compactMap { row in row.person.map { ($0, row) } }) { $1 }
    return roster.people.map { ($0, rows[$0]) }
  }

  /// A grade; empty where the points are not final.
  private static func grade(_ row: ClassTable.Row?, possible: Int, maximum: Double? = nil) -> String
  {
    guard let row, row.isFinal, let points = row.points else { return "" }
    guard let maximum, possible > 0 else { return ClassTable.number(points) }
    return ClassTable.number(points * maximum / Double(possible))
  }

  /// Canvas's gradebook: a column for the assignment after those that tell who a student is.
  ///
  /// The first columns must be Student and ID, the last before the grades is Section; a row whose first cell
  /// says “Points Possible” has the maximum.
  func canvas(_ roster: Roster, assignment: String?) -> String {
    let end = (roster.header.firstIndex(of: "Section") ?? 1) + 1
    let name = assignment ?? LMSTables.assignment
    // “GradSchool (4711)” is an assignment that Canvas has already.
    let title =
      roster.header.dropFirst(end).first { $0 == name || $0.hasPrefix(name + " (") } ?? name
    let blank = Array(repeating: "", count: max(0, end - 1))
    var lines = [
      roster.header.prefix(end) + [title], ["    Points Possible"] + blank + ["\(table.possible)"],
    ]
    lines += people(roster).map { person, row in
      let cells = (person.cells + blank).prefix(end)
      return cells + [LMSTables.grade(row, possible: table.possible)]
    }
    return CSV.text(lines.map(Array.init))
  }

  /// Moodle's grading worksheet with the grades filled in, in the scale of its column “Maximum Grade”.
  func moodleWorksheet(_ roster: Roster) -> String {
    let grade = roster.header.firstIndex(of: "Grade")
    let maximum = roster.header.firstIndex(of: "Maximum Grade")
    let comments = roster.header.firstIndex(of: "Feedback comments")
    var lines = [roster.header]
    lines += people(roster).map { person, row in
      var cells = person.cells
      while cells.count < roster.header.count { cells.append("") }
      if let grade {
        // Some languages write 100,00.
        let most = maximum.flatMap { Double(cells[$0].replacing(",", with: ".")) }
        cells[grade] = LMSTables.grade(row, possible: table.possible, maximum: most)
      }
      if let comments { cells[comments] = LMSTables.feedback(row) }
      return cells
    }
    return CSV.text(lines)
  }

  /// A table for the import of Moodle's gradebook, which finds students by their e-mail address or ID number.
  func moodle(_ roster: Roster) -> String {
    let number = roster.header.firstIndex { Roster.plain($0) == "idnumber" }
    var lines = [["Email address", "ID number", "Full name", "Grade", "Feedback"]]
    lines += people(roster).map { person, row in
      let cell = number.flatMap { person.cells.indices.contains($0) ? person.cells[$0] : nil }
      return [
        person.email ?? "", cell ?? "", person.name,
        LMSTables.grade(row, possible: table.possible), LMSTables.feedback(row),
      ]
    }
    return CSV.text(lines)
  }

  private static func feedback(_ row: ClassTable.Row?) -> String {
    guard let row else { return "" }
    return ([ClassText.total(row) + "."] + row.remarks).joined(separator: " ")
  }

  /// The folder of a student's feedback below the one that is uploaded to Moodle; nil for a submission that is not from
  /// there.
  ///
  /// Moodle finds the student by the second part of the folder's name: `Emmy Noether_1234567_assignsubmission_file_`.
  static func feedbackFolder(_ origin: SubmissionOrigin) -> String? {
    guard
      let match = origin.folder.firstMatch(of: /^([^\/_]+_\d+)_assignsubmission_(file|onlinetext)/)
    else { return nil }
    return "\(match.1)_assignsubmission_\(match.2)_"
  }
}
