import Tensors

/// A neuron on a batch: the same weights and the same bias serve every example.
///
///     z[n] = x[n, 0] · weight[0] + … + x[n, D − 1] · weight[D − 1] + bias          a[n] = σ(z[n])
///
///     x: [N, D], one example in each row   weight: [D]   bias: a number   →   a: [N]
///
/// You need two loops, one over the N examples and one over the D inputs. `x.shape[0]` is N, `x[n, d]` is one
/// entry, and `var a = try Tensor.zeros([N])` is a tensor to fill in, with `a[n] = …`; `Tensor.zeros(like: x)` has the
/// shape of x.
enum NeuronBatch {
  /// The activations, one for each example.
  static func forward(_ x: Tensor, weight: Tensor, bias: Double) throws -> Tensor {
    throw NotStarted()
  }

  /// The gradients ∂L/∂x, ∂L/∂weight and ∂L/∂bias, given `upstream` = ∂L/∂a of shape [N].
  ///
  /// Return all three: `(x: …, weight: …, bias: …)`, of the shapes [N, D], [D] and a number. A row of x serves
  /// one example; weight and bias serve all of them.
  static func backward(_ upstream: Tensor, _ x: Tensor, weight: Tensor, bias: Double) throws
    -> (x: Tensor, weight: Tensor, bias: Double)
  {
    throw NotStarted()
  }
}
