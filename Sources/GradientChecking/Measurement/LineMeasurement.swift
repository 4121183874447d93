/// The derivative along a line, put together from its outputs: Σⱼ vⱼ·slopeⱼ, and the bound of its error.
struct LineMeasurement {
  /// The slopes of an output with a kink at the point, times its weight.
  struct Kink {
    var output: Int
    var left: Double
    var right: Double
    var persists: Bool
  }

  /// The share of its own size to which a coordinate must be certified.
  static let largestShare = 5e-3

  private(set) var value = 0.0
  /// A bound of the error, without the parts of the options and of the analytic rounding.
  private(set) var bound = 0.0
  /// The slope that outputs which never moved could hide below their last bit.
  ///
  /// A certificate takes an output that stood still at every step for constant; an accusation does not.
  private(set) var hidden = 0.0
  /// The steepest slope seen above the noise, over all outputs.
  private(set) var steepest = 0.0
  private(set) var kinks: [Kink] = []
  /// The reason why the bound is too large.
  private(set) var obstacle = Classification.Obstacle.noise
  /// The reason why there can be no verdict; nil when there can.
  private(set) var defect: Classification.Obstacle?
  /// Whether some output moves in steps that were taken for noise.
  private(set) var hasStairs = false
  private(set) var isOneSided = false
  private(set) var movedCount = 0
  private(set) var evaluations = 0

  let precision: Precision
  private let tolerance: GradientCheckOptions.Tolerance
  /// The error that an accusation allows for the rounding of moved inputs.
  private var slack = 0.0
  /// φ as one curve, to look for coarser stretches that support a value.
  private var whole: OutputCurve?

  /// Measures along a line; where the first levels certify the value that will be judged, no others are tried.
  init(along line: Line, judging analytic: Double) throws {
    precision = line.precision
    tolerance = line.tolerance
    var ladder = try Ladder(along: line)
    var treads: [Int: Treads] = [:]
    combine(ladder, treads)
    if !settles(analytic), try ladder.fillGaps(found) { combine(ladder, treads) }
    // Whether a kink lies at the point or beside it shows at every step down to the last bit.
    if !kinks.isEmpty, try ladder.fillToTheEnd() { combine(ladder, treads) }
    if !settles(analytic), wantsLargerSteps(analytic) {
      for exponent in -1...6 { try ladder.add(exponent) }
      combine(ladder, treads)
    }
    if !settles(analytic) || value == 0 || hasRival || defect == .jump {
      treads = try ladder.treads(found)
      if !treads.isEmpty { combine(ladder, treads) }
    }
    // Within one tread of a rounding a false slope is seen: before it may accuse, the ends of the tread are
    // looked at.
    if treads.isEmpty, isAccused(analytic), abs(analytic - value) * line.scale <= roundings(line) {
      treads = try ladder.treads(found, areAllSuspect: true)
      if !treads.isEmpty { combine(ladder, treads) }
    }
    evaluations = ladder.evaluations
  }

  private func isAccused(_ analytic: Double) -> Bool {
    analytic.isFinite && classification(of: analytic).outcome == .failed
  }

  /// Changes so small that the rounding of intermediate values may be their cause.
  private func roundings(_ line: Line) -> Double {
    let size = zip(line.upstream, line.base).reduce(0) { $0 + abs($1.0) * max(1, abs($1.1)) }
    return 0x1p14 * line.precision.unitRoundoff * size
  }

  private var hasRival = false
  /// The slopes of the outputs that moved.
  private var found: [(Int, OutputCurve.Slope)] = []
  /// Whether a slope was read at steps beyond the scale, where a bounded function has next to none.
  private var usesLargeSteps = false
  private var finestStep = 0.0

  private func slopes(_ ladder: Ladder, _ treads: [Int: Treads]) -> [(Int, OutputCurve.Slope)] {
    ladder.movedOutputs.map { j in
      let known = treads[j].flatMap { $0.isRepeated ? $0 : nil }
      // A value on a tread is off by at most half its height, as one is by half its last bit.
      let noise = (known?.height ?? 0) / 2
      let curve = ladder.curve(j, noise: noise, finest: 8 * (known?.width ?? 0))
      return (j, curve.slope())
    }
  }

