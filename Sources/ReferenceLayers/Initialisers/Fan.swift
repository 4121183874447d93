import Tensors

/// The number of inputs of one output of a layer, and of outputs of one input.
///
///     linear weight [D, M]:                 fan-in D              fan-out M
///     convolution weight [F, C, KH, KW]:    fan-in C · KH · KW    fan-out F · KH · KW
public struct Fan: Sendable, Equatable {
  /// The number of inputs of one output.
  public let input: Int
  /// The number of outputs of one input.
  public let output: Int

  /// The fans of a weight.
  ///
  /// - Parameter shape: [D, M] of a linear layer, or [F, C, …] of a convolution, all positive.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public init(of shape: [Int]) throws {
    let fits = shape.count >= 2 && shape.allSatisfy { $0 > 0 }
    try requireShape(fits, shape, "the weight", in: "Fan") {
      "[D, M] or [F, C, …], all positive"
    }
    let window = shape.dropFirst(2).reduce(1, *)
    (input, output) =
      shape.count == 2 ? (shape[0], shape[1]) : (shape[1] * window, shape[0] * window)
  }
}

/// Which fan a Kaiming initialiser keeps the variance for.
public enum FanMode: String, Sendable, CaseIterable {
  /// The fan-in: signals keep their variance on the way forward.
  case input
  /// The fan-out: gradients keep theirs on the way back.
  case output
}

/// The factor by which an activation shrinks a signal; a larger spread of the weights makes up for it.
public enum Gain {
  /// No activation, or the sigmoid: 1.
  public static let linear = 1.0
  /// The hyperbolic tangent: 5/3, by convention.
  public static let tanh = 5.0 / 3.0
  /// The rectifier: √2, since it keeps half of the mean square.
  public static let relu = 2.0.squareRoot()

  /// The leaky rectifier.
  ///
  ///     √(2 / (1 + slope²))
  ///
  /// - Parameter slope: Its derivative for negative inputs.
  /// - Returns: The gain.
  public static func leakyReLU(slope: Double = 0.01) -> Double {
    (2.0 / (1 + slope * slope)).squareRoot()
  }
}
