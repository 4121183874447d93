/// The sentences about the pieces from which a milestone is assembled.
extension Wording {
  /// The pieces that are the student's own, and those for which a reference stands in.
  ///
  /// - Parameter states: The state of each piece's exercise; nil if it is not in this build.
  /// - Returns: One remark, or two.
  package static func pieces(_ states: [(piece: ExerciseID, state: State?)]) -> [String] {
    let own = states.filter { $0.state == .passed }.map(\.piece.description)
    let borrowed = states.filter { $0.state != .passed }.map { piece, state in
      "\(piece) (\(state.map(name) ?? "not in this build"))"
    }
    guard !borrowed.isEmpty else {
      return ["Every piece is your own: \(list(own))."]
    }
    return [
      (own.isEmpty ? "No piece is your own yet. " : "Your own: \(list(own)). ")
        + "Borrowed from the reference: \(list(borrowed)). When those exercises pass, your own "
        + "functions take their places."
    ]
  }
}
