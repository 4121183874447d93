import Foundation

/// Formulas of physics, chemistry and finance, in their own units.
extension FieldFamily {
  static let sciences: [FieldFamily] = [
    lennardJones, gaussianPulse, michaelisMenten, arrhenius, arrhenius.inSingle, diode, gravitation,
    planck, blackScholes, greatCircle, idealGas, debyeHueckel, morse, radioactiveDecay, fermi,
    relativity, pendulum, compoundInterest, photonEnergies,
  ]

  /// The Lennard-Jones potential of argon in SI units: ε of 1.65·10⁻²¹ J, σ of 3.4·10⁻¹⁰ m.
  static let lennardJones = FieldFamily("Lennard-Jones in SI units") { r in
    let (e, s) = (1.65e-21, 3.4e-10)
    let x = r.draw({ $0.uniform(3e-10, 1e-9) }) { abs($0 / s - 1.1225) > 0.03 }
    let q = pow(s / x, 6)
    return FieldCase(
      r,
      at: x,
      {
        let q = pow(s / $0, 6); return 4 * e * (q * q - q)
      },
      derivative: -24 * e * (2 * q * q - q) / x,
      owed: .certify
    )
  }

  /// exp(−(t/τ)²), τ of 10⁻¹⁵ … 10⁻⁶ seconds, within three τ.
  static let gaussianPulse = FieldFamily("Gaussian pulse of nanoseconds") { r in
    let tau = r.logUniform(1e-15, 1e-6)
    let x = tau * r.signedLog(0.1, 3)
    let s = x / tau
    return FieldCase(
      r,
      at: x,
      { exp(-($0 / tau) * ($0 / tau)) },
      derivative: -2 * s * exp(-s * s) / tau,
      owed: .certify
    )
  }

  /// Hill's law xⁿ/(Kⁿ + xⁿ), concentrations of 10⁻¹² … 10⁻³ mol/l, n of 1 … 4.
  static let michaelisMenten = FieldFamily("Hill's law of nanomoles") { r in
    let K = r.logUniform(1e-12, 1e-3)
    let n = r.uniform(1, 4)
    let x = K * r.logUniform(0.03, 30)
    let q = pow(x / K, n)
    return FieldCase(
      r,
      at: [x, K],
      {
        let a = pow($0[0], n); return a / (pow($0[1], n) + a)
      },
      gradient: [n * q / ((1 + q) * (1 + q)) / x, -n * q / ((1 + q) * (1 + q)) / K],
      owed: .certify
    )
  }

  /// A·exp(−E/RT) by A of 10¹³ (Float 10⁶), E of 10⁵ J/mol, T of 300 K: inputs of unlike size.
  static let arrhenius = FieldFamily("Arrhenius' law") { r in
    let A = r.logUniform(1e5, r.isSingle ? 1e6 : 1e14)
    let (E, T) = (r.uniform(2e4, r.isSingle ? 4e4 : 1.5e5), r.uniform(250, 1500))
    func rate<S: FieldReal>(_ p: [S]) -> S { p[0] * S.exp(-p[1] / (S(8.314) * p[2])) }
    let R = r.exact(8.314)
    let k = A * exp(-E / (R * T))
    return FieldCase(
      r,
      at: [A, E, T],
      rate,
      rate,
      gradient: [k / A, -k / (R * T), k * E / (R * T * T)],
      owed: .certify
    )
  }

  /// A diode's I₀(e^(V/V_T) − 1) by V of 0.1 … 0.8 V, I₀ of 10⁻¹⁵ … 10⁻⁹ A.
  static let diode = FieldFamily("diode") { r in
    let I = r.logUniform(1e-15, 1e-9)
    let V = r.uniform(0.1, 0.8)
    return FieldCase(
      r,
      at: [V, I],
      { $0[1] * (exp($0[0] / 0.02585) - 1) },
      gradient: [I / 0.02585 * exp(V / 0.02585), expm1(V / 0.02585)],
      owed: .certify
    )
  }

  /// G·m·M/r² in SI units: 10⁻¹¹, 10²⁴, 10²² and 10⁸.
  static let gravitation = FieldFamily("gravitation in SI units") { r in
    let x = [
      6e24 * r.logUniform(0.01, 100), 7e22 * r.logUniform(0.01, 100),
      3.8e8 * r.logUniform(0.1, 1000),
    ]
    let F = 6.674e-11 * x[0] * x[1] / (x[2] * x[2])
    return FieldCase(
      r,
      at: x,
      { 6.674e-11 * $0[0] * $0[1] / ($0[2] * $0[2]) },
      gradient: [F / x[0], F / x[1], -2 * F / x[2]],
      owed: .certify
    )
  }

