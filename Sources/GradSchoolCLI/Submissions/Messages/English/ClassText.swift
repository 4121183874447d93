import Foundation
import Grading

/// The sentences about the marks of a class, for instructors; students read those on their page.
enum ClassText {
  // MARK: - Rows

  static func name(_ state: ClassTable.Standing) -> String {
    switch state {
    case .graded: "graded"
    case .doubtful: "look at it"
    case .unreadable: "unreadable"
    case .notGraded: "not graded yet"
    case .handedInNothing: "handed in nothing"
    }
  }

  /// The points of a student, before and after lateness.
  static func total(_ row: ClassTable.Row) -> String {
    guard let total = row.total, let points = row.points else {
      return "No points: \(name(row.state))"
    }
    let before = "\(total) of \(row.possible) points"
    guard points != Double(total) else { return before }
    return "\(ClassTable.number(points)) of \(row.possible) points, which were \(total) before "
      + "lateness"
  }

  static func late(_ days: Int, _ row: ClassTable.Row) -> String {
    let late = "Handed in \(CauseText.counted(days, "day")) late"
    guard let total = row.total, let points = row.points, points != Double(total) else {
      return "\(late)."
    }
    return "\(late): \(ClassTable.number(points)) of the \(total) points count."
  }

  static let lateWithoutTime =
    "Handed in late, as the export says; it has no time, so that no points were taken off."
  static let noTime = "The export has no time for it, so that no points were taken off."
  static let notInRoster = "Nobody in the roster has this name, number or e-mail address."

  static func sameStudent(as other: String) -> String {
    "The roster has one student for this submission and for that of \(other)."
  }

  static func overridden(_ id: ExerciseID, _ override: Overrides.Override, graded: Int?) -> String {
    let instead = graded.map { "instead of \($0)" } ?? "which grading did not give"
    return "\(id): \(CauseText.counted(override.points, "point")) \(instead): \(override.reason)"
  }

  static func notGraded(_ id: ExerciseID) -> String { "\(id) could not be graded." }

  // MARK: - After grading

  static func grading(_ count: Int) -> String {
    "Grading \(CauseText.counted(count, "submission")). First the package is built, which takes a "
      + "minute or more."
  }

  static func answered(_ count: Int) -> String {
    "\(count) submission\(count == 1 ? " needs" : "s need") no grading: nothing in it is new."
  }

  static func earlier(_ count: Int) -> String {
    "  \(count) earlier result\(count == 1 ? " is" : "s are") in the tables too; students/ has "
      + (count == 1 ? "it" : "them")
  }

  static func summary(of table: ClassTable) -> [String] {
    var lines: [String] = []
    if let lateness = table.lateness {
      let cost = lateness.percentPerDay.map { "\(ClassTable.number($0)) % of the points a day" }
      let grace = lateness.grace > 0 ? ", with a grace of \(lateness.grace) minutes" : ""
      lines.append(
        "due \(Lateness.text(lateness.due))\(grace); lateness costs \(cost ?? "nothing"): --due none ends that"
      )
    }
    func names(_ rows: [ClassTable.Row]) -> String {
      CauseText.names(rows.map(\.student), atMost: 10)
    }
    let absent = table.rows.filter { $0.state == .handedInNothing }
    if !absent.isEmpty { lines.append("handed in nothing: \(names(absent))") }
    let strangers = table.rows.filter { $0.remarks.contains(notInRoster) }
    if !strangers.isEmpty { lines.append("not in the roster: \(names(strangers))") }
    let doubles = table.rows.filter { $0.remarks.contains { $0.hasPrefix("The roster has one") } }
    if !doubles.isEmpty { lines.append("two submissions of one student: \(names(doubles))") }
    let overridden = table.rows.filter { row in row.marks.values.contains { $0.override != nil } }
    if !overridden.isEmpty { lines.append("overridden: \(names(overridden))") }
    return lines
  }

  // MARK: - Gradings

