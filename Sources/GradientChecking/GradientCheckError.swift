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
  /// The backward function returned something that has no coordinates.
  case notAGradient(type: String)
  /// The backward function returned more or fewer gradients than there are differentiated inputs.
  case gradientCount(inputs: [String], gradients: Int)
  /// An input is named that does not exist.
  case unknownInput(name: String, known: [String])
}
