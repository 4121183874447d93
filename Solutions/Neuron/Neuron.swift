import Tensors

/// A neuron: a = σ(z) with z = w·x + b.
enum Neuron {
  static func forward(_ x: Tensor, weight: Tensor, bias: Double) throws -> Double {
    let z = try x.dot(weight) + bias
    return 1 / (1 + exp(-z))
  }

  // ∂L/∂z  = ∂L/∂a · σ'(z)
  //        = ∂L/∂a · a · (1 − a)
  //
  // z = Σᵢ wᵢxᵢ + b, so
  //
  // ∂L/∂xᵢ = ∂L/∂z · wᵢ
  // ∂L/∂wᵢ = ∂L/∂z · xᵢ
  // ∂L/∂b  = ∂L/∂z
  static func backward(_ upstream: Double, _ x: Tensor, weight: Tensor, bias: Double) throws
    -> (x: Tensor, weight: Tensor, bias: Double)
  {
    let a = try forward(x, weight: weight, bias: bias)
    let delta = upstream * a * (1 - a)  // ∂L/∂z
    return (x: delta * weight, weight: delta * x, bias: delta)
  }
}
