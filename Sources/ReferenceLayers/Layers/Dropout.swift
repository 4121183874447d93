import Tensors

/// Inverted dropout: while training, every entry is dropped with probability p, and the rest grows.
///
///     y = x ∘ m / (1 − p)        m = 0 with probability p, else 1
///
/// x and mask m: one shape → y: that shape. Dividing by 1 − p while training keeps the mean, so that
/// nothing at all needs to be done at evaluation. The mask is an argument: forward and backward must use
/// the same one. Linear in x, so smooth everywhere.
///
/// Reference: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting",
/// JMLR 15 (2014).
public enum Dropout {
  /// A random mask.
  ///
  /// - Parameters:
  ///   - shape: The shape of the input.
  ///   - probability: p, from 0 up to but not including 1: how likely an entry is dropped.
  ///   - random: The source of the numbers.
  /// - Returns: 0 with probability p and 1 otherwise, independently.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``, or
  ///   `TensorError.negativeSize`.
  public static func mask(
    _ shape: [Int],
    probability: Double,
    using random: inout RandomSource
  ) throws -> Tensor {
    try requireProbability(probability, in: "Dropout.mask")
    return try Tensor.uniform(shape, using: &random) .>= probability
  }

  /// The input with the masked entries dropped and the others scaled up.
  ///
  /// - Parameters:
  ///   - x: Any shape.
  ///   - mask: m, the shape of x: 0 drops an entry, 1 keeps it.
  ///   - probability: p, the probability with which the mask was drawn.
  /// - Returns: x ∘ m / (1 − p), the shape of x.
  /// - Throws: ``LayerError`` for different shapes or a bad probability.
  public static func forward(_ x: Tensor, mask: Tensor, probability: Double) throws -> Tensor {
    try requireProbability(probability, in: "Dropout.forward")
    try requireShape(mask, x.sizes, "mask", in: "Dropout.forward")
    return try x * mask / (1 - probability)
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y ∘ m / (1 − p)
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:mask:probability:)`` was given; its values do not matter.
  ///   - mask: The same mask as in the forward pass.
  ///   - probability: As given to the forward pass.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError`` for different shapes or a bad probability.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    mask: Tensor,
    probability: Double
  ) throws -> Tensor {
    try requireProbability(probability, in: "Dropout.backward")
    try requireShape(upstream, x.sizes, "upstream", in: "Dropout.backward")
    try requireShape(mask, x.sizes, "mask", in: "Dropout.backward")
    // y     = x · m/(1 − p)
    // dy/dx = m/(1 − p)
    return try upstream * mask / (1 - probability)
  }

  private static func requireProbability(_ p: Double, in operation: String) throws {
    try require((0..<1).contains(p), "probability", p, "in 0 ..< 1", in: operation)
  }
}