  private mutating func combine(_ ladder: Ladder, _ treads: [Int: Treads]) {
    let line = ladder.line
    value = 0
    bound = 0
    steepest = 0
    kinks = []
    defect = nil
    hasStairs = treads.values.contains(where: \.isRepeated)
    usesLargeSteps = false
    isOneSided = false
    slack = 0
    hasRival = false
    finestStep = .infinity
    obstacle = ladder.levels.count < 5 ? .range : .noise
    var largest = 0.0
    found = slopes(ladder, treads)
    movedCount = found.count
    var isMoved = [Bool](repeating: false, count: line.base.count)
    for (j, slope) in found {
      isMoved[j] = true
      let v = line.upstream[j]
      guard v != 0 else { continue }
      value += v * slope.value
      var part = abs(v) * 4 * slope.error
      // A plateau that ends in a jump hides any slope that would not reach the next step.
      if let known = treads[j], !known.isRepeated, known.width > 0 {
        part += abs(v) * known.height / known.width
      }
      if slope.step > line.scale / 2, slope.value != 0 { usesLargeSteps = true }
      bound += part
      steepest = max(steepest, abs(v) * slope.steepest)
      if part > largest || !part.isFinite {
        largest = part
        obstacle = treads[j] != nil ? .stairs : slope.obstacle
        if line.precision == .double, [.noise, .stairs].contains(obstacle),
          let inner = ladder.innerPrecision(of: j, noise: treads[j]?.height ?? slope.noise)
        {
          obstacle = inner
        }
      }
      if let kink = slope.kink {
        let (a, b) = (v * kink.left, v * kink.right)
        kinks.append(Kink(output: j, left: a, right: b, persists: kink.persists))
      }
      if let found = slope.defect, defect == nil || found == .jump {
        if found != .range || treads[j] == nil { defect = found }
      }
      if slope.isOneSided { isOneSided = true }
      if slope.rival != nil, j != line.analyticOutput { hasRival = true }
      if slope.step > 0 {
        finestStep = min(finestStep, slope.step)
        let size = line.position * abs(v * slope.value) / slope.step
        slack += 8 * line.precision.unitRoundoff * size
      }
    }
    let reach = ladder.levels.lazy.filter { !$0.plus.isEmpty && !$0.minus.isEmpty }.map(\.step)
      .max()
    var still = 0.0
    for j in line.base.indices where !isMoved[j] { still += abs(line.upstream[j] * line.base[j]) }
    hidden =
      still == 0
      ? 0
      : 2 * line.precision.unitRoundoff * still / (reach ?? ladder.levels.first?.step ?? 0)
    if found.isEmpty { bound = hidden }
    if ladder.levels.count < 5 { bound = .infinity }
    whole = ladder.whole(of: found.map(\.0))
  }

  // MARK: - What is certain

  private func limit(_ analytic: Double) -> (bound: Double, size: Double, sharp: Bool) {
    let size = max(abs(analytic), abs(value))
    let added = tolerance.amount(size)
    let total = bound + precision.analyticRounding * size + added
    // Where the function's own accuracy is stated, the measurement need not be finer than that of a
    // difference of two values.
    let sharp = total <= precision.coarsestResolution * size + 3 * added
    return (total, size, sharp)
  }

  /// The error bound that a report states.
  func errorBound(of analytic: Double) -> Double {
    let size = analytic.isFinite ? max(abs(analytic), abs(value)) : value
    let isCertified = classification(of: analytic).outcome == .passed
    return bound + tolerance.amount(size) + (isCertified || movedCount == 0 ? 0 : hidden)
  }

  /// The distance beyond which an analytic value is contradicted.
  private func contradiction(_ bound: Double) -> Double {
    2 * (bound + slack + (movedCount == 0 ? 0 : hidden))
  }

  private func settles(_ analytic: Double) -> Bool {
    guard analytic.isFinite, value.isFinite, kinks.isEmpty else { return !kinks.isEmpty }
    guard movedCount > 0 else { return false }
    let limit = limit(analytic)
    return limit.sharp && abs(analytic - value) <= limit.bound && hidden <= 0.02 * limit.bound
  }

  private func wantsLargerSteps(_ analytic: Double) -> Bool {
    let limit = limit(analytic)
    let isBlurred = [.noise, .contradiction, .stairs, .singlePrecision, .halfPrecision]
      .contains(obstacle)
    return movedCount == 0 || steepest == 0 || hidden > 0.02 * limit.bound
      || (!limit.sharp && isBlurred)
  }

