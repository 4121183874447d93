import Tensors

// The checks that every layer and loss begins with. Each throws a LayerError naming the operation.

/// Throws unless a shape is right; the text is the right one in words.
func requireShape(
  _ isRight: Bool,
  _ shape: @autoclosure () -> [Int],
  _ argument: String,
  in operation: String,
  _ text: () -> String
) throws {
  guard isRight else {
    throw LayerError.wrongShape(
      operation: operation,
      argument: argument,
      expected: text(),
      actual: shape()
    )
  }
}

/// Throws unless a tensor has exactly the expected shape.
func requireShape(
  _ tensor: Tensor,
  _ expected: Shape,
  _ argument: String,
  in operation: String
) throws {
  try requireShape(tensor.sizes == expected, tensor.shape, argument, in: operation) {
    "\(expected.sizes)"
  }
}

/// Throws unless a tensor has as many axes as the pattern names; the pattern is for the message.
func requireRank(
  _ tensor: Tensor,
  _ pattern: @autoclosure () -> [String],
  _ argument: String,
  in operation: String
) throws {
  try requireShape(tensor.rank == pattern().count, tensor.shape, argument, in: operation) {
    "[" + pattern().joined(separator: ", ") + "]"
  }
}

/// Throws when a tensor holds no values.
func requireItems(_ tensor: Tensor, in operation: String) throws {
  guard tensor.count > 0 else {
    throw LayerError.emptyBatch(operation: operation, shape: tensor.shape)
  }
}

/// Throws unless there is one label in `0..<classes` for each row, or the ignored label.
func requireLabels(
  _ labels: [Int],
  rows: Int,
  classes: Int,
  ignored: Int? = nil,
  in operation: String
) throws {
  guard labels.count == rows else {
    throw LayerError.labelCount(operation: operation, rows: rows, labels: labels.count)
  }
  for (position, label) in labels.enumerated()
  where label != ignored && !(0..<classes).contains(label) {
    throw LayerError.labelOutOfRange(
      operation: operation,
      label: label,
      position: position,
      classes: classes
    )
  }
}

/// Throws unless there is a label in `0..<C` for each row of [N, C].
func requireLabelled(
  _ scores: Tensor,
  _ labels: [Int],
  _ argument: String,
  in operation: String
) throws {
  try requireRank(scores, ["N", "C"], argument, in: operation)
  try requireItems(scores, in: operation)
  try requireLabels(labels, rows: scores.sizes[0], classes: scores.sizes[1], in: operation)
}

/// Throws unless there is a probability for each entry of [N, C].
func requireTargets(
  _ scores: Tensor,
  _ targets: Tensor,
  _ argument: String,
  in operation: String
) throws {
  try requireRank(scores, ["N", "C"], argument, in: operation)
  try requireItems(scores, in: operation)
  try requireShape(targets, scores.sizes, "targets", in: operation)
  try requireProbabilities(targets, "targets", in: operation)
}

/// Throws unless every entry lies in [0, 1].
func requireProbabilities(_ tensor: Tensor, _ argument: String, in operation: String) throws {
  for (position, value) in tensor.scalars.enumerated() where !(0...1).contains(value) {
    throw LayerError.notAProbability(
      operation: operation,
      argument: argument,
      value: value,
      position: position
    )
  }
}

/// Throws unless a setting fulfils its rule.
func require(
  _ condition: Bool,
  _ name: String,
  _ value: Double,
  _ rule: String,
  in operation: String
) throws {
  guard condition else {
    throw LayerError.invalidSetting(operation: operation, name: name, value: value, rule: rule)
  }
}

/// Throws unless a whole-number setting fulfils its rule.
func require(
  _ condition: Bool,
  _ name: String,
  _ value: Int,
  _ rule: String,
  in operation: String
) throws {
  try require(condition, name, Double(value), rule, in: operation)
}

/// Throws unless a setting is positive and finite.
func requirePositive(_ value: Double, _ name: String, in operation: String) throws {
  try require(value > 0 && value.isFinite, name, value, "positive and finite", in: operation)
}

/// Throws unless a setting is finite and not negative.
func requireNotNegative(_ value: Double, _ name: String, in operation: String) throws {
  try require(value >= 0 && value.isFinite, name, value, "at least 0 and finite", in: operation)
}

/// Throws unless a prediction and its target have one shape and hold something.
func requirePair(_ prediction: Tensor, _ target: Tensor, in operation: String) throws {
  try requireItems(prediction, in: operation)
  try requireShape(target, prediction.sizes, "target", in: operation)
}
