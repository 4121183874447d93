import Foundation

/// Functions with kinks at a distance from the point: there is a derivative, and a fine step sees it.
extension FieldFamily {
  static let kinks: [FieldFamily] = [
    kinkNearZero, kinkNearZero.inSingle, kinkOnAWave, kinkOnAWave.inSingle, reluVector,
    reluVector.inSingle, twoKinksAround, twoKinksBeside, nearlyEqualSlopes, medianOfNearTies,
    maximumOfNearTies, maximumOfNearTies.inSingle, clipAtBothEnds, multiclassHinge, pinball,
    interpolationTable, hardSwish, reluNetwork, reluNetwork.inSingle, meanAbsoluteError,
    topTwoOfFive,
  ]

  /// A distance of 10⁻¹² … 1, on either side.
  static func distance(_ r: inout FieldDraw) -> Double { r.signedLog(1e-12, 1) }

  /// Slopes a and b left and right of 0, seen from 10⁻¹² … 1 away: exact but for a rounding.
  static let kinkNearZero = FieldFamily("kink at a distance 1e-12…1") { r in
    let (a, b) = (r.normal(), r.normal())
    let x = distance(&r)
    func f<T: FieldReal>(_ x: T) -> T { x < 0 ? T(a) * x : T(b) * x }
    return FieldCase(r, at: x, f, f, derivative: x < 0 ? a : b, owed: .certify)
  }

  /// The same at a place of 1 … 10 and on top of a wave of 1: steps below δ see u/δ of rounding.
  ///
  /// δ is at least 32 grains of x. Nearer, the kink lifts the value by less than some roundings, so it is at the point as
  /// far as anybody can tell, and a claim between both slopes is not wrong.
  static let kinkOnAWave = FieldFamily("kink on a wave") { r in
    let (a, b) = (r.signedLog(0.3, 3), r.signedLog(0.3, 3))
    let place = r.uniform(1, 10)
    let grain = 64 * r.u * place
    let x = r.draw({ $0.exact(place + distance(&$0)) }) { abs($0 - place) > grain }
    func f<T: FieldReal>(_ x: T) -> T {
      let t = x - T(place)
      return T.sin(x) + (t < 0 ? T(a) * t : T(b) * t)
    }
    let slope = cos(x) + (x < place ? a : b)
    let delta = abs(x - place)
    guard abs(slope) > 0.02 else {
      return FieldCase(r, at: 0.5, f, f, derivative: cos(0.5) + a, owed: .certify)
    }
    return FieldCase(
      r,
      at: x,
      f,
      f,
      derivative: slope,
      owed: .measurable(8 * r.u / min(delta, 0.3) / abs(slope), r)
    )
  }

  /// Eight ReLUs at distances of 10⁻¹² … 1 on both sides; on the left the derivative is 0.
  ///
  /// A wrong claim scales what is on the right and pays a share of the upstream on the left.
  static let reluVector = FieldFamily("ReLU vector") { r in
    let x = (0..<8).map { _ in distance(&r) }
    func f<T: FieldReal>(_ x: [T]) -> [T] { x.map { Swift.max($0, 0) } }
    var item = FieldCase(
      r,
      at: x,
      outputs: 8,
      f,
      f,
      pullback: { v in zip(v, x).map { $1 > 0 ? $0 : 0 } },
      owed: .certify
    )
    item.wrong = { share, v, right in zip(v, right).map { $1 == 0 ? share * $0 : (1 + share) * $1 }
    }
    item.zeroIsWrong = x.contains { $0 > 0 }
    // Half of the upstream everywhere is a sub-derivative of every ReLU, but right for none.
    item.decoys = [{ v in v.map { $0 / 2 } }]
    return item
  }

  /// Kinks on both sides at 10⁻¹⁰ … 10⁻¹ each.
  static let twoKinksAround = FieldFamily("a kink on each side") { r in
    let (left, right) = (r.logUniform(1e-10, 0.1), r.logUniform(1e-10, 0.1))
    let (a, b, c) = (r.normal(), r.signedLog(0.1, 3), r.normal())
    let x = r.uniform(-0.3, 0.3) * min(left, right)
    func f(_ x: Double) -> Double {
      if x < -left { return -b * left + a * (x + left) }
      return x > right ? b * right + c * (x - right) : b * x
    }
    return FieldCase(r, at: x, f, derivative: b, owed: .certify)
  }

