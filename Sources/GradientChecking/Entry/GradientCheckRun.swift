import Foundation
import Tensors

/// One check of an analytic gradient, from the directions to the last coordinate.
struct GradientCheckRun {
  let analytic: [Double]
  let options: GradientCheckOptions
  var report: GradientReport
  private let run: CoordinateRun
  private var screen: Screen

  /// Problems of at most this many coordinates are not worth a screen.
  private static let smallProblem = 12
  /// Where directions leave at most this many coordinates of a group open, they are checked one by one.
  private var fewLeft: Int { screen.isManyInSingle ? 4 : 16 }
  /// After this many evaluations, one named wrong coordinate is enough.
  private static let patience = 500
  /// After this many evaluations, a group that single precision cannot certify is not divided any more.
  private static let endurance = 5_000
  /// How many groups are screened in the mode that uses directions alone.
  private var mostLooks: Int { screen.isManyInSingle ? 48 : 24 }
  /// Once this many wrong coordinates are named, the search for more of them ends.
  private static let enoughNamed = 8

  init(
    analytic: [Double],
    options: GradientCheckOptions,
    evaluators: [Evaluator],
    report: GradientReport
  ) {
    self.analytic = analytic
    self.options = options
    self.report = report
    run = CoordinateRun(evaluators, analytic: analytic, options: options)
    screen = Screen(evaluators[0], analytic: analytic, seed: options.seed)
  }

  private var evaluator: Evaluator { run.evaluators[0] }

  mutating func check() throws -> GradientReport {
    do {
      try measure()
    } catch is OutOfBudget {
      report.stopped = .budget
    } catch is CancellationError {
      report.stopped = .cancelled
    }
    for evaluator in run.evaluators { evaluator.limit = .max }
    finish()
    if report.stopped == nil { try curves() }
    report.evaluations = run.evaluations
    report.firstError = run.evaluators.lazy.compactMap(\.firstError).first
    if report.stopped == nil {
      let total = report.planned
      options.progress?(GradientCheckProgress(completed: total, total: total))
    }
    return report
  }

  private mutating func measure() throws {
    run.allow()
    report.planned = analytic.count
    try Task.checkCancellation()
    // Along directions alone, coordinates with the analytic value 0 are moved by themselves, and must give the same
    // bits: that repeats the point. It is asked again only where they do not.
    var isRepeated = false
    if case .directional = options.mode {
      isRepeated = analytic.count > Self.smallProblem && analytic.contains(0)
    }
    if !isRepeated {
      report.repetition = try evaluator.repetition()
      guard report.repetition == nil else { return }
    }
    defer { if isRepeated, !report.passed { report.repetition = try? evaluator.repetition() } }
    switch options.mode {
    case .full: try check(Array(analytic.indices))
    case .sampled(let size):
      let chosen = sample(size)
      report.planned = chosen.count
      try check(chosen)
    case .directional where analytic.count <= Self.smallProblem:
      try check(Array(analytic.indices))
    case .directional(let count): try directions(count)
    case .automatic:
      if analytic.count <= Self.smallProblem {
        try check(Array(analytic.indices))
      } else {
        try search()
      }
    }
    try run.judgeKinksTogether(seed: options.seed)
  }

  private func check(_ indices: [Int]) throws {
    let (progress, total) = (options.progress, report.planned)
    try run.check(indices) { done in
      if done < total { progress?(GradientCheckProgress(completed: done, total: total)) }
    }
  }

  /// A random sample in order, spread over the inputs in proportion to their size, at least one each.
  private func sample(_ size: Int) -> [Int] {
    guard size < analytic.count else { return Array(analytic.indices) }
    var random = RandomSource(seed: options.seed &+ 0x2545_F491)
    var chosen: [Int] = []
    for input in report.inputs where input.count > 0 {
      let share = Double(size) * Double(input.count) / Double(analytic.count)
      let number = min(input.count, max(1, Int(share.rounded())))
      chosen += random.permutation(input.count).prefix(number).map { input.start + $0 }
    }
    return chosen.sorted()
  }

