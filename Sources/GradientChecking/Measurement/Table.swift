/// Slopes at steps from coarse to fine, extrapolated to step 0, and the entry with the smallest error.
///
/// Neville's scheme: with p = 2 for central differences and 1 for one-sided ones,
///
///     T_{k,0} = D(h_k),   T_{k,m} = T_{k,m−1} + (T_{k,m−1} − T_{k−1,m−1}) / ((h_{k−m}/h_k)ᵖ − 1)
///
/// The error of an entry n = T_{k,m} is the largest of
///
///     |n − T_{k±1,m}|                            its neighbours: truncation
///     2(u·|f| + tiny)/h_k                        the last bit of the output
///     1.5·max |T_{i,m} − n|·h_i/h_k, i > k       what finer levels show of the noise
///     |J₀(h_k)|/2                                a kink within the step
///
/// No squares are taken, and no points but those of the ladder are needed. An entry is not chosen where
/// three successive finer slopes contradict it by the same amount: noise does that in one case of a
/// hundred, another slope always.
///
/// Reference: Ridders, "Accurate computation of F′(x) and F′(x)F″(x)", Adv. Eng. Software 4 (1982).
struct Table {
  struct Entry {
    var value: Double
    var error: Double
    var level: Int
    var step: Double
    var obstacle: Classification.Obstacle
    /// The value of a coarser entry with a smaller error that finer levels contradict.
    var rival: Double?
    var noise: Double
  }

  let slopes: [Double]
  let steps: [Double]
  let rounding: [Double]
  private let columns: [[Double]]

  init(slopes: [Double], steps: [Double], rounding: [Double], power: Int) {
    self.slopes = slopes
    self.steps = steps
    self.rounding = rounding
    var columns = [slopes]
    for m in 1...3 {
      let previous = columns[m - 1]
      var column = [Double](repeating: .nan, count: slopes.count)
      for k in slopes.indices where k >= m {
        var ratio = steps[k - m] / steps[k]
        if power == 2 { ratio *= ratio }
        column[k] = previous[k] + (previous[k] - previous[k - 1]) / (ratio - 1)
      }
      columns.append(column)
    }
    self.columns = columns
  }

  /// The entry with the smallest error that no finer stretch contradicts, given |J₀| at every level (none on one
  /// side), |x| and the unit roundoff.
  func best(bend: [Double], position: Double, unit: Double) -> Entry? {
    let entries = entries(bend: bend).sorted { $0.error < $1.error }
    var contradicted: Entry?
    for entry in entries {
      guard isContradicted(entry, position, unit) else {
        var entry = entry
        if let contradicted, contradicted.level < entry.level { entry.rival = contradicted.value }
        return entry
      }
      if contradicted == nil { contradicted = entry }
    }
    return nil
  }

  /// All entries that have two neighbours.
  func entries(bend: [Double]) -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(4 * slopes.count)
    for (m, column) in columns.enumerated() {
      for k in slopes.indices where k > m && k + 1 < slopes.count {
        let n = column[k]
        let neighbours = max(abs(n - column[k - 1]), abs(column[k + 1] - n))
        guard neighbours.isFinite else { continue }
        let last = 2 * rounding[k]
        var noise = 0.0
        for i in (k + 1)..<slopes.count {
          let deviation = abs(column[i] - n) * steps[i]
          if deviation > noise { noise = deviation }
        }
        let fromNoise = 1.5 * noise / steps[k]
        let fromKink = bend.isEmpty ? 0 : bend[k] / 2
        let error = max(neighbours, last, fromNoise, fromKink)
        guard error.isFinite else { continue }
        let obstacle: Classification.Obstacle =
          error == fromKink && fromKink > 4 * max(last, fromNoise)
          ? .kink
          : error == neighbours && neighbours > 2 * max(last, fromNoise)
            ? .oscillation : .noise
        let step = steps[k]
        entries.append(
          Entry(value: n, error: error, level: k, step: step, obstacle: obstacle, noise: noise)
        )
      }
    }
    return entries
  }

  /// Whether three successive finer slopes deviate by the same amount, beyond all errors and beyond what
  /// still finer levels show of the noise.
  private func isContradicted(_ entry: Entry, _ position: Double, _ unit: Double) -> Bool {
    var streak = 0
    var previous = 0.0
    var noise = [Double](repeating: 0, count: slopes.count + 3)
    for i in slopes.indices.reversed() where i > entry.level {
      noise[i] = max(noise[i + 1], abs(slopes[i] - entry.value) * steps[i])
    }
    for i in slopes.indices where i > entry.level {
      let deviation = slopes[i] - entry.value
      let isHeld = slopes[i] == 0 && abs(entry.value) * steps[i] <= 16 * unit
      let slack =
        2 * entry.error + 8 * rounding[i] + 8 * unit * position * abs(entry.value) / steps[i]
        + 2 * noise[i + 3] / steps[i]
      guard abs(deviation) > slack, !isHeld else {
        streak = 0
        continue
      }
      let agrees = streak > 0 && abs(deviation - previous) <= 0.1 * abs(deviation)
      streak = agrees ? streak + 1 : 1
      previous = deviation
      if streak == 3 { return true }
    }
    return false
  }
}
