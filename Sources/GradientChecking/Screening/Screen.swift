import Foundation
import Tensors

/// Certifies many coordinates at once along random directions.
///
/// A screen never accuses.
struct Screen {
  let evaluator: Evaluator
  let analytic: [Double]
  /// Sᵢ of every coordinate.
  let scales: [Double]
  /// wᵢ = |aᵢ|·Sᵢ.
  let weights: [Double]
  /// The largest wᵢ of all and the largest |aᵢ|: what is too small to be seen is small beside both.
  let largest: Double
  let steepest: Double
  /// 2u·(1.5·√Σ(vⱼfⱼ)² + √Σ(aᵢxᵢ)²): what rounding does to e.
  private let noise: Double
  var random: RandomSource

  init(_ evaluator: Evaluator, analytic: [Double], seed: UInt64) {
    self.evaluator = evaluator
    self.analytic = analytic
    scales = evaluator.allScales
    var weights = scales
    var (largest, steepest) = (0.0, 0.0)
    weights.withUnsafeMutableBufferPointer { weights in
      for i in analytic.indices {
        weights[i] = abs(analytic[i] * weights[i])
        largest = weights[i] > largest ? weights[i] : largest
        steepest = max(steepest, abs(analytic[i]))
      }
    }
    self.weights = weights
    self.largest = largest
    self.steepest = steepest
    func norm(_ a: [Double], _ b: [Double]) -> Double {
      var (largest, sum) = (0.0, 0.0)
      for i in a.indices { largest = max(largest, abs(a[i] * b[i])) }
      guard largest > 0, largest.isFinite else { return 0 }
      // A power of two scales without rounding.
      let unit = powerOfTwo(notBelow: largest)
      let scale = 1 / unit
      for i in a.indices {
        let part = a[i] * b[i] * scale
        sum += part * part
      }
      return unit * sum.squareRoot()
    }
    noise =
      2 * evaluator.precision.unitRoundoff
      * (1.5 * norm(evaluator.upstream, evaluator.base) + norm(analytic, evaluator.point))
    random = RandomSource(seed: seed &+ 0x5DEE_CE66)
  }

  /// The result of a screen.
  enum Answer {
    /// Every coordinate that is not in the rest is certified or below sight.
    case certified(ScreenedGroup, rest: [Int])
    /// The gradient is wrong somewhere in the group.
    case wrong
    /// Nothing can be said about the group as a whole.
    case unclear
  }

  /// The share to which directions must certify a coordinate.
  ///
  /// In single precision, rounding over the step and bend over many coordinates at once leave hardly less than 1 % of
  /// the smaller slopes to one direction, and the probability doubles that at least.
  private var limit: Double { isManyInSingle ? 5e-2 : LineMeasurement.largestShare }

  /// Rounding alone may take one part in so many of the limit; the rest is left to the bend and the slope.
  private static let roundingPart = 4.0

  /// Whether the function computes in single precision and has too many coordinates to look at one by one.
  var isManyInSingle: Bool { !isDouble && analytic.count > Self.fewEnough }

  /// Problems of at most this many coordinates are looked at one by one where directions cannot tell.
  static let fewEnough = 64

  private var isDouble: Bool { evaluator.precision == .double }

  /// How small beside the largest slope a coordinate must be, to count as below what can be seen.
  var sight: Double { isDouble ? 1e-6 : 1e-3 }