  /// Planck's law by the frequency, ν of 10⁹ … 10¹⁵ Hz at 300 … 6000 K, away from its peak.
  ///
  /// x³/(eˣ − 1), x = hν/kT: slope (3x² − x³eˣ/(eˣ − 1))/(eˣ − 1)·dx/dν. From x = 0.1 on.
  static let planck = FieldFamily("Planck's law") { r in
    let T = r.uniform(300, 6000)
    let scale = 6.626e-34 / (1.381e-23 * T)
    let t = r.draw({ $0.logUniform(0.1, 100) }) { abs($0 - 2.8214) > 0.1 }
    let nu = t / scale
    let x = scale * nu
    let c = 2 * 6.626e-34 / (2.998e8 * 2.998e8)
    let slope = c * nu * nu * (3 - x / -expm1(-x)) / expm1(x)
    return FieldCase(
      r,
      at: nu,
      { c * $0 * $0 * $0 / expm1(scale * $0) },
      derivative: slope,
      owed: .certify
    )
  }

  /// The price of a call by the share's price, strike 100, within two deviations; its slope is N(d₁).
  static let blackScholes = FieldFamily("Black–Scholes") { r in
    let sigma = r.uniform(0.1, 0.6)
    let S = 100 * exp(sigma * r.uniform(-2, 2))
    func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
    func price(_ p: [Double]) -> Double {
      let d = (log(p[0] / 100) + 0.02 + p[1] * p[1] / 2) / p[1]
      return p[0] * normal(d) - 100 * exp(-0.02) * normal(d - p[1])
    }
    let d = (log(S / 100) + 0.02 + sigma * sigma / 2) / sigma
    let vega = S * exp(-d * d / 2) / (2 * Double.pi).squareRoot()
    return FieldCase(r, at: [S, sigma], price, gradient: [normal(d), vega], owed: .certify)
  }

  /// The distance on a globe by the haversine, points of 10⁻⁶ … 1 rad apart, in metres by a latitude.
  static let greatCircle = FieldFamily("haversine distance") { r in
    let latitude = r.uniform(-1, 1)
    let gap = r.signedLog(1e-6, 1)
    let x = latitude + gap
    func distance(_ x: Double) -> Double {
      let s = sin((x - latitude) / 2)
      return 2 * 6.371e6 * asin(abs(s))
    }
    return FieldCase(
      r,
      at: x,
      distance,
      derivative: x > latitude ? 6.371e6 : -6.371e6,
      owed: .certify
    )
  }

  /// nRT/V: 10² moles, 300 K, 10⁻⁶ … 10² m³.
  static let idealGas = FieldFamily("ideal gas") { r in
    let x = [r.logUniform(1e-3, 1e3), r.uniform(100, 1000), r.logUniform(1e-6, 1e2)]
    let p = x[0] * 8.314 * x[1] / x[2]
    return FieldCase(
      r,
      at: x,
      { $0[0] * 8.314 * $0[1] / $0[2] },
      gradient: [p / x[0], p / x[1], -p / x[2]],
      owed: .certify
    )
  }

  /// A screened Coulomb potential e^(−κr)/r, lengths of 10⁻¹¹ … 10⁻⁷ m.
  static let debyeHueckel = FieldFamily("screened Coulomb potential") { r in
    let L = r.logUniform(1e-10, 1e-7)
    let x = L * r.logUniform(0.1, 30)
    return FieldCase(
      r,
      at: x,
      { 2.307e-28 * exp(-$0 / L) / $0 },
      derivative: -2.307e-28 * exp(-x / L) / x * (1 / L + 1 / x),
      owed: .certify
    )
  }

  /// A Morse potential D(1 − e^(−a(r − r₀)))² in electron volts and ångström, away from its minimum.
  static let morse = FieldFamily("Morse potential") { r in
    let (D, a, r0) = (r.uniform(1, 6), r.uniform(0.8, 2), r.uniform(0.7, 2))
    let x = r0 + r.draw({ $0.uniform(-0.5, 3) }) { abs($0) > 0.05 }
    let e = exp(-a * (x - r0))
    return FieldCase(
      r,
      at: x,
      {
        let e = exp(-a * ($0 - r0)); return D * (1 - e) * (1 - e)
      },
      derivative: 2 * D * a * e * -expm1(-a * (x - r0)),
      owed: .certify
    )
  }

