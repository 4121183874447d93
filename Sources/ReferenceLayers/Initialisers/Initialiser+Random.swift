import Tensors

extension Initialiser {
  /// Independent uniform values.
  ///
  ///     w ~ U[−limit, limit)        mean 0, variance limit²/3
  ///
  /// - Parameters:
  ///   - shape: The size of every axis.
  ///   - limit: At least 0; 0.05 is a customary "small" value.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``, or
  ///   `TensorError.negativeSize`.
  public static func uniform(
    _ shape: [Int],
    limit: Double,
    using random: inout RandomSource
  ) throws -> Tensor {
    try requireNotNegative(limit, "limit", in: "Initialiser.uniform")
    return try Tensor.uniform(shape, in: -limit..<limit, using: &random)
  }

  /// Independent normal values.
  ///
  ///     w ~ N(0, s²)        mean 0, variance s²
  ///
  /// - Parameters:
  ///   - shape: The size of every axis.
  ///   - standardDeviation: s, at least 0; 0.01 is a customary "small" value.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``, or
  ///   `TensorError.negativeSize`.
  public static func normal(
    _ shape: [Int],
    standardDeviation: Double,
    using random: inout RandomSource
  ) throws -> Tensor {
    try requireNotNegative(standardDeviation, "standardDeviation", in: "Initialiser.normal")
    return try Tensor.normal(shape, standardDeviation: standardDeviation, using: &random)
  }
}
