import Foundation

/// Layers and losses of real networks, at points where they are awkward.
extension FieldFamily {
  static let layers: [FieldFamily] = [
    layerNorm, layerNorm.inSingle, batchNorm, rmsNorm, normaliseAtZero, normaliseTiny,
    smoothNormalise, cosineSimilarity, labelSmoothing, focalLoss, gumbelTemperature,
    contrastiveLoss,
    diceLoss, poissonLoss, gaussianLikelihood, studentLikelihood, gatedUnit, rotaryEmbedding,
    convolution, convolution.inSingle, rbfKernel, hyperbolicDistance, groupedVariance,
  ]

  /// A row normalised to mean 0 and variance 1, ε = 10⁻⁵; ∂⟨v, y⟩/∂xᵢ = (vᵢ − v̄ − ŷᵢ·mean(v·ŷ)·σ²/(σ² + ε))/√(σ² + ε).
  ///
  /// With ŷ = (x − x̄)/√(σ² + ε) the last term is ŷᵢ·mean(v ŷ), which holds for every ε.
  static func normalise<T: FieldReal>(_ x: [T], _ epsilon: T) -> (y: [T], deviation: T) {
    let mean = x.reduce(T(0), +) / T(x.count)
    let variance = x.reduce(T(0)) { $0 + ($1 - mean) * ($1 - mean) } / T(x.count)
    let deviation = (variance + epsilon).squareRoot()
    return (x.map { ($0 - mean) / deviation }, deviation)
  }

  private static func normCase(
    _ r: FieldDraw,
    _ x: [Double],
    _ epsilon: Double,
    _ owed: FieldCase.Owed
  ) -> FieldCase {
    func f<T: FieldReal>(_ x: [T]) -> [T] { normalise(x, T(epsilon)).y }
    // Centred first, so that ŷ has all its digits.
    let centre = x[0]
    let (y, deviation) = normalise(x.map { $0 - centre }, epsilon)
    let n = Double(x.count)
    return FieldCase(
      r,
      at: x,
      outputs: x.count,
      f,
      f,
      pullback: { v in
        let mean = v.reduce(0, +) / n
        let product = zip(v, y).reduce(0.0) { $0 + $1.0 * $1.1 } / n
        return zip(v, y).map { ($0 - mean - $1 * product) / deviation }
      },
      owed: owed
    )
  }

  /// Layer norm of 6 … 16 features that are nearly constant: c + δ·z, δ of 10⁻⁶ … 1, c of 0 … 10.
  ///
  /// The mean is known to u·c, and y to u·c/√(δ² + ε), over steps of the same root.
  static let layerNorm = FieldFamily("layer norm of nearly constant rows") { r in
    let delta = r.logUniform(r.isSingle ? 0.1 : 1e-6, 1)
    let c = r.isSingle ? r.uniform(0, 1) : r.uniform(0, 10)
    let x = (0..<(6 + r.integer(below: 11))).map { _ in r.exact(c + delta * r.normal()) }
    return normCase(
      r,
      x,
      1e-5,
      .measurable(64 * r.u * (c + 1) / (delta * delta + 1e-5).squareRoot(), r)
    )
  }

  /// Batch norm of one feature, a batch of 8 with a variance of 10⁻¹⁶ … 10⁻⁴ and ε of 10⁻¹², mean 0.1.
  static let batchNorm = FieldFamily("batch norm of tiny variance") { r in
    let delta = r.logUniform(1e-8, 1e-2)
    let x = (0..<8).map { _ in 0.1 + delta * r.normal() }
    return normCase(
      r,
      x,
      1e-12,
      .measurable(64 * r.u * 0.1 / (delta * delta + 1e-12).squareRoot(), r)
    )
  }

