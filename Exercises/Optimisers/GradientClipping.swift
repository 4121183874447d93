import Tensors

/// Clipping by the global norm: all gradients together are scaled down when they are too large.
///
///     ‖g‖ = √(sum of the squares of all entries of all gradients)
///     if ‖g‖ > maxNorm:   every gradient ← gradient · maxNorm / ‖g‖        otherwise unchanged
///
///     gradients: a list of tensors of any shapes   maxNorm: a positive number
///
/// `g.squared().sum()` is a number; `norm.squareRoot()` its root.
enum GradientClipping {
  /// The gradients to use, in the same order, and the norm that they had before.
  static func clip(
    _ gradients: [Tensor],
    maxNorm: Double
  ) throws -> (gradients: [Tensor], norm: Double) {
    throw NotStarted()
  }
}
