extension Tensor {
  /// A tensor of independent normal values.
  ///
  /// - Parameters:
  ///   - shape: The size of every axis.
  ///   - mean: The mean of every entry.
  ///   - standardDeviation: The standard deviation of every entry, at least 0.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape, filled in row-major order.
  /// - Throws: ``TensorError/negativeSize(shape:)`` or
  ///   ``TensorError/invalidParameter(operation:name:value:rule:)``.
  public static func normal(
    _ shape: [Int],
    mean: Double = 0,
    standardDeviation: Double = 1,
    using random: inout RandomSource
  ) throws -> Tensor {
    guard standardDeviation >= 0 else {
      throw TensorError.invalidParameter(
        operation: "Tensor.normal",
        name: "standardDeviation",
        value: standardDeviation,
        rule: "at least 0"
      )
    }
    let count = try count(of: shape)
    return Tensor(
      unchecked: shape,
      (0..<count).map { _ in mean + standardDeviation * random.normal() }
    )
  }

  /// A tensor of independent uniform values.
  ///
  /// - Parameters:
  ///   - shape: The size of every axis.
  ///   - range: The interval of every entry.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape, filled in row-major order.
  /// - Throws: ``TensorError/negativeSize(shape:)``.
  public static func uniform(
    _ shape: [Int],
    in range: Range<Double> = 0..<1,
    using random: inout RandomSource
  ) throws -> Tensor {
    let count = try count(of: shape)
    let width = range.upperBound - range.lowerBound
    return Tensor(
      unchecked: shape,
      (0..<count).map { _ in range.lowerBound + width * random.uniform() }
    )
  }
}
