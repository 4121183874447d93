import Foundation
import Tensors

/// Certifies many coordinates at once along random directions.
///
/// A screen never accuses.
struct Screen {
  let evaluator: Evaluator
  let analytic: [Double]
  /// What the weights of all coordinates are like.
  private let sizes: Sizes
  /// The largest |aᵢ|: what is too small to be seen is small beside it and beside the largest weight.
  let steepest: Double
  /// 2u·(1.5·√Σ(vⱼfⱼ)² + √Σ(aᵢxᵢ)²): what rounding does to e.
  private let noise: Double
  var random: RandomSource

  init(_ evaluator: Evaluator, analytic: [Double], seed: UInt64) {
    self.evaluator = evaluator
    self.analytic = analytic
    (sizes, steepest) = Self.sizes(evaluator, analytic)
    noise =
      2 * evaluator.precision.unitRoundoff
      * (1.5 * norm(evaluator.upstream, evaluator.base) + norm(analytic, evaluator.point))
    random = RandomSource(seed: seed &+ 0x5DEE_CE66)
  }

  /// The weights of all coordinates, four at once, and the largest |aᵢ|.
  private static func sizes(
    _ evaluator: Evaluator,
    _ analytic: [Double]
  ) -> (sizes: Sizes, steepest: Double) {
    var sizes = Sizes()
    var least = SIMD4<Double>(repeating: .infinity)
    var (top, steepest) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (areFinite, areMoved) = (top .== 0, top .== 0)
    let whole = analytic.count & ~3
    forFours(0..<whole) { i, _ in
      let size = analytic.withUnsafeBufferPointer { magnitude(load($0, i, 4)) }
      let weight = size * evaluator.scales(from: i)
      steepest.replace(with: size, where: size .> steepest)
      top.replace(with: weight, where: weight .> top)
      areFinite = areFinite .& (size .< .infinity)
      let isMoved = weight .> 0
      areMoved = areMoved .& isMoved
      least.replace(with: weight, where: isMoved .& (weight .< least))
    }
    sizes.areFinite = all(areFinite)
    sizes.hasZeros = !all(areMoved)
    (sizes.least, sizes.top) = (least.min(), top.max())
    var largest = steepest.max()
    for i in whole..<analytic.count {
      let size = abs(analytic[i])
      sizes.add(size * evaluator.scale(of: i), isFinite: size.isFinite)
      largest = size > largest ? size : largest
    }
    return (sizes, largest)
  }

  /// wᵢ = |aᵢ|·Sᵢ.
  func weight(of i: Int) -> Double { abs(analytic[i]) * evaluator.scale(of: i) }

  /// The weights of four coordinates that follow each other.
  @inline(__always)
  private func weights(from i: Int) -> SIMD4<Double> {
    analytic.withUnsafeBufferPointer { magnitude(load($0, i, 4)) } * evaluator.scales(from: i)
  }

