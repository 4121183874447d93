import Tensors

/// The squared error: twice as wrong costs four times as much.
///
///     l = (x − t)²
///
/// prediction x and target t: one shape → loss: [] (mean, sum) or that shape (none). The mean is over
/// all entries, not only over the batch. Some authors put a factor ½ before it, which makes the
/// gradient x − t; here, as in PyTorch, there is none. Smooth everywhere.
///
/// Reference: Bishop, "Pattern Recognition and Machine Learning" (2006), section 1.1.
public enum MeanSquaredError {
  /// The loss of a prediction.
  ///
  /// - Parameters:
  ///   - prediction: x, any shape.
  ///   - target: t, the shape of x.
  ///   - reduction: How the losses of the entries are reduced.
  /// - Returns: [] for mean and sum, the shape of x for none.
  /// - Throws: ``LayerError`` for different shapes or no entries.
  public static func forward(
    _ prediction: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    try reduction.elementwiseLoss(prediction, target, in: "MeanSquaredError.forward") { x, t in
      (x - t) * (x - t)
    }
  }

  /// The gradient with respect to the prediction.
  ///
  ///     ∂L/∂x = u ∘ 2(x − t)        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of x for none.
  ///   - prediction: x, as given to ``forward(_:target:reduction:)``.
  ///   - target: t, the shape of x.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂prediction, the shape of x.
  /// - Throws: ``LayerError`` for different shapes or no entries.
  public static func backward(
    _ upstream: Tensor,
    _ prediction: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    // l     = (x − t)²
    // dl/dx = 2 (x − t)
    let operation = "MeanSquaredError.backward"
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      2 * (x - t)
    }
  }

  /// The gradient with respect to the target.
  ///
  ///     ∂L/∂t = u ∘ 2(t − x)        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of x for none.
  ///   - prediction: x, any shape.
  ///   - target: t, the shape of x.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂target, the shape of x.
  /// - Throws: ``LayerError`` for different shapes or no entries.
  public static func targetGradient(
    _ upstream: Tensor,
    _ prediction: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "MeanSquaredError.targetGradient"
    // l     = (x − t)²
    // dl/dt = 2 (t − x)
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      2 * (t - x)
    }
  }
}
