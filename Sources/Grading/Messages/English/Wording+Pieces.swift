/// The sentences about the pieces from which a milestone is assembled.
extension Wording {
  /// The pieces that are the student's own, and those for which a reference stands in, as one remark.
  package static func pieces(_ pieces: [Verdict.Piece]) -> [String] {
    let own = pieces.filter { $0.state == .passed }.map(\.exercise.description)
    let borrowed = pieces.filter { $0.state != .passed }.map {
      "\($0.exercise) (\($0.state.map(name) ?? "not in this build"))"
    }
    guard !borrowed.isEmpty else { return ["Every piece is your own: \(list(own))."] }
    return [
      (own.isEmpty ? "No piece is your own yet. " : "Your own: \(list(own)). ")
        + "Borrowed from the reference: \(list(borrowed)). When those exercises pass, your own "
        + "functions take their places."
    ]
  }
}