  /// Looks at a group of coordinates along at most so many random directions, and states the share for a
  /// probability of a miss; a glance asks only whether the group is wrong, along a single direction.
  mutating func look(
    at group: [Int],
    directions most: Int,
    missProbability: Double,
    isGlance: Bool = false
  ) throws -> Answer {
    guard let (least, top, hasZeros) = sizes(of: group) else { return .wrong }
    guard top > 0 else { return try lookAtZeros(group) }
    let goal = isDouble ? 1e-3 : isManyInSingle ? 0.7 * limit : limit / 2
    let tail = pow(missProbability, 1 / Double(isManyInSingle ? most : min(3, most)))
    let factor = 0.8 / tail
    var steps =
      isDouble
      ? [0x1p-15, 0x1p-10, 0x1p-20, 0x1p-25, 0x1p-30, 0x1p-36, 0x1p-42]
      : [0x1p-5, 0x1p-6, 0x1p-3, 0x1p-8]
    var larger = isDouble ? [0x1p-6, 0x1p-2, 4] : [0x1p-1, 4]
    // Equal shares for all, unless rounding would hide them.
    let reference: Double
    if isManyInSingle {
      // At a step h rounding takes its part of the limit where W = room/h. Coordinates with wᵢ > W move by room/wᵢ at
      // every such step; those below move by h·Sᵢ and bend the function most, so h is small.
      let room = factor * noise / (limit / Self.roundingPart)
      reference = min(top, max(least, min(top / 4, room / 0x1p-7)))
      let step = min(0x1p-3, max(0x1p-12, powerOfTwo(notBelow: room / reference)))
      steps = [step, step / 4, step * 4]
      larger = []
    } else {
      let visible =
        isDouble
        ? 2e3 * factor * noise / steps[0]
        : 2 * 0.8 / pow(missProbability, 1 / Double(most)) * noise / steps[0] / limit
      reference = min(top, max(least, top * (isDouble ? 1e-6 : 0x1p-5), visible))
    }
    let isForward = !evaluator.region.intervals.isEmpty && group.contains(where: isAtEdge)
    let analytic = self.analytic
    let reach = reach(of: group, reference)
    let leastMove = leastMove(group, reach)
    let edges = isForward ? group.filter(isAtEdge) : []
    var random = RandomSource(seed: self.random.next())
    var direction = GroupDirection(group, of: analytic.count)
    func turn() {
      direction.draw(reach, using: &random)
      for i in edges { direction.numbers[i] = inward(i) * abs(direction.numbers[i]) }
    }

    // One direction tells which step is best.
    turn()
    var best: (probe: DirectionProbe, step: Double)?
    var seen: [(probe: DirectionProbe, step: Double)] = []
    func disagrees(_ probe: DirectionProbe, _ factor: Double) -> Bool {
      abs(probe.slope) > factor * (probe.bend + probe.rounding)
    }
    /// Whether two steps see the same slope, far beyond their errors.
    func isWrong(_ probe: DirectionProbe) -> Bool {
      disagrees(probe, 8)
        && seen.contains { other in
          disagrees(other.probe, 8)
            && abs(other.probe.slope - probe.slope) <= 0.1 * abs(probe.slope)
        }
    }
    var candidates = steps
    while !candidates.isEmpty {
      let step = candidates.removeFirst()
      guard step * leastMove >= (isManyInSingle ? 0x1p6 : 0x1p10) else { continue }
      guard
        let probe = try DirectionProbe(
          evaluator,
          along: direction.numbers,
          step: step,
          analytic: analytic,
          noise: noise,
          isForward: isForward
        )
      else { continue }
      if isWrong(probe) { return .wrong }
      seen.append((probe, step))
      if best == nil || probe.size < best?.probe.size ?? 0 { best = (probe, step) }
      if let found = best, factor * found.probe.size <= goal * reference { break }
      if isGlance, seen.count == 3 { break }
      if seen.count == 2, let between = bestStep(seen) { candidates.insert(between, at: 0) }
      // Where rounding limits, only larger steps see more.
      if probe.rounding > abs(probe.slope) + probe.bend / 8 {
        candidates.removeAll { $0 < step }
        if candidates.isEmpty, !larger.isEmpty { candidates.append(larger.removeFirst()) }
      }
    }
    guard let best, !isGlance else { return .unclear }
    // Smaller steps may avoid a kink, but not a slope that larger ones have seen.
    if isDouble, factor * best.probe.size <= LineMeasurement.largestShare * top,
      seen.contains(where: { $0.step > best.step && disagrees($0.probe, 4) })
    {
      return .unclear
    }

    // A ripple that the step averages away shows at a much smaller step.
    if (most > 3 || !hasZeros), factor * best.probe.size <= limit * top,
      try !isStraight(direction.numbers, best.step)
    {
      return .unclear
    }

    func share(_ largest: Double, _ count: Int) -> Double {
      let tail = pow(missProbability, 1 / Double(count))
      return (isForward ? 1.6 : 0.8) * largest / tail
    }
    var largestSize = best.probe.size
    var count = 1
    var bound = share(largestSize, count)
    while count < most {
      // If even the last direction could not certify the group, the others are not worth their cost.
      guard share(largestSize, most) <= limit * (isManyInSingle ? reference : top) else { break }
      if count >= 3, bound <= goal * reference { break }
      turn()
      guard
        let probe = try DirectionProbe(
          evaluator,
          along: direction.numbers,
          step: best.step,
          analytic: analytic,
          noise: noise,
          isForward: isForward
        )
      else { break }
      largestSize = max(largestSize, probe.size)
      count += 1
      bound = share(largestSize, count)
    }
    // A certificate may come after each direction from the third: the chances to miss add up.
    let missed = missProbability * Double(max(1, most - 2))
    return try answer(group, bound, reference, missed, count, best.step)
  }

