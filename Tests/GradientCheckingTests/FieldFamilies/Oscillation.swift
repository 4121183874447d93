import Foundation

/// Functions that turn back and forth, fast or at several scales at once.
extension FieldFamily {
  static let oscillation: [FieldFamily] = [
    oscillation1, oscillation1.inSingle, carrierWave, rippleOnASlope, faintRipple, reciprocalSine,
    squareSine, wavePacket, positionalEncoding, weierstrass, beats, besselLike,
  ]

  /// cos of the exact product w·x, plus p: the rounding of the product is added back.
  private static func slope(_ w: Double, _ x: Double, _ p: Double) -> Double {
    let product = w * x
    let rest = (-product).addingProduct(w, x)
    let (a, b) = (cos(product + p), sin(product + p))
    let lost = (product - ((product + p) - p))
    return a - b * (rest + lost)
  }

  /// sin(w·x + p), w of 10⁻³ … 10⁹ (Float to 10³), x about 1: the phase is known to u·w, steps are ⅓/w.
  static let oscillation1 = FieldFamily("sine of any frequency") { r in
    let w = r.logUniform(1e-3, r.isSingle ? 1e3 : 1e9)
    let p = r.draw({ $0.uniform(0, 6.28) }) { abs(cos($0)) > 0.2 }
    let x = r.draw({ $0.uniform(-2, 2) }) { abs(cos(w * $0 + p)) > 0.1 }
    func f<T: FieldReal>(_ x: T) -> T { T.sin(T(w) * x + T(p)) }
    return FieldCase(
      r,
      at: x,
      f,
      f,
      derivative: w * slope(w, x, p),
      owed: .measurable(8 * r.u * max(1, w), r)
    )
  }

  /// A carrier of 10³ … 10¹⁰ Hz within its first cycles, time in seconds.
  static let carrierWave = FieldFamily("carrier within its first cycles") { r in
    let w = 2 * Double.pi * r.logUniform(1e3, 1e10)
    let x = r.draw({ $0.uniform(0.05, 5) / w * 6.28 }) { abs(cos(w * $0)) > 0.1 }
    return FieldCase(r, at: x, { sin(w * $0) }, derivative: w * cos(w * x), owed: .certify)
  }

  /// x·s + b·sin(w·x)/w: a slope with a ripple of like slope, w of 10² … 10⁶.
  ///
  /// Coarse steps see s alone; steps below 1/w see s + b·cos, known to u·w.
  static let rippleOnASlope = FieldFamily("ripple on a slope") { r in
    let (w, s, b) = (r.logUniform(1e2, 1e6), r.signedLog(0.3, 3), r.signedLog(0.05, 3))
    let x = r.draw({ $0.uniform(-1.5, 1.5) }) {
      abs(s + b * cos(w * $0)) > 0.05 && abs(cos(w * $0)) > 0.3
    }
    var item = FieldCase(
      r,
      at: x,
      { s * $0 + b * sin(w * $0) / w },
      derivative: s + b * slope(w, x, 0),
      owed: .measurable(16 * r.u * w * (abs(s) + 1) / abs(s + b * cos(w * x)), r)
    )
    item.decoys = [{ [s * $0[0]] }]
    return item
  }

  /// The same with a ripple of 10⁻⁹ … 10⁻⁶ in height, slopes still differ by 3 % … 100 %.
  static let faintRipple = FieldFamily("faint ripple") { r in
    let height = r.logUniform(1e-9, 1e-6)
    let share = r.logUniform(0.03, 1)
    let w = share / height
    let x = r.draw({ $0.uniform(0.5, 1.2) }) {
      abs(cos(w * $0)) > 0.5 && abs(cos($0) + share * cos(w * $0)) > 0.1
    }
    var item = FieldCase(
      r,
      at: x,
      { sin($0) + height * sin(w * $0) },
      derivative: cos(x) + share * slope(w, x, 0),
      owed: .measurable(16 * r.u * w, r)
    )
    item.decoys = [{ [cos(x) * $0[0]] }]
    return item
  }

  /// sin(1/x), x of 10⁻⁴ … 1: the scale is x² and the phase known to u/x.
  static let reciprocalSine = FieldFamily("sin(1/x)") { r in
    let x = r.draw({ $0.signedLog(1e-4, 1) }) { abs(cos(1 / $0)) > 0.1 }
    return FieldCase(
      r,
      at: x,
      { sin(1 / $0) },
      derivative: -cos(1 / x) / (x * x),
      owed: .measurable(64 * r.u / abs(x), r)
    )
  }

