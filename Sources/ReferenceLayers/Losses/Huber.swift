import Tensors

/// The squared error up to δ, and from there the absolute error: outliers pull less.
///
///     l = ½ (x − t)²              where |x − t| ≤ δ
///     l = δ · (|x − t| − δ/2)     elsewhere
///
/// prediction x and target t: one shape → loss: [] (mean, sum) or that shape (none). The mean is over
/// all entries, not only over the batch. It is ``SmoothL1`` with β = δ, times δ. Differentiable
/// everywhere; the slope has a kink at |x − t| = δ.
///
/// Reference: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35
/// (1964).
public enum Huber {
  /// The loss of a prediction.
  ///
  /// - Parameters:
  ///   - prediction: x, any shape.
  ///   - target: t, the shape of x.
  ///   - delta: δ, positive: where quadratic becomes linear.
  ///   - reduction: How the losses of the entries are reduced.
  /// - Returns: [] for mean and sum, the shape of x for none.
  /// - Throws: ``LayerError`` for different shapes, a bad setting or no entries.
  public static func forward(
    _ prediction: Tensor,
    target: Tensor,
    delta: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "Huber.forward"
    try requirePositive(delta, "delta", in: operation)
    return try reduction.elementwiseLoss(prediction, target, in: operation) { x, t in
      let d = (x - t).magnitude
      return d <= delta ? d * d / 2 : delta * (d - delta / 2)
    }
  }

  /// The gradient with respect to the prediction.
  ///
  ///     ∂L/∂x = u ∘ clamp(x − t, −δ, δ)        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of x for none.
  ///   - prediction: x, as given to ``forward(_:target:delta:reduction:)``.
  ///   - target: t, the shape of x.
  ///   - delta: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂prediction, the shape of x.
  /// - Throws: ``LayerError`` for different shapes, a bad setting or no entries.
  public static func backward(
    _ upstream: Tensor,
    _ prediction: Tensor,
    target: Tensor,
    delta: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "Huber.backward"
    try requirePositive(delta, "delta", in: operation)
    // With d = x − t:
    //
    // |d| ≤ δ:  l = d²/2              dl/dx = d
    // else:     l = δ·(|d| − δ/2)     dl/dx = δ·sign(d)
    // At |d| = δ both give δ·sign(d).
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      Swift.min(Swift.max(x - t, -delta), delta)
    }
  }

  /// The gradient with respect to the target.
  ///
  ///     ∂L/∂t = u ∘ clamp(t − x, −δ, δ)        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of x for none.
  ///   - prediction: x, any shape.
  ///   - target: t, the shape of x.
  ///   - delta: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂target, the shape of x.
  /// - Throws: ``LayerError`` for different shapes, a bad setting or no entries.
  public static func targetGradient(
    _ upstream: Tensor,
    _ prediction: Tensor,
    target: Tensor,
    delta: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "Huber.targetGradient"
    try requirePositive(delta, "delta", in: operation)
    // l depends on x − t alone, so dl/dt = −dl/dx, and clamp is odd.
    return try reduction.elementwiseGradient(upstream, prediction, target, in: operation) { x, t in
      Swift.min(Swift.max(t - x, -delta), delta)
    }
  }
}
