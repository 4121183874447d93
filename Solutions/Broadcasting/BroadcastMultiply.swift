import Tensors

/// The product of two tensors, entry by entry, of shapes that may differ.
enum BroadcastMultiply {
  static func forward(_ x: Tensor, _ y: Tensor) throws -> Tensor {
    try x * y
  }

  // Let X and Y be x and y after stretching, so that z = X · Y in one shape:
  //
  // ∂L/∂Xᵢ = ∂L/∂zᵢ · Yᵢ        ∂L/∂Yᵢ = ∂L/∂zᵢ · Xᵢ
  //
  // Several entries of X are copies of one entry of x, and each of them brings a gradient back:
  //
  // ∂L/∂xⱼ = Σ over all copies i of j of ∂L/∂Xᵢ
  static func backward(_ upstream: Tensor, _ x: Tensor, _ y: Tensor) throws
    -> (x: Tensor, y: Tensor)
  {
    (x: try summed(upstream * y, to: x.shape), y: try summed(upstream * x, to: y.shape))
  }

  /// The gradient of what was stretched: the sum over the axes along which it was copied.
  static func summed(_ gradient: Tensor, to shape: [Int]) throws -> Tensor {
    var gradient = gradient
    // Axes that were filled up on the left.
    while gradient.rank > shape.count { gradient = try gradient.sum(axis: 0) }
    // Axes of size 1. Where the size was 1 in the product too, the sum of one entry changes nothing.
    for (axis, size) in shape.enumerated() where size == 1 {
      gradient = try gradient.sum(axis: axis, keepingDimensions: true)
    }
    return gradient
  }
}
