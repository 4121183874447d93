/// A misuse of the checker, or a function that cannot be checked at the point given.
public enum GradientCheckError: Error, Equatable, Sendable {
  /// There is nothing to differentiate: no input has a coordinate.
  case noCoordinates
  /// Two lists that belong together differ in length.
  case countMismatch(what: String, expected: Int, actual: Int)
  /// The function returned another number of outputs than at the base point.
  case outputChanged(expected: Int, actual: Int)
  /// A value that must be finite before anything can be measured is not.
  case notFinite(what: String, value: String)
  /// An option lies outside its domain.
  case invalidOption(name: String, value: String, rule: String)
  /// The backward function returned something that has no coordinates.
  case notAGradient(type: String)
  /// The backward function returned more or fewer gradients than there are differentiated inputs.
  case gradientCount(inputs: [String], gradients: Int)
  /// The labels of the returned gradients are not the names of the differentiated inputs.
  case gradientLabels(unknown: [String], missing: [String], inputs: [String])
  /// An input holds numbers, but its type does not say which: it has no coordinates.
  case withoutCoordinates(input: String, type: String, fields: [String])
  /// The point itself lies outside the domain that the options state.
  case outsideDomain(input: String, value: String)
  /// An input is named that does not exist.
  case unknownInput(name: String, known: [String])
}
