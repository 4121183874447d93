import Foundation

/// Pieces that meet with equal slopes: a derivative exists, its own derivatives jump.
extension FieldFamily {
  static let joints: [FieldFamily] = [
    huberAtItsDelta, huberAtItsDelta.inSingle, jointOfCurvature, jointOfThirdDerivative, smoothStep,
    eluAtZero, eluAtZero.inSingle, seluAtZero, signedSquare, squareAtZero, smoothMaximum,
    cubicSplineTable, cosineCutoff,
  ]

  /// The Huber loss at or 10⁻¹² … 10⁻¹ from δ, where the second derivative jumps.
  ///
  /// The central difference errs by h/4 of the jump, or not at all below the distance: h of 10⁻⁸
  /// has both within 10⁻⁸.
  static let huberAtItsDelta = FieldFamily("Huber at its delta") { r in
    let delta = r.logUniform(0.1, 10)
    let x = r.chance(0.3) ? delta : r.exact(delta * (1 + r.signedLog(1e-12, 0.1)))
    func f<T: FieldReal>(_ x: T) -> T {
      abs(x) <= T(delta) ? x * x / 2 : T(delta) * (abs(x) - T(delta) / 2)
    }
    return FieldCase(r, at: x, f, f, derivative: min(x, delta), owed: .certify)
  }

  /// sin x + c·max(x − k, 0)² at or near k.
  static let jointOfCurvature = FieldFamily("jump of curvature") { r in
    let k = r.uniform(-1, 1)
    let c = r.signedLog(0.1, 10)
    let x = r.chance(0.3) ? k : k + r.signedLog(1e-10, 0.1)
    let t = max(x - k, 0)
    return FieldCase(
      r,
      at: x,
      {
        let t = max($0 - k, 0); return sin($0) + c * t * t
      },
      derivative: cos(x) + 2 * c * t,
      owed: abs(cos(x) + 2 * c * t) > 0.05 ? .certify : .neverAccuse
    )
  }

  /// A cubic joint as in a spline: eˣ + c·max(x − k, 0)³; the error of a central difference is of order h².
  static let jointOfThirdDerivative = FieldFamily("piecewise cubic joint") { r in
    let k = r.uniform(-1, 1)
    let c = r.signedLog(0.1, 30)
    let x = r.chance(0.3) ? k : k + r.signedLog(1e-10, 0.1)
    let t = max(x - k, 0)
    let slope = exp(x) + 3 * c * t * t
    return FieldCase(
      r,
      at: x,
      {
        let t = max($0 - k, 0); return exp($0) + c * t * t * t
      },
      derivative: slope,
      owed: abs(slope) > 0.05 ? .certify : .neverAccuse
    )
  }

  /// 3t² − 2t³ between 0 and 1, near its ends, where the slope 6t(1 − t) vanishes.
  ///
  /// Near 0 the value is as small as t² and exact to u of itself; near 1 it is 1 − 3ε² and known to u, the slope is 6ε and
  /// steps stay below ε: u/(6ε²).
  static let smoothStep = FieldFamily("smooth step near its ends") { r in
    let epsilon = r.logUniform(1e-8, 0.4)
    let isLow = r.chance(0.5)
    let x = isLow ? epsilon : 1 - epsilon
    let rest = isLow ? epsilon : 1 - x
    return FieldCase(
      r,
      at: x,
      {
        let t = min(max($0, 0), 1); return t * t * (3 - 2 * t)
      },
      derivative: 6 * rest * (1 - rest),
      owed: isLow ? .certify : .measurable(8 * r.u / (rest * rest), r)
    )
  }

  /// ELU, α = 1, at 0 and near: slopes agree, curvature jumps from 1 to 0.
  static let eluAtZero = FieldFamily("ELU about zero") { r in
    let x = r.chance(0.3) ? 0 : r.signedLog(1e-10, 1)
    func f<T: FieldReal>(_ x: T) -> T { x > 0 ? x : T.expm1(x) }
    return FieldCase(r, at: x, f, f, derivative: x > 0 ? 1 : exp(x), owed: .certify)
  }

  /// SELU near 0, where the slope jumps from λα to λ.
  static let seluAtZero = FieldFamily("SELU about zero") { r in
    let (scale, alpha) = (1.0507009873554805, 1.6732632423543772)
    let x = r.signedLog(1e-10, 1)
    return FieldCase(
      r,
      at: x,
      { scale * ($0 > 0 ? $0 : alpha * expm1($0)) },
      derivative: scale * (x > 0 ? 1 : alpha * exp(x)),
      owed: .certify
    )
  }

