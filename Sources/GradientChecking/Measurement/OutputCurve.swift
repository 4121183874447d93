import Foundation

/// One output along a line, at steps from coarse to fine, and what its slope at the point is.
///
/// Numbers are scaled by powers of two, so that squares and quotients of values near 10³⁰⁰ or of denormal
/// ones stay in range.
struct OutputCurve {
  struct Sample {
    var plusStep: Double
    var minusStep: Double
    var plus: Double
    var minus: Double
  }

  /// The slope as the curve shows it.
  struct Slope {
    var value = Double.nan
    /// A quarter of the bound.
    var error = Double.infinity
    /// The step at which it was read.
    var step = 0.0
    /// The steepest slope of the curve above its noise.
    var steepest = 0.0
    /// The two slopes of a kink at the point, and whether it is seen at the finest step.
    var kink: (left: Double, right: Double, persists: Bool)?
    /// The main source of the error.
    var obstacle = Classification.Obstacle.noise
    var isOneSided = false
    /// A coarser stretch with a small error that the chosen one contradicts.
    var rival: Double?
    var defect: Classification.Obstacle?
    /// The estimated noise of the output, as an absolute number.
    var noise = 0.0
  }

  let base: Double
  private var f: Scaling
  private var g: Scaling
  /// Steps and changes of the output, both scaled, coarse to fine; NaN where it is not finite.
  private var steps: [(plus: Double, minus: Double)] = []
  private var changes: [(plus: Double, minus: Double)] = []
  private var sizes: [Double] = []
  private let unit: Double
  private let floor: Double
  private let position: Double

  /// A power of two by which numbers are divided.
  private struct Scaling {
    var exponent: Int
    func down(_ value: Double) -> Double { scalbn(value, -exponent) }
  }

  init(
    base: Double,
    levels: [Sample],
    unitRoundoff: Double,
    position: Double,
    scale: Double,
    noise: Double
  ) {
    self.base = base
    unit = unitRoundoff
    var largest = abs(base)
    for level in levels {
      if level.plus.isFinite { largest = max(largest, abs(level.plus)) }
      if level.minus.isFinite { largest = max(largest, abs(level.minus)) }
    }
    f = Scaling(exponent: largest.isNormal ? largest.exponent : -1022)
    g = Scaling(exponent: scale.exponent)
    // Where a value near the last bit counts, as with denormal numbers, it is no smaller than that.
    floor = 2 * f.down(unitRoundoff < 0x1p-30 ? .leastNonzeroMagnitude : 0x1p-149) + f.down(noise)
    self.position = g.down(position)
    for level in levels {
      let (p, m) = (level.plus, level.minus)
      steps.append((g.down(level.plusStep), g.down(level.minusStep)))
      changes.append((f.down(p) - f.down(base), f.down(m) - f.down(base)))
      let size = max(abs(base), p.isFinite ? abs(p) : 0, m.isFinite ? abs(m) : 0)
      sizes.append(f.down(size))
    }
  }

  private func up(_ slope: Double) -> Double { scalbn(slope, f.exponent - g.exponent) }

  // MARK: - The slope

  func slope() -> Slope {
    let both = steps.indices.filter { changes[$0].plus.isFinite && changes[$0].minus.isFinite }
    let right = steps.indices.filter { changes[$0].plus.isFinite }
    let left = steps.indices.filter { changes[$0].minus.isFinite }
    if both.count >= 5 { return central(both) }
    let isRight = right.count >= left.count
    let side = isRight ? right : left
    guard side.count >= 5 else {
      var slope = Slope()
      slope.obstacle = .range
      slope.defect = .range
      return slope
    }
    let h = side.map { abs(isRight ? steps[$0].plus : steps[$0].minus) }
    let d = side.map {
      isRight
        ? changes[$0].plus / steps[$0].plus : changes[$0].minus / steps[$0].minus
    }
    let rounding = zip(side, h).map { (unit * sizes[$0] + floor) / $1 }
    let table = Table(slopes: d, steps: h, rounding: rounding, power: 1)
    var slope = finished(table.best(bend: [], position: position, unit: unit), d, rounding, h)
    slope.isOneSided = true
    if let growth = growing(d.map(abs), rounding, h) { slope.defect = growth }
    return slope
  }

  /// Central differences, the jump of the slope at every level, and J at h = 0.
  private struct Central {
    var h: [Double]
    var right: [Double]
    var left: [Double]
    var d: [Double]
    var jump: [Double]
    var near: [Double]
    var bend: [Double]
    var rounding: [Double]
    var table: Table
  }

