import Grading

extension Pieces {
  /// Collects the functions of a milestone's pieces from their graders.
  ///
  /// The graders are found by their names, so that a pack depends on no other pack: `LayersTests.LinearGrader` grades
  /// `Layers/Linear`.
  ///
  /// - Parameters:
  ///   - exercise: The milestone.
  ///   - own: The pieces that are the student's own. The reference stands in for all others.
  /// - Throws: ``HarnessError/piecesMissing(_:elsewhere:)`` where a piece has neither.
  init(of exercise: Exercise, own: [ExerciseID]) throws {
    var pieces: [ExerciseID: (implementation: Implementation, exercise: Exercise)] = [:]
    for id in exercise.student.pieces {
      guard let grader = Pieces.grader(of: id) else { continue }
      let implementation =
        own.contains(id)
        ? grader.exercise.student : (grader as? any Certified.Type)?.certification.reference
      pieces[id] = implementation.map { ($0, grader.exercise) }
    }
    let missing = exercise.student.pieces.filter { pieces[$0] == nil }
    guard missing.isEmpty else {
      let isHere = { Pieces.grader(of: $0) != nil }
      throw HarnessError.piecesMissing(
        missing.filter(isHere).map(\.description),
        elsewhere: missing.filter { !isHere($0) }.map(\.description)
      )
    }
    self.init(pieces)
  }

  /// The grader of an exercise; nil if it is not in this build.
  static func grader(of id: ExerciseID) -> (any Grader.Type)? {
    let names = ["\(id.pack)Tests", "\(id.name)Grader"]
    let mangled = names.map { "\($0.utf8.count)\($0)" }.joined()
    return _typeByName(mangled + "V") as? any Grader.Type
  }
}
