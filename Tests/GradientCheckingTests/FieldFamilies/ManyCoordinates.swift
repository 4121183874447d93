import Foundation

/// Many coordinates, of which one or two are wrong, or which differ in size by many decades.
extension FieldFamily {
  static let manyCoordinates: [FieldFamily] = [
    oneWrongAmongMany, oneWrongAmongMany.inSingle, oneWrongAmongTenThousand,
    oneWrongAmongHundredThousand, oppositePair, errorsThatSumToZero, oneInputOfAMillion,
    oneInputOfAMillion.inSingle, smallGradientAmongLarge, mixedSizes, mixedSizes.inSingle,
    exchangedPair, sparseGradient, sparseGradientMissed, meanPooling, meanPooling.inSingle,
    matrixTransposed, blocksOfSizes, wideSoftmax, halfOfTheSmall, embeddingRows,
  ]

  /// Σ wᵢ·sin(xᵢ + φ) by plain loops, so that 10⁵ coordinates are quick.
  private static func waves(
    _ r: inout FieldDraw,
    count: Int,
    weight: (inout FieldDraw) -> Double
  ) -> FieldCase {
    var (x, w) = ([Double](), [Double]())
    for _ in 0..<count {
      x.append(r.uniform(-1.2, 1.2))
      w.append(r.exact(weight(&r)))
    }
    func f<T: FieldReal>(_ x: [T], _ w: [T]) -> T {
      var sum = T(0)
      // t − t³/6, the sine's beginning: smooth, and cheap.
      for i in 0..<x.count { sum += w[i] * x[i] * (1 - x[i] * x[i] / 6) }
      return sum
    }
    let single = r.isSingle ? w.map { Float($0) } : []
    var gradient = [Double](repeating: 0, count: count)
    for i in 0..<count { gradient[i] = w[i] * (1 - x[i] * x[i] / 2) }
    return FieldCase(
      r,
      at: x,
      { f($0, w) },
      { f($0, single) },
      gradient: gradient,
      owed: .certify
    )
  }

  /// 10 … 1000 coordinates (Float to 30), one of them claimed wrong.
  ///
  /// The value is of size √n and known to n·u at worst, slopes are of 0.3 … 3.
  static let oneWrongAmongMany = FieldFamily("one wrong among 10…1000", share: 0.2) { r in
    let count = Int(r.logUniform(10, r.isSingle ? 30 : 1000))
    var item = waves(&r, count: count) { $0.signedLog(0.3, 3) }
    item.wrongCoordinates = [r.integer(below: count)]
    return item
  }

  /// One wrong among 10⁴; halving needs some 60 evaluations, so a budget of 2,000 is no restriction.
  static let oneWrongAmongTenThousand = FieldFamily("one wrong among 1e4", share: 0.015) { r in
    var item = waves(&r, count: 10_000) { $0.signedLog(0.3, 3) }
    item.wrongCoordinates = [r.integer(below: 10_000)]
    item.adjust = { $0.budget = 2000 }
    return item
  }

  /// One wrong among 10⁵, with the same budget.
  static let oneWrongAmongHundredThousand = FieldFamily("one wrong among 1e5", share: 0.003) { r in
    var item = waves(&r, count: 100_000) { $0.signedLog(0.3, 3) }
    item.wrongCoordinates = [r.integer(below: 100_000)]
    item.adjust = { $0.budget = 2000 }
    return item
  }

  /// Two errors of equal size and opposite sign, which a direction of ones does not see.
  static let oppositePair = FieldFamily("opposite pair of errors", share: 0.3) { r in
    let count = Int(r.logUniform(10, 500))
    var item = waves(&r, count: count) { _ in 1 }
    let first = r.integer(below: count)
    let second = (first + 1 + r.integer(below: count - 1)) % count
    item.wrong = { share, v, right in
      var wrong = right
      wrong[first] += share * v[0]
      wrong[second] -= share * v[0]
      return wrong
    }
    item.zeroIsWrong = false
    return item
  }

  /// Errors in all coordinates that sum to zero.
  static let errorsThatSumToZero = FieldFamily("errors that sum to zero", share: 0.3) { r in
    let count = Int(r.logUniform(10, 500))
    var item = waves(&r, count: count) { $0.signedLog(0.3, 3) }
    var errors = r.normals(count)
    let mean = errors.reduce(0, +) / Double(count)
    errors = errors.map { $0 - mean }
    item.wrong = { share, v, right in zip(right, errors).map { $0 + share * v[0] * $1 } }
    item.zeroIsWrong = false
    return item
  }

