import Tensors

/// Gradient descent: one step downhill.
///
///     θ ← θ − η · g
///
///     parameter θ, gradient g = ∂L/∂θ: of one shape   learning rate η: a number
enum GradientDescent {
  /// One step: the new parameter.
  ///
  /// What you return comes back as `parameter` in the next call, with a new gradient. A number times a tensor needs
  /// no `try`; the difference of two tensors does.
  static func step(_ parameter: Tensor, gradient: Tensor, learningRate: Double) throws -> Tensor {
    throw NotStarted()
  }
}