  // MARK: - Directions

  private mutating func directions(_ count: Int) throws {
    let everything = Group(all: analytic.count)
    // Each direction makes a miss a thousand times less likely at the same share; in single precision, where
    // rounding allows less, ten times, and more than three directions make the share smaller instead.
    let isDouble = evaluator.precision == .double
    let miss = isDouble ? max(1e-9, pow(1e-3, Double(count))) : max(1e-3, pow(1e-1, Double(count)))
    var waiting = [Waiting(group: everything)]
    var isSuspect = false
    for _ in 0..<mostLooks {
      guard !isSuspect, let next = waiting.popLast() else { break }
      // One named wrong coordinate is enough.
      if screen.isManyInSingle, run.checks.contains(where: { $0.classification.outcome == .failed })
      {
        break
      }
      switch try screen.look(
        at: next.group,
        directions: screen.isManyInSingle ? 4 * count : count,
        missProbability: miss
      ) {
      case .certified(let group, let rest):
        report.groups.append(group)
        if rest.count <= fewLeft {
          try run.check(rest)
        } else {
          waiting.append(Waiting(group: Group(rest), bound: min(group.bound, next.bound)))
        }
      case .unclear where analytic.count <= Screen.fewEnough,
        .wrong where analytic.count <= Screen.fewEnough:
        // Few coordinates are asked one by one: each has a smallest step of its own.
        try run.check(Array(next.group))
      case .wrong where !screen.isManyInSingle: isSuspect = true
      case .unclear, .wrong:
        guard let open = leaveUnseen(next) else { continue }
        if screen.isManyInSingle, open.count <= fewLeft {
          try run.check(Array(open))
        } else if let parts = screen.isManyInSingle ? smaller(open) : splitBySize(open) {
          waiting += parts.reversed().map { Waiting(group: Group($0), bound: next.bound) }
        }
      }
    }
    guard isSuspect || report.certified == 0, run.checks.isEmpty else { return }
    var random = RandomSource(seed: options.seed &+ 0x7A11)
    let reach = everything.map(evaluator.scale(of:))
    var direction = RandomDirection(everything, of: analytic.count, reach: reach)
    direction.draw(using: &random)
    report.isContradictedAlongDirection =
      try evaluator.contradicts(analytic, along: direction.numbers)
    guard !report.isContradictedAlongDirection else { return }
    // An error that is everywhere is in the largest coordinates, too.
    try run.check(
      Array(everything.sorted { screen.weight(of: $0) > screen.weight(of: $1) }.prefix(4))
    )
  }

  /// Reports the coordinates of a group that are below sight, and returns the others, if there are any.
  private mutating func leaveUnseen(_ next: Waiting) -> Group? {
    let unseen = next.group.filter { screen.isBelowSight($0, bound: next.bound) }
    guard !unseen.isEmpty else { return next.group }
    report.groups.append(ScreenedGroup(belowSight: unseen.count, bound: next.bound))
    let open = Set(next.group).subtracting(unseen).sorted()
    return open.isEmpty ? nil : Group(open)
  }

  /// A group that is still to be screened.
  private struct Waiting {
    var group: Group
    var isSuspect = false
    /// The bound of every coordinate's error, times its scale, if an earlier screen has found one.
    var bound = Double.infinity
  }

