import Tensors

/// The sum along one axis, which disappears.
enum Sum {
  static func forward(_ x: Tensor, axis: Int) throws -> Tensor {
    try x.sum(axis: axis)
  }

  // With three axes and axis 1: y[a, c] = Σ_b x[a, b, c]. Each x[a, b, c] goes into one sum, with factor 1:
  //
  // ∂L/∂x[a, b, c] = ∂L/∂y[a, c]        the same for every b
  static func backward(_ upstream: Tensor, _ x: Tensor, axis: Int) throws -> Tensor {
    try upstream.expandingAxis(at: axis).broadcast(to: x.shape)
  }
}