  /// The least weight above 0 and the largest, and whether there are weights of 0; nil where an analytic value is no
  /// finite number.
  private func sizes(of group: [Int]) -> (least: Double, top: Double, hasZeros: Bool)? {
    var (least, top, hasZeros, areFinite) = (Double.infinity, 0.0, false, true)
    weights.withUnsafeBufferPointer { weights in
      analytic.withUnsafeBufferPointer { analytic in
        for i in group {
          let w = weights[i]
          if !analytic[i].isFinite { areFinite = false }
          if w > 0 {
            least = w < least ? w : least
            top = w > top ? w : top
          } else {
            hasZeros = true
          }
        }
      }
    }
    return areFinite ? (least, top, hasZeros) : nil
  }

  /// How far each coordinate is moved at step 1, before a random number is drawn.
  private func reach(of group: [Int], _ reference: Double) -> [Double] {
    [Double](unsafeUninitializedCapacity: group.count) { reach, count in
      weights.withUnsafeBufferPointer { weights in
        scales.withUnsafeBufferPointer { scales in
          for (position, i) in group.enumerated() {
            let share = reference / max(weights[i], .leastNormalMagnitude)
            reach[position] = scales[i] * min(1, share)
          }
        }
      }
      count = group.count
    }
  }

  /// The step at which the noise of the smaller of two steps, N/h, and the bend of the larger, B·h²/8, add up to
  /// least, if it lies between them: h³ = 4N/B.
  private func bestStep(_ seen: [(probe: DirectionProbe, step: Double)]) -> Double? {
    guard let small = seen.min(by: { $0.step < $1.step }),
      let large = seen.max(by: { $0.step < $1.step })
    else { return nil }
    let noise = (abs(small.probe.slope) + small.probe.rounding) * small.step
    let step = cbrt(4 * noise / large.probe.bend) * pow(large.step, 2 / 3.0)
    guard step > 1.5 * small.step, step < large.step / 1.5 else { return nil }
    return powerOfTwo(notBelow: step / 1.5)
  }

  /// Whether the slope along a direction is still the analytic one at a step 2¹⁴ times smaller, to 1 % of
  /// it or to what rounding hides.
  private func isStraight(_ direction: [Double], _ step: Double) throws -> Bool {
    let small = isDouble ? max(step * 0x1p-14, 0x1p-40) : step * 0x1p-5
    var change = 0.0
    let predicted = try evaluator.evaluate(along: direction, small, slopes: analytic) {
      change = evaluator.change($0)
    }
    guard let predicted, change.isFinite else { return false }
    let slack = 4 * noise + 1e-2 * abs(predicted) + (isDouble ? 0 : 0.1 * abs(predicted))
    return abs(change - predicted) <= slack
  }

