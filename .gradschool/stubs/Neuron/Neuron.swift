import Tensors

/// A neuron: a weighted sum, bent by the sigmoid.
///
///     z = w·x + b          a = σ(z) = 1 / (1 + e⁻ᶻ)
///
///     x: [D]   weight: [D]   bias: a number   →   a: a number between 0 and 1
enum Neuron {
  /// The activation a.
  ///
  /// You need: `x.dot(weight)`, and `exp`, which also takes a single number.
  static func forward(_ x: Tensor, weight: Tensor, bias: Double) throws -> Double {
    throw NotStarted()
  }

  /// The gradients ∂L/∂x, ∂L/∂weight and ∂L/∂bias, given `upstream` = ∂L/∂a.
  ///
  /// Return all three: `(x: …, weight: …, bias: …)`, of the shapes [D], [D] and a number. You may call
  /// `forward` to get a again. First find ∂L/∂z; all three follow from it.
  static func backward(_ upstream: Double, _ x: Tensor, weight: Tensor, bias: Double) throws
    -> (x: Tensor, weight: Tensor, bias: Double)
  {
    throw NotStarted()
  }
}