  /// x·|x| away from 0, slope 2|x|, at 10⁻⁸ … 1.
  static let signedSquare = FieldFamily("x·|x|") { r in
    let x = r.signedLog(1e-8, 1)
    return FieldCase(r, at: x, { $0 * abs($0) }, derivative: 2 * abs(x), owed: .certify)
  }

  /// c·x² at 0 and the like, even functions: the derivative is 0, and both sides agree exactly.
  ///
  /// The wrong claims are shares of the slope at a distance of 1.
  static let squareAtZero = FieldFamily("even functions at zero") { r in
    let c = r.signedLog(0.1, 10)
    let kind = r.integer(below: 3)
    func f(_ x: Double) -> Double {
      switch kind {
      case 0: c * x * x
      case 1: c * cos(x)
      default: c / (1 + x * x)
      }
    }
    var item = FieldCase(r, at: 0, f, derivative: 0, owed: .certify)
    item.wrong = { share, v, _ in [share * c * v[0]] }
    item.zeroIsWrong = false
    return item
  }

  /// (x + y + √((x − y)² + ε²))/2 near x = y, ε of 10⁻⁸ … 10⁻¹: a kink that is round when seen close.
  ///
  /// The slope by x is ½(1 + (x − y)/√…); x ≈ 2, values are known to 4u and steps stay below ε/10.
  static let smoothMaximum = FieldFamily("smooth maximum near a tie") { r in
    let epsilon = r.logUniform(1e-8, 0.1)
    let y = r.uniform(1, 2)
    let x = y + epsilon * r.uniform(-2, 2)
    let d = x - y
    let root = (d * d + epsilon * epsilon).squareRoot()
    let gradient = [(1 + d / root) / 2, (1 - d / root) / 2]
    return FieldCase(
      r,
      at: [x, y],
      {
        let d = $0[0] - $0[1]; return ($0[0] + $0[1] + (d * d + epsilon * epsilon).squareRoot()) / 2
      },
      gradient: gradient,
      owed: .measurable(8 * r.u * 4 / (epsilon / 10) / (gradient.min() ?? 1), r)
    )
  }

  /// A cubic Hermite table with random values and slopes at whole numbers; the point is a knot or near one.
  ///
  /// At a knot the slope is the table's, the curvature jumps.
  static let cubicSplineTable = FieldFamily("cubic Hermite table at its knots") { r in
    let (values, slopes) = (r.normals(12), (0..<12).map { _ in r.signedLog(0.3, 3) })
    let k = 2 + r.integer(below: 8)
    let t = r.chance(0.4) ? 0 : r.logUniform(1e-9, 0.01)
    let x = Double(k) + t
    let (p, q, m, n) = (values[k], values[k + 1], slopes[k], slopes[k + 1])
    let s = x - Double(k)
    let slope = m + s * (6 * (q - p) - 4 * m - 2 * n) + s * s * (6 * (p - q) + 3 * (m + n))
    func f(_ x: Double) -> Double {
      let k = Int(max(0, min(10, x.rounded(.down))))
      let t = x - Double(k)
      let (p, q, m, n) = (values[k], values[k + 1], slopes[k], slopes[k + 1])
      return p + t * (m + t * (3 * (q - p) - 2 * m - n + t * (2 * (p - q) + m + n)))
    }
    return FieldCase(
      r,
      at: x,
      f,
      derivative: slope,
      owed: abs(slope) > 0.1 ? .certify : .neverAccuse
    )
  }

  /// A cosine cut-off ½(cos(πr/R) + 1) for r < R and 0 beyond, near R: slope and value vanish together.
  ///
  /// At r = R − ε the value is π²ε²/4R² but computed as a difference from 1: known to u, the slope π²ε/2R² with steps
  /// of ε: u/ε².
  static let cosineCutoff = FieldFamily("cosine cut-off") { r in
    let R = r.uniform(3, 8)
    let epsilon = r.logUniform(1e-3, 2)
    let x = R - epsilon
    return FieldCase(
      r,
      at: x,
      { $0 < R ? 0.5 * (cos(Double.pi * $0 / R) + 1) : 0 },
      derivative: -0.5 * Double.pi / R * sin(Double.pi * (R - x) / R),
      owed: .measurable(32 * r.u / (epsilon * epsilon), r)
    )
  }
}
