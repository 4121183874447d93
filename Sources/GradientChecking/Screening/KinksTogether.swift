import Tensors

/// Kinks that several coordinates share, judged along directions through all of them.
///
/// At max(x, y) with x = y, each of 0 and 1 is a valid slope by itself, but only values that add up to 1 are
/// valid together. Along a direction d the slope ⟨a, d⟩ must lie between the sums over the outputs of
/// the smaller and of the larger one-sided slope. With all dᵢ equal a tie stays a tie, and
/// leaves no room at all.
struct KinksTogether {
  let evaluator: Evaluator
  let analytic: [Double]
  var random: RandomSource

  init(_ evaluator: Evaluator, analytic: [Double], seed: UInt64) {
    self.evaluator = evaluator
    self.analytic = analytic
    random = RandomSource(seed: seed &+ 0x1CE1_E5A7)
  }

  /// The coordinates whose values are not valid together, given the outputs with a kink of each coordinate.
  mutating func invalid(_ kinks: [Int: [Int]]) throws -> Set<Int> {
    var result: Set<Int> = []
    for set in sets(kinks) where set.count > 1 {
      if try !isValid(set) { result.formUnion(set) }
    }
    return result
  }

  /// Sets of coordinates that share outputs with a kink.
  private func sets(_ kinks: [Int: [Int]]) -> [[Int]] {
    var owner: [Int: Int] = [:]
    var parent: [Int: Int] = [:]
    func root(_ i: Int) -> Int {
      var i = i
      while let next = parent[i], next != i { i = next }
      return i
    }
    for (i, outputs) in kinks.sorted(by: { $0.key < $1.key }) {
      parent[i] = i
      for j in outputs {
        if let other = owner[j] { parent[root(i)] = root(other) } else { owner[j] = i }
      }
    }
    return Dictionary(grouping: kinks.keys.sorted(), by: root).values
      .sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  private mutating func isValid(_ set: [Int]) throws -> Bool {
    let isDouble = evaluator.precision == .double
    let h = isDouble ? 0x1p-24 : 0x1p-10
    for k in 0..<16 {
      var direction = [Double](repeating: 0, count: analytic.count)
      for i in set {
        let size = k == 0 ? 1 : k % 2 == 0 ? abs(random.normal()) : random.normal()
        direction[i] = size * evaluator.scale(of: i)
      }
      guard let (plus, up) = try evaluator.outputs(along: direction, h, slopes: analytic),
        let (minus, down) = try evaluator.outputs(along: direction, -h, slopes: analytic)
      else { continue }
      let predicted = (up - down) / (2 * h)
      var (low, high, slack) = (0.0, 0.0, 0.0)
      for j in plus.indices {
        let v = evaluator.upstream[j]
        let right = v * (plus[j] - evaluator.base[j]) / h
        let left = v * (evaluator.base[j] - minus[j]) / h
        low += min(left, right)
        high += max(left, right)
        slack += 8 * evaluator.precision.unitRoundoff * abs(v * evaluator.base[j]) / h
        slack += (isDouble ? 1e-6 : 1e-2) * max(abs(left), abs(right))
      }
      guard predicted.isFinite, low.isFinite, high.isFinite else { continue }
      if predicted < low - slack || predicted > high + slack { return false }
    }
    return true
  }
}
