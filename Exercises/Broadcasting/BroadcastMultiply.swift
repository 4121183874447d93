import Tensors

/// The product of two tensors, entry by entry, of shapes that may differ.
///
///     z = x · y, after both were stretched to a common shape
///
///     x: [N, D]   y: [D]      →   z: [N, D]        y serves every row
///     x: [N, D]   y: [N, 1]   →   z: [N, D]        y serves every column
///     x: [N, 1]   y: [1, D]   →   z: [N, D]        both are stretched
///
/// The grader also swaps the two, tries a single number [], and a third axis.
enum BroadcastMultiply {
  /// The product; `*` stretches by itself, and throws when the shapes do not fit.
  static func forward(_ x: Tensor, _ y: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// The gradients ∂L/∂x and ∂L/∂y, given `upstream` = ∂L/∂z, a tensor of the shape of z.
  ///
  /// Return `(x: …, y: …)`. Each gradient has the shape of what it belongs to, stretched or not. You need:
  /// `t.rank`, `t.shape`, `t.sum(axis: 0)`, and `t.sum(axis: i, keepingDimensions: true)`, which leaves
  /// a 1 where the axis was. Better not `t.sum(to: shape)`: it is what you are writing here.
  static func backward(_ upstream: Tensor, _ x: Tensor, _ y: Tensor) throws
    -> (x: Tensor, y: Tensor)
  {
    throw NotStarted()
  }
}
