import Tensors

/// The mean along one axis, which disappears.
enum Mean {
  static func forward(_ x: Tensor, axis: Int) throws -> Tensor {
    try x.mean(axis: axis)
  }

  // With three axes and axis 1: y[a, c] = 1/B Σ_b x[a, b, c]. Each entry goes in with factor 1/B:
  //
  // ∂L/∂x[a, b, c] = ∂L/∂y[a, c] / B        the same for every b
  static func backward(_ upstream: Tensor, _ x: Tensor, axis: Int) throws -> Tensor {
    try upstream.expandingAxis(at: axis).broadcast(to: x.shape) / x.shape[axis]
  }
}
