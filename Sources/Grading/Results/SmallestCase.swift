/// Small arguments on which the result is still wrong, to be followed with pencil and paper.
package struct SmallestCase: Codable, Sendable, Equatable {
  package var arguments: Exercise.Arguments
  /// The gradient with respect to the output, for a gradient.
  package var upstream: Value?
  /// The wrong result.
  package var subject: Subject
  package var yours: Value
  package var reference: Value
  /// The entry of the result that ``terms`` add up to.
  package var entry: [Int]
  /// For a gradient, the terms of that entry: one for each entry of the output.
  package var terms: [Term]

  /// The contribution of one entry of the output: upstream gradient times local slope.
  package struct Term: Codable, Sendable, Equatable {
    /// ∂L/∂y for that entry.
    package var upstream: Double
    /// ∂y/∂x for that entry.
    package var slope: Double
  }
}
