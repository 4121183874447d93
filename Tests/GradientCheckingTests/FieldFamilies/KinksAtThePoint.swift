import Foundation

/// Kinks exactly at the point: every value between the slopes is right, and nothing else is.
extension FieldFamily {
  static let kinksAtThePoint: [FieldFamily] = [
    kinkAtThePoint, kinkAtThePoint.inSingle, kinkAtThePointOnAWave, absoluteValueBesideWaves,
    tieSharedOut, tiePaidTwice, tieOfVectors, differenceOfEquals, reluOfZeros, maximumOfThreeEqual,
    kinkBetweenScales,
  ]

  /// The three right claims of a kink with slopes a and b, and claims outside both.
  static func atKink(_ item: FieldCase, _ a: Double, _ b: Double, inner: Double) -> FieldCase {
    var item = item
    item.pullback = { [a * $0[0]] }
    item.otherRight = [{ [b * $0[0]] }, { [(a + (b - a) * inner) * $0[0]] }]
    let size = max(abs(a), abs(b))
    item.wrong = { share, v, _ in [(max(a, b) + share * size) * v[0]] }
    item.decoys = [{ [(min(a, b) - 0.1 * size) * $0[0]] }]
    item.zeroIsWrong = false
    return item
  }

  /// Slopes a and b, which differ by at least a fifth, meeting at 0.
  static let kinkAtThePoint = FieldFamily("kink at the point") { r in
    let a = r.normal()
    let b = r.exact(a + r.signedLog(0.2, 3))
    func f<T: FieldReal>(_ x: T) -> T { x < 0 ? T(a) * x : T(b) * x }
    let item = FieldCase(r, at: 0, f, f, derivative: a, owed: .certify)
    return atKink(item, a, b, inner: r.uniform(0, 1))
  }

  /// The same at a place of 1 … 10, with a wave on top: one-sided slopes are known to u/h and h.
  static let kinkAtThePointOnAWave = FieldFamily("kink at the point, on a wave") { r in
    let a = r.normal()
    let b = a + r.signedLog(0.2, 3)
    let place = r.uniform(1, 10)
    let slope = cos(place)
    let item = FieldCase(
      r,
      at: place,
      { sin($0) + ($0 < place ? a : b) * ($0 - place) },
      derivative: a,
      owed: .certify
    )
    return atKink(item, a + slope, b + slope, inner: r.uniform(0, 1))
  }

  /// |x₀| + Σ sin xᵢ at x₀ = 0: one coordinate has a kink, the others do not.
  static let absoluteValueBesideWaves = FieldFamily("one kink among smooth coordinates") { r in
    let x = [0] + (0..<4).map { _ in r.uniform(-1, 1) }
    let share = r.uniform(-1, 1)
    let smooth = x.dropFirst().map { cos($0) }
    var item = FieldCase(
      r,
      at: x,
      { x in x.dropFirst().reduce(abs(x[0])) { $0 + sin($1) } },
      gradient: [share] + smooth,
      owed: .certify
    )
    item.wrong = { excess, v, right in [(1 + excess) * v[0]] + right.dropFirst() }
    item.decoys = [
      { v in [share * v[0], 1.01 * smooth[0] * v[0]] + smooth.dropFirst().map { $0 * v[0] } }
    ]
    item.zeroIsWrong = false
    return item
  }

  /// max(x, y) at x = y: (s, 1 − s) is right for every s of 0 … 1.
  static let tieSharedOut = FieldFamily("tie of a maximum, shared out") { r in
    let x = r.uniform(-3, 3)
    let s = r.uniform(0, 1)
    var item = FieldCase(
      r,
      at: [x, x],
      { max($0[0], $0[1]) },
      gradient: [s, 1 - s],
      owed: .certify
    )
    item.otherRight = [{ [$0[0], 0] }, { [0, $0[0]] }, { [$0[0] / 2, $0[0] / 2] }]
    item.wrong = { share, v, _ in [(1 + share) * v[0], -share * v[0]] }
    item.zeroIsWrong = false
    return item
  }

  /// The same tie, the shares of which do not add up to 1: both together move the value by 1.
  static let tiePaidTwice = FieldFamily("tie of a maximum, paid twice or not") { r in
    let x = r.uniform(-3, 3)
    var item = FieldCase(
      r,
      at: [x, x],
      { max($0[0], $0[1]) },
      gradient: [0.5, 0.5],
      owed: .certify
    )
    item.wrong = { share, v, _ in [(0.5 + share / 2) * v[0], (0.5 + share / 2) * v[0]] }
    let s = r.uniform(0, 0.4)
    item.decoys = [{ [$0[0], $0[0]] }, { [s * $0[0], s * $0[0]] }]
    return item
  }