  /// The class of an analytic derivative.
  func classification(of analytic: Double) -> Classification {
    guard analytic.isFinite else { return .notFinite }
    guard value.isFinite else { return .inconclusive(defect ?? obstacle) }
    let limit = limit(analytic)
    if defect == .jump { return .inconclusive(.jump) }
    if !kinks.isEmpty { return kinkClass(of: analytic) }
    let distance = abs(analytic - value)
    let isStated = tolerance != .none
    if hasStairs, !isStated || distance <= limit.bound {
      if distance <= limit.bound, limit.sharp { return .pass }
      let isFlat = analytic == 0 && distance <= limit.bound && limit.bound <= sight * steepest
      return isFlat ? .zero : .inconclusive(obstacle)
    }
    if movedCount == 0, bound.isFinite {
      if analytic == 0 { return .zero }
      if abs(analytic) <= limit.bound { return .belowSight }
      return abs(analytic) > 2 * limit.bound ? .fail : .inconclusive(obstacle)
    }
    // A backward function has roundings of its own: where nothing contradicts its value, it need only be
    // within 10⁻⁴ of the truth.
    let share = 1e-4 * limit.size
    if limit.sharp,
      distance <= limit.bound
        || (distance <= 2 * (limit.bound + slack) && distance + limit.bound <= share)
    {
      return limit.size == 0 ? .zero : .pass
    }
    if distance <= limit.bound {
      if limit.bound <= sight * steepest, defect == nil {
        if limit.bound <= Self.largestShare * limit.size { return .pass }
        return analytic == 0 ? .zero : .belowSight
      }
      // Outputs that stand still, to the last bit, at every finer step.
      let isHeld = analytic == 0 && value == 0 && defect == nil
      if isHeld, limit.bound <= precision.coarsestResolution * steepest { return .zero }
      return .inconclusive(defect ?? obstacle)
    }
    if let defect { return .inconclusive(defect) }
    guard limit.bound <= 0.2 * limit.size else { return .inconclusive(obstacle) }
    if distance <= 2 * (limit.bound + slack) { return .inconclusive(.noise) }
    if distance <= contradiction(limit.bound) { return .inconclusive(.largeOutputs) }
    // Beyond its scale a bounded function has next to no slope.
    if usesLargeSteps, abs(value) <= 0.3 * abs(analytic) { return .inconclusive(obstacle) }
    let isSupported = whole?.supports(
      analytic,
      against: value,
      bound: limit.bound,
      size: limit.size
    )
    return isSupported == true ? .inconclusive(.contradiction) : .fail
  }

  /// Whether the value is certainly not 0, where it is the error of a slope of the given size, and rounded inputs
  /// may change φ by an absolute amount.
  func contradictsZero(size: Double, allowing rounding: Double) -> Bool {
    guard value.isFinite, kinks.isEmpty, defect == nil, !hasStairs, !hasRival else { return false }
    let total = bound + precision.analyticRounding * size + tolerance.amount(size)
    let moved = finestStep > 0 ? rounding / finestStep : 0
    // Where next to nothing is seen of the slope, the function may live on a finer scale.
    let isSeen = abs(abs(value) - size) > 1e-2 * size
    return abs(value) > 2 * (total + slack + moved) && total <= 0.2 * max(abs(value), size)
      && isSeen
  }

  /// How small beside the steepest slope something must be, to count as below what can be seen.
  private var sight: Double { precision == .double ? 1e-6 : 1e-3 }

  /// Valid at a kink: between the sums of the slopes; where the kinks may lie beside the point, both ends.
  private func kinkClass(of analytic: Double) -> Classification {
    let (left, right) = kinkSlopes
    let low = kinks.reduce(smoothPart) { $0 + min($1.left, $1.right) }
    let high = kinks.reduce(smoothPart) { $0 + max($1.left, $1.right) }
    let size = max(abs(low), abs(high), abs(analytic))
    let total = bound + precision.analyticRounding * size + tolerance.amount(size)
    guard total <= (precision == .double ? 1e-3 : 2e-2) * (high - low + size) else {
      return .inconclusive(.kink)
    }
    let persists = kinks.allSatisfy(\.persists)
    let isInside = analytic >= low - total && analytic <= high + total
    let isEnd = min(abs(analytic - left), abs(analytic - right)) <= total
    if isInside, persists || isEnd { return .kink(left: left, right: right, isValid: true) }
    if isInside { return .inconclusive(.kink) }
    let margin = contradiction(total)
    if analytic < low - margin || analytic > high + margin, defect == nil, !hasRival, !hasStairs,
      whole?.supports(analytic, against: (low + high) / 2, bound: (high - low) / 2, size: size)
        != true
    {
      return .kink(left: left, right: right, isValid: false)
    }
    return .inconclusive(.kink)
  }

  private var smoothPart: Double {
    value - kinks.reduce(0) { $0 + ($1.left + $1.right) / 2 }
  }

  /// The slopes on both sides of the kinks together.
  private var kinkSlopes: (left: Double, right: Double) {
    (kinks.reduce(smoothPart) { $0 + $1.left }, kinks.reduce(smoothPart) { $0 + $1.right })
  }

  /// The measurement by itself, as the products report it.
  func derivative(evaluations: Int) -> NumericDerivative {
    let behaviour: NumericDerivative.Behaviour
    if let defect, defect != .range || !value.isFinite {
      behaviour = .unknown(defect)
    } else if !value.isFinite {
      behaviour = .notFinite
    } else if !kinks.isEmpty {
      let slopes = kinkSlopes
      behaviour = .kink(left: slopes.left, right: slopes.right)
    } else {
      behaviour = isOneSided ? .oneSided : .smooth
    }
    return NumericDerivative(
      value: value,
      errorBound: bound,
      behaviour: behaviour,
      evaluations: evaluations
    )
  }
}
