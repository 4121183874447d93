extension Tensor {
  /// A tensor of independent normal values.
  ///
  /// - Parameters:
  ///   - shape: The size of every axis.
  ///   - mean: The mean of every entry, finite.
  ///   - standardDeviation: The standard deviation of every entry, finite and at least 0.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape, filled in row-major order.
  /// - Throws: ``TensorError/negativeSize(shape:)``, ``TensorError/tooLarge(shape:)`` or
  ///   ``TensorError/invalidParameter(operation:name:value:rule:)``.
  public static func normal(
    _ shape: [Int],
    mean: Double = 0,
    standardDeviation: Double = 1,
    using random: inout RandomSource
  ) throws -> Tensor {
    guard mean.isFinite else {
      throw TensorError.invalidParameter(
        operation: "Tensor.normal",
        name: "mean",
        value: mean,
        rule: "finite"
      )
    }
    guard standardDeviation >= 0, standardDeviation.isFinite else {
      throw TensorError.invalidParameter(
        operation: "Tensor.normal",
        name: "standardDeviation",
        value: standardDeviation,
        rule: "finite and at least 0"
      )
    }
    let count = try count(of: shape)
    return Tensor(
      unchecked: Shape(shape),
      random.normals(count).map { mean + standardDeviation * $0 }
    )
  }

  /// A tensor of independent uniform values.
  ///
  /// - Parameters:
  ///   - shape: The size of every axis.
  ///   - range: The interval of every entry; its width is finite. An empty one gives its lower bound.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape, filled in row-major order.
  /// - Throws: ``TensorError/negativeSize(shape:)``, ``TensorError/tooLarge(shape:)`` or
  ///   ``TensorError/invalidParameter(operation:name:value:rule:)``.
  public static func uniform(
    _ shape: [Int],
    in range: Range<Double> = 0..<1,
    using random: inout RandomSource
  ) throws -> Tensor {
    let count = try count(of: shape)
    let width = range.upperBound - range.lowerBound
    guard width.isFinite else {
      throw TensorError.invalidParameter(
        operation: "Tensor.uniform",
        name: "the width of the range",
        value: width,
        rule: "finite"
      )
    }
    // The sum may be rounded up to the bound itself, which does not belong to the interval.
    let largest = Swift.max(range.lowerBound, range.upperBound.nextDown)
    return Tensor(
      unchecked: Shape(shape),
      (0..<count).map { _ in
        Swift.min(range.lowerBound + width * random.uniform(), largest)
      }
    )
  }
}