  /// y = x₀ − c, with x₀ ≈ 10⁶ (Float 10⁵) beside 13 … 60 ordinary coordinates; the large one is wrong.
  static let oneInputOfAMillion = FieldFamily("one input of 1e6 among ones", share: 0.5) { r in
    let count = 13 + r.integer(below: 40)
    let big = (r.isSingle ? 1e5 : 1e6 * r.logUniform(1, 1e3)).rounded()
    let slope = r.signedLog(0.3, 3)
    var x = (0..<count).map { _ in r.uniform(-1.2, 1.2) }
    let place = r.integer(below: count)
    x[place] = r.exact(big + 0.5)
    let w = (0..<count).map { _ in r.signedLog(0.3, 3) }
    func f<T: FieldReal>(_ x: [T]) -> T {
      var sum = T(0)
      for i in 0..<x.count {
        sum += i == place ? T(slope) * (x[i] - T(big)) : T(w[i]) * T.sin(x[i])
      }
      return sum
    }
    var item = FieldCase(
      r,
      at: x,
      f,
      f,
      gradient: (0..<count).map { $0 == place ? slope : w[$0] * cos(x[$0]) },
      owed: .certify
    )
    item.wrongCoordinates = [place]
    return item
  }

  /// Slopes of 10⁷ and one of 1, which is claimed wrong; values are known to some 10⁷·u, 10⁻⁸ of the slope.
  static let smallGradientAmongLarge = FieldFamily("one gradient of 1 among 1e7", share: 0.3) { r in
    let count = 14 + r.integer(below: 60)
    let place = r.integer(below: count)
    var index = -1
    var item = waves(&r, count: count) {
      index += 1
      return index == place ? $0.signedLog(0.7, 1.4) : 1e7 * $0.signedLog(0.5, 2)
    }
    item.wrongCoordinates = [place]
    return item
  }

  /// Inputs of 10⁻⁶ … 10⁶ (Float 10⁻³ … 10³) whose gradients are of the inverse size, each a wave of its own.
  static let mixedSizes = FieldFamily("inputs of 1e-6…1e6", share: 0.3) { r in
    let count = 6 + r.integer(below: 30)
    let reach = r.isSingle ? 1e3 : 1e6
    let L = (0..<count).map { _ in r.logUniform(1 / reach, reach) }
    let x = L.map { r.exact($0 * r.uniform(0.3, 1.2)) }
    func f<T: FieldReal>(_ x: [T]) -> T {
      var sum = T(0)
      for i in 0..<x.count { sum += T.sin(x[i] / T(L[i])) }
      return sum
    }
    var item = FieldCase(
      r,
      at: x,
      f,
      f,
      gradient: zip(x, L).map { cos($0 / $1) / $1 },
      owed: .certify
    )
    item.wrongCoordinates = [r.integer(below: count)]
    return item
  }

  /// The gradients of two coordinates exchanged; they differ by a tenth and a hundredth.
  static let exchangedPair = FieldFamily("two gradients exchanged", share: 0.3) { r in
    let count = 14 + r.integer(below: 100)
    var item = waves(&r, count: count) { $0.signedLog(0.3, 3) }
    let right = item.pullback([1])
    // The pair of neighbours in size, from a random place on, that differs by at least a hundredth.
    let order = right.indices.sorted { right[$0] < right[$1] }
    let start = r.integer(below: count - 2)
    let a = order[start]
    let b = order.dropFirst(start + 1).first {
      abs(right[$0] - right[a]) > 0.01 * max(abs(right[a]), abs(right[$0]))
    }
    guard let b else { return item }
    item.wrong = { _, v, right in
      var wrong = right
      wrong.swapAt(a, b)
      return wrong
    }
    item.zeroIsWrong = false
    return item
  }

  /// A function of 5 among 20 … 500 coordinates; a share of a slope is claimed for one that does nothing.
  static let sparseGradient = FieldFamily("sparse gradient, one claimed too many", share: 0.3) {
    r in
    let count = 20 + r.integer(below: 480)
    let used = Set(r.permutation(count).prefix(5))
    var index = -1
    var item = waves(&r, count: count) {
      index += 1
      return used.contains(index) ? $0.signedLog(0.3, 3) : 0
    }
    let idle = (0..<count).first { !used.contains($0) } ?? 0
    item.wrong = { share, v, right in
      var wrong = right
      wrong[idle] = share * v[0]
      return wrong
    }
    item.zeroIsWrong = false
    return item
  }

  /// The same with one of the five claimed wrong, 0 or reversed.
  static let sparseGradientMissed = FieldFamily("sparse gradient, one missed", share: 0.3) { r in
    let count = 20 + r.integer(below: 480)
    let used = Array(r.permutation(count).prefix(5))
    var index = -1
    var item = waves(&r, count: count) {
      index += 1
      return used.contains(index) ? $0.signedLog(0.3, 3) : 0
    }
    item.wrongCoordinates = [used[0]]
    return item
  }