  private func centralTable(_ levels: [Int]) -> Central {
    let h = levels.map { (steps[$0].plus - steps[$0].minus) / 2 }
    let right = levels.map { changes[$0].plus / steps[$0].plus }
    let left = levels.map { changes[$0].minus / steps[$0].minus }
    let d = levels.map {
      (changes[$0].plus - changes[$0].minus) / (steps[$0].plus - steps[$0].minus)
    }
    let jump = zip(right, left).map { $0 - $1 }
    let rounding = zip(levels, h).map { (unit * sizes[$0] + floor) / $1 }

    // J at h = 0, extrapolated over its terms in h and h³.
    let near = jump.indices.map { k -> Double in
      guard k > 0 else { return .nan }
      let ratio = h[k - 1] / h[k]
      return (jump[k] * ratio - jump[k - 1]) / (ratio - 1)
    }
    let bend = jump.indices.map { k -> Double in
      guard k > 1 else { return abs(jump[k]) }
      let ratio = h[k - 1] / h[k]
      let cube = ratio * ratio * ratio
      return abs((near[k] * cube - near[k - 1]) / (cube - 1))
    }
    return Central(
      h: h,
      right: right,
      left: left,
      d: d,
      jump: jump,
      near: near,
      bend: bend,
      rounding: rounding,
      table: Table(slopes: d, steps: h, rounding: rounding, power: 2)
    )
  }

  private func central(_ levels: [Int]) -> Slope {
    let parts = centralTable(levels)
    let (h, right, left, d) = (parts.h, parts.right, parts.left, parts.d)
    let (jump, near, bend, rounding) = (parts.jump, parts.near, parts.bend, parts.rounding)
    let table = parts.table
    let best = table.best(bend: bend, position: position, unit: unit)
    let steep = zip(right, left).map { max(abs($0), abs($1)) }
    var slope = finished(best, steep, rounding, h)

    // A kink has the same J at every level, noise has another; at steps so small J has no other reason
    // to change, unless the kink lies beside the point.
    let small = unit < 0x1p-30 ? 0x1p-26 : 0x1p-12
    let fineNoise =
      jump.indices.dropFirst().filter { h[$0] <= small }
      .map { abs(jump[$0] - jump[$0 - 1]) * h[$0] }.max() ?? 0
    let noisy = zip(rounding, h).map { max($0, fineNoise / $1) }
    if let kink = kink(jump, near, noisy, rounding, h) {
      let upper = Array(h[...kink.finest])
      func side(_ slopes: [Double]) -> (value: Double, error: Double) {
        let table = Table(
          slopes: Array(slopes[...kink.finest]),
          steps: upper,
          rounding: Array(noisy[...kink.finest]),
          power: 1
        )
        guard let best = table.best(bend: [], position: position, unit: unit) else {
          return (.nan, .infinity)
        }
        return (best.value, best.error)
      }
      let (l, r) = (side(left), side(right))
      let error = max(l.error, r.error)
      // A kink that is far finer than the chosen stretch has been resolved by it.
      if error.isFinite, slope.error > up(error) || kink.persists {
        slope.kink = (up(l.value), up(r.value), kink.persists)
        slope.value = up((l.value + r.value) / 2)
        slope.error = up(error)
      }
    }
    if let defect = jumping(levels, d, jump, rounding, h, beside: best) {
      slope.defect = defect
    } else if let growth = growing(steep, noisy, h) {
      slope.defect = growth
    }
    return slope
  }

  /// The central differences, coarse to fine, with what rounding contributes to each.
  var differences: [(step: Double, value: Double, rounding: Double)] {
    steps.indices.compactMap { k in
      let (change, step) = (changes[k], steps[k])
      let h = (step.plus - step.minus) / 2
      guard change.plus.isFinite, change.minus.isFinite else { return nil }
      return (
        scalbn(h, g.exponent), up((change.plus - change.minus) / (2 * h)),
        up((unit * sizes[k] + floor) / h)
      )
    }
  }

  /// Whether a stretch of levels supports a value that contradicts the measured one.
  func supports(_ analytic: Double, against value: Double, bound: Double, size: Double) -> Bool {
    let both = steps.indices.filter { changes[$0].plus.isFinite && changes[$0].minus.isFinite }
    guard both.count >= 5 else { return false }
    let central = centralTable(both)
    return central.table.entries(bend: central.bend).contains { entry in
      let (n, error) = (up(entry.value), up(entry.error))
      return error <= 0.05 * size && abs(analytic - n) <= 4 * error
        && abs(n - value) > 4 * error + bound
    }
  }

