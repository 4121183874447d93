import Tensors

/// Gradient descent with momentum: a heavy ball that rolls downhill.
///
///     v ← μ · v + g                 the velocity remembers earlier gradients
///     θ ← θ − η · v                 the parameter follows the velocity
///
///     parameter θ, gradient g, velocity v: all of one shape   learning rate η, momentum μ: numbers
enum Momentum {
  /// One step: the new parameter and the new velocity.
  ///
  /// The velocity is zero before the first step; after that, what you return comes back as `velocity` in
  /// the next call.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    velocity: Tensor,
    learningRate: Double,
    momentum: Double
  ) throws -> (parameter: Tensor, velocity: Tensor) {
    throw NotStarted()
  }
}
