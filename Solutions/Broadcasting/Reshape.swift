import Tensors

/// The same entries in the same order, under another shape.
enum Reshape {
  static func forward(_ x: Tensor, shape: [Int]) throws -> Tensor {
    try x.reshaped(shape)
  }

  // The k-th entry of y is the k-th entry of x, so the k-th entry of ∂L/∂x is the k-th of ∂L/∂y.
  static func backward(_ upstream: Tensor, _ x: Tensor, shape: [Int]) throws -> Tensor {
    try upstream.reshaped(x.shape)
  }
}
