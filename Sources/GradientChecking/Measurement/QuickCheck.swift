/// Stage 1: two or four evaluations around the point, which may certify a derivative and never reject one.
///
///     D(h) = (φ(h) − φ(−h)) / 2h               error h²φ‴/6
///     Jⱼ(h) = (fⱼ(h) − 2fⱼ(0) + fⱼ(−h)) / h     h·fⱼ″ where output j is smooth, constant at a kink
///
/// Where Σ|vⱼJⱼ| is below a hundredth of the slope, φ is nearly straight over the step, and D(h) its slope:
/// an analytic value that agrees with it to eight digits is right. To agree so closely and be wrong by one part
/// in a thousand, the function would have to hide its true slope within a stretch of 10⁻⁵·h, at a
/// kink that neither shows in J nor in the mean slope. Otherwise twice the step is tried as well, where
/// the h² terms cancel, and the h terms of J:
///
///     n = (4D(h) − D(2h))/3,   Σ|vⱼ(2Jⱼ(h) − Jⱼ(2h))| small
///
/// Rounding is that of *all* outputs: 8u·|vⱼfⱼ|/h for those that moved, and u·|vⱼfⱼ|/h for those that did
/// not, which may hide as much below their last bit.
///
/// Zero is certified where nothing moves, at the small step on both sides and, on one side at least, at
/// 1.6 and 13 times the scale. A function that moves in stairs with treads up to that length moves on both.
struct QuickCheck {
  /// Why a step did not certify.
  enum Rejection: Error {
    /// The function is not finite at the step, or leaves its domain.
    case outside
    /// Rounding is too large beside the slope: a larger step might do.
    case rounding
    /// The function is bent over the step: a smaller one might do.
    case bent
    /// The slope is seen well, and it is another.
    case disagrees
  }

  var value: Double
  var error: Double
  var isZero = false
}

extension QuickCheck {
  /// Two passes over outputs: sums that decide about a step.
  fileprivate struct Sums {
    var plus = 0.0
    var minus = 0.0
    var moved = 0.0
    var still = 0.0
    var bend = 0.0
  }

  /// The measurement that certifies an analytic value, if one of a few steps gives one.
  static func certifying(
    _ analytic: Double,
    along line: Line,
    scratch: Scratch
  ) throws -> QuickCheck? {
    guard analytic.isFinite else { return nil }
    let small = line.position < line.scale / 16 && line.position > 0
    let inner = powerOfTwo(notBelow: line.position)
    let isDouble = line.precision == .double
    var step = line.scale * (isDouble ? 0x1p-13 : 0x1p-5)
    for attempt in 0..<2 {
      switch try measure(analytic, along: line, step: step, scratch) {
      case .success(let check): return check
      case .failure(let rejection):
        guard attempt == 0, analytic != 0 else { return nil }
        switch rejection {
        case .outside where small: step = inner * (isDouble ? 0x1p-13 : 0x1p-5)
        case .rounding: step = line.scale * (isDouble ? 0x1p-9 : 0x1p-3)
        case .bent where isDouble: step = line.scale * 0x1p-18
        case .disagrees, .outside, .bent: return nil
        }
      }
    }
    return nil
  }

  private static func measure(
    _ analytic: Double,
    along line: Line,
    step: Double,
    _ scratch: Scratch
  ) throws -> Result<QuickCheck, Rejection> {
    let isDouble = line.precision == .double
    let (agreement, resolution) = isDouble ? (1e-8, 1e-6) : (1e-4, 1e-3)
    guard let steps = line.pair(step),
      try scratch.read(.plus, line, steps.plus), try scratch.read(.minus, line, steps.minus)
    else { return .failure(.outside) }
    let h = (steps.plus - steps.minus) / 2
    let sums = scratch.sums(line)
    guard sums.plus.isFinite, sums.minus.isFinite else { return .failure(.outside) }
    if analytic == 0 {
      guard sums.moved == 0, sums.bend == 0, !scratch.moved(line) else {
        return .failure(.disagrees)
      }
      // Beside large values a slope may stay below the last bit even there: the ladder looks farther.
      let unseen = line.precision.unitRoundoff * sums.still
      guard unseen <= (isDouble ? 1e-10 : 1e-3) * line.scale else { return .failure(.rounding) }
      for side in [1.0, -1] {
        let far = [12.9, 1.618].map { line.rounded(side * $0 * line.scale) }
        if try far.allSatisfy({ try scratch.read(.plus, line, $0) && scratch.isStill(line) }) {
          let hidden = line.precision.unitRoundoff * sums.still / h
          return .success(QuickCheck(value: 0, error: hidden, isZero: true))
        }
      }
      return .failure(.bent)
    }
    let d1 = (sums.plus - sums.minus) / (2 * h)
    let size = max(abs(analytic), abs(d1))
    let rounding = line.precision.unitRoundoff * (8 * sums.moved + sums.still) / h
    let slack = max(agreement * size, rounding)
    guard rounding <= resolution * size else { return .failure(.rounding) }
    if abs(analytic - d1) <= slack, sums.bend / h <= (isDouble ? 1e-3 : 1e-2) * size {
      return .success(QuickCheck(value: d1, error: max(rounding, slack / 4)))
    }
    if sums.bend / h <= 1e-4 * size, abs(analytic - d1) > 1e-2 * size {
      return .failure(.disagrees)
    }

    guard let wide = line.pair(2 * step),
      try scratch.read(.farPlus, line, wide.plus), try scratch.read(.farMinus, line, wide.minus)
    else { return .failure(.outside) }
    let h2 = (wide.plus - wide.minus) / 2
    let far = scratch.farSums(line)
    guard far.plus.isFinite, far.minus.isFinite else { return .failure(.outside) }
    let d2 = (far.plus - far.minus) / (2 * h2)
    let ratio = (h2 / h) * (h2 / h)
    let value = d1 + (d1 - d2) / (ratio - 1)
    // The correction must be small: where φ has a joint of curvature at the point, the error is of
    // order h, and twice of what two steps see of it.
    let found = max(abs(analytic), abs(value))
    let removed = abs(value - d1)
    guard rounding <= resolution * found,
      far.bend / h <= (isDouble ? 1e-5 : 1e-2) * found + 8 * rounding,
      removed <= (isDouble ? 1e-5 : 5e-4) * found
    else { return .failure(.bent) }
    let slack2 = max(agreement * found, rounding)
    if abs(analytic - value) <= slack2 {
      return .success(QuickCheck(value: value, error: max(rounding, slack2 / 4, removed / 2)))
    }
    return .failure(abs(analytic - value) > 1e-2 * found ? .disagrees : .bent)
  }