  /// sin(x²), x of 1 … 10³: frequency 2x, phase known to u·x².
  static let squareSine = FieldFamily("sin(x²)") { r in
    let x = r.draw({ $0.logUniform(1, 1e3) }) { abs(cos($0 * $0)) > 0.1 }
    return FieldCase(
      r,
      at: x,
      { sin($0 * $0) },
      derivative: 2 * x * slope(x, x, 0),
      owed: .measurable(16 * r.u * x * x, r)
    )
  }

  /// exp(−x²/2)·cos(w·x), w of 1 … 10⁴.
  static let wavePacket = FieldFamily("wave packet") { r in
    let w = r.logUniform(1, 1e4)
    func slope(_ x: Double) -> Double { -exp(-x * x / 2) * (x * cos(w * x) + w * sin(w * x)) }
    let x = r.draw({ $0.uniform(-2, 2) }) { abs(sin(w * $0)) > 0.2 && abs(slope($0)) > 0.05 }
    return FieldCase(
      r,
      at: x,
      { exp(-$0 * $0 / 2) * cos(w * $0) },
      derivative: slope(x),
      owed: .measurable(32 * r.u * w / abs(slope(x)) * w, r)
    )
  }

  /// Sinusoidal positions: sin and cos of x·10000^(−k/4), k = 0 … 4, at positions of 1 … 10⁴.
  static let positionalEncoding = FieldFamily("positional encoding") { r in
    let x = r.logUniform(1, 1e4)
    let w = (0..<4).map { pow(10000, -Double($0) / 4) }
    return FieldCase(
      r,
      at: [x],
      outputs: 8,
      { x in w.map { sin(x[0] * $0) } + w.map { cos(x[0] * $0) } },
      pullback: { v in
        [
          (0..<4).reduce(0.0) { sum, k in
            sum + w[k] * (v[k] * cos(x * w[k]) - v[k + 4] * sin(x * w[k]))
          }
        ]
      },
      owed: .measurable(64 * r.u * x, r)
    )
  }

  /// Σ 2⁻ᵏ cos(3ᵏ x), k < 9: rough down to a scale of 10⁻⁴ and smooth below.
  static let weierstrass = FieldFamily("Weierstrass sum") { r in
    func slope(_ x: Double) -> Double {
      (0..<9).reduce(0.0) { $0 - pow(1.5, Double($1)) * sin(pow(3, Double($1)) * x) }
    }
    let x = r.draw({ $0.uniform(-1, 1) }) { abs(slope($0)) > 1 }
    return FieldCase(
      r,
      at: x,
      { x in (0..<9).reduce(0.0) { $0 + pow(0.5, Double($1)) * cos(pow(3, Double($1)) * x) } },
      derivative: slope(x),
      owed: .certify
    )
  }

  /// sin(w x)·sin((w + 1) x): beats, w of 10 … 10⁵.
  static let beats = FieldFamily("beats") { r in
    let w = r.logUniform(10, 1e5)
    func slope(_ x: Double) -> Double {
      w * cos(w * x) * sin((w + 1) * x) + (w + 1) * sin(w * x) * cos((w + 1) * x)
    }
    let x = r.draw({ $0.uniform(0.2, 2) }) { abs(slope($0)) > 0.1 * w }
    return FieldCase(
      r,
      at: x,
      { sin(w * $0) * sin((w + 1) * $0) },
      derivative: slope(x),
      owed: .measurable(128 * r.u * w, r)
    )
  }

  /// sin(x)/x far out, x of 10 … 10⁶, as a spherical wave.
  static let besselLike = FieldFamily("spherical wave sin(kr)/r") { r in
    let k = r.logUniform(1, 1e3)
    let x = r.draw({ $0.logUniform(1, 1e4) }) { abs(cos(k * $0)) > 0.2 && k * $0 > 5 }
    return FieldCase(
      r,
      at: x,
      { sin(k * $0) / $0 },
      derivative: k * slope(k, x, 0) / x - sin(k * x) / (x * x),
      owed: .measurable(64 * r.u * k * x, r)
    )
  }
}
