import Tensors

/// Clipping by the global norm.
enum GradientClipping {
  // Scaled by c = maxNorm / ‖g‖, the gradients have the norm   ‖c g‖ = c ‖g‖ = maxNorm   and, since all share one
  // factor, their old direction.
  static func clip(
    _ gradients: [Tensor],
    maxNorm: Double
  ) throws -> (gradients: [Tensor], norm: Double) {
    var sum = 0.0
    for gradient in gradients { sum += gradient.squared().sum() }
    let norm = sum.squareRoot()
    // Also right when all gradients are 0: there is nothing to divide.
    guard norm > maxNorm else { return (gradients, norm) }
    return (gradients.map { $0 * (maxNorm / norm) }, norm)
  }
}
