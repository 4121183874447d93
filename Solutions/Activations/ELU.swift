import Tensors

/// The exponential linear unit: x where it is positive, α · (eˣ − 1) elsewhere.
enum ELU {
  // One of the two terms is 0 in every entry. The exponential only sees numbers up to 0: a mask on
  // the result would come too late, because 0 · ∞ is NaN.
  static func forward(_ x: Tensor, alpha: Double) throws -> Tensor {
    try maximum(x, 0) + alpha * expm1(minimum(x, 0))
  }

  // y = x where x > 0, so dy/dx = 1 there;  y = α · (eˣ − 1) elsewhere, so dy/dx = α · eˣ there.
  // At x = 0 the slope of the negative side is taken, by convention.
  // ∂L/∂x = ∂L/∂y · 1 where x > 0, and ∂L/∂y · α · eˣ elsewhere
  static func backward(_ upstream: Tensor, _ x: Tensor, alpha: Double) throws -> Tensor {
    let left = alpha * exp(minimum(x, 0))
    return try upstream * ((x .> 0) + left * (x .<= 0))
  }
}
