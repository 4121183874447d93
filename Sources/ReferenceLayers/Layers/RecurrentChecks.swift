import Tensors

/// Throws unless the arguments of one step of a recurrent layer with `gates` gates fit each other.
///
/// x: [N, D], states: [N, H], input weight: [D, gates·H], hidden weight: [H, gates·H], biases: [gates·H].
func requireRecurrent(
  _ x: Tensor,
  states: [(name: String, values: Tensor)],
  inputWeight: Tensor,
  hiddenWeight: Tensor,
  biases: [(name: String, values: Tensor)],
  gates: Int,
  in operation: String
) throws {
  try requireRank(x, ["N", "D"], "x", in: operation)
  let columns = gates == 1 ? "H" : "\(gates)·H"
  try requireRank(hiddenWeight, ["H", columns], "hiddenWeight", in: operation)
  let hidden = hiddenWeight.sizes[0]
  try requireShape(hiddenWeight, [hidden, gates * hidden], "hiddenWeight", in: operation)
  try requireShape(inputWeight, [x.sizes[1], gates * hidden], "inputWeight", in: operation)
  for state in states {
    try requireShape(state.values, [x.sizes[0], hidden], state.name, in: operation)
  }
  for bias in biases { try requireShape(bias.values, [gates * hidden], bias.name, in: operation) }
}

/// Throws unless x is a batch of sequences with at least one step.
func requireSequence(_ x: Tensor, in operation: String) throws {
  try requireRank(x, ["N", "T", "D"], "x", in: operation)
  guard x.sizes[1] > 0 else { throw LayerError.emptyBatch(operation: operation, shape: x.shape) }
}

extension Tensor {
  /// The columns of each gate: [N, gates·H] as `gates` tensors of [N, H].
  func gates(_ count: Int) throws -> [Tensor] {
    let width = shape[1] / count
    return try (0..<count).map { try sliced($0 * width..<($0 + 1) * width, axis: 1) }
  }
}
