/// A rule of a layer, loss or optimiser that was broken, with the values that broke it.
public enum LayerError: Error, Equatable, Sendable {
  /// An argument has another shape than the operation needs.
  case wrongShape(operation: String, argument: String, expected: String, actual: [Int])
  /// A class label names no class.
  case labelOutOfRange(operation: String, label: Int, position: Int, classes: Int)
  /// There is not exactly one label for each row.
  case labelCount(operation: String, rows: Int, labels: Int)
  /// A probability lies outside [0, 1].
  case notAProbability(operation: String, argument: String, value: Double, position: Int)
  /// There is nothing to average or to learn from.
  case emptyBatch(operation: String, shape: [Int])
  /// A setting lies outside its domain.
  case invalidSetting(operation: String, name: String, value: Double, rule: String)
  /// A parameter of a network has no gradient, or a gradient no parameter.
  case unknownParameter(operation: String, name: String, known: [String])
}

extension LayerError: CustomStringConvertible {
  /// The rule, the values that broke it, and what to do.
  public var description: String {
    switch self {
    case .wrongShape(let operation, let argument, let expected, let actual):
      "\(operation): \(argument) must have the shape \(expected), but has \(actual)."
    case .labelOutOfRange(let operation, let label, let position, let classes):
      "\(operation): the label \(label) at position \(position) names no class; with \(classes) "
        + "classes labels run from 0 to \(classes - 1)."
    case .labelCount(let operation, let rows, let labels):
      "\(operation) needs one label for each of the \(rows) rows, but was given \(labels)."
    case .notAProbability(let operation, let argument, let value, let position):
      "\(operation): \(argument) must hold probabilities, from 0 to 1, but holds \(value) at "
        + "position \(position). If these are logits, use the loss with logits."
    case .emptyBatch(let operation, let shape):
      "\(operation) needs at least one item, but the shape \(shape) holds none."
    case .invalidSetting(let operation, let name, let value, let rule):
      "\(operation): \(name) must be \(rule), but is \(LayerError.short(value))."
    case .unknownParameter(let operation, let name, let known):
      "\(operation): there is no parameter \"\(name)\"; there are "
        + known.sorted().map { "\"\($0)\"" }.joined(separator: ", ") + "."
    }
  }

  private static func short(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
