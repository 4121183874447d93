import Dispatch
import Foundation
import Synchronization
import Tensors

/// Checks coordinates one by one, on as many threads as there are evaluators.
final class CoordinateRun {
  let evaluators: [Evaluator]
  let analytic: [Double]
  private let options: GradientCheckOptions
  private let scratch: [QuickCheck.Scratch]
  /// The comparisons so far.
  private(set) var checks: [CoordinateCheck] = []
  /// The outputs with a kink, by coordinate.
  private(set) var kinks: [Int: [Int]] = [:]

  init(_ evaluators: [Evaluator], analytic: [Double], options: GradientCheckOptions) {
    self.evaluators = evaluators
    self.analytic = analytic
    self.options = options
    scratch = evaluators.map { _ in QuickCheck.Scratch() }
  }

  /// Less work than this is not worth waking a second thread.
  private static let leastShared = Duration.microseconds(300)

  /// How often the function was called, the point itself included.
  var evaluations: Int { 1 + evaluators.reduce(0) { $0 + $1.evaluations } }

  /// Divides the rest of the budget among the evaluators.
  func allow() {
    guard let budget = options.budget else { return }
    let left = max(0, budget - evaluations)
    for evaluator in evaluators {
      evaluator.limit = evaluator.evaluations + left / evaluators.count
    }
  }

  /// Compares coordinates, and keeps what was found even where a cancellation or the budget ends it.
  @discardableResult
  func check(_ indices: [Int], progress: (Int) -> Void = { _ in }) throws -> [CoordinateCheck] {
    let first = checks.count
    var next = 0
    // The first coordinate tells how many the next round can take in some 30 ms: long enough to be worth
    // sharing among threads, short enough to notice a cancellation.
    var size = 1
    var cost = Duration.zero
    while next < indices.count {
      try Task.checkCancellation()
      if evaluators.count > 1 { allow() }
      let end = min(indices.count, next + size)
      let start = ContinuousClock.now
      let isWorthSharing = cost * (end - next) >= Self.leastShared
      try round(Array(indices[next..<end]), sharing: isWorthSharing)
      cost = (ContinuousClock.now - start) / (end - next)
      size = max(evaluators.count, Int(min(1e6, .milliseconds(30) / max(cost, .nanoseconds(1)))))
      next = end
      progress(next)
    }
    return Array(checks[first...])
  }

  /// Replaces the class of some comparisons.
  func reclassify(_ change: (CoordinateCheck) -> Classification?) {
    for k in checks.indices {
      if let other = change(checks[k]) { checks[k].classification = other }
    }
  }

  /// Makes inconclusive the values that are valid at each kink by itself, but not together.
  func judgeKinksTogether(seed: UInt64) throws {
    guard !kinks.isEmpty else { return }
    var together = KinksTogether(evaluators[0], analytic: analytic, seed: seed)
    let invalid = try together.invalid(kinks)
    reclassify { check in
      guard invalid.contains(check.index), check.classification.outcome == .passed else {
        return nil
      }
      return .inconclusive(.jointKink)
    }
  }

  private func round(_ indices: [Int], sharing isShared: Bool) throws {
    let workers = isShared ? min(evaluators.count, indices.count) : 1
    let analytic = analytic
    nonisolated(unsafe) let evaluators = evaluators
    nonisolated(unsafe) let scratch = scratch
    let results = Results(indices.count)
    let failure = Mutex<(any Error)?>(nil)
    // Each worker takes the next few as soon as it is free: one coordinate may cost fifty times another.
    let next = Atomic(0)
    let few = max(1, indices.count / (16 * workers))
    let work: @Sendable (Int) -> Void = { worker in
      do {
        while true {
          let first = next.add(few, ordering: .relaxed).oldValue
          guard first < indices.count else { return }
          for k in first..<min(first + few, indices.count) {
            let i = indices[k]
            results.set(
              k,
              try evaluators[worker].check(
                coordinate: i,
                analytic: analytic[i],
                scratch: scratch[worker]
              )
            )
          }
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
    for result in results.finished {
      checks.append(result.check)
      if !result.kinks.isEmpty, case .kink = result.check.classification {
        kinks[result.check.index] = result.kinks
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

/// Room for results that several threads fill, each at positions of its own.
private final class Results: @unchecked Sendable {
  typealias Comparison = (check: CoordinateCheck, kinks: [Int])
  private let storage: UnsafeMutableBufferPointer<Comparison?>

  init(_ count: Int) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: nil)
  }

  deinit {
    storage.deinitialize()
    storage.deallocate()
  }

  func set(_ position: Int, _ result: Comparison) { storage[position] = result }

  var finished: [Comparison] { storage.compactMap(\.self) }
}
