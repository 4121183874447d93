import Foundation
import Grading

/// The points that an instructor gives instead of those that were graded: the file `overrides.csv`.
///
///     student,exercise,points,reason
///     Emmy Noether,layers/linear,10,the task was unclear about the bias
struct Overrides {
  struct Override: Equatable {
    var points: Int
    var reason: String
  }

  static let file = "overrides.csv"

  private(set) var all: [String: [ExerciseID: Override]] = [:]

  init() {}

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - data: The content of the file.
  ///   - path: The path for messages.
  ///   - catalog: The exercises of the class.
  ///   - students: The names in the tables.
  /// - Throws: ``ProgramError/invalidFile(path:line:reason:)`` for the first line that cannot be used.
  init(_ data: Data, path: String, _ catalog: Catalog, students: [String]) throws {
    let rows = CSV(data).rows
    let known = Set(students)
    let header = rows.first?.cells.map { $0.lowercased() } ?? []
    let columns = ["student", "exercise", "points", "reason"].map { header.firstIndex(of: $0) }
    func refuse(_ line: Int, _ reason: String) -> ProgramError {
      .invalidFile(path: path, line: line, reason: reason)
    }
    guard columns.allSatisfy({ $0 != nil }) else {
      throw refuse(rows.first?.line ?? 1, ClassText.overrideHeader)
    }
    for row in rows.dropFirst() {
      let cells = columns.map { place in
        place.flatMap { row.cells.indices.contains($0) ? row.cells[$0] : nil } ?? ""
      }
      let (student, exercise, points, reason) = (cells[0], cells[1], cells[2], cells[3])
      guard known.contains(student) else {
        let nearest = NearestMatch.of(student, among: students)
        throw refuse(row.line, ClassText.unknownStudent(student, nearest: nearest))
      }
      guard let entry = catalog.exercises.first(where: { "\($0.id)" == exercise }) else {
        let nearest = NearestMatch.of(exercise, among: catalog.exercises.map { "\($0.id)" })
        throw refuse(row.line, ClassText.unknownExercise(exercise, nearest: nearest))
      }
      guard let number = Int(points), (0...entry.points).contains(number) else {
        throw refuse(row.line, ClassText.pointsOutside(points, entry.id, possible: entry.points))
      }
      guard !reason.isEmpty else { throw refuse(row.line, ClassText.noReason) }
      guard all[student]?[entry.id] == nil else {
        throw refuse(row.line, ClassText.overriddenTwice(student, entry.id))
      }
      all[student, default: [:]][entry.id] = Override(points: number, reason: reason)
    }
  }

  subscript(student: String) -> [ExerciseID: Override] { all[student] ?? [:] }
}
