extension Ladder {
  /// A derivative picked from the ladder: its value, an error estimate and the level it came from.
  struct Selection {
    var value: Double
    var error: Double
    var level: Int
  }

  /// What rounding and noise contribute to the slopes of a level.
  func rounding(_ level: Int, noise: Double) -> Double {
    max(noise, precision.unitRoundoff * levels[level].magnitude) / levels[level].step
  }

  /// The central differences and their extrapolations, coarse to fine; NaN where levels are missing.
  ///
  ///     D2_k = D_k,   D4_k = D2_k + (D2_k − D2_{k−1})/3,   D6_k = D4_k + (D4_k − D4_{k−1})/15
  ///
  /// with the true ratio of the steps in place of 2 where rounding made it another.
  ///
  /// Reference: Ridders, "Accurate computation of F′(x) and F′(x)F″(x)", Adv. Eng. Software 4 (1982).
  func columns() -> [[Double]] {
    let second = levels.map(\.central)
    var result = [second]
    for order in [2.0, 4.0] {
      let previous = result[result.count - 1]
      var column = [Double](repeating: .nan, count: previous.count)
      for k in previous.indices.dropFirst() {
        let ratio = levels[k - 1].step / levels[k].step
        let power = order == 2 ? ratio * ratio : ratio * ratio * ratio * ratio
        column[k] = previous[k] + (previous[k] - previous[k - 1]) / (power - 1)
      }
      result.append(column)
    }
    return result
  }

  /// The estimate with the smallest error that no finer level contradicts.
  ///
  ///     R_k = max(σ, u·|φ|)/h_k
  ///     E_k = max(|n_k − n_{k−1}|, |n_{k+1} − n_k|, 4R_k)
  ///     consistent: |D_j − n_k| ≤ 6R_j + 2E_k for every finer j
  ///
  /// Both neighbours, against accidental agreement of two. When no level is consistent, the noise must
  /// have been larger than thought: σ grows fourfold and all is judged again.
  func selection(noise: Double) -> Selection? {
    guard levels.count >= 4 else { return nil }
    let columns = columns()
    var noise = noise
    for _ in 0..<40 {
      let rounding = levels.indices.map { self.rounding($0, noise: noise) }
      var candidates: [Selection] = []
      for column in columns {
        for k in 1..<(levels.count - 1) {
          let change = max(abs(column[k] - column[k - 1]), abs(column[k + 1] - column[k]))
          guard change.isFinite else { continue }
          let error = max(change, 4 * rounding[k])
          candidates.append(Selection(value: column[k], error: error, level: k))
        }
      }
      candidates.sort { $0.error < $1.error }
      let consistent = candidates.first { candidate in
        ((candidate.level + 1)..<levels.count).allSatisfy { j in
          abs(levels[j].central - candidate.value) <= 6 * rounding[j] + 2 * candidate.error
        }
      }
      if let consistent { return consistent }
      noise = max(4 * noise, precision.unitRoundoff * magnitude, .leastNormalMagnitude)
    }
    return nil
  }
}
