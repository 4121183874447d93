import Tensors

/// The identity activation: y = x.
enum Identity {
  static func forward(_ x: Tensor) throws -> Tensor {
    x
  }

  // dy/dx  = 1
  // ∂L/∂x  = ∂L/∂y · 1
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    upstream
  }
}
