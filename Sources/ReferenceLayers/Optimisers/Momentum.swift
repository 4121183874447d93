import Tensors

/// Gradient descent with momentum: each step adds to a velocity.
///
///     g ← g + λ·θ
///     v ← μ·v + (1 − τ)·g        in the first step v ← g
///     θ ← θ − η·v
///
/// parameter θ, gradient g, velocity v: one shape; weight decay λ and dampening τ are mostly 0. Without
/// dampening, a velocity that starts at 0 gives the same first step. This is PyTorch's convention, in which the
/// learning rate η stays outside the velocity; Sutskever et al. write v ← μ·v − η·g and θ ← θ + v, which is the
/// same as long as the learning rate does not change.
///
/// Reference: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
/// Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
public enum Momentum {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - velocity: v after the step before; `nil` in the first step, which is not dampened.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - momentum: μ, from 0 up to but not including 1; 0.9 is customary.
  ///   - dampening: τ, from 0 to 1: how much less a gradient adds to the velocity.
  ///   - weightDecay: λ, at least 0; 0 for none.
  /// - Returns: θ and v after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    velocity: Tensor?,
    learningRate: Double,
    momentum: Double = 0.9,
    dampening: Double = 0,
    weightDecay: Double = 0
  ) throws -> (parameter: Tensor, velocity: Tensor) {
    let operation = "Momentum.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    if let velocity {
      try requireShape(velocity, parameter.sizes, "velocity", in: operation)
    }
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    try require((0..<1).contains(momentum), "momentum", momentum, "in 0 ..< 1", in: operation)
    try require((0...1).contains(dampening), "dampening", dampening, "from 0 to 1", in: operation)
    let gradient = try decayed(gradient, parameter, weightDecay, in: operation)
    let next = try velocity.map { try momentum * $0 + (1 - dampening) * gradient } ?? gradient
    return (try parameter - learningRate * next, next)
  }
}