  /// Two kinks on the same side, at δ and at δ + ε, both of 10⁻¹⁰ … 10⁻¹.
  static let twoKinksBeside = FieldFamily("two kinks close together beside") { r in
    let (delta, gap) = (r.logUniform(1e-10, 0.1), r.logUniform(1e-10, 0.1))
    let side = r.sign()
    let (a, b, c) = (r.signedLog(0.1, 3), r.normal(), r.normal())
    // Measured from the first kink, so that every value is exact to u of itself.
    func f(_ x: Double) -> Double {
      let t = side * x
      if t < 0 { return a * t }
      return t < gap ? b * t : b * gap + c * (t - gap)
    }
    return FieldCase(r, at: -side * delta, f, derivative: side * a, owed: .certify)
  }

  /// Slopes 1 and 1 + 10⁻³ … 10⁻¹: a kink that is easily taken for noise.
  static let nearlyEqualSlopes = FieldFamily("a slight kink at a distance") { r in
    let x = r.signedLog(1e-9, 0.1)
    let b = 1 + r.signedLog(1e-3, 0.1)
    return FieldCase(
      r,
      at: x,
      { $0 < 0 ? $0 : b * $0 },
      derivative: x < 0 ? 1 : b,
      owed: .certify
    )
  }

  /// The median of five numbers of size 1 … 3, two of them 10⁻¹⁰ … 1 apart.
  ///
  /// The value is one of the inputs, so differences are exact: steps below half the gap see slope 1.
  static let medianOfNearTies = FieldFamily("median of near ties") { r in
    let middle = r.uniform(1.5, 2.5)
    let gap = r.logUniform(1e-10, 0.3) * r.sign()
    let values = [
      middle, middle + gap, middle - 1.1, middle + 1.2, middle - (gap < 0 ? -0.9 : 0.9),
    ]
    // The median is the first of them, whichever side its rival is on.
    let order = r.permutation(5)
    let x = order.map { values[$0] }
    let winner = order.firstIndex(of: 0) ?? 0
    let rival = order.firstIndex(of: 1) ?? 0
    var gradient = [0.0, 0, 0, 0, 0]
    gradient[winner] = 1
    var item = FieldCase(r, at: x, { $0.sorted()[2] }, gradient: gradient, owed: .certify)
    item.wrong = { share, v, right in
      var wrong = right
      wrong[winner] -= share * v[0]
      wrong[rival] += share * v[0]
      return wrong
    }
    return item
  }

  /// The largest of four, the runner-up 10⁻¹⁰ … 10⁻¹ below (10⁻⁴ in `Float`); a wrong claim shares with the runner-up.
  ///
  /// The value is known to u·top, and a step that does not reach the runner-up is shorter than the gap: the
  /// relative error is 2u·top/gap. That a copy has no rounding cannot be seen in values alone.
  static let maximumOfNearTies = FieldFamily("maximum of near ties") { r in
    let top = r.uniform(1, 3)
    let gap = r.logUniform(r.isSingle ? 1e-4 : 1e-10, 0.1)
    let x = [top, r.exact(top - gap), r.exact(top - 2), r.exact(top - 1.5)]
    func f<T: FieldReal>(_ x: [T]) -> T { x.reduce(x[0]) { Swift.max($0, $1) } }
    let owed = FieldCase.Owed.measurable(2 * r.u * top / gap, r)
    var item = FieldCase(r, at: x, f, f, gradient: [1, 0, 0, 0], owed: owed)
    item.wrong = { share, v, _ in [(1 - share) * v[0], share * v[0], 0, 0] }
    item.decoys = [{ [0.5 * $0[0], 0.5 * $0[0], 0, 0] }, { [0, $0[0], 0, 0] }]
    return item
  }

