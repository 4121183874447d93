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
    let late = "Handed in \(days) day\(days == 1 ? "" : "s") late"
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
    let unit = override.points == 1 ? "point" : "points"
    return "\(id): \(override.points) \(unit) \(instead): \(override.reason)"
  }

  static func notGraded(_ id: ExerciseID) -> String { "\(id) could not be graded." }

  // MARK: - After grading

  static func grading(_ count: Int) -> String {
    "Grading \(count) submission\(count == 1 ? "" : "s"). First the package is built, which takes a "
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
    func names(_ rows: [ClassTable.Row]) -> String { ClassText.names(rows.map(\.student)) }
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

  /// The names of some students; of many, the first.
  private static func names(_ students: [String]) -> String {
    let names = students.prefix(10).map(FileName.printable).joined(separator: ", ")
    return students.count > 10 ? "\(names) and \(students.count - 10) more" : names
  }

  // MARK: - Gradings

  /// The students whose results are not in the tables, by the reason.
  static func leftOut(_ results: [(StudentResult, String?)]) -> [String] {
    let reasons = results.compactMap(\.1).reduce(into: [String]()) { reasons, reason in
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    return reasons.map { reason in
      "left out: \(names(results.filter { $0.1 == reason }.map(\.0.student))), \(reason)"
    }
  }

  static func otherExercises(_ ids: [String]) -> String {
    "graded with other exercises: \(list(ids))"
  }

  static func otherGraders(_ ids: [String]) -> String { "graded by other graders of \(list(ids))" }

  static let otherSeed = "graded with another seed"

  static func damaged(_ path: String) -> String {
    "\(path), which is damaged or of an older GradSchool"
  }

  static func alsoChanged(_ ids: [String]) -> String {
    "Graders have changed since this was graded: \(list(ids)).\n"
      + "To grade these anew: \(Program.command) regrade --to DIR"
  }

  static let nothingToRegrade = "No grader has changed since this was graded."

  static func regrading(_ ids: [String], _ count: Int) -> String {
    "Grading \(list(ids)) anew for \(count) student\(count == 1 ? "" : "s")."
  }

  static func changes(_ count: Int) -> String {
    switch count {
    case 0: "No points have changed: changes.csv is empty."
    case 1: "1 mark has changed: changes.csv"
    default: "\(count) marks have changed: changes.csv"
    }
  }

  private static func list(_ ids: [String]) -> String {
    let shown = ids.prefix(6).joined(separator: ", ")
    return ids.count > 6 ? "\(shown) and \(ids.count - 6) more" : shown
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
    "\(one) was graded with other graders or exercises than \(other): \(list(ids))"
  }

  static func divisions(_ one: String, _ part: ClassPart, _ other: String, _ otherPart: ClassPart)
    -> String
  {
    "\(one) is a part of \(part.total) submissions in \(part.count) parts, \(other) of "
      + "\(otherPart.total) in \(otherPart.count), or their names differ."
  }

  static func missing(_ students: [String], _ path: String) -> String {
    "\(path) is not finished: \(list(students)). Grade this part again, it continues."
  }

  static func double(_ student: String, _ paths: [String]) -> String {
    "\(student) is in \(paths.joined(separator: " and "))."
  }

  static func partAsTarget(_ path: String) -> String {
    "\(path) is a part itself: choose another folder for --to."
  }

  static func otherTarget(_ path: String) -> String {
    "\(path) has the results of another grading."
  }
}
