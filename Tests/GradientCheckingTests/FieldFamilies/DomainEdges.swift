import Foundation

/// Functions that end: beyond the edge they are NaN, infinite, or throw.
extension FieldFamily {
  static let domainEdges: [FieldFamily] = [
    logByItsEdge, logByItsEdge.inSingle, arcCosineByOne, arcSineByOne, inverseTanh, poleNearby,
    poleNearby.inSingle, tangentByItsPole, crossEntropyOfProbability,
    crossEntropyOfProbability.inSingle,
    clampedLog, doubleExponential, throwsBeyond, oneSidedSmooth, squareRootAtZero, logOfDifference,
    simplexBarrier, clippedProbabilities,
  ]

  /// log(x − c), x − c of 10⁻¹² … 10⁻¹ with c of 1 … 3: the difference is exact, the log known to 30u.
  static let logByItsEdge = FieldFamily("log by the edge of its domain") { r in
    let c = r.uniform(1, 3)
    let x = r.exact(c + r.logUniform(r.isSingle ? 1e-3 : 1e-12, 0.1))
    let d = x - c
    func f<T: FieldReal>(_ x: T) -> T { T.log(x - T(c)) }
    // Near the edge x itself has few places: steps of d/10 are some 10⁴ grains at 10⁻¹² and exact.
    return FieldCase(r, at: x, f, f, derivative: 1 / d, owed: .certify)
  }

  /// acos x at 1 − δ, δ of 10⁻¹² … 0.3, on both ends; the slope −1/√((1 − x)(1 + x)).
  ///
  /// By −1 the value is near π and known to u·π; the slope times δ is √δ: u·π/√δ.
  static let arcCosineByOne = FieldFamily("acos by the ends of its domain") { r in
    let side = r.sign()
    let x = side * (1 - r.logUniform(1e-12, 0.3))
    return FieldCase(
      r,
      at: x,
      { acos($0) },
      derivative: -1 / ((1 - x) * (1 + x)).squareRoot(),
      owed: .certify
    )
  }

  /// asin x, likewise.
  static let arcSineByOne = FieldFamily("asin by the ends of its domain") { r in
    let x = r.sign() * (1 - r.logUniform(1e-12, 0.3))
    return FieldCase(
      r,
      at: x,
      { asin($0) },
      derivative: 1 / ((1 - x) * (1 + x)).squareRoot(),
      owed: .certify
    )
  }

  /// atanh x at ±(1 − δ), δ of 10⁻¹² … 0.5.
  static let inverseTanh = FieldFamily("atanh by the ends of its domain") { r in
    let x = r.sign() * (1 - r.logUniform(1e-12, 0.5))
    return FieldCase(r, at: x, { atanh($0) }, derivative: 1 / ((1 - x) * (1 + x)), owed: .certify)
  }

  /// 1/(x − c), c of 1 … 3, at ±10⁻¹⁰ … 1 from the pole; the other side is finite and has nothing to say.
  static let poleNearby = FieldFamily("pole nearby") { r in
    let c = r.uniform(1, 3)
    let x = r.exact(c + r.signedLog(r.isSingle ? 1e-3 : 1e-10, 1))
    let d = x - c
    func f<T: FieldReal>(_ x: T) -> T { 1 / (x - T(c)) }
    return FieldCase(r, at: x, f, f, derivative: -1 / (d * d), owed: .certify)
  }

  /// tan x at π/2 − δ, δ of 10⁻⁸ … 10⁻¹: 1 + tan², by the cotangent of what is left of π/2.
  static let tangentByItsPole = FieldFamily("tan by its pole") { r in
    let x = Double.pi / 2 - r.signedLog(1e-8, 0.1)
    let s = cos(x)
    return FieldCase(r, at: x, { tan($0) }, derivative: 1 / (s * s), owed: .certify)
  }

  /// −t·log p − (1 − t)·log(1 − p) at p of 10⁻⁹ … ½ (Float 10⁻³ …), from either end.
  ///
  /// The slope is (p − t)/(p(1 − p)); the point is kept away from p = t.
  static let crossEntropyOfProbability = FieldFamily("binary cross-entropy of a probability") { r in
    let t = r.chance(0.6) ? (r.chance(0.5) ? 1.0 : 0.0) : r.uniform(0.2, 0.8)
    let isSingle = r.isSingle
    let p = r.draw({
      let q = $0.logUniform(isSingle ? 1e-3 : 1e-9, 0.5)
      return $0.exact($0.chance(0.5) ? q : 1 - q)
    }) { abs($0 - t) > 0.05 || t == 0 || t == 1 }
    func f<T: FieldReal>(_ p: T) -> T {
      var loss = T(0)
      if t > 0 { loss -= T(t) * T.log(p) }
      if t < 1 { loss -= (1 - T(t)) * T.log(1 - p) }
      return loss
    }
    // With t of 0 or 1 only one logarithm is there, whose scale is the distance to its own edge: where that is far, steps
    // of a tenth see 1 − p to u; where it is near, 1 − p is exact.
    return FieldCase(r, at: p, f, f, derivative: (p - t) / (p * (1 - p)), owed: .certify)
  }

