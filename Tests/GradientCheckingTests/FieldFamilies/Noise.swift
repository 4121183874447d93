import Foundation
import Tensors

/// Functions that are known to less than rounding, and functions that give another value each time.
extension FieldFamily {
  static let noise: [FieldFamily] = [
    absoluteNoise, relativeNoise, noiseOfTheInput, commonRandomNumbers, noisyKink, freshNoise,
    driftingState, freshDropout, alternatingValue, hysteresis, noisyVector,
  ]

  /// Noise that looks random and is a function of its argument: a hash of its bits, in −1 … 1.
  static func hash(_ x: Double) -> Double {
    var z = x.bitPattern &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1
  }

  /// sin(w·x + p) + ε·noise, ε of 10⁻¹⁴ … 10⁻³: steps of ⅓/w see 3ε.
  static let absoluteNoise = FieldFamily("noise of 1e-14…1e-3") { r in
    let e = r.logUniform(1e-14, 1e-3)
    let w = r.logUniform(0.3, 3)
    let p = r.uniform(0, 6.28)
    let x = r.draw({ $0.uniform(-2, 2) }) { abs(cos(w * $0 + p)) > 0.2 }
    return FieldCase(
      r,
      at: x,
      { sin(w * $0 + p) + e * hash($0) },
      derivative: w * cos(w * x + p),
      owed: .measurable(16 * e, r)
    )
  }

  /// eˣ·(1 + ε·noise).
  static let relativeNoise = FieldFamily("relative noise") { r in
    let e = r.logUniform(1e-14, 1e-3)
    let x = r.uniform(-5, 5)
    return FieldCase(
      r,
      at: x,
      { exp($0) * (1 + e * hash($0)) },
      derivative: exp(x),
      owed: .measurable(8 * e, r)
    )
  }

  /// sin of an input that is first rounded to 10⁻¹³ … 10⁻⁴, as a number read from a text.
  static let noiseOfTheInput = FieldFamily("input rounded first") { r in
    let q = r.logUniform(1e-13, 1e-4)
    let x = r.draw({ $0.uniform(-3, 3) }) { abs(cos($0)) > 0.2 }
    return FieldCase(
      r,
      at: x,
      { sin(($0 / q).rounded() * q) },
      derivative: cos(x),
      owed: .neverAccuse
    )
  }

  /// The mean of exp(m + s·zᵢ) over 32 numbers zᵢ that stay the same: smooth.
  static let commonRandomNumbers = FieldFamily("Monte Carlo with common random numbers") { r in
    let z = r.normals(32)
    let x = [r.uniform(-1, 1), r.uniform(0.2, 1)]
    func mean(_ x: [Double]) -> Double { z.reduce(0.0) { $0 + exp(x[0] + x[1] * $1) } / 32 }
    let slope = z.reduce(0.0) { $0 + $1 * exp(x[0] + x[1] * $1) } / 32
    return FieldCase(
      r,
      at: x,
      mean,
      gradient: [mean(x), slope],
      owed: abs(slope) > 0.05 ? .certify : .neverAccuse
    )
  }

  /// a·max(x, 0) + b·min(x, 0) at 10⁻⁴ … 1 with noise of 10⁻¹² … 10⁻⁴: the kink may drown in it.
  static let noisyKink = FieldFamily("kink nearby, with noise") { r in
    let e = r.logUniform(1e-12, 1e-4)
    let (a, b) = (r.signedLog(0.3, 3), r.signedLog(0.3, 3))
    let x = r.signedLog(1e-4, 1)
    let slope = x < 0 ? a : b
    return FieldCase(
      r,
      at: x,
      { ($0 < 0 ? a : b) * $0 + e * hash($0) },
      derivative: slope,
      owed: .measurable(8 * e / (min(abs(x), 1) * abs(slope)), r)
    )
  }

