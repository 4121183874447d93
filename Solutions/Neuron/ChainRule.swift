import Tensors

/// A formula in three steps, in which two of the values are used twice.
enum ChainRule {
  static func forward(_ x: Double, _ y: Double) throws -> Double {
    let u = x * y
    let v = u + x
    return u * v
  }

  // With g = ∂L/∂z, from the last step to the first:
  //
  // z = u · v       ∂L/∂v  = g · u
  //                 ∂L/∂u  = g · v      so far
  // v = u + x       ∂L/∂u += ∂L/∂v      u is used again
  //                 ∂L/∂x  = ∂L/∂v      so far
  // u = x · y       ∂L/∂x += ∂L/∂u · y  x is used again
  //                 ∂L/∂y  = ∂L/∂u · x
  static func backward(_ upstream: Double, _ x: Double, _ y: Double) throws
    -> (x: Double, y: Double)
  {
    let u = x * y
    let v = u + x
    let toV = upstream * u
    let toU = upstream * v + toV
    return (x: toV + toU * y, y: toU * x)
  }
}
