import Tensors

/// Clipping by the global norm.
enum GradientClipping {
  // Scaled by c = limit / ‖g‖, the gradients have the norm   ‖c g‖ = c ‖g‖ = limit   and, as all share one factor,
  // their old direction.
  static func clip(
    _ gradients: [Tensor],
    limit: Double
  ) throws -> (gradients: [Tensor], norm: Double) {
    var sum = 0.0
    for gradient in gradients { sum += gradient.squared().sum() }
    let norm = sum.squareRoot()
    // Also right when all gradients are 0: there is nothing to divide.
    guard norm > limit else { return (gradients, norm) }
    return (gradients.map { $0 * (limit / norm) }, norm)
  }
}
