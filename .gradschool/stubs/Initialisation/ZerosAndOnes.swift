import Tensors

/// One step of training for a tiny network, to see what becomes of weights that start alike.
///
///     h = tanh(x · W₁)          x: [N, D]   W₁ (`first`): [D, H]    →   h: [N, H], H hidden units
///     y = h · W₂                            W₂ (`second`): [H, M]   →   y: [N, M]
///     L = ½ · Σ (y − target)²               target: [N, M], a sum over all entries: no division by N
///
///     W₁ ← W₁ − η · ∂L/∂W₁          W₂ ← W₂ − η · ∂L/∂W₂
enum ZerosAndOnes {
  /// The weights after one step, and how many hidden units can be told apart.
  ///
  /// A hidden unit has a column in W₁, through which it looks at the input, and a row in W₂.
  /// `distinctUnits` is the number of different columns of the *new* W₁. Two columns are the same when no entry differs
  /// by more than 1e-9.
  ///
  /// Both gradients belong to the same loss: compute them before you change any weight. You need:
  /// `a.matmul(b)`, `a.transposed()`, `tanh(a)`, `a.squared()`, and `a[i, j]` for an entry.
  static func step(
    _ x: Tensor,
    target: Tensor,
    first: Tensor,
    second: Tensor,
    learningRate: Double
  ) throws -> (first: Tensor, second: Tensor, distinctUnits: Int) {
    throw NotStarted()
  }
}