  private mutating func answer(
    _ group: [Int],
    _ bound: Double,
    _ reference: Double,
    _ missProbability: Double,
    _ count: Int,
    _ step: Double
  ) throws -> Answer {
    var result = ScreenedGroup(bound: bound, missProbability: missProbability, directions: count)
    var rest: [Int] = []
    var zeros: [Int] = []
    for i in group {
      let w = weights[i]
      if w == 0 {
        zeros.append(i)
        continue
      }
      let share = bound * max(1 / w, 1 / reference)
      if share <= limit {
        result.certified += 1
        result.share = max(result.share, share)
      } else {
        rest.append(i)
      }
    }
    guard result.certified > 0 else { return .unclear }
    if !zeros.isEmpty {
      let isThorough = count > 3
      if try standsStill(zeros, isThorough: isThorough),
        try liftsOff(zeros, after: step, isThorough: isThorough)
      {
        result.zeros = zeros.count
        result.certified += zeros.count
      } else {
        rest += zeros
      }
    }
    return .certified(result, rest: rest)
  }

  /// Whether a coordinate is too small to be seen beside the largest slopes of all.
  func isBelowSight(_ i: Int, bound: Double) -> Bool {
    let least = sight * min(largest, steepest * scales[i])
    // A tenth of it is out of sight, and no certificate is to be had.
    let size = min(10 * least, bound / limit)
    return weights[i] > 0 && weights[i] <= size && bound <= least
  }

  // MARK: Zeros

  /// A group in which every analytic value is 0: certified where nothing moves.
  private mutating func lookAtZeros(_ group: [Int]) throws -> Answer {
    guard try standsStill(group, isThorough: true),
      try liftsOff(group, after: zeroStep, isThorough: true)
    else { return .unclear }
    let (count, bound) = (group.count, hiddenByZeros)
    let found = ScreenedGroup(certified: count, zeros: count, bound: bound, directions: 2)
    return .certified(found, rest: [])
  }

  /// The step at which coordinates whose analytic value is 0 must move nothing.
  private var zeroStep: Double { isDouble ? 0x1p-18 : 0x1p-5 }

  /// The slope that outputs which did not move may hide.
  private var hiddenByZeros: Double {
    let still = zip(evaluator.upstream, evaluator.base).reduce(0) { $0 + abs($1.0 * $1.1) }
    return evaluator.precision.unitRoundoff * still / zeroStep
  }

  /// Whether no output moves, to the last bit, where the coordinates of a group are moved by themselves.
  ///
  /// Beside others a slope would only be seen to a share of theirs.
  private mutating func standsStill(_ group: [Int], isThorough: Bool) throws -> Bool {
    // Beside large values a slope may stay below their last bit: then nothing may move far out, either.
    let isSmall = hiddenByZeros <= max(sight * largest, isDouble ? 1e-9 : 1e-2)
    let near = isThorough ? [zeroStep, -zeroStep] : [zeroStep]
    let steps = near + (isSmall ? [] : [1.618, -1.618, 12.9, -12.9, 103, -103])
    var direction = GroupDirection(group, of: analytic.count)
    let reach = group.map { self.scales[$0] }
    for _ in 0..<(isThorough ? 2 : 1) {
      direction.draw(reach, using: &random)
      for step in steps {
        var hasMoved = false
        let inside = try evaluator.evaluate(along: direction.numbers, step, slopes: analytic) {
          outputs in
          for j in outputs.indices where outputs[j] != evaluator.base[j] { hasMoved = true }
        }
        guard inside != nil, !hasMoved else { return false }
      }
    }
    return true
  }