  /// Variance over groups of four with ε of 10⁻⁵, features of one group of 10⁻³ and of another of 10³.
  static let groupedVariance = FieldFamily("group norm, groups of unlike size") { r in
    let x = (0..<4).map { _ in 1e-3 * r.normal() } + (0..<4).map { _ in 1e3 * r.normal() }
    let (a, b) = (normalise(Array(x[0..<4]), 1e-5), normalise(Array(x[4..<8]), 1e-5))
    return FieldCase(
      r,
      at: x,
      outputs: 8,
      { normalise(Array($0[0..<4]), 1e-5).y + normalise(Array($0[4..<8]), 1e-5).y },
      pullback: { v in
        [(a, Array(v[0..<4])), (b, Array(v[4..<8]))].flatMap { norm, v in
          let mean = v.reduce(0, +) / 4
          let product = zip(v, norm.y).reduce(0.0) { $0 + $1.0 * $1.1 } / 4
          return zip(v, norm.y).map { ($0 - mean - $1 * product) / norm.deviation }
        }
      },
      owed: .certify
    )
  }

  /// x/√(mean x² + ε), ε = 10⁻⁶, for rows of 10⁻⁸ … 10⁸.
  static let rmsNorm = FieldFamily("RMS norm of rows of any size") { r in
    let L = r.logUniform(1e-8, 1e8)
    let x = (0..<6).map { _ in L * r.signedLog(0.2, 2) }
    let root = (x.reduce(0.0) { $0 + $1 * $1 } / 6 + 1e-6).squareRoot()
    return FieldCase(
      r,
      at: x,
      outputs: 6,
      { x in
        let root = (x.reduce(0.0) { $0 + $1 * $1 } / 6 + 1e-6).squareRoot()
        return x.map { $0 / root }
      },
      pullback: { v in
        let product = zip(v, x).reduce(0.0) { $0 + $1.0 * $1.1 / root } / 6
        return zip(v, x).map { ($0 - $1 / root * product) / root }
      },
      owed: .certify
    )
  }

  /// x/max(‖x‖, ε) at 0, ε of 10⁻¹² … 10⁻³: linear with slope 1/ε within ε, which nothing in the point tells.
  static let normaliseAtZero = FieldFamily("x / max(‖x‖, ε) at zero") { r in
    let epsilon = r.logUniform(1e-12, 1e-3)
    return FieldCase(
      r,
      at: [0, 0],
      outputs: 2,
      { x in
        let n = (x[0] * x[0] + x[1] * x[1]).squareRoot()
        return x.map { $0 / max(n, epsilon) }
      },
      pullback: { v in v.map { $0 / epsilon } },
      owed: .neverAccuse
    )
  }

  /// The same at ‖x‖ of a hundredth of ε to half of it: the scale of x is the function's.
  static let normaliseTiny = FieldFamily("x / max(‖x‖, ε) within ε") { r in
    let epsilon = r.logUniform(1e-12, 1e-3)
    let x = (0..<2).map { _ in epsilon * r.signedLog(0.01, 0.4) }
    return FieldCase(
      r,
      at: x,
      outputs: 2,
      { x in
        let n = (x[0] * x[0] + x[1] * x[1]).squareRoot()
        return x.map { $0 / max(n, epsilon) }
      },
      pullback: { v in v.map { $0 / epsilon } },
      owed: .certify
    )
  }

  /// x/√(‖x‖² + ε²), ε of 10⁻¹⁰ … 10⁻³, x of a tenth to ten times ε.
  static let smoothNormalise = FieldFamily("x / √(‖x‖² + ε²)") { r in
    let epsilon = r.logUniform(1e-10, 1e-3)
    let x = (0..<3).map { _ in epsilon * r.signedLog(0.1, 10) }
    let root = (x.reduce(0.0) { $0 + $1 * $1 } + epsilon * epsilon).squareRoot()
    let y = x.map { $0 / root }
    // Along x itself, far out, the slope is ε²/‖x‖² of the others'.
    return FieldCase(
      r,
      at: x,
      outputs: 3,
      { x in
        let root = (x.reduce(0.0) { $0 + $1 * $1 } + epsilon * epsilon).squareRoot()
        return x.map { $0 / root }
      },
      pullback: { v in
        let product = zip(v, y).reduce(0.0) { $0 + $1.0 * $1.1 }
        return zip(v, y).map { ($0 - $1 * product) / root }
      },
      owed: .certify
    )
  }

