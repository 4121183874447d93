import Foundation
import GradientChecking

/// What a user can tell the checker: where the function may be asked, how accurate it is, on what scale it lives.
extension FieldFamily {
  static let withOptions: [FieldFamily] = [
    bisectionWithTolerance, noiseWithTolerance, targetsAtTheEnds, domainOfASimplex, scaleAtZero,
    scaleOfMixedInputs, probabilityInItsDomain,
  ]

  /// The root of x³ + x = a by bisection to τ of 10⁻⁷ … 10⁻⁵, with a relative tolerance of 100 τ.
  ///
  /// A step of ⅓ measures the slope to some 10 τ, so what is asked is there to be had, and an error of 1 % is ten tolerances.
  static let bisectionWithTolerance = FieldFamily("bisection with a tolerance") { r in
    let tau = r.logUniform(1e-7, 1e-5)
    let x = r.uniform(0.3, 1.2)
    let a = x * x * x + x
    func root(_ a: Double) -> Double {
      var (lo, hi) = (-1.0, 4.0)
      while hi - lo > tau {
        let m = (lo + hi) / 2
        if m * m * m + m - a >= 0 { hi = m } else { lo = m }
      }
      return (lo + hi) / 2
    }
    var item = FieldCase(r, at: a, root, derivative: 1 / (3 * x * x + 1), owed: .certify)
    item.adjust = { $0.tolerance = .init(relative: 100 * tau) }
    return item
  }

  /// sin x with noise ε of 10⁻⁹ … 10⁻⁵ and an absolute tolerance of 100 ε, slopes of 0.3 … 1.
  static let noiseWithTolerance = FieldFamily("noise with an absolute tolerance") { r in
    let e = r.logUniform(1e-9, 1e-5)
    let x = r.uniform(-1.2, 1.2)
    var item = FieldCase(
      r,
      at: x,
      { sin($0) + e * hash($0) },
      derivative: cos(x),
      owed: .certify
    )
    item.adjust = { $0.tolerance = .init(absolute: 100 * e) }
    return item
  }

  /// Binary cross-entropy by its targets, of which some are 0 or 1, in the domain 0 … 1: linear, seen from within.
  ///
  /// Outside, the function lies, so a point outside that is asked for spoils the measurement.
  static let targetsAtTheEnds = FieldFamily("targets at the ends of 0…1") { r in
    let p = (0..<5).map { _ in r.draw({ $0.uniform(0.05, 0.95) }) { abs($0 - 0.5) > 0.05 } }
    let t = (0..<5).map { _ in r.chance(0.6) ? (r.chance(0.5) ? 0.0 : 1) : r.uniform(0, 1) }
    var item = FieldCase(
      r,
      at: t,
      { t in
        guard t.allSatisfy({ (0...1).contains($0) }) else { return 1e6 }
        return zip(t, p).reduce(0.0) { $0 - $1.0 * log($1.1) - (1 - $1.0) * log(1 - $1.1) }
      },
      gradient: p.map { log(1 - $0) - log($0) },
      owed: .certify
    )
    item.adjust = { $0.domain = .interval(0...1) }
    return item
  }

  /// −log p, p of 10⁻⁶ … 1 − 10⁻⁶, in the domain 10⁻⁶ … 1, beyond which the function lies.
  static let probabilityInItsDomain = FieldFamily("probability in its domain") { r in
    let p = r.chance(0.5) ? r.logUniform(1e-6, 0.5) : 1 - r.logUniform(1e-6, 0.5)
    var item = FieldCase(
      r,
      at: p,
      { (1e-6...1).contains($0) ? -log($0) : 0 },
      derivative: -1 / p,
      // Steps reach as far as the nearer end; the value is known to 14 u, or to u(1 − p) near 1.
      owed: .measurable(64 * r.u / max(1e-300, min((p - 1e-6) / p, 1)), r)
    )
    item.adjust = { $0.domain = .interval(1e-6...1) }
    return item
  }

  /// Σ √xᵢ within the simplex Σ xᵢ ≤ 1, told by a predicate; outside the function lies.
  static let domainOfASimplex = FieldFamily("within a simplex, by a predicate") { r in
    let x = (0..<3).map { _ in r.uniform(0.02, 0.33) }
    @Sendable func isInside(_ x: [Double]) -> Bool {
      x.allSatisfy { $0 >= 0 } && x.reduce(0, +) <= 1
    }
    var item = FieldCase(
      r,
      at: x,
      { x in isInside(x) ? x.reduce(0.0) { $0 + $1.squareRoot() } : -1e3 },
      gradient: x.map { 0.5 / $0.squareRoot() },
      owed: .certify
    )
    item.adjust = { $0.domain = .predicate(isInside) }
    return item
  }

  /// A·sin(x/L + p) at 0 for L of 10⁻¹⁰⁰ … 10¹⁰⁰, the scale L told.
  static let scaleAtZero = FieldFamily("sine at zero, its scale told") { r in
    let (L, A) = (r.logUniform(1e-100, 1e100), r.logUniform(1e-20, 1e20))
    let p = r.draw({ $0.uniform(0, 6.28) }) { abs(cos($0)) > 0.05 }
    var item = FieldCase(
      r,
      at: 0,
      { A * sin($0 / L + p) },
      derivative: A * cos(p) / L,
      owed: .certify
    )
    item.adjust = { $0.scale = .uniform(L) }
    return item
  }

  /// x/max(‖x‖, ε) at 0 with the scale ε told: linear within ε.
  static let scaleOfMixedInputs = FieldFamily("x / max(‖x‖, ε) at zero, its scale told") { r in
    let epsilon = r.logUniform(1e-12, 1e-3)
    var item = FieldCase(
      r,
      at: [0, 0],
      outputs: 2,
      { x in
        let n = (x[0] * x[0] + x[1] * x[1]).squareRoot()
        return x.map { $0 / max(n, epsilon) }
      },
      pullback: { v in v.map { $0 / epsilon } },
      owed: .certify
    )
    item.adjust = { $0.scale = .uniform(epsilon) }
    return item
  }
}
