import Tensors

/// The step that batch, layer and group norm share: each row gets mean 0 and variance 1.
///
///     x̂ = (x − μ) / s        μ = mean(x), s = √(mean((x − μ)²) + ε)
///
/// rows: [R, K] → x̂: [R, K]. The variance is the biased one: the sum is divided by K, not K − 1.
struct Standardisation {
  /// x̂, [R, K].
  let values: Tensor
  /// s, [R, 1].
  let deviation: Tensor

  init(rows: Tensor, epsilon: Double) throws {
    var centred = try rows - rows.mean(axis: 1, keepingDimensions: true)  // [R, K]
    var variance = try centred.squared().mean(axis: 1, keepingDimensions: true)  // [R, 1]
    variance += epsilon
    deviation = sqrt(variance)
    try centred /= deviation
    values = centred
  }

  /// The gradient with respect to the rows, given that of x̂.
  func backward(_ g: Tensor) throws -> Tensor {
    let mean = try g.mean(axis: 1, keepingDimensions: true)  // [R, 1]
    let slope = try (g * values).mean(axis: 1, keepingDimensions: true)  // [R, 1]
    // Every x̂ᵢ of a row depends on every xₖ of it: directly, through μ, and through s.
    //
    // ∂μ/∂xₖ  = 1/K
    // ∂s/∂xₖ  = 1/(2s) · 2/K · Σᵢ (xᵢ − μ)([i = k] − 1/K)
    //         = (xₖ − μ)/(K·s)                             since Σᵢ (xᵢ − μ) = 0
    //         = x̂ₖ/K
    // ∂x̂ᵢ/∂xₖ = ([i = k] − 1/K)/s − (xᵢ − μ)/s² · x̂ₖ/K
    //         = ([i = k] − 1/K − x̂ᵢ x̂ₖ/K)/s
    // ∂L/∂xₖ  = Σᵢ gᵢ ∂x̂ᵢ/∂xₖ
    //         = (gₖ − mean(g) − x̂ₖ · mean(g ∘ x̂))/s
    return try (g - mean - values * slope) / deviation  // [R, K]
  }
}

extension Tensor {
  /// [N, C, …] as one row per channel: [C, N · …].
  func channelRows() throws -> Tensor {
    try swappingAxes(0, 1).reshaped(Shape(sizes[1], count / Swift.max(sizes[1], 1)))
  }

  /// The inverse of `channelRows()`: [C, N · …] back in the shape [N, C, …].
  func fromChannelRows(_ target: Shape) throws -> Tensor {
    var swapped = target
    swapped[0] = target[1]
    swapped[1] = target[0]
    return try reshaped(swapped).swappingAxes(0, 1)
  }
}

/// Throws unless x is [N, C, …] and holds something.
func requireChannels(_ x: Tensor, in operation: String) throws {
  try requireShape(x.rank >= 2, x.shape, "x", in: operation) { "[N, C, …]" }
  try requireItems(x, in: operation)
}

/// x as one row per item, [R, K], once the arguments of a layer norm are seen to fit: x must end in the shape of the
/// scale, which has K entries.
func featureRows(
  _ x: Tensor,
  scale: Tensor,
  epsilon: Double,
  in operation: String
) throws -> Tensor {
  let fits = scale.rank > 0 && x.rank > scale.rank && x.sizes.ends(with: scale.sizes)
  try requireShape(fits, x.shape, "x", in: operation) {
    "[N, …] followed by the shape of the scale, \(scale.shape)"
  }
  try requireItems(x, in: operation)
  try requireNotNegative(epsilon, "epsilon", in: operation)
  return try x.reshaped(Shape(x.count / scale.count, scale.count))
}
