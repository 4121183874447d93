import Foundation

/// Ordinary functions whose inputs and values are very small or very large.
extension FieldFamily {
  static let scales: [FieldFamily] = [
    sineAtAnyScale, sineAtAnyScale.inSingle, sineOfSmallScaleAtZero, sineOfAnyScaleAtZero,
    cubicAtAnyScale, logAtAnyScale, logAtAnyScale.inSingle, powerAtAnyScale,
    powerAtAnyScale.inSingle,
    quotientAtAnyScale, normAtAnyScale, normAtAnyScale.inSingle, exponentialNearOverflow,
    valuesBeyondTheSquareRoot, denormalValues,
  ]

  /// A·sin(x/L + p).
  ///
  /// The best step is about L/2 and the value is known to u·A: a relative error of a few u.
  static let sineAtAnyScale = FieldFamily("sine at any scale") { r in
    let reach = r.isSingle ? 1e12 : 1e140
    let (L, A) = (r.logUniform(1 / reach, reach), r.logUniform(1 / reach, reach))
    let p = r.uniform(0, 6.28)
    let x = r.exact(
      r.draw({ L * $0.sign() * $0.uniform(0.05, 3) }) { abs(cos($0 / L + p)) > 0.05 }
    )
    func f<T: FieldReal>(_ x: T) -> T { T(A) * T.sin(x / T(L) + T(p)) }
    let slope = A * cos(x / L + p) / L
    let isSafe =
      slope.magnitude > (r.isSingle ? 1e-35 : 1e-300)
      && slope.magnitude < (r.isSingle ? 1e35 : 1e300)
    return FieldCase(r, at: x, f, f, derivative: slope, owed: isSafe ? .certify : .neverAccuse)
  }

  /// A·sin(x/L + p) at x = 0, L within nine decades of 1: a checker that looks about finds the scale.
  static let sineOfSmallScaleAtZero = FieldFamily("sine at zero, scale 1e-9…1e3") { r in
    let (L, A) = (r.logUniform(1e-9, 1e3), r.logUniform(1e-3, 1e3))
    let p = r.draw({ $0.uniform(0, 6.28) }) { abs(cos($0)) > 0.05 }
    return FieldCase(r, at: 0, { A * sin($0 / L + p) }, derivative: A * cos(p) / L, owed: .certify)
  }

  /// The same with scales that nothing in the point betrays: 10⁻¹⁰⁰ … 10¹⁰⁰ about zero would have to be
  /// searched, so nothing is owed but not to accuse.
  static let sineOfAnyScaleAtZero = FieldFamily("sine at zero, scale 1e±100") { r in
    let (L, A) = (r.logUniform(1e-100, 1e100), r.logUniform(1e-20, 1e20))
    let p = r.draw({ $0.uniform(0, 6.28) }) { abs(cos($0)) > 0.05 }
    return FieldCase(
      r,
      at: 0,
      { A * sin($0 / L + p) },
      derivative: A * cos(p) / L,
      owed: L > 1e12 ? .unknowable : .neverAccuse
    )
  }

  /// a(x/L)³ + b(x/L): a difference of two steps is exact but for rounding.
  static let cubicAtAnyScale = FieldFamily("cubic at any scale") { r in
    let (L, a, b) = (r.logUniform(1e-90, 1e90), r.signedLog(0.1, 10), r.signedLog(0.1, 10))
    let t = r.draw({ $0.sign() * $0.uniform(0.1, 3) }) { abs(3 * a * $0 * $0 + b) > 0.05 }
    let x = t * L
    let s = x / L
    return FieldCase(
      r,
      at: x,
      {
        let s = $0 / L; return (a * s * s + b) * s
      },
      derivative: (3 * a * s * s + b) / L,
      owed: .certify
    )
  }

  /// log x: the value is known to u·|log x| ≤ 350 u, the step is a share of x.
  static let logAtAnyScale = FieldFamily("log at any scale") { r in
    let x = r.isSingle ? r.logUniform(1e-30, 1e30) : r.logUniform(1e-150, 1e150)
    func f<T: FieldReal>(_ x: T) -> T { T.log(x) }
    return FieldCase(r, at: x, f, f, derivative: 1 / x, owed: .certify)
  }

  /// c·xᵖ, p = −3 … 3 away from 0: known to some u of itself.
  static let powerAtAnyScale = FieldFamily("power law at any scale") { r in
    let x = r.isSingle ? r.logUniform(1e-9, 1e9) : r.logUniform(1e-45, 1e45)
    let p = r.signedLog(0.1, 3)
    let c = r.signedLog(1e-3, 1e3)
    func f<T: FieldReal>(_ x: T) -> T { T(c) * T.pow(x, T(p)) }
    return FieldCase(r, at: x, f, f, derivative: c * p * pow(x, p) / x, owed: .certify)
  }

  /// (x − y)/(x + y) for two numbers of one scale, whatever it is.
  static let quotientAtAnyScale = FieldFamily("relative difference at any scale") { r in
    let L = r.logUniform(1e-140, 1e140)
    let (x, y) = (L * r.uniform(0.5, 2), L * r.uniform(0.5, 2))
    // The sum is scaled before it is squared.
    let (a, b) = (x / L, y / L)
    let square = (a + b) * (a + b) * L
    return FieldCase(
      r,
      at: [x, y],
      { ($0[0] - $0[1]) / ($0[0] + $0[1]) },
      gradient: [2 * b / square, -2 * a / square],
      owed: .certify
    )
  }

  /// ‖x‖ of three coordinates; ∂‖x‖/∂xᵢ = xᵢ/‖x‖.
  static let normAtAnyScale = FieldFamily("Euclidean norm at any scale") { r in
    let L = r.isSingle ? r.logUniform(1e-15, 1e15) : r.logUniform(1e-100, 1e100)
    let x = (0..<3).map { _ in r.exact(L * r.signedLog(0.1, 2)) }
    func f<T: FieldReal>(_ x: [T]) -> T { x.reduce(T(0)) { $0 + $1 * $1 }.squareRoot() }
    let norm = f(x.map { $0 / L }) * L
    return FieldCase(r, at: x, f, f, gradient: x.map { $0 / norm }, owed: .certify)
  }

  /// exp x for x up to the end of the numbers: known to 700 u of itself, steps of a tenth are open.
  static let exponentialNearOverflow = FieldFamily("exp near overflow") { r in
    let x = r.uniform(500, 709.5)
    return FieldCase(r, at: x, { exp($0) }, derivative: exp(x), owed: .certify)
  }

  /// Values of 10¹⁵⁵ … 10³⁰⁰, whose squares overflow.
  static let valuesBeyondTheSquareRoot = FieldFamily("values beyond 1e155") { r in
    let A = r.logUniform(1e155, 1e300)
    let x = r.uniform(-1, 1)
    return FieldCase(
      r,
      at: x,
      { A * (1 + 0.5 * sin($0)) },
      derivative: A * 0.5 * cos(x),
      owed: .certify
    )
  }

  /// A·sin x with A of 10⁻³¹⁵ … 10⁻³⁰⁰: the last bit is 5·10⁻³²⁴ and the relative error 5·10⁻³²⁴/A.
  static let denormalValues = FieldFamily("denormal values") { r in
    let A = r.logUniform(1e-7, 1e8) * 1e-308
    let x = r.uniform(-1.4, 1.4)
    return FieldCase(
      r,
      at: x,
      { A * sin($0) },
      derivative: A * cos(x),
      owed: .measurable(1e-15 / (A * 1e308) / cos(x), r)
    )
  }
}
