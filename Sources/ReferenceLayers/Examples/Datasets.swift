import Tensors

/// Small generated data sets for trying out a network.
///
/// The same seed gives the same data.
public enum Datasets {
  /// Inputs with their classes.
  public struct Labelled: Sendable, Equatable {
    /// [N, …].
    public let inputs: Tensor
    /// N class indices.
    public let labels: [Int]
  }

  /// The four cases of exclusive or: no line separates its classes, so a hidden layer is needed.
  ///
  /// - Returns: Inputs [4, 2] of 0 and 1; label 1 where exactly one of them is 1.
  public static func xor() -> Labelled {
    Labelled(inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0])
  }

  /// Points on interleaved spiral arms, one for each class.
  ///
  ///     radius r = 0.1 … 1,  angle = 2π·arm/arms + 4r + noise
  ///
  /// - Parameters:
  ///   - arms: The number of classes, at least 1.
  ///   - points: How many on each arm, at least 1.
  ///   - noise: The standard deviation of the angle, in radians.
  ///   - random: The source of the noise.
  /// - Returns: Inputs [arms · points, 2], arm by arm.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func spirals(
    arms: Int = 3,
    points: Int = 100,
    noise: Double = 0.1,
    using random: inout RandomSource
  ) throws -> Labelled {
    try require(arms >= 1, "arms", arms, "at least 1", in: "Datasets.spirals")
    try require(points >= 1, "points", points, "at least 1", in: "Datasets.spirals")
    var scalars: [Double] = []
    var labels: [Int] = []
    for arm in 0..<arms {
      for point in 0..<points {
        let radius = 0.1 + 0.9 * Double(point) / Double(points)
        let start = 2 * Double.pi * Double(arm) / Double(arms)
        let angle = start + 4 * radius + noise * random.normal()
        scalars += [radius * cos(angle), radius * sin(angle)]
        labels.append(arm)
      }
    }
    return Labelled(inputs: try Tensor(shape: [labels.count, 2], scalars), labels: labels)
  }
}