  private func finished(
    _ best: Table.Entry?,
    _ d: [Double],
    _ rounding: [Double],
    _ h: [Double]
  ) -> Slope {
    var slope = Slope()
    var noise = 0.0
    if let best {
      slope.value = up(best.value)
      slope.error = up(best.error)
      slope.step = scalbn(best.step, g.exponent)
      slope.obstacle = best.rival == nil ? best.obstacle : .contradiction
      slope.rival = best.rival.map(up)
      noise = best.noise
      slope.noise = scalbn(noise, f.exponent)
    } else {
      slope.obstacle = .noise
    }
    // Slopes beyond the scale count only where none is seen within it.
    let seen = d.indices.filter { abs(d[$0]) > 64 * max(rounding[$0], noise / h[$0]) }
    let within = seen.filter { h[$0] <= 2 }
    for k in within.isEmpty ? seen : within { slope.steepest = max(slope.steepest, abs(up(d[k]))) }
    return slope
  }

  // MARK: - Kinks, jumps and unbounded slopes

  /// A kink: J extrapolated to h = 0 stays the same over five halvings, down to the finest level at which J
  /// stands out of the noise, and J is not seen to vanish below that.
  private func kink(
    _ jump: [Double],
    _ near: [Double],
    _ rounding: [Double],
    _ lastBit: [Double],
    _ h: [Double]
  ) -> (finest: Int, persists: Bool)? {
    guard let finest = jump.indices.last(where: { abs(jump[$0]) > 64 * rounding[$0] }),
      finest >= 6
    else { return nil }
    let size = near[finest - 2]
    guard abs(size) > 48 * rounding[finest] else { return nil }
    // Both values that are compared have roundings.
    for k in (finest - 5)...finest
    where !(abs(near[k] - size) <= 2e-3 * abs(size) + 12 * rounding[k] + 2 * rounding[finest - 2]) {
      return nil
    }
    // Beside the point, J vanishes at finer levels that would show it: by the last bit of the output,
    // since a kink close by looks like noise.
    for k in jump.indices where k > finest && abs(size) > 80 * lastBit[k] {
      if abs(jump[k]) < 0.5 * abs(size) { return nil }
    }
    // The kink counts as at the point where no finer level could have told otherwise.
    let isLast = finest == jump.count - 1 || abs(size) <= 512 * rounding[finest]
    return (finest, isLast || h[finest] <= (unit < 0x1p-30 ? 0x1p-36 : 0x1p-12))
  }

  /// A jump: the change itself stays the same over the six finest levels.
  private func jumping(
    _ levels: [Int],
    _ d: [Double],
    _ jump: [Double],
    _ rounding: [Double],
    _ h: [Double],
    beside best: Table.Entry?
  ) -> Classification.Obstacle? {
    guard d.count >= 6 else { return nil }
    // What is lost in the change that the slope was read from has been counted as noise.
    let resolution = unit < 0x1p-30 ? 0x1p-18 : 0x1p-12
    let counted = best.map { resolution * abs($0.value) * $0.step } ?? 0
    let fine = d.indices.suffix(6)
    for values in [d, jump] {
      let sizes = fine.map { values[$0] * h[$0] }
      guard let first = sizes.first, abs(first) > 0 else { continue }
      // A change of no more than some thousand roundings is noise of the point itself.
      guard abs(first) > max(0x1p14 * unit, counted) else { continue }
      let isConstant = sizes.allSatisfy { abs($0 - first) <= 0.05 * abs(first) }
      let isSeen = fine.allSatisfy { abs(values[$0]) > 8 * rounding[$0] }
      if isConstant, isSeen { return .jump }
    }
    return nil
  }

  /// An unbounded slope: towards the point it grows by the same power of the step over eight levels.
  private func growing(
    _ slopes: [Double],
    _ rounding: [Double],
    _ h: [Double]
  ) -> Classification.Obstacle? {
    let seen = slopes.indices.filter { slopes[$0] > 64 * rounding[$0] }
    guard seen.count >= 9, let last = seen.last else { return nil }
    let fine = seen.suffix(9)
    guard fine.first == last - 8 else { return nil }
    let powers = zip(fine.dropFirst(), fine).map { finer, coarser in
      log(slopes[finer] / slopes[coarser]) / log(h[coarser] / h[finer])
    }
    guard let least = powers.min(), let most = powers.max() else { return nil }
    return least > 0.05 && most < 0.98 && most - least < 0.1 ? .singular : nil
  }
}
