import Tensors

/// Nesterov's momentum: the ball looks ahead.
///
///     v ← μ · v + g                 the velocity, as in plain momentum
///     θ ← θ − η · (g + μ · v)       the step looks one velocity further, with the new v
///
///     parameter θ, gradient g, velocity v: all of one shape   learning rate η, momentum μ: numbers
enum Nesterov {
  /// One step: the new parameter and the new velocity.
  ///
  /// The velocity is zero before the first step; after that, what you return comes back as `velocity` in the next
  /// call.
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