  /// Elementwise maximum of two vectors of five, tied in two places.
  static let tieOfVectors = FieldFamily("elementwise maximum with ties") { r in
    var x = r.normals(10)
    x[5] = x[0]
    x[7] = x[2]
    let s = r.uniform(0, 1)
    func pay(_ v: [Double], _ first: Double, _ second: Double) -> [Double] {
      var gradient = [Double](repeating: 0, count: 10)
      for i in 0..<5 {
        if x[i] == x[i + 5] {
          (gradient[i], gradient[i + 5]) = (first * v[i], second * v[i])
        } else {
          gradient[x[i] > x[i + 5] ? i : i + 5] = v[i]
        }
      }
      return gradient
    }
    var item = FieldCase(
      r,
      at: x,
      outputs: 5,
      { x in (0..<5).map { max(x[$0], x[$0 + 5]) } },
      pullback: { pay($0, s, 1 - s) },
      owed: .certify
    )
    item.otherRight = [{ pay($0, 1, 0) }, { pay($0, 0.5, 0.5) }]
    item.wrong = { share, v, _ in pay(v, 0.5 + share, 0.5 + share) }
    item.decoys = [{ pay($0, 1, 1) }, { pay($0, 0, 0) }]
    item.zeroIsWrong = false
    return item
  }

  /// |x − y| at x = y: (s, −s), s of −1 … 1.
  static let differenceOfEquals = FieldFamily("absolute difference of equals") { r in
    let x = r.uniform(-3, 3)
    let s = r.uniform(-1, 1)
    var item = FieldCase(r, at: [x, x], { abs($0[0] - $0[1]) }, gradient: [s, -s], owed: .certify)
    item.wrong = { share, v, _ in [(s + share) * v[0], -s * v[0]] }
    item.decoys = [{ [$0[0], $0[0]] }, { [0.3 * $0[0], 0.3 * $0[0]] }]
    item.zeroIsWrong = false
    return item
  }

  /// A layer of ReLUs at zeros and ordinary numbers; 0, ½ and 1 are right at the zeros.
  static let reluOfZeros = FieldFamily("ReLU of a vector with zeros") { r in
    let x = [0, r.normal(), 0, r.normal(), r.normal(), 0]
    func pay(_ v: [Double], _ share: Double) -> [Double] {
      zip(v, x).map { $1 == 0 ? share * $0 : $1 > 0 ? $0 : 0 }
    }
    var item = FieldCase(
      r,
      at: x,
      outputs: 6,
      { x in x.map { max($0, 0) } },
      pullback: { pay($0, 0) },
      owed: .certify
    )
    item.otherRight = [{ pay($0, 1) }, { pay($0, 0.5) }]
    item.wrong = { share, v, _ in pay(v, 1 + share) }
    item.decoys = [{ pay($0, -0.01) }]
    item.zeroIsWrong = false
    return item
  }

  /// The maximum of three equal numbers beside two smaller ones: shares of 0 … 1 that add up to 1.
  static let maximumOfThreeEqual = FieldFamily("maximum of three equal numbers") { r in
    let x = r.uniform(-2, 2)
    let (s, t) = (r.uniform(0, 0.5), r.uniform(0, 0.5))
    var item = FieldCase(
      r,
      at: [x, x - 1, x, x, x - 0.5],
      { $0.max() ?? 0 },
      gradient: [s, 0, t, 1 - s - t, 0],
      owed: .certify
    )
    let third = 1.0 / 3
    item.otherRight = [
      { [third * $0[0], 0, third * $0[0], third * $0[0], 0] }, { [0, 0, $0[0], 0, 0] },
    ]
    item.wrong = { share, v, _ in
      let each = third + share / 2
      return [each * v[0], 0, each * v[0], each * v[0], 0]
    }
    item.decoys = [{ [$0[0], 0, $0[0], $0[0], 0] }, { _ in [0, 0, 0, 0, 0] }]
    item.zeroIsWrong = false
    return item
  }

  /// x = 0 between two kinks at ±δ, δ of 10⁻¹⁵ … 10⁻³: no kink at the point, and a slope of its own.
  ///
  /// Values within δ are exact, and steps below δ are ordinary numbers.
  static let kinkBetweenScales = FieldFamily("soft threshold within its dead zone") { r in
    let delta = r.logUniform(1e-15, 1e-3)
    let (inner, outer) = (r.signedLog(0.01, 0.3), r.signedLog(0.5, 2))
    func f(_ x: Double) -> Double {
      let within = min(max(x, -delta), delta)
      return inner * within + outer * (x - within)
    }
    return FieldCase(r, at: 0, f, derivative: inner, owed: .certify)
  }
}
