import Foundation

/// Powers, roots and what behaves like them near 0.
extension FieldFamily {
  static let powers: [FieldFamily] = [
    powerNearZero, powerNearZero.inSingle, powerAtZero, rootAtZero, selfPower, squareRootTiny,
    squareRootTiny.inSingle, cubeRootNearZero, entropyTerm, flatExponential, hypotenuseNearZero,
    pseudoHuber, negativePower, rootOfASum,
  ]

  /// |x|ᵖ, p of 0.3 … 3, at ±10⁻⁸ … 1; the scale is x, values are exact to u of themselves.
  static let powerNearZero = FieldFamily("|x|^p near zero") { r in
    let p = r.uniform(0.3, 3)
    let x = r.signedLog(1e-8, 1)
    func f<T: FieldReal>(_ x: T) -> T { T.pow(abs(x), T(p)) }
    return FieldCase(r, at: x, f, f, derivative: p * pow(abs(x), p) / x, owed: .certify)
  }

  /// |x|ᵖ at 0, p of 1.05 … 3: the derivative is 0, and slopes fall as hᵖ⁻¹, for 1.05 by 3 % a halving.
  ///
  /// No finite step sees 0 there, so the claim 0 is only not accused; claims of 10 % and 1 % of the slope at 1 are wrong.
  static let powerAtZero = FieldFamily("|x|^p at zero, p > 1") { r in
    let p = r.uniform(1.05, 3)
    var item = FieldCase(r, at: 0, { pow(abs($0), p) }, derivative: 0, owed: .neverAccuse)
    item.wrong = { share, v, _ in [share * p * v[0]] }
    item.zeroIsWrong = false
    return item
  }

  /// |x|ᵖ or its odd sister at 0, p of 0.3 … 0.95: the slope is unbounded, no claim is right.
  static let rootAtZero = FieldFamily("|x|^p at zero, p < 1") { r in
    let p = r.uniform(0.3, 0.95)
    let isOdd = r.chance(0.5)
    var item = FieldCase(
      r,
      at: 0,
      { pow(abs($0), p) * (isOdd && $0 < 0 ? -1 : 1) },
      derivative: isOdd ? 1 : 0,
      owed: .neverCertify
    )
    item.wrong = { share, v, _ in [share * v[0]] }
    item.zeroIsWrong = isOdd
    return item
  }

  /// xˣ = exp(x log x), slope xˣ(log x + 1), for x of 10⁻¹⁰ … 5, away from the minimum at 1/e.
  static let selfPower = FieldFamily("x^x") { r in
    let x = r.draw({ $0.chance(0.5) ? $0.logUniform(1e-10, 0.3) : $0.uniform(0.3, 5) }) {
      abs($0 - 0.36788) > 0.03
    }
    // The value is near 1 and known to u, steps are a share of x: u/(x·|log x|).
    return FieldCase(
      r,
      at: x,
      { pow($0, $0) },
      derivative: pow(x, x) * (log(x) + 1),
      owed: .measurable(16 * r.u / (x * abs(log(x) + 1)), r)
    )
  }

  /// √x from 10⁻³⁰⁰ to 10³⁰⁰ (Float 10⁻³⁰ … 10³⁰).
  static let squareRootTiny = FieldFamily("square root of any number") { r in
    let x = r.isSingle ? r.logUniform(1e-30, 1e30) : r.logUniform(1e-290, 1e290)
    func f<T: FieldReal>(_ x: T) -> T { x.squareRoot() }
    return FieldCase(r, at: x, f, f, derivative: 0.5 / x.squareRoot(), owed: .certify)
  }

  /// ∛x at ±10⁻¹² … 1.
  static let cubeRootNearZero = FieldFamily("cube root near zero") { r in
    let x = r.signedLog(1e-12, 1)
    return FieldCase(r, at: x, { cbrt($0) }, derivative: cbrt(x) / (3 * x), owed: .certify)
  }

  /// −p·log p, slope −(log p + 1), for p of 10⁻¹⁵ … 1, away from 1/e.
  static let entropyTerm = FieldFamily("entropy term −p log p") { r in
    let x = r.draw({ $0.logUniform(1e-15, 1) }) { abs($0 - 0.36788) > 0.02 }
    return FieldCase(r, at: x, { -$0 * log($0) }, derivative: -(log(x) + 1), owed: .certify)
  }

  /// exp(−1/x²), at x of 0.05 … 3: values from 10⁻¹⁷⁴ on, with a scale of x³/2.
  static let flatExponential = FieldFamily("exp(−1/x²)") { r in
    let x = r.signedLog(0.05, 3)
    return FieldCase(
      r,
      at: x,
      { exp(-1 / ($0 * $0)) },
      derivative: 2 / (x * x * x) * exp(-1 / (x * x)),
      owed: .certify
    )
  }

  /// √(x² + y²) near the origin, at 10⁻¹² … 1, both of one size.
  static let hypotenuseNearZero = FieldFamily("hypotenuse near the origin") { r in
    let L = r.logUniform(1e-12, 1)
    let (x, y) = (L * r.signedLog(0.2, 1), L * r.signedLog(0.2, 1))
    let norm = (x * x + y * y).squareRoot()
    return FieldCase(
      r,
      at: [x, y],
      { ($0[0] * $0[0] + $0[1] * $0[1]).squareRoot() },
      gradient: [x / norm, y / norm],
      owed: .certify
    )
  }

  /// δ²(√(1 + (x/δ)²) − 1), δ of 10⁻³ … 10³, x of 0.1 δ … 100 δ.
  static let pseudoHuber = FieldFamily("pseudo-Huber") { r in
    let delta = r.logUniform(1e-3, 1e3)
    let t = r.signedLog(0.1, 100)
    let x = t * delta
    return FieldCase(
      r,
      at: x,
      { delta * delta * ((1 + $0 / delta * ($0 / delta)).squareRoot() - 1) },
      derivative: x / (1 + x / delta * (x / delta)).squareRoot(),
      owed: .certify
    )
  }

  /// x^(−p), p to 12, at x of 10⁻³ … 10³, as in a repulsive potential.
  static let negativePower = FieldFamily("steep repulsion x^−p") { r in
    let p = Double(1 + r.integer(below: 12))
    let x = r.logUniform(1e-3, 1e3)
    return FieldCase(r, at: x, { pow($0, -p) }, derivative: -p * pow(x, -p) / x, owed: .certify)
  }

  /// √(a + x) at x = 10⁻¹⁵ … 10⁻³ with a of the same size: the scale is that of a + x.
  static let rootOfASum = FieldFamily("root of a small sum") { r in
    let L = r.logUniform(1e-15, 1e-3)
    let (a, x) = (L * r.uniform(0.5, 2), L * r.uniform(0.1, 2))
    return FieldCase(
      r,
      at: x,
      { (a + $0).squareRoot() },
      derivative: 0.5 / (a + x).squareRoot(),
      owed: .certify
    )
  }
}