  /// log(max(p, 10⁻¹²)) for p of 10⁻¹⁵ … 10⁻¹: slope 1/p above the clip and 0 below.
  static let clampedLog = FieldFamily("clamped log") { r in
    let p = r.draw({ $0.logUniform(1e-15, 0.1) }) { abs(log($0 / 1e-12)) > 0.01 }
    var item = FieldCase(
      r,
      at: p,
      { log(max($0, 1e-12)) },
      derivative: p > 1e-12 ? 1 / p : 0,
      owed: .certify
    )
    if p < 1e-12 {
      item.wrong = { share, v, _ in [share * 1e12 * v[0]] }
      item.zeroIsWrong = false
    }
    return item
  }

  /// exp(exp x), which overflows at 6.565, its slope e^(x + eˣ) at 6.5557.
  static let doubleExponential = FieldFamily("exp(exp x)") { r in
    let x = r.chance(0.3) ? 6.555 - r.logUniform(1e-4, 0.5) : r.uniform(-5, 6)
    // The value is known to eˣ·u of itself; left of −2 it is 1 + eˣ, the slope eˣ.
    return FieldCase(r, at: x, { exp(exp($0)) }, derivative: exp(x) * exp(exp(x)), owed: .certify)
  }

  struct OutOfDomain: Error {}

  /// A function that throws for a scale that is not positive: log of a standard deviation of 10⁻⁶ … 10.
  static let throwsBeyond = FieldFamily("throws beyond its domain") { r in
    let sigma = r.logUniform(1e-6, 10)
    let residual = r.normal()
    let z = residual / sigma
    let slope = (1 - z * z) / sigma
    return FieldCase(
      r,
      at: [sigma],
      { x throws -> Double in
        guard x[0] > 0 else { throw OutOfDomain() }
        let z = residual / x[0]
        return log(x[0]) + z * z / 2
      },
      gradient: [slope],
      owed: abs(1 - z * z) > 0.1 ? .certify : .neverAccuse
    )
  }

  /// sin(x) and e^x defined for x ≥ 0 only, at 0: one side exists, and its slope is claimed.
  ///
  /// What a derivative means at an end is a matter of taste: nothing is owed, wrong claims never pass.
  static let oneSidedSmooth = FieldFamily("at the end of the domain") { r in
    let (a, p) = (r.signedLog(0.1, 10), r.uniform(-1, 1))
    return FieldCase(
      r,
      at: 0,
      { $0 < 0 ? .nan : a * sin($0 + p) },
      derivative: a * cos(p),
      owed: .neverAccuse
    )
  }

  /// c·√x at 0: infinite slope and no other side; no finite claim is right.
  static let squareRootAtZero = FieldFamily("square root at zero") { r in
    let c = r.signedLog(0.01, 100)
    return FieldCase(r, at: 0, { c * $0.squareRoot() }, derivative: c / 2, owed: .neverCertify)
  }

  /// log(x − y), x − y of 10⁻⁸ … 1: two coordinates with opposite slopes at one edge.
  static let logOfDifference = FieldFamily("log of a difference") { r in
    let y = r.uniform(-2, 2)
    let x = y + r.logUniform(1e-8, 1)
    let d = x - y
    return FieldCase(
      r,
      at: [x, y],
      { log($0[0] - $0[1]) },
      gradient: [1 / d, -1 / d],
      owed: .certify
    )
  }

  /// Σ log xᵢ + log(1 − Σ xᵢ) within a simplex, one coordinate 10⁻⁶ … 10⁻¹ from its face.
  ///
  /// Values are known to 30u; the slope 1/xᵢ − 1/rest is kept from vanishing.
  static let simplexBarrier = FieldFamily("barrier of a simplex") { r in
    let x = [r.logUniform(1e-6, 0.1), r.uniform(0.1, 0.2), r.uniform(0.25, 0.35)]
    let rest = 1 - x[0] - x[1] - x[2]
    let gradient = x.map { 1 / $0 - 1 / rest }
    let smallest = gradient.map { abs($0) }.min() ?? 0
    return FieldCase(
      r,
      at: x,
      { x in x.reduce(log(1 - x[0] - x[1] - x[2])) { $0 + log($1) } },
      gradient: gradient,
      owed: .measurable(400 * r.u / smallest, r)
    )
  }

  /// log(clip(p, ε, 1 − ε)) of five probabilities, as in a library's cross-entropy, ε = 10⁻⁷.
  static let clippedProbabilities = FieldFamily("cross-entropy with clipped probabilities") { r in
    let p = (0..<5).map { _ in r.chance(0.5) ? r.logUniform(1e-6, 0.5) : 1 - r.logUniform(1e-6, 0.5)
    }
    let t = (0..<5).map { _ in r.chance(0.5) ? 1.0 : 0.0 }
    func loss(_ p: [Double]) -> Double {
      zip(p, t).reduce(0.0) { sum, pair in
        let q = min(max(pair.0, 1e-7), 1 - 1e-7)
        return sum - pair.1 * log(q) - (1 - pair.1) * log(1 - q)
      }
    }
    // The sum may be 60 and is known to 60u; steps are a share of the distance to the clip.
    return FieldCase(
      r,
      at: p,
      loss,
      gradient: zip(p, t).map { $1 == 1 ? -1 / $0 : 1 / (1 - $0) },
      owed: .measurable(60 * r.u / (0.1 * (p.map { min($0, 1 - $0) }.min() ?? 1)), r)
    )
  }
}