  /// Cosine of x and y with ‖x‖ of 10⁻⁶ … 1: the slopes are those across, (ŷ − x̂·cos)/‖x‖.
  static let cosineSimilarity = FieldFamily("cosine similarity of short vectors") { r in
    let L = r.logUniform(1e-6, 1)
    let (x, y) = (r.normals(3).map { L * $0 }, r.normals(3))
    func norm(_ a: ArraySlice<Double>) -> Double { a.reduce(0.0) { $0 + $1 * $1 }.squareRoot() }
    func similarity(_ p: [Double]) -> Double {
      let dot = p[0] * p[3] + p[1] * p[4] + p[2] * p[5]
      return dot / max(norm(p[0..<3]) * norm(p[3..<6]), 1e-8)
    }
    let (nx, ny) = (norm(x[...]), norm(y[...]))
    let c = zip(x, y).reduce(0.0) { $0 + $1.0 * $1.1 } / nx / ny
    let gradient =
      (0..<3).map { (y[$0] / ny - c * x[$0] / nx) / nx }
      + (0..<3).map { (x[$0] / nx - c * y[$0] / ny) / ny }
    let isVisible = zip(gradient, [nx, nx, nx, ny, ny, ny]).allSatisfy { abs($0 * $1) > 1e-4 }
    return FieldCase(
      r,
      at: x + y,
      similarity,
      gradient: gradient,
      owed: isVisible && nx * ny > 2e-8 ? .certify : .neverAccuse
    )
  }

  /// Cross-entropy against (1 − s)·onehot + s/5, s = 0.1: gradient p − t, known to u·loss over its smallest entry.
  static let labelSmoothing = FieldFamily("cross-entropy with smoothed labels") { r in
    let z = (0..<5).map { _ in r.uniform(0.3, 6) * r.sign() }
    let label = r.integer(below: 5)
    let t = (0..<5).map { $0 == label ? 0.92 : 0.02 }
    let p = Double.softmax(z)
    let gradient = zip(p, t).map { $0 - $1 }
    let smallest = gradient.map { abs($0) }.min() ?? 0
    return FieldCase(
      r,
      at: z,
      { z in
        let top = z.max() ?? 0
        let lse = top + log(z.reduce(0.0) { $0 + exp($1 - top) })
        return zip(z, t).reduce(lse) { $0 - $1.0 * $1.1 }
      },
      gradient: gradient,
      owed: .measurable(100 * r.u / smallest, r)
    )
  }

  /// The focal loss −(1 − p)²·log p of p = σ(z), z of −30 … 8: slope (1 − p)²(2p·log p − (1 − p)).
  static let focalLoss = FieldFamily("focal loss") { r in
    let z = r.uniform(-30, 8)
    let (p, q) = (Double.sigmoid(z), Double.sigmoid(-z))
    let logP = -(max(-z, 0) + log1p(exp(-abs(z))))
    return FieldCase(
      r,
      at: z,
      {
        let q = Double.sigmoid(-$0)
        return q * q * (max(-$0, 0) + log1p(exp(-abs($0))))
      },
      derivative: q * q * (2 * p * logP - q),
      owed: .certify
    )
  }

  /// Softmax((z + g)/T), T of 0.1 … 1, weighted: a relaxed choice among four.
  static let gumbelTemperature = FieldFamily("relaxed choice among four") { r in
    let T = r.logUniform(0.1, 1)
    let z = (0..<4).map { _ in 0.5 * r.normal() }
    let g = (0..<4).map { _ in -log(-log(r.uniform(0.05, 0.95))) }
    let s = zip(z, g).map { ($0 + $1) / T }
    let smallest = Double.softmax(s).min() ?? 0
    return FieldCase(
      r,
      at: z,
      outputs: 4,
      { z in Double.softmax(zip(z, g).map { ($0 + $1) / T }) },
      pullback: { v in softmaxPullback(zip(z, g).map { ($0 + $1) / T }, v).map { $0 / T } },
      owed: .measurable(16 * r.u / smallest, r)
    )
  }

  /// log Σ exp(sⱼ/τ) − s₀/τ, τ = 0.07, similarities of −1 … 1, by five of them.
  static let contrastiveLoss = FieldFamily("contrastive loss, τ = 0.07") { r in
    let s = (0..<5).map { _ in r.uniform(-0.3, 0.3) }
    let tau = 0.07
    let z = s.map { $0 / tau }
    let p = Double.softmax(z)
    let gradient = (0..<5).map { i in
      (i == 0 ? -(1..<5).reduce(0.0) { $0 + p[$1] } : p[i]) / tau
    }
    let smallest = gradient.map { abs($0) }.min() ?? 0
    return FieldCase(
      r,
      at: s,
      { s in
        let z = s.map { $0 / tau }
        let top = z.max() ?? 0
        return top + log(z.reduce(0.0) { $0 + exp($1 - top) }) - z[0]
      },
      gradient: gradient,
      owed: .measurable(1000 * r.u / smallest, r)
    )
  }

