/// Arguments small enough for pencil and paper on which the result is still wrong.
package struct SmallestCase: Codable, Sendable, Equatable {
  /// The arguments.
  package var arguments: Arguments
  /// The gradient with respect to the output, for a gradient.
  package var upstream: Value?
  /// What the result is about.
  package var subject: Subject
  /// The student's result; nil when the call threw.
  package var yours: Value?
  /// The right result.
  package var reference: Value
  /// The entry that the arithmetic is about.
  package var entry: [Int]
  /// For a gradient, how that entry comes about: one term for each entry of the output.
  package var terms: [Term]

  /// The contribution of one entry of the output: upstream gradient times local slope.
  package struct Term: Codable, Sendable, Equatable {
    /// ∂L/∂y for that entry.
    package var upstream: Double
    /// ∂y/∂x: how much that entry moves with the argument.
    package var slope: Double
  }
}
