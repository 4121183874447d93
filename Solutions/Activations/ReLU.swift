import Tensors

/// The rectified linear unit: max(0, x), entry by entry.
enum ReLU {
  static func forward(_ x: Tensor) throws -> Tensor {
    maximum(x, 0)
  }

  // y = x where x > 0, so dy/dx = 1 there;  y = 0 where x < 0, so dy/dx = 0 there.
  // At x = 0 the slope is 0 on the left and 1 on the right; by convention 0 is taken.
  // ∂L/∂x = ∂L/∂y where x > 0, and 0 elsewhere
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try upstream * (x .> 0)
  }
}