  /// Four noisy outputs of three inputs, as readings of an instrument.
  static let noisyVector = FieldFamily("noisy vector") { r in
    let e = r.logUniform(1e-12, 1e-5)
    let w = (0..<4).map { _ in (0..<3).map { _ in r.signedLog(0.2, 1) } }
    let x = (0..<3).map { _ in r.uniform(-0.5, 0.5) }
    let z = w.map { row in zip(row, x).reduce(0.0) { $0 + $1.0 * $1.1 } }
    return FieldCase(
      r,
      at: x,
      outputs: 4,
      { x in
        w.map { row in
          let z = zip(row, x).reduce(0.0) { $0 + $1.0 * $1.1 }
          return sin(z) + e * hash(z)
        }
      },
      pullback: { v in
        (0..<3).map { i in (0..<4).reduce(0.0) { $0 + v[$1] * cos(z[$1]) * w[$1][i] } }
      },
      owed: .measurable(200 * e, r)
    )
  }

  /// A state that a function keeps between calls.
  final class Memory {
    var random: RandomSource
    var value = 0.0
    var calls = 0
    init(_ seed: Int) { random = RandomSource(seed: UInt64(seed)) }
  }

  /// sin x + ε·z with a fresh z at each call, ε of 10⁻⁹ … 1: the function is not one.
  static let freshNoise = FieldFamily("fresh noise at each call") { r in
    let memory = Memory(r.integer(below: 1_000_000))
    let e = r.logUniform(1e-9, 1)
    let x = r.uniform(-1, 1)
    return FieldCase(
      r,
      at: x,
      { sin($0) + e * memory.random.normal() },
      derivative: cos(x),
      owed: .neverCertify
    )
  }

  /// A function that moves its own state by 10⁻⁹ … 10⁻² at each call.
  static let driftingState = FieldFamily("drifting state") { r in
    let memory = Memory(1)
    let drift = r.logUniform(1e-9, 1e-2)
    let x = r.normals(4)
    return FieldCase(
      r,
      at: x,
      outputs: 4,
      { x in
        memory.value += drift
        return x.map { ($0 + memory.value) * ($0 + memory.value) }
      },
      pullback: { v in zip(v, x).map { 2 * $0 * $1 } },
      owed: .neverCertify
    )
  }

  /// Dropout that draws its mask anew at each call.
  static let freshDropout = FieldFamily("dropout with a fresh mask") { r in
    let memory = Memory(r.integer(below: 1_000_000))
    let x = (0..<6).map { _ in r.signedLog(0.2, 2) }
    return FieldCase(
      r,
      at: x,
      outputs: 6,
      { x in x.map { memory.random.uniform() < 0.5 ? 0 : 2 * $0 } },
      pullback: { $0 },
      owed: .neverCertify
    )
  }

  /// A value that differs in every second call by 10⁻⁶ … 1, as with two buffers.
  static let alternatingValue = FieldFamily("every second call differs") { r in
    let memory = Memory(1)
    let e = r.logUniform(1e-6, 1)
    let x = r.uniform(-1, 1)
    return FieldCase(
      r,
      at: x,
      { x in
        memory.calls += 1
        return exp(x) + (memory.calls % 2 == 0 ? e : 0)
      },
      derivative: exp(x),
      owed: .neverCertify
    )
  }

  /// A relay: which of two branches holds depends on the last call.
  ///
  /// At the point itself it repeats; only moving back and forth shows it. Nothing is owed but honesty.
  static let hysteresis = FieldFamily("hysteresis") { r in
    let memory = Memory(1)
    let width = r.logUniform(1e-4, 0.1)
    let x = r.uniform(-1, 1)
    let J = r.signedLog(0.1, 1)
    return FieldCase(
      r,
      at: x,
      {
        if $0 > x + width { memory.value = J }
        if $0 < x - width { memory.value = 0 }
        return exp($0) + memory.value
      },
      derivative: exp(x),
      owed: .neverAccuse
    )
  }
}
