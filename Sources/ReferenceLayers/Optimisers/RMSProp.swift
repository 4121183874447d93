import Tensors

/// RMSProp: AdaGrad that forgets, so that its steps do not die out.
///
///     g ← g + λ·θ
///     s ← α·s + (1 − α)·g²
///     θ ← θ − η·g / (√s + ε)
///
/// parameter θ, gradient g, mean square s: one shape. s starts at 0. ε stands outside the root. The weight decay
/// λ is that of the penalty ½·λ·Σθ². With momentum and centred by the mean gradient ḡ, as in PyTorch:
///
///     ḡ ← α·ḡ + (1 − α)·g
///     v ← μ·v + g / (√(s − ḡ²) + ε)        √s if not centred
///     θ ← θ − η·v
///
/// Reference: Tieleman and Hinton, "Lecture 6.5: RMSProp", Coursera, Neural Networks for Machine Learning
/// (2012); centred, with momentum: Graves, "Generating sequences with recurrent neural networks",
/// arXiv:1308.0850, equations 38 to 45.
public enum RMSProp {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - meanSquare: s after the step before; zeros at first.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - decay: α, from 0 up to but not including 1: how slowly s forgets.
  ///   - epsilon: ε, positive: keeps the quotient finite while the gradients are 0.
  ///   - weightDecay: λ, at least 0; 0 for none.
  /// - Returns: θ and s after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    meanSquare: Tensor,
    learningRate: Double = 0.01,
    decay: Double = 0.99,
    epsilon: Double = 1e-8,
    weightDecay: Double = 0
  ) throws -> (parameter: Tensor, meanSquare: Tensor) {
    let next = try step(
      parameter,
      gradient: gradient,
      meanSquare: meanSquare,
      velocity: .zeros(like: parameter),
      learningRate: learningRate,
      decay: decay,
      epsilon: epsilon,
      weightDecay: weightDecay
    )
    return (next.parameter, next.meanSquare)
  }

  /// One step with momentum, centred if there is a mean gradient.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - meanSquare: s after the step before; zeros at first.
  ///   - velocity: v after the step before; zeros at first.
  ///   - meanGradient: ḡ after the step before, zeros at first; `nil` in every step if it is not to be centred.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - decay: α, from 0 up to but not including 1: how slowly s and ḡ forget.
  ///   - momentum: μ, from 0 up to but not including 1.
  ///   - epsilon: ε, positive: keeps the quotient finite while the gradients are 0.
  ///   - weightDecay: λ, at least 0; 0 for none.
  /// - Returns: θ, s, v and ḡ after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    meanSquare: Tensor,
    velocity: Tensor,
    meanGradient: Tensor? = nil,
    learningRate: Double = 0.01,
    decay: Double = 0.99,
    momentum: Double = 0,
    epsilon: Double = 1e-8,
    weightDecay: Double = 0
  ) throws -> (parameter: Tensor, meanSquare: Tensor, velocity: Tensor, meanGradient: Tensor?) {
    let operation = "RMSProp.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    try requireShape(meanSquare, parameter.sizes, "meanSquare", in: operation)
    try requireShape(velocity, parameter.sizes, "velocity", in: operation)
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    try require((0..<1).contains(decay), "decay", decay, "in 0 ..< 1", in: operation)
    try require((0..<1).contains(momentum), "momentum", momentum, "in 0 ..< 1", in: operation)
    try require(epsilon > 0, "epsilon", epsilon, "positive", in: operation)
    let gradient = try decayed(gradient, parameter, weightDecay, in: operation)
    let meanSquare = try decay * meanSquare + (1 - decay) * gradient.squared()
    var (variance, nextMean) = (meanSquare, meanGradient)
    if let meanGradient {
      try requireShape(meanGradient, parameter.sizes, "meanGradient", in: operation)
      let mean = try decay * meanGradient + (1 - decay) * gradient
      // A mean of squares is not less than the square of the mean, but for rounding.
      variance = maximum(try meanSquare - mean.squared(), 0)
      nextMean = mean
    }
    let velocity = try momentum * velocity + gradient / (sqrt(variance) + epsilon)
    return (try parameter - learningRate * velocity, meanSquare, velocity, nextMean)
  }
}
