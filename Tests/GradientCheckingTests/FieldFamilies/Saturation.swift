import Foundation

/// Functions that flatten out, where what is left of the slope is small beside the value.
extension FieldFamily {
  static let saturation: [FieldFamily] = [
    softmaxModerate, softmaxModerate.inSingle, softmaxSaturated, softmaxSaturated.inSingle,
    confidentlyWrong, confidentlyWrong.inSingle, crossEntropyOfManyLogits, attentionRow,
    attentionRow.inSingle, attentionSaturated, sigmoidPair, sigmoidPair.inSingle, tanhFarOut,
    tanhFarOut.inSingle, lstmCell, lstmCell.inSingle, softplusTails, softplusTails.inSingle,
    naiveSoftplus, logSigmoid, siluTail, geluByTanh, geluByErf, geluByErf.inSingle,
    saturatingExponential, temperatureSoftmax,
  ]

  /// Softmax as a vector, ∂⟨v, p⟩/∂zᵢ = pᵢ Σⱼ pⱼ(vᵢ − vⱼ): differences of v first, so that nothing cancels.
  static func softmaxPullback(_ z: [Double], _ v: [Double]) -> [Double] {
    let p = Double.softmax(z)
    return z.indices.map { i in
      p[i] * z.indices.reduce(0.0) { $0 + ($1 == i ? 0 : p[$1] * (v[i] - v[$1])) }
    }
  }

  static func softmaxCase(_ r: FieldDraw, _ z: [Double], gap: Double) -> FieldCase {
    func f<T: FieldReal>(_ x: [T]) -> [T] { T.softmax(x) }
    // The largest output is 1 − q and known to u; the slopes are as small as the smallest p. All are claimed 0 at once,
    // which is seen by the largest of them, about q.
    let p = Double.softmax(z).sorted()
    let smallest = p[0]
    let q = p.dropLast().reduce(0, +)
    var item = FieldCase(
      r,
      at: z,
      outputs: z.count,
      f,
      f,
      pullback: { softmaxPullback(z, $0) },
      owed: .measurable(4 * r.u / smallest, r)
    )
    item.isMoving = 4 * r.u / q < 0.01
    return item
  }

  /// Two to five logits with a winner by 0 … 12 (Float 0 … 5).
  ///
  /// The relative error of a slope p is u/p.
  static let softmaxModerate = FieldFamily("softmax, gap to 12") { r in
    let gap = r.uniform(0, r.isSingle ? 5 : 12)
    var z = (0..<(2 + r.integer(below: 4))).map { _ in r.exact(0.3 * r.normal()) }
    z[0] = r.exact(z[0] + gap)
    return softmaxCase(r, z, gap: gap)
  }

  /// A winner by 12 … 700: p falls below what one rounding of the largest output hides.
  static let softmaxSaturated = FieldFamily("softmax, gap 12…700") { r in
    let gap = r.logUniform(12, r.isSingle ? 80 : 700)
    var z = (0..<(2 + r.integer(below: 4))).map { _ in r.exact(0.5 * r.normal()) }
    z[r.integer(below: z.count)] += gap
    return softmaxCase(r, z.map { r.exact($0) }, gap: gap)
  }

  /// Two classes, the loss log(e^a + e^b) − a with b ahead by 5 … 600: the gradient is (−q, q), q ≈ 1.
  static let confidentlyWrong = FieldFamily("cross-entropy, confidently wrong") { r in
    let a = r.normal()
    let b = r.exact(a + r.logUniform(5, r.isSingle ? 80 : 600))
    func f<T: FieldReal>(_ z: [T]) -> T {
      let top = Swift.max(z[0], z[1])
      return top + T.log(T.exp(z[0] - top) + T.exp(z[1] - top)) - z[0]
    }
    let q = Double.sigmoid(b - a)
    return FieldCase(r, at: [a, b], f, f, gradient: [-q, q], owed: .certify)
  }

  /// Ten logits scaled by up to 3; the loss is known to u·|loss|, the smallest gradient entry counts.
  static let crossEntropyOfManyLogits = FieldFamily("cross-entropy of ten logits") { r in
    let scale = r.logUniform(0.1, 3)
    let z = (0..<10).map { _ in scale * r.normal() }
    let label = r.integer(below: 10)
    let p = Double.softmax(z)
    let gradient = z.indices.map { i in
      i == label ? -z.indices.reduce(0.0) { $0 + ($1 == i ? 0 : p[$1]) } : p[i]
    }
    func loss(_ z: [Double]) -> Double {
      let top = z.max() ?? 0
      return top + log(z.reduce(0.0) { $0 + exp($1 - top) }) - z[label]
    }
    let smallest = gradient.map { abs($0) }.min() ?? 0
    let size = 1 + (z.map { abs($0) }.max() ?? 0)
    return FieldCase(
      r,
      at: z,
      loss,
      gradient: gradient,
      owed: .measurable(4 * r.u * size / smallest, r)
    )
  }

