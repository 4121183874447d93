import Tensors

/// The gradient of a loss with the penalty ½·λ·Σθ²: what a coupled weight decay makes of a gradient g.
///
///     g + λ·θ
///
/// Throws for a negative λ.
func decayed(
  _ gradient: Tensor,
  _ parameter: Tensor,
  _ weightDecay: Double,
  in operation: String
) throws -> Tensor {
  try require(weightDecay >= 0, "weightDecay", weightDecay, "at least 0", in: operation)
  return weightDecay == 0 ? gradient : try gradient + weightDecay * parameter
}