  /// Certifies everything in as few groups as possible, and halves a group that fails until the wrong coordinates
  /// are named.
  private mutating func search() throws {
    var waiting: [Waiting] = []
    let areFinite = analytic.allSatisfy(\.isFinite)
    let strange = areFinite ? [] : analytic.indices.filter { !analytic[$0].isFinite }
    let rest =
      areFinite
      ? Group(all: analytic.count) : Group(analytic.indices.filter { analytic[$0].isFinite })
    try run.check(Array(strange.prefix(Self.enoughNamed)))
    waiting.append(Waiting(group: rest))
    var sampled: Set<String> = []
    var leftovers: [Int] = []
    var leftBound = Double.infinity
    var rounds = 0
    while true {
      if waiting.isEmpty, !leftovers.isEmpty {
        waiting.append(Waiting(group: Group(leftovers.sorted()), bound: leftBound))
        leftovers = []
        rounds += 1
      }
      guard let next = waiting.popLast() else { break }
      try Task.checkCancellation()
      let group = next.group
      let named = run.checks.count { $0.classification.outcome == .failed }
      if next.isSuspect, named >= Self.enoughNamed { continue }
      // Once a wrong coordinate is named, a group that is hard to certify is not worth many evaluations.
      let isOver = named > 0 && !next.isSuspect && run.evaluations > Self.patience
      if group.count <= 3 || (next.isSuspect && group.count <= 8) {
        if !isOver { try run.check(Array(group)) }
        tell()
        continue
      }
      // A half of a wrong group is first only asked whether it is wrong; the right ones are certified together.
      let isGlance = next.isSuspect && rounds < 3
      switch try screen.look(
        at: group,
        directions: evaluator.precision == .double ? 6 : 24,
        missProbability: 1e-9,
        isGlance: isGlance
      ) {
      case .unclear where isGlance: leftovers += group
      case .certified(let found, let rest):
        report.groups.append(found)
        // A few are worth a closer look, many only one more along directions. What many small parts leave
        // open is looked at together.
        if next.isSuspect {
          leftovers += rest
          leftBound = leftBound.isFinite ? max(leftBound, found.bound) : found.bound
        } else if !isOver {
          if rest.count <= fewLeft {
            try run.check(rest)
          } else {
            waiting.append(Waiting(group: Group(rest), bound: min(found.bound, next.bound)))
          }
        }
        tell()
      case .unclear:
        guard let open = leaveUnseen(next), !isOver else { continue }
        // What single precision cannot certify along many directions is left to the full mode.
        if screen.isManyInSingle, !next.isSuspect, run.evaluations > Self.endurance { continue }
        let parts =
          screen.isManyInSingle ? smaller(open) : splitBySize(open) ?? halves(open)
        waiting += parts.reversed().map {
          Waiting(group: Group($0), isSuspect: next.isSuspect, bound: next.bound)
        }
      case .wrong:
        let parts = inputs(of: group)
        if parts.count > 1 {
          waiting += parts.reversed().map { Waiting(group: Group($0.group), isSuspect: true) }
          continue
        }
        if let name = parts.first?.name, group.count > 64, !sampled.contains(name) {
          sampled.insert(name)
          if try isWrongEverywhere(group, name) { continue }
        }
        let seen = Set(run.checks.map(\.index))
        waiting += halves(Group(group.filter { !seen.contains($0) })).reversed().map {
          Waiting(group: Group($0), isSuspect: true)
        }
      }
    }
  }

  private func tell() {
    let done = run.checks.count + report.groups.reduce(0) { $0 + $1.certified + $1.belowSight }
    guard done < report.planned else { return }
    options.progress?(GradientCheckProgress(completed: done, total: report.planned))
  }

  /// Checks a random sample of an input: where all of a few coordinates are wrong, that is enough.
  private mutating func isWrongEverywhere(_ group: Group, _ name: String) throws -> Bool {
    var random = RandomSource(seed: options.seed &+ 0x5A3B)
    let chosen = random.permutation(group.count).prefix(12).map { group[$0] }
    var checks = try run.check(Array(chosen.prefix(3)))
    guard checks.allSatisfy({ $0.classification.outcome == .failed }) else { return false }
    checks += try run.check(Array(chosen.dropFirst(3)))
    let wrong = checks.filter { $0.classification.outcome == .failed }
    let ratios = wrong.map { $0.analytic / $0.numeric }
    var ratio: Double?
    if let first = ratios.first, ratios.allSatisfy({ abs($0 - first) <= 1e-3 * abs(first) }) {
      ratio = first
    }
    report.samples.append(
      ErrorSample(
        input: name,
        sampled: checks.count,
        wrong: wrong.count,
        count: group.count,
        ratio: ratio
      )
    )
    return true
  }

