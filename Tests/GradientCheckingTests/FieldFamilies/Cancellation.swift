import Foundation

/// Formulas that lose digits by subtracting numbers that are nearly equal.
extension FieldFamily {
  static let cancellation: [FieldFamily] = [
    exponentialQuotient, exponentialQuotient.inSingle, differenceOfRoots, naiveLog,
    lineAsADifference,
    expandedPolynomial, quadraticRoot, sineDefect, squaredDistance, squaredDistance.inSingle,
    naiveSigmoidLog, heronsFormula, arcCosineDistance,
  ]

  /// (eˣ − 1)/x as written, x of ±10⁻¹² … 2: smooth at a scale of 1, and at steps of ½ exact.
  ///
  /// The slope is (x·eˣ − eˣ + 1)/x², by its series near 0. Values at and near x are off by u/|x|. Steps of ½ would not
  /// notice, but a change of that height and width may as well belong to the function: whoever sees values
  /// alone must count it as an error. Over steps of ½ and a slope of ½ it is 4u/|x|.
  static let exponentialQuotient = FieldFamily("(exp x − 1)/x, naive") { r in
    let x = r.signedLog(r.isSingle ? 1e-4 : 1e-12, 2)
    func f<T: FieldReal>(_ x: T) -> T { x == 0 ? 1 : (T.exp(x) - 1) / x }
    var (slope, term) = (0.0, 1.0)
    for k in 2..<40 {
      // Σ xᵏ⁻²·(k − 1)/k!
      term /= Double(k)
      slope += term * Double(k - 1)
      term *= x
    }
    return FieldCase(r, at: x, f, f, derivative: slope, owed: .measurable(4 * r.u / abs(x), r))
  }

  /// √(x + 1) − √x, x of 1 … 10¹²: known to u·√x, slope x^(−3/2)/4, steps of x/3: 12·u·x.
  static let differenceOfRoots = FieldFamily("√(x + 1) − √x, naive") { r in
    let x = r.logUniform(1, 1e12)
    let (a, b) = ((x + 1).squareRoot(), x.squareRoot())
    return FieldCase(
      r,
      at: x,
      { ($0 + 1).squareRoot() - $0.squareRoot() },
      derivative: -1 / (2 * a * b * (a + b)),
      owed: .measurable(24 * r.u * (x + 1), r)
    )
  }

  /// log(1 + x) as written, x of 10⁻¹⁴ … 1: smooth at a scale of 1.
  static let naiveLog = FieldFamily("log(1 + x), naive") { r in
    let x = r.logUniform(1e-14, 1)
    return FieldCase(r, at: x, { log(1 + $0) }, derivative: 1 / (1 + x), owed: .certify)
  }

  /// (K + 1)·x − K·x + sin x, K of 10³ … 10¹⁰, x about 1: known to u·K.
  static let lineAsADifference = FieldFamily("difference of two steep lines") { r in
    let K = r.logUniform(1e3, 1e10)
    let x = r.uniform(0.3, 1.2)
    let above = K + 1
    return FieldCase(
      r,
      at: x,
      { above * $0 - K * $0 + sin($0) },
      derivative: (above - K) + cos(x),
      owed: .measurable(8 * r.u * K, r)
    )
  }

  /// (x − 1)⁷ expanded, x − 1 of ±0.05 … 1: known to 100 u, slope 7(x − 1)⁶, steps of a third of x − 1.
  static let expandedPolynomial = FieldFamily("(x − 1)⁷, expanded") { r in
    let d = r.signedLog(0.02, 1)
    let x = 1 + d
    let coefficients = [-1.0, 7, -21, 35, -35, 21, -7, 1]
    let slope = 7 * pow(x - 1, 6)
    return FieldCase(
      r,
      at: x,
      { x in coefficients.reversed().reduce(0.0) { $0 * x + $1 } },
      derivative: slope,
      owed: .measurable(300 * r.u / (abs(d) * slope), r)
    )
  }