  /// The largest weight of all.
  var largest: Double { sizes.top }

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
    at group: Group,
    directions most: Int,
    missProbability: Double,
    isGlance: Bool = false
  ) throws -> Answer {
    let sizes = sizes(of: group)
    let (least, top) = (sizes.least, sizes.top)
    guard sizes.areFinite else { return .wrong }
    guard top > 0 else { return try lookAtZeros(group) }
    let goal = isDouble ? 1e-3 : isManyInSingle ? 0.7 * limit : limit / 2
    let tail = pow(missProbability, 1 / Double(isManyInSingle ? most : min(3, most)))
    let factor = RandomDirection.density / tail
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
        : 2 * RandomDirection.density / pow(missProbability, 1 / Double(most)) * noise / steps[0]
          / limit
      reference = min(top, max(least, top * (isDouble ? 1e-6 : 0x1p-5), visible))
    }
    let isForward = !evaluator.region.intervals.isEmpty && group.contains(where: isAtEdge)
    let analytic = self.analytic
    let reach = reach(of: group, reference)
    // Scales are no smaller than the coordinates: only small steps, and small reaches, may be lost in rounding.
    let leastMove =
      evaluator.scales.isEmpty && evaluator.storage.allSatisfy { $0.precision == .double }
      ? 0x1p52 * (reference / max(top, reference)) : 0
    let leastBits = isManyInSingle ? 0x1p6 : 0x1p10
    let edges = isForward ? group.filter(isAtEdge).map { ($0, inward($0)) } : []
    var random = RandomSource(seed: self.random.next())
    var direction = RandomDirection(group, of: analytic.count, reach: reach, edges: edges)

    // One direction tells which step is best.
    direction.draw(using: &random)
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
      guard step * leastMove >= leastBits || isFelt(step, group, reach, leastBits) else { continue }
      guard
        let probe = try DirectionProbe(
          evaluator,
          along: direction,
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
    if (most > 3 || !sizes.hasZeros), factor * best.probe.size <= limit * top,
      try !isStraight(direction, best.step)
    {
      return .unclear
    }

    func share(_ largest: Double, _ count: Int) -> Double {
      let tail = pow(missProbability, 1 / Double(count))
      return (isForward ? 2 : 1) * RandomDirection.density * largest / tail
    }
    var largestSize = best.probe.size
    var count = 1
    var bound = share(largestSize, count)
    while count < most {
      // If even the last direction could not certify the group, the others are not worth their cost.
      guard share(largestSize, most) <= limit * (isManyInSingle ? reference : top) else { break }
      if count >= 3, bound <= goal * reference { break }
      direction.draw(using: &random)
      guard
        let probe = try DirectionProbe(
          evaluator,
          along: direction,
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
    return try answer(group, sizes, bound, reference, missed, count, best.step)
  }

  /// The weights of a group.
  private func sizes(of group: Group) -> Sizes {
    guard !group.isEverything else { return self.sizes }
    var sizes = Sizes()
    for i in group { sizes.add(weight(of: i), isFinite: analytic[i].isFinite) }
    return sizes
  }

  /// How far each coordinate of a group is moved at step 1, before a random number is drawn: Sᵢ·min(1, W/wᵢ).
  private func reach(of group: Group, _ reference: Double) -> [Double] {
    [Double](unsafeUninitializedCapacity: group.count) { reach, count in
      func share(_ weight: Double) -> Double { weight <= reference ? 1 : reference / weight }
      let whole = group.isEverything ? group.count & ~3 : 0
      forFours(0..<whole) { i, _ in
        let weights = weights(from: i)
        let shares = (reference / weights).replacing(with: 1, where: weights .<= reference)
        store(evaluator.scales(from: i) * shares, reach, i, 4)
      }
      for position in whole..<group.count {
        let i = group[position]
        reach[position] = evaluator.scale(of: i) * share(weight(of: i))
      }
      count = group.count
    }
  }

  /// Whether a step leaves every coordinate so many of its last bits.
  ///
  /// Rounding must leave every coordinate enough of its step: one that stands still proves nothing.
  private func isFelt(_ step: Double, _ group: Group, _ reach: [Double], _ bits: Double) -> Bool {
    var (range, precision) = (0..<0, Precision.double)
    for (position, i) in group.enumerated() {
      if !range.contains(i), let stored = evaluator.storage.first(where: { $0.range.contains(i) }) {
        (range, precision) = stored
      }
      let spacing = precision.spacing(at: abs(evaluator.point[i]))
      if step * reach[position] < bits * spacing { return false }
    }
    return true
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
  private func isStraight(_ direction: RandomDirection, _ step: Double) throws -> Bool {
    let small = isDouble ? max(step * 0x1p-14, 0x1p-40) : step * 0x1p-5
    var change = 0.0
    let predicted = try evaluator.evaluate(
      along: direction.numbers,
      small,
      slopes: analytic,
      movesAll: direction.movesAll
    ) {
      change = evaluator.change($0)
    }
    guard let predicted, change.isFinite else { return false }
    let slack = 4 * noise + 1e-2 * abs(predicted) + (isDouble ? 0 : 0.1 * abs(predicted))
    return abs(change - predicted) <= slack
  }

  private mutating func answer(
    _ group: Group,
    _ sizes: Sizes,
    _ bound: Double,
    _ reference: Double,
    _ missProbability: Double,
    _ count: Int,
    _ step: Double
  ) throws -> Answer {
    var result = ScreenedGroup(bound: bound, missProbability: missProbability, directions: count)
    var rest: [Int] = []
    var zeros: [Int] = []
    // The share of a coordinate is bound / min(wᵢ, W): the least weight that is certified has the largest.
    guard bound <= limit * reference else { return .unclear }
    // A bound of 0 certifies no coordinate whose weight is 0.
    let needed = max(bound / limit, .leastNonzeroMagnitude)
    var least = sizes.least
    if sizes.hasZeros || least < needed {
      least = .infinity
      func sort(_ i: Int) {
        let w = weight(of: i)
        if w >= needed {
          least = w < least ? w : least
        } else if w > 0 {
          rest.append(i)
        } else {
          zeros.append(i)
        }
      }
      if group.isEverything {
        forFours(group.indices) { i, width in
          let weights = width == 4 ? self.weights(from: i) : .zero
          if all(weights .>= needed) {
            least = min(least, weights.min())
          } else {
            for k in i..<i + width { sort(k) }
          }
        }
      } else {
        for i in group { sort(i) }
      }
    }
    result.certified = group.count - rest.count - zeros.count
    if result.certified > 0 { result.share = bound / min(least, reference) }
    guard result.certified > 0 else { return .unclear }
    if !zeros.isEmpty {
      let isThorough = count > 3
      if try standsStill(Group(zeros), isThorough: isThorough),
        try liftsOff(Group(zeros), after: step, isThorough: isThorough)
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
    let least = sight * min(largest, steepest * evaluator.scale(of: i))
    // A tenth of it is out of sight, and no certificate is to be had.
    let size = min(10 * least, bound / limit)
    return weight(of: i) > 0 && weight(of: i) <= size && bound <= least
  }

  // MARK: Zeros

  /// A group in which every analytic value is 0: certified where nothing moves.
  private mutating func lookAtZeros(_ group: Group) throws -> Answer {
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
  private mutating func standsStill(_ group: Group, isThorough: Bool) throws -> Bool {
    // Beside large values a slope may stay below their last bit: then nothing may move far out, either.
    let isSmall = hiddenByZeros <= max(sight * largest, isDouble ? 1e-9 : 1e-2)
    let near = isThorough ? [zeroStep, -zeroStep] : [zeroStep]
    let steps = near + (isSmall ? [] : [1.618, -1.618, 12.9, -12.9, 103, -103])
    let reach = group.map { evaluator.scale(of: $0) }
    var direction = RandomDirection(group, of: analytic.count, reach: reach)
    for _ in 0..<(isThorough ? 2 : 1) {
      direction.draw(using: &random)
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
    _ group: Group,
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
        direction[i] = sign * (1 + random.uniform()) * evaluator.scale(of: i)
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

  /// Whether the interval of a coordinate ends so close that directions must lead inward.
  private func isAtEdge(_ i: Int) -> Bool {
    guard !evaluator.region.intervals.isEmpty else { return false }
    let interval = evaluator.region.intervals[i]
    let x = evaluator.point[i]
    let room = min(x - interval.lowerBound, interval.upperBound - x)
    return room < 0x1p-8 * evaluator.scale(of: i)
  }

  private func inward(_ i: Int) -> Double {
    let interval = evaluator.region.intervals[i]
    let up = interval.upperBound - evaluator.point[i]
    return up >= evaluator.point[i] - interval.lowerBound ? 1 : -1
  }
}

/// The weights of some coordinates.
private struct Sizes {
  /// The least that is not 0.
  var least = Double.infinity
  var top = 0.0
  var hasZeros = false
  /// Whether all analytic values are numbers.
  var areFinite = true

  @inline(__always)
  mutating func add(_ weight: Double, isFinite: Bool) {
    areFinite = areFinite && isFinite
    hasZeros = hasZeros || !(weight > 0)
    least = weight > 0 && weight < least ? weight : least
    top = weight > top ? weight : top
  }
}

/// √Σ(aᵢ·bᵢ)², 0 where it is no finite number.
private func norm(_ a: [Double], _ b: [Double]) -> Double {
  func sum(_ scale: Double) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sums = SIMD4<Double>.zero
        var i = 0
        while i < a.count {
          let width = min(4, a.count &- i)
          let part = load(a, i, width) * load(b, i, width) * scale
          sums += part * part
          i &+= 4
        }
        return sums.sum()
      }
    }
  }
  let square = sum(1)
  if square > 0x1p-900, square < .infinity { return square.squareRoot() }
  // Squares too large or too small for a number are scaled by a power of two, without rounding.
  var largest = 0.0
  for i in a.indices { largest = max(largest, abs(a[i] * b[i])) }
  guard largest > 0, largest.isFinite else { return 0 }
  let unit = powerOfTwo(notBelow: largest)
  return unit * sum(1 / unit).squareRoot()
}