  /// 1 − (2Σpt + 1)/(Σp + Σt + 1) by six probabilities.
  static let diceLoss = FieldFamily("dice loss") { r in
    let p = (0..<6).map { _ in r.uniform(0.05, 0.95) }
    let t = [1.0, 0, 1, 1, 0, 0]
    let overlap = 2 * zip(p, t).reduce(0.0) { $0 + $1.0 * $1.1 } + 1
    let total = p.reduce(0, +) + 3 + 1
    let gradient = t.map { (overlap - 2 * $0 * total) / (total * total) }
    return FieldCase(
      r,
      at: p,
      { p in
        1 - (2 * zip(p, t).reduce(0.0) { $0 + $1.0 * $1.1 } + 1) / (p.reduce(0, +) + 4)
      },
      gradient: gradient,
      owed: gradient.allSatisfy { abs($0) > 1e-3 } ? .certify : .neverAccuse
    )
  }

  /// eʳ − k·r, k of 1 … 10⁶, away from r = log k: slope eʳ − k.
  static let poissonLoss = FieldFamily("Poisson loss") { r in
    let k = r.logUniform(1, 1e6).rounded()
    let x = log(k) + r.signedLog(1e-3, 2)
    return FieldCase(
      r,
      at: x,
      { exp($0) - k * $0 },
      derivative: k * expm1(x - log(k)),
      owed: .measurable(100 * r.u / abs(x - log(k)), r)
    )
  }

  /// log s + (y − m)²/2s² by m and log s, with s of e⁻⁸ … e³ and a residual of 0.3 … 3 s.
  static let gaussianLikelihood = FieldFamily("Gaussian likelihood by mean and log scale") { r in
    let rho = r.uniform(-8, 3)
    let z = r.draw({ $0.signedLog(0.3, 3) }) { abs($0 * $0 - 1) > 0.1 }
    let y = r.normal()
    let m = y - z * exp(rho)
    let t = (y - m) / exp(rho)
    return FieldCase(
      r,
      at: [m, rho],
      { p in
        let t = (y - p[0]) / exp(p[1])
        return p[1] + t * t / 2
      },
      gradient: [-t / exp(rho), 1 - t * t],
      owed: .certify
    )
  }

  /// (ν + 1)/2·log(1 + t²/ν), ν of 1 … 30, t of 0.01 … 10⁶.
  static let studentLikelihood = FieldFamily("Student likelihood") { r in
    let nu = r.logUniform(1, 30)
    let t = r.signedLog(0.01, 1e6)
    return FieldCase(
      r,
      at: t,
      { (nu + 1) / 2 * log1p($0 * $0 / nu) },
      derivative: (nu + 1) * t / (nu + t * t),
      owed: .certify
    )
  }

  /// σ(a)·b of three pairs, as in a gated unit, a of −8 … 8.
  static let gatedUnit = FieldFamily("gated linear unit") { r in
    let x = (0..<3).map { _ in r.uniform(-8, 8) } + r.normals(3)
    let slopes = (0..<3).map { (k: Int) -> Double in
      Double.sigmoid(x[k]) * Double.sigmoid(-x[k]) * abs(x[k + 3])
    }
    let smallest = slopes.min() ?? 0
    let size = (0..<3).map { abs(x[$0 + 3]) }.max() ?? 1
    return FieldCase(
      r,
      at: x,
      outputs: 3,
      { x in (0..<3).map { Double.sigmoid(x[$0]) * x[$0 + 3] } },
      pullback: { v in
        (0..<3).map { v[$0] * Double.sigmoid(x[$0]) * Double.sigmoid(-x[$0]) * x[$0 + 3] }
          + (0..<3).map { v[$0] * Double.sigmoid(x[$0]) }
      },
      owed: .measurable(16 * r.u * size / smallest, r)
    )
  }

