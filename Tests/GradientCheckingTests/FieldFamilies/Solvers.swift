import Foundation

/// Values that an iteration finds: to a tolerance, or in a fixed number of steps.
extension FieldFamily {
  static let solvers: [FieldFamily] = [
    bisection, newtonToATolerance, fixedPointToATolerance, keplersEquation, unrolledEuler,
    adaptiveSteps, simpsonRule, logisticMap, goldenSection, jacobiIteration, newtonToTheEnd,
    impliedVolatility,
  ]

  /// The root of x³ + x = a by bisection to 10⁻² … 10⁻⁶: a staircase of treads as wide as the tolerance.
  ///
  /// Steps of ½ measure to the tolerance, which is above a hundredth of 10⁻⁴: nothing is owed.
  static let bisection = FieldFamily("root by bisection") { r in
    let tolerance = r.logUniform(1e-6, 1e-2)
    let x = r.uniform(0.3, 1.5)
    let a = x * x * x + x
    func root(_ a: Double) -> Double {
      var (lo, hi) = (0.0, 4.0)
      while hi - lo > tolerance {
        let m = (lo + hi) / 2
        if m * m * m + m - a >= 0 { hi = m } else { lo = m }
      }
      return (lo + hi) / 2
    }
    return FieldCase(r, at: a, root, derivative: 1 / (3 * x * x + 1), owed: .neverAccuse)
  }

  /// The same root by Newton's method from 1, which stops once a step is below 10⁻² … 10⁻⁶.
  ///
  /// What is computed is smooth but for jumps, of the tolerance squared, where the number of steps changes;
  /// right is the slope of the last iterate, differentiated along with its steps.
  static let newtonToATolerance = FieldFamily("Newton that stops early") { r in
    let tolerance = r.logUniform(1e-6, 1e-2)
    let x = r.uniform(0.3, 3)
    let a = x * x * x + x
    func root(_ a: Double) -> (value: Double, slope: Double) {
      var (x, d) = (1.0, 0.0)
      for _ in 0..<100 {
        let (F, G) = (x * x * x + x - a, 3 * x * x + 1)
        let step = F / G
        d -= d - 1 / G - F * 6 * x * d / (G * G)
        x -= step
        if abs(step) < tolerance { break }
      }
      return (x, d)
    }
    return FieldCase(r, at: a, { root($0).value }, derivative: root(a).slope, owed: .certify)
  }

  /// The same root by twelve steps of Newton's method: exact to 3u.
  static let newtonToTheEnd = FieldFamily("Newton to the end") { r in
    let x = r.uniform(0.3, 3)
    let a = x * x * x + x
    func root(_ a: Double) -> Double {
      var x = 1.0
      for _ in 0..<12 { x -= (x * x * x + x - a) / (3 * x * x + 1) }
      return x
    }
    return FieldCase(r, at: a, root, derivative: 1 / (3 * x * x + 1), owed: .certify)
  }

  /// x = cos(a·x) iterated until two iterates differ by less than 10⁻³ … 10⁻⁹; right is the last iterate's slope.
  ///
  /// The number of steps changes every few hundredths of a, and the value jumps there by the tolerance.
  static let fixedPointToATolerance = FieldFamily("fixed point that stops early") { r in
    let tolerance = r.logUniform(1e-9, 1e-3)
    let a = r.uniform(0.2, 0.9)
    func solve(_ a: Double) -> (value: Double, slope: Double) {
      var (x, d) = (1.0, 0.0)
      for _ in 0..<500 {
        d = -sin(a * x) * (x + a * d)
        let next = cos(a * x)
        let change = abs(next - x)
        x = next
        if change < tolerance { break }
      }
      return (x, d)
    }
    return FieldCase(r, at: a, { solve($0).value }, derivative: solve(a).slope, owed: .certify)
  }

  /// Kepler's equation E − e·sin E = M by Newton's method to the end; dE/dM = 1/(1 − e·cos E).
  static let keplersEquation = FieldFamily("Kepler's equation") { r in
    let e = r.uniform(0, 0.9)
    let E = r.uniform(0.2, 6)
    let M = E - e * sin(E)
    func solve(_ M: Double) -> Double {
      var E = e > 0.8 ? Double.pi : M
      for _ in 0..<60 { E -= (E - e * sin(E) - M) / (1 - e * cos(E)) }
      return E
    }
    return FieldCase(r, at: M, solve, derivative: 1 / (1 - e * cos(E)), owed: .certify)
  }

  /// y′ = −a·y² by fifty steps of Euler's method, differentiated along with its steps.
  static let unrolledEuler = FieldFamily("fifty Euler steps") { r in
    let (a, y0) = (r.uniform(0.2, 5), r.uniform(0.2, 2))
    func solve(_ a: Double) -> Double {
      var y = y0
      for _ in 0..<50 { y -= 0.02 * a * y * y }
      return y
    }
    var (y, d) = (y0, 0.0)
    for _ in 0..<50 {
      d += -0.02 * (y * y + 2 * a * y * d)
      y -= 0.02 * a * y * y
    }
    return FieldCase(r, at: a, solve, derivative: d, owed: .certify)
  }

  /// y′ = −y to time T in ⌈T/dt⌉ equal steps: jumps of 10⁻⁴ … 10⁻² wherever the number of steps changes.
  ///
  /// Between the jumps the slope is that of (1 − T/n)ⁿ, namely −(1 − T/n)ⁿ⁻¹.
  static let adaptiveSteps = FieldFamily("number of steps depends on the input") { r in
    let dt = r.logUniform(0.01, 0.3)
    let T = r.uniform(0.5, 3)
    func solve(_ T: Double) -> Double {
      let n = Int(max(1, (T / dt).rounded(.up)))
      var y = 1.0
      for _ in 0..<n { y -= T / Double(n) * y }
      return y
    }
    let n = Int((T / dt).rounded(.up))
    return FieldCase(
      r,
      at: T,
      solve,
      derivative: -pow(1 - T / Double(n), Double(n - 1)),
      owed: .certify
    )
  }