  /// clip(x, −1, 1) of six numbers near and far from both ends: 1 inside and 0 outside.
  ///
  /// x − 1 is exact near 1, so a fine step sees a slope of 1 or no motion at all.
  static let clipAtBothEnds = FieldFamily("clip at both ends") { r in
    let x = (0..<6).map { _ in r.sign() * (1 + r.signedLog(1e-10, 0.9)) }
    var item = FieldCase(
      r,
      at: x,
      outputs: 6,
      { x in x.map { min(max($0, -1), 1) } },
      pullback: { v in zip(v, x).map { abs($1) < 1 ? $0 : 0 } },
      owed: .certify
    )
    item.wrong = { share, v, right in zip(v, right).map { $1 == 0 ? share * $0 : (1 + share) * $1 }
    }
    item.zeroIsWrong = x.contains { abs($0) < 1 }
    item.decoys = [{ v in v.map { $0 / 2 } }]
    return item
  }

  /// Σⱼ max(0, sⱼ − s₀ + 1) with one margin 10⁻¹⁰ … 10⁻¹ from its kink.
  ///
  /// The sum is of size 3 and known to 3u, steps stay below δ: the relative error is 3u/δ.
  static let multiclassHinge = FieldFamily("multi-class hinge near its margin") { r in
    let delta = r.signedLog(1e-10, 0.1)
    let right = r.normal()
    let x = [right, right - 1 + delta, right + 1.2, right - 2.5]
    let margins = x.dropFirst().map { $0 - right + 1 }
    let isOn = [delta > 0, true, false]
    let exact = zip(margins, isOn).allSatisfy { ($0 > 0) == $1 }
    let gradient = [-Double(isOn.filter { $0 }.count)] + isOn.map { $0 ? 1.0 : 0 }
    return FieldCase(
      r,
      at: x,
      { s in s.dropFirst().reduce(0.0) { $0 + max(0, $1 - s[0] + 1) } },
      gradient: gradient,
      owed: exact ? .measurable(8 * r.u * (3 + abs(right)) / abs(delta), r) : .neverAccuse
    )
  }

  /// The quantile loss q·max(t, 0) + (1 − q)·max(−t, 0) of t = y − x, y about 5.
  static let pinball = FieldFamily("pinball loss") { r in
    let (q, y) = (r.uniform(0.05, 0.95), r.uniform(3, 8))
    let x = y + distance(&r)
    guard x != y else {
      return FieldCase(r, at: 0, { q * (y - $0) }, derivative: -q, owed: .certify)
    }
    return FieldCase(
      r,
      at: x,
      {
        let t = y - $0; return t > 0 ? q * t : (q - 1) * t
      },
      derivative: x < y ? -q : 1 - q,
      owed: .certify
    )
  }

  /// Linear interpolation in a table of knots at 0, w, 2w, …: straight pieces, w of 10⁻⁶ … 1.
  ///
  /// The point is a share of 10⁻⁶ … ½ of a piece from the next knot; the value is known to u·20.
  static let interpolationTable = FieldFamily("interpolation table") { r in
    let w = r.logUniform(1e-6, 1)
    let table = (0..<40).map { _ in r.normal() }
    let cell = 5 + r.integer(below: 30)
    let share = r.logUniform(1e-6, 0.5)
    let t = r.chance(0.5) ? share : 1 - share
    let x = (Double(cell) + t) * w
    let slope = (table[cell + 1] - table[cell]) / w
    func f(_ x: Double) -> Double {
      let place = x / w
      let k = Int(max(0, min(38, place.rounded(.down))))
      return table[k] + (place - Double(k)) * (table[k + 1] - table[k])
    }
    let inside = x / w - Double(cell)
    return FieldCase(
      r,
      at: x,
      f,
      derivative: slope,
      owed: inside > share / 2 && inside < 1 - share / 2
        ? .measurable(8 * r.u * (3 + 40 * abs(slope * w)) / (share * abs(slope * w)), r)
        : .neverAccuse
    )
  }

