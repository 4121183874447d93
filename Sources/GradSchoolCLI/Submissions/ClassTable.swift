import Foundation
import Grading

/// The marks of a class: points, overrides and lateness, a row for each student.
struct ClassTable {
  /// The points of a student in one exercise.
  struct Mark: Equatable {
    /// The points that grading gave; nil where it could not tell.
    var graded: Int?
    var override: Overrides.Override?

    var points: Int? { override?.points ?? graded }
  }

  enum Standing: Equatable {
    case graded
    /// An exercise could not be graded, or there was nothing to grade: an instructor has to look.
    case doubtful
    case unreadable
    case notGraded
    case handedInNothing
  }

  struct Row {
    /// The key of the student's results; of one who handed in nothing, the name in the roster.
    var student: String
    var state: Standing
    var origin: SubmissionOrigin?
    var person: Roster.Person?
    /// The exercises that were handed in or have an override.
    var marks: [ExerciseID: Mark] = [:]
    var possible: Int
    /// The days by which it was late; nil where the time due or the time of the submission is not known.
    var daysLate: Int?
    /// The points after lateness.
    var points: Double?
    var remarks: [String] = []

    /// The points before lateness; nil where nothing could be graded.
    var total: Int? {
      let points = marks.values.compactMap(\.points)
      switch state {
      case .graded, .doubtful: return points.reduce(0, +)
      case .unreadable, .notGraded, .handedInNothing:
        return points.isEmpty ? nil : points.reduce(0, +)
      }
    }

    /// Whether the points are all that there is to say, so that an LMS may have them.
    var isFinal: Bool { !marks.isEmpty && marks.values.allSatisfy { $0.points != nil } }
  }

  let catalog: Catalog
  let rows: [Row]
  let lateness: Lateness?
  let roster: Roster?
  let possible: Int

  /// Makes the table.
  ///
  /// - Parameters:
  ///   - results: The results of one grading.
  ///   - catalog: The exercises of the class.
  ///   - overrides: The points that are given by hand.
  ///   - lateness: The time due.
  ///   - roster: The students who take part.
  ///   - waiting: Submissions that are not graded yet.
  init(
    _ results: [StudentResult],
    _ catalog: Catalog,
    overrides: Overrides = Overrides(),
    lateness: Lateness? = nil,
    roster: Roster? = nil,
    waiting: [SubmissionOrigin] = []
  ) {
    (self.catalog, self.lateness, self.roster) = (catalog, lateness, roster)
    let entries = catalog.exercises
    let ids = Dictionary(entries.map { ("\($0.id)", $0.id) }) { first, _ in first }
    let possible = entries.reduce(0) { $0 + $1.points }
    self.possible = possible
    var seen: [Int: String] = [:]
    func finished(_ row: Row) -> Row {
      var row = row
      if let roster, let origin = row.origin {
        if let number = roster.person(origin) {
          row.person = roster.people[number]
          if let other = seen[number] { row.remarks.append(ClassText.sameStudent(as: other)) }
          seen[number] = row.student
        } else {
          row.remarks.append(ClassText.notInRoster)
        }
      }
      for (id, override) in overrides[row.student].sorted(by: { $0.key < $1.key }) {
        let graded = row.marks[id]?.graded
        row.marks[id] = Mark(graded: graded, override: override)
        row.remarks.append(ClassText.overridden(id, override, graded: graded))
      }
      if row.state == .doubtful, row.isFinal { row.state = .graded }
      if let origin = row.origin {
        if let lateness, let time = origin.time {
          row.daysLate = lateness.days(time)
        } else if origin.isLate {
          row.remarks.append(ClassText.lateWithoutTime)
        } else if lateness != nil {
          row.remarks.append(ClassText.noTime)
        }
      }
      row.points = row.total.map { total in
        lateness?.points(total, after: row.daysLate ?? 0) ?? Double(total)
      }
      if let days = row.daysLate, days > 0 { row.remarks.append(ClassText.late(days, row)) }
      return row
    }
    var rows = results.map { result in
      var row = Row(
        student: result.student,
        state: result.unreadable != nil
          ? .unreadable : result.needsAttention ? .doubtful : .graded,
        origin: result.origin,
        possible: possible
      )
      if let reason = result.unreadable { row.remarks.append(reason) }
      if result.unreadable == nil, result.verdicts.isEmpty { row.remarks += result.notes.prefix(1) }
      for verdict in result.verdicts {
        guard let id = ids[verdict.exercise] else { continue }
        let isUnclear = verdict.state == .inconclusive
        row.marks[id] = Mark(graded: isUnclear ? nil : verdict.earned)
        if isUnclear, overrides[result.student][id] == nil {
          row.remarks.append(ClassText.notGraded(id))
        }
      }
      return finished(row)
    }
    rows += waiting.map {
      finished(Row(student: $0.name, state: .notGraded, origin: $0, possible: possible))
    }
    var taken = Set(rows.map(\.student))
    for (number, person) in (roster?.people ?? []).enumerated() where seen[number] == nil {
      // The first of namesakes has the name alone.
      let more = person.ids.first ?? person.email ?? "row \(number + 2)"
      let name = taken.contains(person.name) ? "\(person.name) (\(more))" : person.name
      taken.insert(name)
      var row = Row(student: name, state: .handedInNothing, possible: possible)
      row.person = person
      rows.append(finished(row))
    }
    self.rows = rows.sorted { $0.student < $1.student }
  }

  /// The table of grades for people: an empty cell is an exercise that was not handed in.
  var csv: String {
    let ids = catalog.exercises.map(\.id)
    var lines = [
      ["student", "name", "id", "e-mail", "handed in", "days late"] + ids.map(\.description)
        + ["total", "after lateness", "possible", "state", "remarks"]
    ]
    lines += rows.map { row in
      let cells = ids.map { id in
        row.marks[id].map { $0.points.map(String.init) ?? "?" } ?? ""
      }
      return [
        row.student, row.person?.name ?? "", row.origin?.id ?? row.person?.ids.first ?? "",
        row.origin?.email ?? row.person?.email ?? "",
        row.origin?.time.map(Lateness.text) ?? "", row.daysLate.map(String.init) ?? "",
      ] + cells + [
        row.total.map(String.init) ?? "", row.points.map(ClassTable.number) ?? "",
        "\(row.possible)", ClassText.name(row.state), row.remarks.joined(separator: " "),
      ]
    }
    return CSV.mark + CSV.text(lines)
  }

  /// A number with at most two digits after the point.
  static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\((value * 100).rounded() / 100)"
  }
}
