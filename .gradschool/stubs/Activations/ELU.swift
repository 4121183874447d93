import Tensors

/// The exponential linear unit: the identity on the positive side, a curve down to −α on the negative.
///
///     ELU(x) = x                    where x > 0
///              α · (eˣ − 1)         elsewhere          for each entry of x on its own
///
///     x: any shape   alpha: one positive number, α   →   y: the same shape as x
enum ELU {
  /// ELU of every entry.
  ///
  /// You need: `exp(x)` or `expm1(x)`, which is eˣ − 1; `maximum(x, 0)` and `minimum(x, 0)`, or the masks
  /// `x .> 0` and `x .<= 0`. Mind inputs such as 800: the answer must stay finite.
  static func forward(_ x: Tensor, alpha: Double) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  ///
  /// For α ≠ 1 there is a kink at x = 0. By convention 0 belongs to the negative side.
  static func backward(_ upstream: Tensor, _ x: Tensor, alpha: Double) throws -> Tensor {
    throw NotStarted()
  }
}
