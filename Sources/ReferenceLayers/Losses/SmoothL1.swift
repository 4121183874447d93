import Tensors

/// The absolute error with its kink rounded off: quadratic within β of the target.
///
///     l = (x − t)² / (2β)      where |x − t| < β
///     l = |x − t| − β/2        elsewhere
///
/// prediction x and target t: one shape → loss: [] (mean, sum) or that shape (none). The mean is over
/// all entries, not only over the batch. It is ``Huber`` divided by δ = β; for β → 0 it becomes the
/// absolute error. Differentiable everywhere; the slope has a kink at |x − t| = β.
///
/// Reference: Girshick, "Fast R-CNN", ICCV 2015, equation 3.
public enum SmoothL1 {
  /// The loss of a prediction.
  ///
  /// - Parameters:
  ///   - prediction: x, any shape.
  ///   - target: t, the shape of x.
  ///   - beta: β, positive: where quadratic becomes linear; 1 is the paper's.
  ///   - reduction: How the losses of the entries are reduced.
  /// - Returns: [] for mean and sum, the shape of x for none.
  /// - Throws: ``LayerError`` for different shapes, a bad setting or no entries.
  public static func forward(
    _ prediction: Tensor,
    target: Tensor,
    beta: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "SmoothL1.forward"
    try requirePositive(beta, "beta", in: operation)
    return try reduction.elementwiseLoss(prediction, target, in: operation) { x, t in
      let d = (x - t).magnitude
      return d < beta ? d * d / (2 * beta) : d - beta / 2
    }
  }

  /// The gradient with respect to the prediction.
  ///
  ///     ∂L/∂x = u ∘ clamp((x − t)/β, −1, 1)        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of x for none.
  ///   - prediction: x, as given to ``forward(_:target:beta:reduction:)``.
  ///   - target: t, the shape of x.
  ///   - beta: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂prediction, the shape of x.
  /// - Throws: ``LayerError`` for different shapes, a bad setting or no entries.
  public static func backward(
    _ upstream: Tensor,
    _ prediction: Tensor,
    target: Tensor,
    beta: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "SmoothL1.backward"
    try requirePositive(beta, "beta", in: operation)
    // With d = x − t:
    //
    // |d| < β:  l = d²/(2β)      dl/dx = d/β
    // else:     l = |d| − β/2    dl/dx = sign(d)
    // At |d| = β both give sign(d).
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      Swift.min(Swift.max((x - t) / beta, -1), 1)
    }
  }

  /// The gradient with respect to the target.
  ///
  ///     ∂L/∂t = u ∘ clamp((t − x)/β, −1, 1)        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of x for none.
  ///   - prediction: x, any shape.
  ///   - target: t, the shape of x.
  ///   - beta: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂target, the shape of x.
  /// - Throws: ``LayerError`` for different shapes, a bad setting or no entries.
  public static func targetGradient(
    _ upstream: Tensor,
    _ prediction: Tensor,
    target: Tensor,
    beta: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "SmoothL1.targetGradient"
    try requirePositive(beta, "beta", in: operation)
    // l depends on x − t alone, so dl/dt = −dl/dx, and clamp is odd.
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      Swift.min(Swift.max((t - x) / beta, -1), 1)
    }
  }
}