  /// The part of a group in each input.
  private func inputs(of group: Group) -> [(name: String, group: [Int])] {
    report.inputs.compactMap { input in
      let range = input.start..<input.start + input.count
      let part = group.filter { range.contains($0) }
      return part.isEmpty ? nil : (input.name, part)
    }
  }

  /// Two halves by position, along the first axis that separates them.
  private func halves(_ group: Group) -> [[Int]] {
    let middle = group.count / 2
    return [Array(group[..<middle]), Array(group[middle...])]
  }

  /// Parts in which less moves at once, so that the function bends less: first zeros apart, then by input, then
  /// halves.
  private func smaller(_ group: Group) -> [[Int]] {
    let zeros = group.filter { screen.weight(of: $0) == 0 }
    if !zeros.isEmpty, zeros.count < group.count {
      return [group.filter { screen.weight(of: $0) > 0 }, zeros]
    }
    let parts = inputs(of: group).map(\.group)
    return parts.count > 1 ? parts : halves(group)
  }

  /// Two parts by size: zeros apart, then large from small; none where all are alike.
  private func splitBySize(_ group: Group) -> [[Int]]? {
    let weight = screen.weight(of:)
    let zeros = group.filter { weight($0) == 0 }
    let others = group.filter { weight($0) > 0 }
    if !zeros.isEmpty, !others.isEmpty { return [others, zeros] }
    let sizes = others.map(weight)
    if let least = sizes.min(), let most = sizes.max(), most > 1e2 * least {
      let middle = (least * most).squareRoot()
      return [others.filter { weight($0) > middle }, others.filter { weight($0) <= middle }]
    }
    return nil
  }

  // MARK: - At the end

  /// Classes a coordinate as below sight if it is too noisy for a verdict but small beside the certified slopes.
  private mutating func finish() {
    let certified = run.checks.filter { $0.classification == .pass }
    let isScreened = report.groups.contains { $0.certified > 0 }
    // Small as a slope, and small as a change over the coordinate's scale.
    let steepest = certified.map { abs($0.numeric) } + (isScreened ? [screen.steepest] : [])
    let largest =
      certified.map { abs($0.numeric) * evaluator.scale(of: $0.index) }
      + (isScreened ? [screen.largest] : [])
    guard let steepest = steepest.max(), let largest = largest.max() else {
      report.coordinates = run.checks.sorted { $0.index < $1.index }
      return
    }
    let residue = 0x1p10 * evaluator.precision.unitRoundoff
    let sight = screen.sight
    run.reclassify { check in
      let seen = min(steepest, largest / evaluator.scale(of: check.index))
      let size = max(abs(check.analytic), abs(check.numeric))
      let isBlurred = [.noise, .contradiction, .oscillation, .stairs].contains {
        check.classification == .inconclusive($0)
      }
      // Where terms cancel, the rounding of the backward function leaves a value without meaning.
      let isOpen =
        isBlurred || [.fail, .inconclusive(.largeOutputs)].contains(check.classification)
      if isOpen, size <= residue * seen { return .belowSight }
      guard isBlurred, check.difference <= 2 * check.errorBound,
        max(size / 10, check.errorBound) <= sight * seen
      else { return nil }
      guard check.difference <= check.errorBound else { return .belowSight }
      if check.errorBound <= LineMeasurement.largestShare * size { return .pass }
      return check.analytic == 0 ? .zero : .belowSight
    }
    report.coordinates = run.checks.sorted { $0.index < $1.index }
  }

  private mutating func curves() throws {
    let drawn = options.curves > 0 ? report.worst(.max).filter(\.analytic.isFinite) : []
    for check in drawn.prefix(options.curves) {
      let line = evaluator.line(coordinate: check.index)
      report.curves.append(try StepCurve(index: check.index, analytic: check.analytic, along: line))
    }
  }
}