  /// N·2^(−t/T) by t and T in seconds, half-lives of 10⁻⁶ … 10¹⁷ s.
  static let radioactiveDecay = FieldFamily("radioactive decay") { r in
    let T = r.logUniform(1e-6, 1e17)
    let t = T * r.logUniform(0.1, 50)
    let k = log(2.0)
    let N = 1e20 * exp(-k * (t / T))
    return FieldCase(
      r,
      at: [t, T],
      { 1e20 * exp(-k * ($0[0] / $0[1])) },
      gradient: [-k / T * N, k * t / (T * T) * N],
      owed: .certify
    )
  }

  /// The Fermi function 1/(e^((E − μ)/kT) + 1) in joule, within ±20 kT; above μ it keeps its digits, below it is 1 − q.
  static let fermi = FieldFamily("Fermi function") { r in
    let kT = 1.381e-23 * r.logUniform(1, 1000)
    let mu = 1e-19
    let t = r.uniform(-20, 20)
    let x = mu + t * kT
    let s = (x - mu) / kT
    let slope = -Double.sigmoid(s) * Double.sigmoid(-s) / kT
    // E/kT is as large as 10⁴ and E − μ keeps u·μ/kT.
    let reach = r.u * (1 / (Double.sigmoid(s) * Double.sigmoid(-s)) * Double.sigmoid(-s) + mu / kT)
    return FieldCase(
      r,
      at: x,
      { Double.sigmoid(-($0 - mu) / kT) },
      derivative: slope,
      owed: .measurable(16 * reach, r)
    )
  }

  /// The kinetic energy (γ − 1)mc² of a proton, as written, v of 10⁵ … 2.9·10⁸ m/s.
  ///
  /// γ − 1 is known to u/β², and the slope is γ³mv.
  static let relativity = FieldFamily("relativistic kinetic energy") { r in
    let v = r.logUniform(1e5, 2.9e8)
    let (m, c) = (1.673e-27, 2.998e8)
    let beta = v / c
    let gamma = 1 / ((1 - beta) * (1 + beta)).squareRoot()
    return FieldCase(
      r,
      at: v,
      {
        let b = $0 / c; return (1 / (1 - b * b).squareRoot() - 1) * m * c * c
      },
      derivative: gamma * gamma * gamma * m * v,
      owed: .measurable(16 * r.u * max(1 / (beta * beta), gamma * gamma), r)
    )
  }

  /// A pendulum's period 2π√(l/g) by l and g.
  static let pendulum = FieldFamily("pendulum") { r in
    let x = [r.logUniform(1e-3, 1e3), r.uniform(1, 25)]
    let T = 2 * Double.pi * (x[0] / x[1]).squareRoot()
    return FieldCase(
      r,
      at: x,
      { 2 * Double.pi * ($0[0] / $0[1]).squareRoot() },
      gradient: [T / (2 * x[0]), -T / (2 * x[1])],
      owed: .certify
    )
  }

  /// P(1 + i)ⁿ by P, i and n: 10⁶, a few per cent, some thirty years.
  static let compoundInterest = FieldFamily("compound interest") { r in
    let x = [r.logUniform(1e2, 1e9), r.uniform(0.001, 0.15), r.uniform(1, 40)]
    let V = x[0] * pow(1 + x[1], x[2])
    return FieldCase(
      r,
      at: x,
      { $0[0] * pow(1 + $0[1], $0[2]) },
      gradient: [V / x[0], V * x[2] / (1 + x[1]), V * log1p(x[1])],
      owed: .certify
    )
  }

  /// hc/λ of five wavelengths, 10⁻¹² … 10⁻² m, as a vector.
  static let photonEnergies = FieldFamily("photon energies") { r in
    let x = (0..<5).map { _ in r.logUniform(1e-12, 1e-2) }
    return FieldCase(
      r,
      at: x,
      outputs: 5,
      { x in x.map { 1.986e-25 / $0 } },
      pullback: { v in zip(v, x).map { -$0 * 1.986e-25 / ($1 * $1) } },
      owed: .certify
    )
  }
}