  /// Pairs turned by an angle of position · frequency: linear, an orthogonal matrix.
  static let rotaryEmbedding = FieldFamily("rotary embedding") { r in
    let angles = (0..<3).map { r.uniform(1, 4000) * pow(10000, -Double($0) / 3) }
    let x = r.normals(6)
    return FieldCase(
      r,
      at: x,
      outputs: 6,
      { x in
        (0..<3).flatMap { k in
          let (c, s) = (cos(angles[k]), sin(angles[k]))
          return [c * x[2 * k] - s * x[2 * k + 1], s * x[2 * k] + c * x[2 * k + 1]]
        }
      },
      pullback: { v in
        (0..<3).flatMap { k in
          let (c, s) = (cos(angles[k]), sin(angles[k]))
          return [c * v[2 * k] + s * v[2 * k + 1], c * v[2 * k + 1] - s * v[2 * k]]
        }
      },
      owed: .certify
    )
  }

  /// A convolution of 8 inputs with 3 taps and a leaky ReLU, inputs drawn away from kinks.
  static let convolution = FieldFamily("convolution with a leaky ReLU") { r in
    while true {
      let point = r.normals(11)
      let (x, k) = (Array(point[0..<8]), Array(point[8..<11]))
      let z = (0..<6).map { i in k[0] * x[i] + k[1] * x[i + 1] + k[2] * x[i + 2] }
      guard z.allSatisfy({ abs($0) > 0.02 }) else { continue }
      func f<T: FieldReal>(_ p: [T]) -> [T] {
        (0..<6).map { i in
          let z = p[8] * p[i] + p[9] * p[i + 1] + p[10] * p[i + 2]
          return z > 0 ? z : T(0.125) * z
        }
      }
      return FieldCase(
        r,
        at: point,
        outputs: 6,
        f,
        f,
        pullback: { v in
          var g = [Double](repeating: 0, count: 11)
          for i in 0..<6 {
            let u = v[i] * (z[i] > 0 ? 1 : 0.125)
            for t in 0..<3 {
              g[i + t] += u * k[t]
              g[8 + t] += u * x[i + t]
            }
          }
          return g
        },
        owed: .certify
      )
    }
  }

  /// exp(−‖x − y‖²/2ℓ²) at distances of 0.1 … 30 ℓ, values to 10⁻¹⁹⁵, known to 450u of themselves.
  static let rbfKernel = FieldFamily("RBF kernel far out") { r in
    let L = r.logUniform(1e-3, 1e3)
    let y = r.normals(2)
    let distance = r.logUniform(0.1, 30)
    let angle = r.uniform(0.2, 1.3)
    let x = [y[0] + L * distance * cos(angle), y[1] + L * distance * sin(angle)]
    func kernel(_ x: [Double]) -> Double {
      let (a, b) = ((x[0] - y[0]) / L, (x[1] - y[1]) / L)
      return exp(-(a * a + b * b) / 2)
    }
    let k = kernel(x)
    return FieldCase(
      r,
      at: x,
      kernel,
      gradient: [-(x[0] - y[0]) / (L * L) * k, -(x[1] - y[1]) / (L * L) * k],
      owed: .certify
    )
  }

  /// The distance acosh(1 + 2‖x‖²/(1 − ‖x‖²)) = 2 atanh ‖x‖ from the origin of a Poincaré disc, near its rim.
  ///
  /// Slope 2/(1 − r²)·xᵢ/r; near the rim 1 − r² is known to u/(1 − r²).
  static let hyperbolicDistance = FieldFamily("distance in a Poincaré disc") { r in
    let radius = 1 - r.logUniform(1e-5, 0.5)
    let angle = r.uniform(0.2, 1.3)
    let x = [radius * cos(angle), radius * sin(angle)]
    let square = x[0] * x[0] + x[1] * x[1]
    let norm = square.squareRoot()
    return FieldCase(
      r,
      at: x,
      {
        let s = $0[0] * $0[0] + $0[1] * $0[1]
        return s < 1 ? acosh(1 + 2 * s / (1 - s)) : .nan
      },
      gradient: x.map { 2 / (1 - square) * $0 / norm },
      owed: .measurable(64 * r.u / (1 - radius), r)
    )
  }
}
