import Tensors

/// Turns scores into probabilities: positive, and summing to 1 along an axis.
///
///     yᵢ = e^zᵢ / Σⱼ e^zⱼ
///
/// z: any shape with at least one axis → y: the same shape. Adding a number to all scores changes
/// nothing; the largest is subtracted first, so that no exponential overflows. Smooth everywhere.
///
/// Reference: Bishop, "Pattern Recognition and Machine Learning" (2006), section 4.2.
public enum Softmax {
  /// The probabilities along an axis.
  ///
  /// - Parameters:
  ///   - x: The scores z, any shape.
  ///   - axis: The axis along which the result sums to 1; −1 is the last one.
  /// - Returns: softmax(z), the shape of x.
  /// - Throws: `TensorError.axisOutOfRange`, or
  ///   `TensorError.emptyReduction` when the axis has size 0.
  public static func forward(_ x: Tensor, axis: Int = -1) throws -> Tensor {
    var e = try exp(x - x.max(axis: axis, keepingDimensions: true))
    try e /= e.sum(axis: axis, keepingDimensions: true)
    return e
  }

  /// The gradient with respect to the scores.
  ///
  ///     ∂L/∂z = y ∘ (g − Σᵢ gᵢ yᵢ)        with g = ∂L/∂y, the sum along the axis
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:axis:)`` was given.
  ///   - axis: As given to the forward pass.
  /// - Returns: ∂L/∂z, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``, or what the forward pass
  ///   throws.
  public static func backward(_ upstream: Tensor, _ x: Tensor, axis: Int = -1) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "Softmax.backward")
    let y = try forward(x, axis: axis)
    let mean = try (upstream * y).sum(axis: axis, keepingDimensions: true)  // Σᵢ gᵢ yᵢ
    // With S = Σⱼ e^zⱼ, along one axis, every output depends on every input:
    //
    // ∂yᵢ/∂zₖ = [i = k] · e^zᵢ/S − e^zᵢ · e^zₖ/S²
    //         = yᵢ · ([i = k] − yₖ)
    // ∂L/∂zₖ  = Σᵢ gᵢ · yᵢ · ([i = k] − yₖ)
    //         = gₖ · yₖ − yₖ · Σᵢ gᵢ yᵢ
    //         = yₖ · (gₖ − Σᵢ gᵢ yᵢ)
    return try y * (upstream - mean)
  }
}

/// The logarithm of the softmax, in one step.
///
///     yᵢ = zᵢ − log Σⱼ e^zⱼ
///
/// z: any shape with at least one axis → y: the same shape. log(softmax(z)) would be −∞ as soon as a
/// probability rounds to 0; this never is for finite scores. Smooth everywhere.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.2.2.3.
public enum LogSoftmax {
  /// The logarithms of the probabilities along an axis.
  ///
  /// - Parameters:
  ///   - x: The scores z, any shape.
  ///   - axis: The axis along which the probabilities sum to 1; −1 is the last one.
  /// - Returns: log softmax(z), the shape of x.
  /// - Throws: `TensorError.axisOutOfRange`, or
  ///   `TensorError.emptyReduction` when the axis has size 0.
  public static func forward(_ x: Tensor, axis: Int = -1) throws -> Tensor {
    let shifted = try x - x.max(axis: axis, keepingDimensions: true)  // ≤ 0
    return try shifted - log(exp(shifted).sum(axis: axis, keepingDimensions: true))
  }

  /// The gradient with respect to the scores.
  ///
  ///     ∂L/∂z = g − softmax(z) ∘ Σᵢ gᵢ        with g = ∂L/∂y, the sum along the axis
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:axis:)`` was given.
  ///   - axis: As given to the forward pass.
  /// - Returns: ∂L/∂z, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``, or what the forward pass
  ///   throws.
  public static func backward(_ upstream: Tensor, _ x: Tensor, axis: Int = -1) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "LogSoftmax.backward")
    let p = try exp(forward(x, axis: axis))
    // With p = softmax(z), along one axis:
    //
    // ∂yᵢ/∂zₖ = [i = k] − e^zₖ / Σⱼ e^zⱼ
    //         = [i = k] − pₖ
    // ∂L/∂zₖ  = Σᵢ gᵢ · ([i = k] − pₖ)
    //         = gₖ − pₖ · Σᵢ gᵢ
    return try upstream - p * upstream.sum(axis: axis, keepingDimensions: true)
  }
}