  /// Whether, farther out, no output stands on a tread of stairs: where one has moved, it keeps moving.
  ///
  /// All coordinates are moved to the same side first, so that no two stairs cancel, and then to any.
  private mutating func liftsOff(
    _ group: [Int],
    after step: Double,
    isThorough: Bool
  ) throws -> Bool {
    // Far less than a tread that the step could have missed.
    let near = isDouble ? max(0x1p-36, step * 0x1p-10) : 0x1p-8
    for (isMixed, sides) in [
      (false, isThorough ? [1.618, -1.618] : [1.618]), (true, [1.618, -1.618]),
    ]
    where isThorough || !isMixed {
      var direction = [Double](repeating: 0, count: analytic.count)
      for i in group {
        let sign = isMixed && random.uniform() < 0.5 ? -1.0 : 1.0
        direction[i] = sign * (1 + random.uniform()) * scales[i]
      }
      for side in sides {
        let further = side * (1 + near)
        guard let here = try evaluator.outputs(along: direction, side, slopes: analytic)?.values,
          let beside = try evaluator.outputs(along: direction, further, slopes: analytic)?.values
        else { continue }
        for j in here.indices where evaluator.upstream[j] != 0 {
          let total = abs(here[j] - evaluator.base[j])
          let slope = abs(beside[j] - here[j]) / near
          let last = 64 * evaluator.precision.unitRoundoff * abs(here[j])
          if total > last, slope < total / 256 { return false }
        }
      }
    }
    return true
  }

  // MARK: Coordinates

  /// How many of its last bits the coordinate that feels it least is moved at step 1.
  ///
  /// Rounding must leave every coordinate enough of its step: one that stands still proves nothing.
  private func leastMove(_ group: [Int], _ reach: [Double]) -> Double {
    var least = Double.infinity
    var (range, precision) = (0..<0, Precision.double)
    for (position, i) in group.enumerated() {
      if !range.contains(i), let stored = evaluator.storage.first(where: { $0.range.contains(i) }) {
        (range, precision) = stored
      }
      least = min(least, reach[position] / precision.spacing(at: abs(evaluator.point[i])))
    }
    return least
  }

  /// Whether the interval of a coordinate ends so close that directions must lead inward.
  private func isAtEdge(_ i: Int) -> Bool {
    guard !evaluator.region.intervals.isEmpty else { return false }
    let interval = evaluator.region.intervals[i]
    let x = evaluator.point[i]
    let room = min(x - interval.lowerBound, interval.upperBound - x)
    return room < 0x1p-8 * scales[i]
  }

  private func inward(_ i: Int) -> Double {
    let interval = evaluator.region.intervals[i]
    let up = interval.upperBound - evaluator.point[i]
    return up >= evaluator.point[i] - interval.lowerBound ? 1 : -1
  }
}

/// A Gaussian direction that is 0 outside a group, drawn again and again in the same place.
private struct GroupDirection {
  /// The number of each coordinate, and some room behind the last.
  var numbers: [Double]
  private let group: [Int]
  /// The numbers of the group, where it is not everything.
  private var drawn: [Double]

  init(_ group: [Int], of total: Int) {
    self.group = group
    numbers = [Double](repeating: 0, count: total + gaussianRoom)
    let isPart = group.count < total
    drawn = isPart ? [Double](repeating: 0, count: group.count + gaussianRoom) : []
  }

  /// Draws it, each number times how far its coordinate reaches.
  mutating func draw(_ reach: [Double], using random: inout RandomSource) {
    if drawn.isEmpty {
      fillGaussian(&numbers, group.count, using: &random)
      numbers.withUnsafeMutableBufferPointer { numbers in
        reach.withUnsafeBufferPointer { reach in
          for i in reach.indices { numbers[i] *= reach[i] }
        }
      }
      return
    }
    fillGaussian(&drawn, group.count, using: &random)
    for (position, i) in group.enumerated() { numbers[i] = drawn[position] * reach[position] }
  }
}
