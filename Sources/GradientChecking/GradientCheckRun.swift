import Dispatch
import Foundation
import Synchronization
import Tensors

/// One check of a claimed gradient, from the directions to the last coordinate.
struct GradientCheckRun {
  let claimed: [Double]
  let options: GradientCheckOptions
  /// One per thread.
  let evaluators: [Evaluator]
  var report: GradientReport

  /// Problems of at most this many coordinates are not worth a screen.
  private static let smallProblem = 12

  mutating func run() throws -> GradientReport {
    let count = claimed.count
    switch options.mode {
    case .full: try check(Array(0..<count))
    case .directional(let directions): try screen(directions)
    case .sampled(let size): try check(sample(size))
    case .automatic:
      if count <= Self.smallProblem {
        try check(Array(0..<count))
      } else {
        try screen(3)
        if report.outcome != .passed { try check(Array(0..<count)) }
      }
    }
    let drawn = options.curves > 0 ? report.worst(.max).filter(\.analytic.isFinite) : []
    for check in drawn.prefix(options.curves) {
      let line = evaluators[0].line(coordinate: check.index)
      report.curves.append(
        try StepCurve(index: check.index, claimed: check.analytic, along: line)
      )
      evaluators[0].restore(coordinate: check.index)
    }
    report.evaluations = 1 + evaluators.reduce(0) { $0 + $1.evaluations }
    report.firstError = evaluators.lazy.compactMap(\.firstError).first
    return report
  }

  private var remaining: Int {
    guard let budget = options.budget else { return .max }
    return budget - 1 - evaluators.reduce(0) { $0 + $1.evaluations }
  }

  // MARK: Directions

  private mutating func screen(_ directions: Int) throws {
    var random = RandomSource(seed: options.seed &+ 0x5DEE_CE66)
    for _ in 0..<directions where remaining >= 4 {
      try Task.checkCancellation()
      let direction = gaussianDirection(claimed.count, using: &random)
      let slope = zip(direction, claimed).reduce(0) { $0 + $1.0 * $1.1 }
      let check = try DirectionCheck(
        analytic: slope,
        along: evaluators[0].line(direction: direction)
      )
      evaluators[0].restore()
      report.directions.append(check)
      if check.outcome != .passed, options.mode == .automatic { return }
    }
  }

  // MARK: Coordinates

  /// A random sample in order, spread over the inputs in proportion to their size, at least one each.
  private func sample(_ size: Int) -> [Int] {
    guard size < claimed.count else { return Array(claimed.indices) }
    var random = RandomSource(seed: options.seed &+ 0x2545_F491)
    var chosen: [Int] = []
    for input in report.inputs where input.count > 0 {
      let share = Double(size) * Double(input.count) / Double(claimed.count)
      let number = min(input.count, max(1, Int(share.rounded())))
      chosen += random.permutation(input.count).prefix(number).map { input.start + $0 }
    }
    return chosen.sorted()
  }

  private mutating func check(_ indices: [Int]) throws {
    report.planned = indices.count
    let results = try Results(indices.count)
    var next = 0
    // The first coordinate tells how many the next round can take in some 30 ms: long enough to be worth
    // sharing among threads, short enough to notice a cancellation.
    var size = 1
    while next < indices.count, remaining >= 4 {
      try Task.checkCancellation()
      // With a budget the rounds are small, so that one ladder at most goes beyond it.
      let allowed = options.budget == nil ? size : min(size, max(1, remaining / 100))
      let end = min(indices.count, next + allowed)
      let start = ContinuousClock.now
      try checkRound(indices, next..<end, into: results)
      let elapsed = (ContinuousClock.now - start) / .milliseconds(30)
      size = max(evaluators.count, Int(Double(end - next) / max(elapsed, 1e-6)))
      next = end
      if next < indices.count {
        options.progress?(GradientCheckProgress(completed: next, total: indices.count))
      }
    }
    report.coordinates = results.finished(next)
  }

  /// Checks a range of the chosen coordinates, worker w taking every W-th of them.
  private func checkRound(_ indices: [Int], _ range: Range<Int>, into results: Results) throws {
    let workers = min(evaluators.count, range.count)
    let claimed = claimed
    nonisolated(unsafe) let evaluators = evaluators
    let failure = Mutex<(any Error)?>(nil)
    let work: @Sendable (Int) -> Void = { worker in
      do {
        for k in stride(from: range.lowerBound + worker, to: range.upperBound, by: workers) {
          let i = indices[k]
          let line = evaluators[worker].line(coordinate: i)
          results.set(k, try CoordinateCheck(index: i, analytic: claimed[i], along: line))
          evaluators[worker].restore(coordinate: i)
        }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if workers == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: workers, execute: work)
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

/// Room for results that several threads fill, each at positions of its own.
private final class Results: @unchecked Sendable {
  private let storage: UnsafeMutableBufferPointer<CoordinateCheck>

  init(_ count: Int) throws {
    storage = .allocate(capacity: count)
  }

  deinit { storage.deallocate() }

  func set(_ position: Int, _ check: CoordinateCheck) {
    storage.initializeElement(at: position, to: check)
  }

  func finished(_ count: Int) -> [CoordinateCheck] { Array(storage[..<count]) }
}
