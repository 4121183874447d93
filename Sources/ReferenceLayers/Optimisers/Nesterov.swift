import Tensors

/// Gradient descent with Nesterov's momentum: the step looks one velocity ahead.
///
///     g ← g + λ·θ
///     v ← μ·v + g
///     θ ← θ − η·(g + μ·v)
///
/// parameter θ, gradient g, velocity v: one shape. The velocity starts at 0. This is the form in which the
/// gradient is that of θ itself (as in PyTorch); with the look-ahead θ − η·μ·v as the parameter, it is the
/// original one. The weight decay λ is that of the penalty ½·λ·Σθ².
///
/// Reference: Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k²)", 1983;
/// Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
public enum Nesterov {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - velocity: v after the step before; zeros at first.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - momentum: μ, from 0 up to but not including 1; 0.9 is customary.
  ///   - weightDecay: λ, at least 0; 0 for none.
  /// - Returns: θ and v after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    velocity: Tensor,
    learningRate: Double,
    momentum: Double = 0.9,
    weightDecay: Double = 0
  ) throws -> (parameter: Tensor, velocity: Tensor) {
    let operation = "Nesterov.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    try requireShape(velocity, parameter.sizes, "velocity", in: operation)
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    try require((0..<1).contains(momentum), "momentum", momentum, "in 0 ..< 1", in: operation)
    let gradient = try decayed(gradient, parameter, weightDecay, in: operation)
    let velocity = try momentum * velocity + gradient
    return (try parameter - learningRate * (gradient + momentum * velocity), velocity)
  }
}