  /// Room for the outputs at four points.
  final class Scratch {
    enum Place: Int { case plus, minus, farPlus, farMinus }

    private var storage: [[Double]] = [[], [], [], []]

    /// Reads the outputs at a step; false outside the domain.
    func read(_ place: Place, _ line: Line, _ step: Double) throws -> Bool {
      try line.outputs(step) { outputs in
        if storage[place.rawValue].count == outputs.count {
          storage[place.rawValue].withUnsafeMutableBufferPointer { room in
            _ = room.update(from: outputs)
          }
        } else {
          storage[place.rawValue] = Array(outputs)
        }
      }
    }

    /// Whether any output differs from the one at the point, on either side.
    fileprivate func moved(_ line: Line) -> Bool {
      storage[0] != line.base || storage[1] != line.base
    }

    /// Whether no output differs at the last point read to the right.
    fileprivate func isStill(_ line: Line) -> Bool { storage[0] == line.base }

    /// φ on both sides, Σ|vⱼfⱼ| over the outputs that moved and those that did not, and Σ|vⱼJⱼ|·h.
    fileprivate func sums(_ line: Line) -> Sums {
      storage[0].withUnsafeBufferPointer { plus in
        storage[1].withUnsafeBufferPointer { minus in
          line.base.withUnsafeBufferPointer { base in
            line.upstream.withUnsafeBufferPointer { upstream in
              var (left, right, bend) = (
                SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero
              )
              var (moved, still) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
              var j = 0
              while j < base.count {
                let width = min(4, base.count &- j)
                let b = load(base, j, width)
                let (above, below) = (load(plus, j, width), load(minus, j, width))
                let v = load(upstream, j, width)
                let size = magnitude(v * b)
                j &+= 4
                // One coordinate mostly moves few of the outputs.
                if isSame(above, b), isSame(below, b) {
                  still += size
                  continue
                }
                let (up, down) = (above - b, below - b)
                let isStill = (up .== 0) .& (down .== 0)
                let (movedUp, movedDown) = (v * up, v * down)
                right += movedUp
                left += movedDown
                bend += magnitude(v * (up + down))
                still += size.replacing(with: 0, where: .!isStill)
                moved += (size + magnitude(movedUp) + magnitude(movedDown))
                  .replacing(with: 0, where: isStill)
              }
              return Sums(
                plus: right.sum(),
                minus: left.sum(),
                moved: moved.sum(),
                still: still.sum(),
                bend: bend.sum()
              )
            }
          }
        }
      }
    }

    /// φ at twice the step on both sides, and Σ|vⱼ(2Jⱼ(h) − Jⱼ(2h))|·h.
    fileprivate func farSums(_ line: Line) -> Sums {
      var sums = Sums()
      let (plus, minus, farPlus, farMinus) = (storage[0], storage[1], storage[2], storage[3])
      for j in line.base.indices {
        let (v, b) = (line.upstream[j], line.base[j])
        let (p2, m2) = (farPlus[j] - b, farMinus[j] - b)
        sums.plus += v * p2
        sums.minus += v * m2
        let near = (plus[j] - b) + (minus[j] - b)
        sums.bend += abs(v * (2 * near - (p2 + m2) / 2))
      }
      return sums
    }
  }
}

/// Whether two vectors are the same to the last bit.
@inline(__always)
private func isSame(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> Bool {
  let bits = unsafeBitCast(a, to: SIMD4<UInt64>.self) ^ unsafeBitCast(b, to: SIMD4<UInt64>.self)
  let half = bits.lowHalf | bits.highHalf
  return half[0] | half[1] == 0
}