  /// The small root of x² + bx + 1 by the schoolbook formula, b of 3 … 10⁶, by b: known to u·b.
  ///
  /// The root is −2/(b + √(b² − 4)), its slope −x/√(b² − 4), which is 1/b²; steps of b/3.
  static let quadraticRoot = FieldFamily("quadratic formula, naive") { r in
    let b = r.logUniform(3, 1e6)
    let root = ((b - 2) * (b + 2)).squareRoot()
    let x = -2 / (b + root)
    return FieldCase(
      r,
      at: b,
      { (-$0 + ($0 * $0 - 4).squareRoot()) / 2 },
      derivative: -x / root,
      owed: .measurable(32 * r.u * b * b, r)
    )
  }

  /// x − sin x, x of 10⁻⁴ … 3: slope 2 sin²(x/2); steps of x/3 see u·x over x²·x.
  static let sineDefect = FieldFamily("x − sin x") { r in
    let x = r.signedLog(1e-4, 3)
    let s = sin(x / 2)
    return FieldCase(
      r,
      at: x,
      { $0 - sin($0) },
      derivative: 2 * s * s,
      owed: .measurable(32 * r.u / (x * x), r)
    )
  }

  /// ‖a‖² − 2⟨a, b⟩ + ‖b‖² instead of ‖a − b‖², a − b of 10⁻⁶ … 1: known to 10u, slope 2(a − b).
  static let squaredDistance = FieldFamily("squared distance, expanded") { r in
    let L = r.logUniform(1e-6, 1)
    let b = r.normals(3)
    let a = b.map { r.exact($0 + L * r.signedLog(0.3, 1)) }
    func f<T: FieldReal>(_ a: [T]) -> T {
      var sum = T(0)
      for i in 0..<3 {
        let c = T(b[i])
        sum += a[i] * a[i] - 2 * a[i] * c + c * c
      }
      return sum
    }
    let gradient = zip(a, b).map { 2 * ($0 - $1) }
    let smallest = gradient.map { abs($0) }.min() ?? 0
    // A parabola: steps of ½ are as good as small ones, so the error is 20u over the slope.
    return FieldCase(
      r,
      at: a,
      f,
      f,
      gradient: gradient,
      owed: .measurable(100 * r.u / max(smallest, 1e-30), r)
    )
  }

  /// −log(σ(x)) with σ computed first, x of −700 … 36: near 36 it moves in steps of u.
  static let naiveSigmoidLog = FieldFamily("−log σ(x), naive") { r in
    let x = r.uniform(-600, 36)
    let slope = -Double.sigmoid(-x)
    return FieldCase(
      r,
      at: x,
      { -log(1 / (1 + exp(-$0))) },
      derivative: slope,
      owed: .measurable(8 * r.u * max(1, -x) / abs(slope), r)
    )
  }

  /// Heron's area of a needle triangle with sides a, a, c, c of 10⁻³ … 1, by c.
  ///
  /// A = c/4·√(4a² − c²) by its stable form gives the slope (2a² − c²)/(2√(4a² − c²)).
  static let heronsFormula = FieldFamily("Heron's formula of a needle") { r in
    let a = r.uniform(1, 3)
    let c = r.logUniform(1e-3, 1)
    let root = ((2 * a - c) * (2 * a + c)).squareRoot()
    return FieldCase(
      r,
      at: c,
      { c in
        let s = (2 * a + c) / 2
        return (s * (s - a) * (s - a) * (s - c)).squareRoot()
      },
      derivative: (2 * a * a - c * c) / (2 * root),
      owed: .certify
    )
  }

  /// The angle between two directions by acos of their product, 10⁻⁴ … 1 apart: the product is known to u,
  /// the angle to u/angle, and steps are a third of the angle: 3u/angle².
  static let arcCosineDistance = FieldFamily("angle by acos of a product") { r in
    let angle = r.logUniform(1e-4, 1)
    let b = r.uniform(-3, 3)
    let a = b + angle
    return FieldCase(
      r,
      at: a,
      { acos(min(1, cos($0) * cos(b) + sin($0) * sin(b))) },
      derivative: 1,
      owed: .measurable(32 * r.u / (angle * angle), r)
    )
  }
}
