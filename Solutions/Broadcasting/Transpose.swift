import Tensors

/// The same entries, with the axes in another order.
enum Transpose {
  static func forward(_ x: Tensor, axes: [Int]) throws -> Tensor {
    try x.permuted(axes)
  }

  // Axis i of y is axis axes[i] of x. So axis axes[i] of ∂L/∂x is axis i of ∂L/∂y:
  //
  // inverse[axes[i]] = i
  static func backward(_ upstream: Tensor, _ x: Tensor, axes: [Int]) throws -> Tensor {
    var inverse = axes
    for (i, axis) in axes.enumerated() { inverse[axis] = i }
    return try upstream.permuted(inverse)
  }
}
