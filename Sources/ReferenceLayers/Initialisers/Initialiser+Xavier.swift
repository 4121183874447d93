import Tensors

// A linear layer without bias, with independent weights of mean 0 and variance v:
//
// Var(yₘ)     = Σ_d Var(x_d W_dₘ) = fan-in · v · E[x²]
// Var(∂L/∂x_d) = Σₘ Var(gₘ W_dₘ)   = fan-out · v · E[g²]
// Both would be kept with v = 1/fan-in and v = 1/fan-out; the compromise is v = 2/(fan-in + fan-out).
// A uniform value in [−a, a) has the variance a²/3, so a = √(3v) = √(6/(fan-in + fan-out)).

extension Initialiser {
  /// Xavier's (Glorot's) uniform initialiser: keeps variances on the way forward and back, as a compromise.
  ///
  ///     w ~ U[−a, a)        a = gain · √(6 / (fan-in + fan-out))
  ///
  /// Reference: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
  /// networks", AISTATS 2010.
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - gain: See ``Gain``; 1 is for linear layers.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func xavierUniform(
    _ shape: [Int],
    gain: Double = Gain.linear,
    using random: inout RandomSource
  ) throws -> Tensor {
    let limit = try 3.0.squareRoot() * xavierDeviation(shape, gain, in: "xavierUniform")
    return try uniform(shape, limit: limit, using: &random)
  }

  /// Xavier's (Glorot's) normal initialiser: keeps variances on the way forward and back, as a compromise.
  ///
  ///     w ~ N(0, s²)        s = gain · √(2 / (fan-in + fan-out))
  ///
  /// Reference: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
  /// networks", AISTATS 2010.
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - gain: See ``Gain``; 1 is for linear layers.
  ///   - random: The source of the numbers.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func xavierNormal(
    _ shape: [Int],
    gain: Double = Gain.linear,
    using random: inout RandomSource
  ) throws -> Tensor {
    let deviation = try xavierDeviation(shape, gain, in: "xavierNormal")
    return try normal(shape, standardDeviation: deviation, using: &random)
  }

  /// The bound of the values of ``xavierUniform(_:gain:using:)``.
  ///
  ///     a = gain · √(6 / (fan-in + fan-out))
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - gain: See ``Gain``; 1 is for linear layers.
  /// - Returns: a.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func xavierLimit(_ shape: [Int], gain: Double = Gain.linear) throws -> Double {
    try 3.0.squareRoot() * xavierDeviation(shape, gain, in: "xavierLimit")
  }

  /// The standard deviation of the values of both of Xavier's initialisers.
  ///
  ///     s = gain · √(2 / (fan-in + fan-out))
  ///
  /// - Parameters:
  ///   - shape: [D, M] of a linear layer, or [F, C, …] of a convolution.
  ///   - gain: See ``Gain``; 1 is for linear layers.
  /// - Returns: s.
  /// - Throws: ``LayerError`` for a shape without fans, or a bad gain.
  public static func xavierStandardDeviation(
    _ shape: [Int],
    gain: Double = Gain.linear
  ) throws -> Double {
    try xavierDeviation(shape, gain, in: "xavierStandardDeviation")
  }

  private static func xavierDeviation(
    _ shape: [Int],
    _ gain: Double,
    in operation: String
  ) throws -> Double {
    let operation = "Initialiser." + operation
    try requirePositive(gain, "gain", in: operation)
    let fan = try Fan(of: shape)
    return gain * (2 / Double(fan.input + fan.output)).squareRoot()
  }
}