  static func attention(_ r: inout FieldDraw, gap: Double) -> FieldCase {
    var scores = (0..<4).map { _ in r.normal() }
    scores[1] = r.exact(scores[1] + gap)
    let values = (0..<4).map { _ in r.normals(3) }
    func f<T: FieldReal>(_ s: [T]) -> [T] {
      let p = T.softmax(s)
      return (0..<3).map { d in (0..<4).reduce(T(0)) { $0 + p[$1] * T(values[$1][d]) } }
    }
    let smallest = Double.softmax(scores).min() ?? 0
    return FieldCase(
      r,
      at: scores,
      outputs: 3,
      f,
      f,
      pullback: { v in
        let merit = values.map { row in zip(row, v).reduce(0.0) { $0 + $1.0 * $1.1 } }
        return softmaxPullback(scores, merit)
      },
      owed: .measurable(8 * r.u / smallest, r)
    )
  }

  /// Attention of one query over four values; the slope by a score is its weight times a difference.
  static let attentionRow = FieldFamily("attention row") { r in
    let gap = r.uniform(0, r.isSingle ? 3 : 8)
    return attention(&r, gap: gap)
  }

  /// Scores ahead by 15 … 500: the slopes vanish beside the values, as for a saturated softmax.
  static let attentionSaturated = FieldFamily("attention row, saturated") { r in
    let gap = r.logUniform(15, 500)
    return attention(&r, gap: gap)
  }

  /// σ(x) and σ(−x) together: the larger is 1 − q and known to u, the slope is q.
  static let sigmoidPair = FieldFamily("sigmoid pair") { r in
    let x = r.uniform(-40, 40)
    func f<T: FieldReal>(_ x: [T]) -> [T] { [T.sigmoid(x[0]), T.sigmoid(-x[0])] }
    let slope = Double.sigmoid(x) * Double.sigmoid(-x)
    return FieldCase(
      r,
      at: [x],
      outputs: 2,
      f,
      f,
      pullback: { [slope * ($0[0] - $0[1])] },
      owed: .measurable(4 * r.u / slope, r)
    )
  }

  /// tanh x at |x| to 40, alone; 1/cosh² against u.
  static let tanhFarOut = FieldFamily("tanh far out") { r in
    let x = r.uniform(-40, 40)
    func f<T: FieldReal>(_ x: T) -> T { T.tanh(x) }
    let e = exp(-abs(x))
    let sech = 2 * e / (1 + e * e)
    return FieldCase(
      r,
      at: x,
      f,
      f,
      derivative: sech * sech,
      owed: .measurable(4 * r.u / (sech * sech), r)
    )
  }

  /// One LSTM cell, its gates saturated to ±12: h = σ(o)·tanh(σ(f)c + σ(i)tanh g), by f, i, g, o, c.
  ///
  /// h is known to about 3u; what is owed depends on the smallest of the five slopes.
  static let lstmCell = FieldFamily("LSTM cell") { r in
    let x = [
      r.uniform(-12, 12), r.uniform(-12, 12), r.uniform(-6, 6), r.uniform(-12, 12), r.normal(),
    ]
    func cell<T: FieldReal>(_ x: [T]) -> T {
      T.sigmoid(x[3]) * T.tanh(T.sigmoid(x[0]) * x[4] + T.sigmoid(x[1]) * T.tanh(x[2]))
    }
    func sech2(_ x: Double) -> Double {
      let e = exp(-abs(x))
      return 4 * e * e / ((1 + e * e) * (1 + e * e))
    }
    func slope(_ x: Double) -> Double { Double.sigmoid(x) * Double.sigmoid(-x) }
    let c = Double.sigmoid(x[0]) * x[4] + Double.sigmoid(x[1]) * tanh(x[2])
    let outer = Double.sigmoid(x[3]) * sech2(c)
    let gradient = [
      outer * slope(x[0]) * x[4], outer * slope(x[1]) * tanh(x[2]),
      outer * Double.sigmoid(x[1]) * sech2(x[2]), slope(x[3]) * tanh(c),
      outer * Double.sigmoid(x[0]),
    ]
    let smallest = gradient.map { abs($0) }.min() ?? 0
    let size = abs(cell(x)) + Double.sigmoid(x[3]) * abs(c)
    return FieldCase(
      r,
      at: x,
      cell,
      cell,
      gradient: gradient,
      owed: .measurable(16 * r.u * size / smallest, r)
    )
  }

