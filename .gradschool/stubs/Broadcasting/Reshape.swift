import Tensors

/// The same entries in the same order, under another shape.
///
///     x: [2, 6] with shape [3, 4]   →   y: [3, 4]
///
/// The order is row by row: in the matrix [[1, 2, 3], [4, 5, 6]] it is 1, 2, 3, 4, 5, 6.
enum Reshape {
  /// `x` under the shape `shape`, which holds as many entries.
  ///
  /// You need: `x.reshaped(shape)`.
  static func forward(_ x: Tensor, shape: [Int]) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, of the shape of x, given `upstream` = ∂L/∂y, of the shape of y.
  static func backward(_ upstream: Tensor, _ x: Tensor, shape: [Int]) throws -> Tensor {
    throw NotStarted()
  }
}