  /// ∫₀¹ exp(a·t)·sin(3t) dt by Simpson's rule with twenty intervals, differentiated under the rule.
  static let simpsonRule = FieldFamily("Simpson's rule") { r in
    let a = r.uniform(-4, 4)
    func rule(_ g: (Double) -> Double) -> Double {
      (0...20).reduce(0.0) { sum, k in
        let weight = k == 0 || k == 20 ? 1.0 : k % 2 == 1 ? 4 : 2
        return sum + weight * g(Double(k) / 20)
      } / 60
    }
    return FieldCase(
      r,
      at: a,
      { a in rule { exp(a * $0) * sin(3 * $0) } },
      derivative: rule { $0 * exp(a * $0) * sin(3 * $0) },
      owed: .certify
    )
  }

  /// x → r·x(1 − x), n = 3 … 30 times: the slope is the product of r(1 − 2x) and grows like 2ⁿ.
  ///
  /// The function oscillates at a scale of 1/slope and is known to u·slope: a step of 0.01/slope has an error of
  /// 100 u·slope.
  static let logisticMap = FieldFamily("logistic map") { r in
    let rate = r.uniform(3.6, 4)
    let n = 3 + r.integer(below: 28)
    let x0 = r.uniform(0.1, 0.9)
    var (x, d, largest) = (x0, 1.0, 1.0)
    for _ in 0..<n {
      d *= rate * (1 - 2 * x)
      x = rate * x * (1 - x)
      largest = max(largest, abs(d))
    }
    func iterate(_ x0: Double) -> Double {
      var x = x0
      for _ in 0..<n { x = rate * x * (1 - x) }
      return x
    }
    return FieldCase(
      r,
      at: x0,
      iterate,
      derivative: d,
      owed: .measurable(1000 * r.u * largest * largest / abs(d), r)
    )
  }

  /// The place of the minimum of (x − a)² + x⁴/10 by golden section to 10⁻² … 10⁻⁶.
  static let goldenSection = FieldFamily("minimum by golden section") { r in
    let tolerance = r.logUniform(1e-6, 1e-2)
    let x = r.uniform(-1, 1)
    let a = x + 0.2 * x * x * x
    func minimum(_ a: Double) -> Double {
      func f(_ x: Double) -> Double { (x - a) * (x - a) + x * x * x * x / 10 }
      let g = 0.6180339887498949
      var (lo, hi) = (-3.0, 3.0)
      while hi - lo > tolerance {
        let (p, q) = (hi - g * (hi - lo), lo + g * (hi - lo))
        if f(p) < f(q) { hi = q } else { lo = p }
      }
      return (lo + hi) / 2
    }
    return FieldCase(r, at: a, minimum, derivative: 1 / (1 + 0.6 * x * x), owed: .neverAccuse)
  }

  /// A linear system of three by Jacobi's iteration until the residual is below 10⁻³ … 10⁻⁸.
  static let jacobiIteration = FieldFamily("linear system by Jacobi's iteration") { r in
    let tolerance = r.logUniform(1e-8, 1e-3)
    let A = [[4.0, 1, -1], [1, 5, 2], [-1, 2, 6]]
    let b = r.normals(3)
    let w = r.normals(3)
    func solve(_ b: [Double], steps: Int?) -> (value: Double, steps: Int) {
      var x = [0.0, 0, 0]
      var taken = 0
      while taken < steps ?? 200 {
        var next = b
        var change = 0.0
        for i in 0..<3 {
          for j in 0..<3 where j != i { next[i] -= A[i][j] * x[j] }
          next[i] /= A[i][i]
          change = max(change, abs(next[i] - x[i]))
        }
        x = next
        taken += 1
        if steps == nil, change < tolerance { break }
      }
      return (zip(w, x).reduce(0.0) { $0 + $1.0 * $1.1 }, taken)
    }
    // A fixed number of steps from 0 is linear in b: its value at a unit vector is its slope.
    let taken = solve(b, steps: nil).steps
    let gradient = (0..<3).map { i in solve((0..<3).map { $0 == i ? 1 : 0 }, steps: taken).value }
    return FieldCase(r, at: b, { solve($0, steps: nil).value }, gradient: gradient, owed: .certify)
  }

  /// The volatility at which a call of one year costs its price, by sixty halvings and a Newton step: exact to u/vega.
  static let impliedVolatility = FieldFamily("implied volatility") { r in
    let K = r.uniform(0.8, 1.25)
    let sigma = r.uniform(0.15, 0.6)
    func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
    func price(_ s: Double) -> Double {
      let d = (log(1 / K) + s * s / 2) / s
      return normal(d) - K * normal(d - s)
    }
    func vega(_ s: Double) -> Double {
      let d = (log(1 / K) + s * s / 2) / s
      return exp(-d * d / 2) / (2 * Double.pi).squareRoot()
    }
    func implied(_ p: Double) -> Double {
      var (lo, hi) = (1e-3, 4.0)
      for _ in 0..<60 {
        let m = (lo + hi) / 2
        if price(m) < p { lo = m } else { hi = m }
      }
      return (lo + hi) / 2
    }
    let p = price(sigma)
    return FieldCase(r, at: p, implied, derivative: 1 / vega(sigma), owed: .certify)
  }
}
