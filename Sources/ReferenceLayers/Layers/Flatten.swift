import Tensors

/// Lays out each item of a batch as one row: the step from images to fully connected layers.
///
///     [N, A, B, …] → [N, A·B·…]
///
/// Values keep their row-major order. Linear, so smooth everywhere.
public enum Flatten {
  /// The items as rows.
  ///
  /// - Parameter x: [N, …], at least one axis.
  /// - Returns: [N, D], D the number of values of an item.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func forward(_ x: Tensor) throws -> Tensor {
    try requireShape(x.rank > 0, x.shape, "x", in: "Flatten.forward") { "[N, …]" }
    let rows = x.sizes[0]
    return try x.reshaped(Shape(rows, x.sizes.product(1..<x.rank)))
  }

  /// The gradient with respect to the input: the upstream gradient in the shape of x.
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, [N, D].
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, forward(x).sizes, "upstream", in: "Flatten.backward")
    // Every output is one input, so every gradient goes back to where its value came from.
    return try upstream.reshaped(x.sizes)
  }
}