  /// x·clip(x + 3, 0, 6)/6 at 10⁻¹⁰ … 1 from −3 and 3, where slopes jump by ½.
  ///
  /// Left of −3 it is 0; between, the slope is (2x + 3)/6, about −½ at −3 and 3/2 at 3.
  static let hardSwish = FieldFamily("hard swish near ±3") { r in
    let x = r.sign() * 3 + r.signedLog(1e-10, 1)
    let slope = x < -3 ? 0 : x > 3 ? 1 : (2 * x + 3) / 6
    let delta = abs(abs(x) - 3)
    var item = FieldCase(
      r,
      at: x,
      { $0 * min(max($0 + 3, 0), 6) / 6 },
      derivative: slope,
      owed: .measurable(16 * r.u * 3 / delta, r)
    )
    if slope == 0 {
      item.wrong = { share, v, _ in [share * 0.5 * v[0]] }
      item.zeroIsWrong = false
    }
    if abs(slope) < 0.02, slope != 0 { item.owed = .neverAccuse }
    return item
  }

  /// Two layers with ReLU, 4 → 6 → 1, one hidden unit 10⁻⁹ … 10⁻¹ from its kink.
  ///
  /// A coordinate moves a unit by its weight, so steps stay below δ/w; values are about 3.
  static let reluNetwork = FieldFamily("ReLU network near a kink") { r in
    let x = r.normals(4)
    let w = (0..<6).map { _ in (0..<4).map { _ in r.signedLog(0.2, 2) } }
    var bias = r.normals(6)
    let out = (0..<6).map { _ in r.signedLog(0.3, 2) }
    let delta = r.signedLog(r.isSingle ? 1e-2 : 1e-8, 0.1)
    bias[0] = r.exact(delta - zip(w[0], x).reduce(0.0) { $0 + $1.0 * $1.1 })
    func f<T: FieldReal>(_ x: [T]) -> T {
      var sum = T(0)
      for j in 0..<6 {
        var unit = T(bias[j])
        for i in 0..<4 { unit += T(w[j][i]) * x[i] }
        sum += T(out[j]) * Swift.max(unit, 0)
      }
      return sum
    }
    let units = (0..<6).map { j in
      bias[j] + zip(w[j], x).reduce(0.0) { $0 + $1.0 * $1.1 }
    }
    let gradient = (0..<4).map { i in
      (0..<6).reduce(0.0) { $0 + (units[$1] > 0 ? out[$1] * w[$1][i] : 0) }
    }
    let nearest = (units.map { abs($0) }.min() ?? 0) / 2
    let smallest = gradient.map { abs($0) }.min() ?? 0
    var item = FieldCase(
      r,
      at: x,
      f,
      f,
      gradient: gradient,
      owed: .measurable(64 * r.u * 5 / nearest / max(smallest, 1e-30), r)
    )
    // A dead network has no gradient to be wrong about.
    item.zeroIsWrong = smallest > 0
    if smallest == 0 { item.wrong = { share, v, right in right.map { $0 + share * v[0] } } }
    return item
  }

  /// The mean absolute error of five predictions, residuals of 10⁻⁹ … 1.
  ///
  /// Targets are 1 … 3; the sum is known to 5u, so the smallest residual decides.
  static let meanAbsoluteError = FieldFamily("mean absolute error, small residuals") { r in
    let target = (0..<5).map { _ in r.uniform(1, 3) }
    let x = target.map { $0 + r.signedLog(1e-9, 1) }
    let smallest = zip(x, target).map { abs($0 - $1) }.min() ?? 0
    return FieldCase(
      r,
      at: x,
      { x in zip(x, target).reduce(0.0) { $0 + abs($1.0 - $1.1) } / 5 },
      gradient: zip(x, target).map { ($0 > $1 ? 1 : -1) / 5 },
      owed: .measurable(32 * r.u / smallest, r)
    )
  }

  /// The sum of the two largest of five, second and third 10⁻⁹ … 10⁻¹ apart.
  static let topTwoOfFive = FieldFamily("sum of the two largest") { r in
    let base = r.uniform(0.5, 2)
    let gap = r.logUniform(1e-9, 0.1)
    let x = [base + 1, base + gap, base, base - 1, base - 2]
    var item = FieldCase(
      r,
      at: x,
      {
        let s = $0.sorted(by: >); return s[0] + s[1]
      },
      gradient: [1, 1, 0, 0, 0],
      owed: .measurable(16 * r.u * 4 / (x[1] - x[2]), r)
    )
    item.wrong = { share, v, right in [right[0], (1 - share) * v[0], share * v[0], 0, 0] }
    return item
  }
}
