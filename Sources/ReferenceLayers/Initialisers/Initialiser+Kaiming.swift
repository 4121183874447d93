import Tensors

// As for Xavier, Var(yₘ) = fan-in · v · E[x²]. Behind a rectifier half of the mean square is gone, so
// v = 2/fan-in keeps the variance from layer to layer: v = gain²/fan with gain = √2. For gradients on the way
// back the fan is fan-out. A uniform value in [−a, a) has the variance a²/3, so a = √(3v).

extension Initialiser {
  /// Kaiming's (He's) uniform initialiser: keeps variances through rectifiers.
  ///
  ///     w ~ U[−a, a)        a = gain · √(3 / fan)
  ///
  /// Reference: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - mode: Which fan counts.
  ///   - gain: See ``Gain``; √2 is for rectifiers.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func kaimingUniform(
    _ shape: [Int],
    mode: FanMode = .input,
    gain: Double = Gain.relu,
    using random: inout RandomSource
  ) throws -> Tensor {
    let limit = try 3.0.squareRoot() * kaimingDeviation(shape, mode, gain, in: "kaimingUniform")
    return try uniform(shape, limit: limit, using: &random)
  }

  /// Kaiming's (He's) normal initialiser: keeps variances through rectifiers.
  ///
  ///     w ~ N(0, s²)        s = gain / √fan
  ///
  /// Reference: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - mode: Which fan counts.
  ///   - gain: See ``Gain``; √2 is for rectifiers.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func kaimingNormal(
    _ shape: [Int],
    mode: FanMode = .input,
    gain: Double = Gain.relu,
    using random: inout RandomSource
  ) throws -> Tensor {
    let deviation = try kaimingDeviation(shape, mode, gain, in: "kaimingNormal")
    return try normal(shape, standardDeviation: deviation, using: &random)
  }

  /// The bound of the values of ``kaimingUniform(_:mode:gain:using:)``.
  ///
  ///     a = gain · √(3 / fan)
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - mode: Which fan counts.
  ///   - gain: See ``Gain``; √2 is for rectifiers.
  /// - Returns: a.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func kaimingLimit(
    _ shape: [Int],
    mode: FanMode = .input,
    gain: Double = Gain.relu
  ) throws -> Double {
    try 3.0.squareRoot() * kaimingDeviation(shape, mode, gain, in: "kaimingLimit")
  }

  /// The standard deviation of the values of both of Kaiming's initialisers.
  ///
  ///     s = gain / √fan
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - mode: Which fan counts.
  ///   - gain: See ``Gain``; √2 is for rectifiers.
  /// - Returns: s.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func kaimingStandardDeviation(
    _ shape: [Int],
    mode: FanMode = .input,
    gain: Double = Gain.relu
  ) throws -> Double {
    try kaimingDeviation(shape, mode, gain, in: "kaimingStandardDeviation")
  }

  private static func kaimingDeviation(
    _ shape: [Int],
    _ mode: FanMode,
    _ gain: Double,
    in operation: String
  ) throws -> Double {
    let operation = "Initialiser." + operation
    try requirePositive(gain, "gain", in: operation)
    let fan = try Fan(of: shape)
    return gain / Double(mode == .input ? fan.input : fan.output).squareRoot()
  }
}