  /// The students whose results are not in the tables, by the reason.
  static func leftOut(_ results: [(StudentResult, String?)]) -> [String] {
    let reasons = results.compactMap(\.1).reduce(into: [String]()) { reasons, reason in
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    return reasons.map { reason in
      "left out: "
        + CauseText.names(results.filter { $0.1 == reason }.map(\.0.student), atMost: 10)
        + ", \(reason)"
    }
  }

  static func otherExercises(_ ids: [String]) -> String {
    "graded with other exercises: \(CauseText.names(ids, atMost: 6))"
  }

  static func otherGraders(_ ids: [String]) -> String {
    "graded by other graders of \(CauseText.names(ids, atMost: 6))"
  }

  static let otherSeed = "graded with another seed"

  static func damaged(_ path: String) -> String {
    "\(path), which is damaged or of an older GradSchool"
  }

  static func alsoChanged(_ ids: [String]) -> String {
    "Graders have changed since this was graded: \(CauseText.names(ids, atMost: 6)).\n"
      + "No table was written. To grade these anew: \(Program.command) regrade --to DIR"
  }

  static let nothingToRegrade = "No grader has changed since this was graded."

  static func regrading(_ ids: [String], _ count: Int) -> String {
    "Grading \(CauseText.names(ids, atMost: 6)) anew for \(CauseText.counted(count, "student"))."
  }

  static func changes(_ count: Int) -> String {
    switch count {
    case 0: "No points have changed: changes.csv is empty."
    case 1: "1 mark has changed: changes.csv"
    default: "\(count) marks have changed: changes.csv"
    }
  }

  // MARK: - Files of the instructor

  static func rosterHeader(_ header: [String]) -> String {
    "no column is called name, id or e-mail, or as Canvas, Moodle, Gradescope and GitHub Classroom call "
      + "them. The columns are: \(header.joined(separator: ", "))"
  }

  static let overrideHeader = "the first line must be: student,exercise,points,reason"

  static func unknownStudent(_ name: String, nearest: String?) -> String {
    "the tables have no student “\(name)”." + (nearest.map { " Did you mean \($0)?" } ?? "")
  }

  static func unknownExercise(_ name: String, nearest: String?) -> String {
    "there is no exercise “\(name)” in this class."
      + (nearest.map { " Did you mean \($0)?" } ?? "")
  }

  static func pointsOutside(_ text: String, _ id: ExerciseID, possible: Int) -> String {
    "“\(text)” cannot be the points for \(id): they must be a whole number from 0 to \(possible)."
  }

  static let noReason = "there is no reason. The student reads it: say why in a few words."

  static func overriddenTwice(_ student: String, _ id: ExerciseID) -> String {
    "\(id) of \(student) has an override in an earlier line."
  }

  // MARK: - Parts

  static func noPart(_ path: String) -> String {
    "\(path) has no part of a class: it was not graded with --part."
  }

  static func missingPart(_ number: Int, of count: Int) -> String {
    "part \(number)/\(count) is missing."
  }

  static func doublePart(_ number: Int, _ paths: [String]) -> String {
    "\(paths.joined(separator: " and ")) are both part \(number)."
  }

  static func seeds(_ one: String, _ other: String) -> String {
    "\(one) was graded with another seed than \(other)."
  }

  static func identities(_ one: String, _ other: String, _ ids: [String]) -> String {
    "\(one) was graded with other graders or exercises than \(other): \(CauseText.names(ids, atMost: 6))"
  }

  static func divisions(_ one: String, _ part: ClassPart, _ other: String, _ otherPart: ClassPart)
    -> String
  {
    "\(one) is a part of \(part.total) submissions in \(part.count) parts, \(other) of "
      + "\(otherPart.total) in \(otherPart.count), or their names differ."
  }

  static func missing(_ students: [String], _ path: String) -> String {
    "\(path) is not finished: \(CauseText.names(students, atMost: 6)). Grade this part again, it continues."
  }

  static func double(_ student: String, _ paths: [String]) -> String {
    "\(FileName.printable(student)) is in \(paths.joined(separator: " and "))."
  }

  static func partAsTarget(_ path: String) -> String {
    "\(path) is a part itself: choose another folder for --to."
  }

  static func otherTarget(_ path: String) -> String {
    "\(path) has the results of another grading."
  }
}