  /// The mean of n numbers (10 … 1000; Float to 60), with 1/(n + 1) as the classic mistake.
  static let meanPooling = FieldFamily("mean pooling", share: 0.3) { r in
    let count = Int(r.logUniform(10, r.isSingle ? 60 : 1000))
    let x = r.normals(count)
    func f<T: FieldReal>(_ x: [T]) -> T { x.reduce(T(0), +) / T(count) }
    var item = FieldCase(
      r,
      at: x,
      f,
      f,
      gradient: x.map { _ in 1 / Double(count) },
      owed: .certify
    )
    if count < 60 { item.decoys = [{ v in x.map { _ in v[0] / Double(count + 1) } }] }
    return item
  }

  /// y = W·x for W of 6 × 6 by W and x, with the transposed gradient of W as a decoy.
  static let matrixTransposed = FieldFamily("matrix, transposed gradient", share: 0.5) { r in
    let n = 6
    let point = r.normals(n * n + n)
    return matrix(r, point, n)
  }

  private static func matrix(_ r: FieldDraw, _ point: [Double], _ n: Int) -> FieldCase {
    func pull(_ v: [Double], transposed: Bool) -> [Double] {
      var g = [Double](repeating: 0, count: n * n + n)
      for i in 0..<n {
        for j in 0..<n {
          g[transposed ? j * n + i : i * n + j] = v[i] * point[n * n + j]
          g[n * n + j] += v[i] * point[i * n + j]
        }
      }
      return g
    }
    var item = FieldCase(
      r,
      at: point,
      outputs: n,
      { p in
        var y = [Double](repeating: 0, count: n)
        for i in 0..<n {
          for j in 0..<n { y[i] += p[i * n + j] * p[n * n + j] }
        }
        return y
      },
      pullback: { pull($0, transposed: false) },
      owed: .certify
    )
    item.decoys = [{ pull($0, transposed: true) }]
    return item
  }

  /// Three blocks of twenty, inputs of 10⁻³, 1 and 10³, slopes of 10³, 1 and 10⁻³; a whole block is wrong.
  static let blocksOfSizes = FieldFamily("three blocks of sizes", share: 0.3) { r in
    let sizes = [1e-3, 1, 1e3]
    let x = (0..<60).map { sizes[$0 / 20] * r.uniform(0.3, 1.2) }
    let w = (0..<60).map { _ in r.signedLog(0.3, 3) }
    let size = (0..<60).map { sizes[$0 / 20] }
    let gradient = (0..<60).map { (i: Int) -> Double in w[i] * cos(x[i] / size[i]) / size[i] }
    var item = FieldCase(
      r,
      at: x,
      { x in
        var sum = 0.0
        for i in 0..<60 { sum += w[i] * sin(x[i] / size[i]) }
        return sum
      },
      gradient: gradient,
      owed: .certify
    )
    let block = r.integer(below: 3)
    item.wrongCoordinates = Array(block * 20..<block * 20 + 20)
    return item
  }

  /// A softmax of 100 logits of unit size as a vector; all claims scaled.
  ///
  /// Outputs are about 1/100 and known to u of that; the smallest slopes are e⁻³ of the mean.
  static let wideSoftmax = FieldFamily("softmax of 100 logits", share: 0.02) { r in
    let z = r.normals(100)
    return FieldCase(
      r,
      at: z,
      outputs: 100,
      { Double.softmax($0) },
      pullback: { softmaxPullback(z, $0) },
      owed: .certify
    )
  }

  /// Gradients of 10³ and of 10⁻², all small ones claimed half or off by a share.
  static let halfOfTheSmall = FieldFamily("small gradients wrong beside large", share: 0.3) { r in
    let count = 20 + r.integer(below: 200)
    var index = -1
    var item = waves(&r, count: count) {
      index += 1
      return (index % 2 == 0 ? 1e3 : 1e-2) * $0.signedLog(0.3, 3)
    }
    let small = (0..<count).filter { $0 % 2 == 1 }
    item.wrongCoordinates = small
    let right = item.pullback
    item.decoys = [
      { v in
        var wrong = right(v)
        for i in small { wrong[i] /= 2 }
        return wrong
      }
    ]
    return item
  }

  /// An embedding of 20 rows of 4, of which three tokens are looked up, one of them twice; the decoy pays it once.
  static let embeddingRows = FieldFamily("embedding with a token twice", share: 0.3) { r in
    let table = r.normals(80)
    let rows = Array(r.permutation(20).prefix(2))
    let tokens = [rows[0], rows[1], rows[0]]
    func pull(_ v: [Double], once: Bool) -> [Double] {
      var g = [Double](repeating: 0, count: 80)
      for (k, row) in tokens.enumerated() {
        for d in 0..<4 {
          if once { g[row * 4 + d] = v[k * 4 + d] } else { g[row * 4 + d] += v[k * 4 + d] }
        }
      }
      return g
    }
    var item = FieldCase(
      r,
      at: table,
      outputs: 12,
      { t in tokens.flatMap { row in (0..<4).map { t[row * 4 + $0] } } },
      pullback: { pull($0, once: false) },
      owed: .certify
    )
    item.decoys = [{ pull($0, once: true) }]
    return item
  }
}
