import Tensors

/// A neuron on a batch: a[n] = σ(z[n]) with z[n] = Σ_d x[n, d] · weight[d] + bias.
enum NeuronBatch {
  static func forward(_ x: Tensor, weight: Tensor, bias: Double) throws -> Tensor {
    var a = try Tensor.zeros([x.shape[0]])
    for n in 0..<x.shape[0] {
      var z = bias
      for d in 0..<x.shape[1] { z += x[n, d] * weight[d] }
      a[n] = 1 / (1 + exp(-z))
    }
    return a
  }

  // ∂L/∂z[n]      = ∂L/∂a[n] · σ'(z[n])
  //               = ∂L/∂a[n] · a[n] · (1 − a[n])
  //
  // x[n, d] is a part of z[n] alone, with the factor weight[d]:
  //
  // ∂L/∂x[n, d]   = ∂L/∂z[n] · weight[d]
  //
  // weight[d] is a part of every z[n], with the factor x[n, d], and so is the bias, with the factor 1.
  // What comes back on N ways is added:
  //
  // ∂L/∂weight[d] = Σₙ ∂L/∂z[n] · x[n, d]
  // ∂L/∂bias      = Σₙ ∂L/∂z[n]
  static func backward(_ upstream: Tensor, _ x: Tensor, weight: Tensor, bias: Double) throws
    -> (x: Tensor, weight: Tensor, bias: Double)
  {
    let a = try forward(x, weight: weight, bias: bias)
    var gradient = (x: Tensor.zeros(like: x), weight: Tensor.zeros(like: weight), bias: 0.0)
    for n in 0..<x.shape[0] {
      let delta = upstream[n] * a[n] * (1 - a[n])  // ∂L/∂z[n]
      for d in 0..<x.shape[1] {
        gradient.x[n, d] = delta * weight[d]
        gradient.weight[d] += delta * x[n, d]
      }
      gradient.bias += delta
    }
    return gradient
  }
}
