/// A misuse of the checker, or a function that cannot be checked at the point given.
public enum GradientCheckError: Error, Equatable, Sendable {
  /// There is nothing to differentiate: no input has a coordinate.
  case noCoordinates
  /// Two lists that belong together differ in length.
  case countMismatch(what: String, expected: Int, actual: Int)
  /// A value has another shape than the one it must match.
  case shapeMismatch(what: String, expected: [Int], actual: [Int])
  /// The function returned another number of outputs than at the base point.
  case outputChanged(expected: Int, actual: Int)
  /// The function returned outputs of another shape than at the base point.
  case outputShapeChanged(expected: [Int], actual: [Int])
  /// A value that must be finite before anything can be measured is not.
  case notFinite(what: String, value: String)
  /// An option lies outside its domain.
  case invalidOption(name: String, value: String, rule: String)
  /// The budget is spent; how many evaluations it allowed and how many coordinates were left.
  case budgetTooSmall(budget: Int, needed: Int)
}
