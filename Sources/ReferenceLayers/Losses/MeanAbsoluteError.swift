import Tensors

/// The absolute error, also called L1: every unit of error costs the same.
///
///     l = |x − t|
///
/// prediction x and target t: one shape → loss: [] (mean, sum) or that shape (none). The mean is over
/// all entries, not only over the batch. Not differentiable where x = t; the derivative there is taken
/// as 0 (as in PyTorch).
///
/// Reference: Bishop, "Pattern Recognition and Machine Learning" (2006), section 1.5.5.
public enum MeanAbsoluteError {
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
    try reduction.elementwiseLoss(prediction, target, in: "MeanAbsoluteError.forward") { x, t in
      (x - t).magnitude
    }
  }

  /// The gradient with respect to the prediction.
  ///
  ///     ∂L/∂x = u ∘ sign(x − t)        u = upstream / count for the mean
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
    // l     = |x − t|
    // dl/dx = 1 for x > t, −1 for x < t        (chosen 0 at the kink)
    let operation = "MeanAbsoluteError.backward"
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      x > t ? 1 : x < t ? -1 : 0
    }
  }

  /// The gradient with respect to the target.
  ///
  ///     ∂L/∂t = u ∘ sign(t − x)        u = upstream / count for the mean
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
    let operation = "MeanAbsoluteError.targetGradient"
    // l     = |x − t|
    // dl/dt = 1 for t > x, −1 for t < x        (chosen 0 at the kink)
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      t > x ? 1 : t < x ? -1 : 0
    }
  }
}
