import GradientChecking
import Tensors

/// One function of a probe family: φ as a function of the step, and the truth about it at 0.
struct Probe {
  /// What the checker should find.
  enum Truth {
    /// Differentiable, with this derivative.
    case derivative(Double)
    /// A corner with these slopes.
    case kink(left: Double, right: Double)
    /// A discontinuity.
    case jump
  }

  var function: (Double) -> Double
  var truth: Truth
  /// Where the coordinate stands; the function gets the full coordinate.
  var point = 0.0
  var precision = Precision.double

  /// The class the checker gives to a claimed derivative.
  func check(_ claimed: Double) throws -> CoordinateCheck {
    try checkCoordinates(
      of: { [function($0[0])] },
      at: [point],
      upstream: [1],
      analytic: [claimed],
      precision: precision
    )[0]
  }
}

/// Functions of one kind, drawn at random from a seed.
struct ProbeFamily: Sendable, CustomStringConvertible {
  var name: String
  var make: @Sendable (inout RandomSource) -> Probe

  var description: String { name }

  init(_ name: String, _ make: @escaping @Sendable (inout RandomSource) -> Probe) {
    self.name = name
    self.make = make
  }

  func probe(_ seed: Int) -> Probe {
    var random = RandomSource(seed: UInt64(seed) &* 1_000_003 &+ 17)
    return make(&random)
  }
}

extension RandomSource {
  /// A value whose logarithm is uniform.
  mutating func logUniform(_ low: Double, _ high: Double) -> Double {
    exp(log(low) + uniform() * (log(high) - log(low)))
  }

  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + uniform() * (high - low) }

  mutating func sign() -> Double { uniform() < 0.5 ? -1 : 1 }
}

/// Noise that looks random and is a function of its argument: a hash of its bits, in −1 … 1.
func hashNoise(_ x: Double) -> Double {
  var z = x.bitPattern &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return Double((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1
}
