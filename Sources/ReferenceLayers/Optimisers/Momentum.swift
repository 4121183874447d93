import Tensors

/// Gradient descent with momentum: each step adds to a velocity.
///
///     v ← μ·v + g
///     θ ← θ − η·v
///
/// parameter θ, gradient g, velocity v: one shape. The velocity starts at 0. This is PyTorch's convention, in
/// which the learning rate η stays outside the velocity; Sutskever et al. write v ← μ·v − η·g and θ ← θ + v,
/// which is the same as long as the learning rate does not change.
///
/// Reference: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
/// Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
public enum Momentum {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - velocity: v after the step before; zeros at first.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - momentum: μ, from 0 up to but not including 1; 0.9 is customary.
  /// - Returns: θ and v after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    velocity: Tensor,
    learningRate: Double,
    momentum: Double = 0.9
  ) throws -> (parameter: Tensor, velocity: Tensor) {
    let operation = "Momentum.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    try requireShape(velocity, parameter.sizes, "velocity", in: operation)
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    try require((0..<1).contains(momentum), "momentum", momentum, "in 0 ..< 1", in: operation)
    let velocity = try momentum * velocity + gradient
    return (try parameter - learningRate * velocity, velocity)
  }
}
