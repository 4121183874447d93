import Tensors

/// The leaky rectified linear unit: x where it is positive, slope · x elsewhere.
enum LeakyReLU {
  // One of the two terms is 0 in every entry.
  static func forward(_ x: Tensor, slope: Double) throws -> Tensor {
    try maximum(x, 0) + slope * minimum(x, 0)
  }

  // y = x where x > 0, so dy/dx = 1 there;  y = slope · x elsewhere, so dy/dx = slope there.
  // At x = 0 the slope of the negative side is taken, by convention.
  // ∂L/∂x = ∂L/∂y · 1 where x > 0, and ∂L/∂y · slope elsewhere
  static func backward(_ upstream: Tensor, _ x: Tensor, slope: Double) throws -> Tensor {
    try upstream * ((x .> 0) + slope * (x .<= 0))
  }
}