  /// log(1 + eˣ) in its stable form; both tails are known to u of their value.
  static let softplusTails = FieldFamily("softplus, stable") { r in
    let x = r.chance(0.5) ? r.uniform(-40, 40) : r.uniform(r.isSingle ? -80 : -700, -40)
    func f<T: FieldReal>(_ x: T) -> T { Swift.max(x, 0) + T.log1p(T.exp(-abs(x))) }
    return FieldCase(r, at: x, f, f, derivative: Double.sigmoid(x), owed: .certify)
  }

  /// log(1 + eˣ) as written, which moves in steps of u below −15: the slope eˣ is lost from −25 on.
  ///
  /// A step of 1 still sees eˣ against u for x > −14; below, nothing is owed.
  static let naiveSoftplus = FieldFamily("softplus, naive") { r in
    let x = r.uniform(-45, 30)
    let slope = Double.sigmoid(x)
    return FieldCase(
      r,
      at: x,
      { log(1 + exp($0)) },
      derivative: slope,
      owed: .measurable(4 * r.u * max(1, x) / slope, r)
    )
  }

  /// −log σ(x) = log(1 + e⁻ˣ), stable, over the whole range.
  static let logSigmoid = FieldFamily("log-sigmoid") { r in
    let x = r.uniform(-600, 600)
    return FieldCase(
      r,
      at: x,
      { min($0, 0) - log1p(exp(-abs($0))) },
      derivative: Double.sigmoid(-x),
      owed: .certify
    )
  }

  /// x·σ(x), away from the minimum at −1.278; relative accuracy on the whole tail.
  static let siluTail = FieldFamily("SiLU") { r in
    let x = r.draw({ $0.uniform(-300, 30) }) { abs($0 + 1.2785) > 0.05 }
    return FieldCase(
      r,
      at: x,
      { $0 * Double.sigmoid($0) },
      derivative: Double.sigmoid(x) * (1 + x * Double.sigmoid(-x)),
      owed: .certify
    )
  }

  /// x/2·(1 + tanh w), w = √(2/π)(x + 0.044715x³), whose left tail cancels to steps of u.
  ///
  /// The value is known to u·|x| there; the slope falls like its exact value.
  static let geluByTanh = FieldFamily("GELU by tanh") { r in
    let x = r.draw({ $0.uniform(-9, 9) }) { abs($0 + 0.7525) > 0.03 }
    let k = 0.7978845608028654
    let w = k * (x + 0.044715 * x * x * x)
    let slope =
      Double.sigmoid(2 * w)
      + x * 2 * Double.sigmoid(2 * w) * Double.sigmoid(-2 * w) * k * (1 + 3 * 0.044715 * x * x)
    return FieldCase(
      r,
      at: x,
      { 0.5 * $0 * (1 + tanh(k * ($0 + 0.044715 * $0 * $0 * $0))) },
      derivative: slope,
      owed: .measurable(16 * r.u * abs(x) / abs(slope), r)
    )
  }

  /// x·erfc(−x/√2)/2, which keeps its relative accuracy to −30.
  static let geluByErf = FieldFamily("GELU by erfc") { r in
    let x = r.draw({ $0.uniform($0.isSingle ? -10 : -30, 8) }) { abs($0 + 0.7518) > 0.03 }
    func f<T: FieldReal>(_ x: T) -> T { x * T.erfc(-x * T(0.7071067811865476)) / 2 }
    let slope = erfc(-x * 0.5.squareRoot()) / 2 + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    // The two terms cancel on the left tail as 1 : 1 + 1/x², which costs the hand-made slope x² u.
    return FieldCase(r, at: x, f, f, derivative: slope, owed: .certify)
  }

  /// 1 − e^(−kx) for kx to 40: the slope k·e^(−kx) beside a value of 1.
  static let saturatingExponential = FieldFamily("1 − exp(−kx)") { r in
    let (k, t) = (r.logUniform(1e-6, 1e6), r.uniform(0.1, 40))
    let x = t / k
    return FieldCase(
      r,
      at: x,
      { 1 - exp(-k * $0) },
      derivative: k * exp(-k * x),
      owed: .measurable(4 * r.u / exp(-k * x), r)
    )
  }

  /// Softmax of logits/T with T of 0.01 … 1; the owed part is where p stays visible.
  static let temperatureSoftmax = FieldFamily("softmax with a temperature") { r in
    let T = r.logUniform(0.01, 1)
    let z = (0..<3).map { _ in 0.3 * r.normal() }
    let smallest = Double.softmax(z.map { $0 / T }).min() ?? 0
    return FieldCase(
      r,
      at: z,
      outputs: 3,
      { z in Double.softmax(z.map { $0 / T }) },
      pullback: { v in softmaxPullback(z.map { $0 / T }, v).map { $0 / T } },
      owed: .measurable(4 * r.u / smallest, r)
    )
  }
}
