import Foundation
import Tensors

// A backward pass that measures its gradient earns no points for it.
//
// Two signs prove it. Finite differences call forward at least once for each number, and so does nothing else whose
// result has their errors or that makes the tensors of forward again and again from slightly other numbers. And
// their errors are known to the last digit once forward and the step are: a formula has other ones.

/// The work of a backward pass, measured in forward passes.
struct BackwardWork {
  /// The number of forward passes that create as many tensors, with as many entries.
  let forwards: Int

  /// The number of times that a tensor of forward was made from slightly other numbers.
  let neighbours: Int

  /// Measures one call; nil when it cannot be measured, because forward creates no tensor, say.
  init?(
    forward: () throws -> Void,
    backward: () throws -> Void
  ) rethrows {
    let one = try TensorTally.count(forward).1
    guard one.count > 0, one.entries > 0 else { return nil }
    let all = try TensorTally.count(backward).1
    forwards = min(all.count / one.count, all.entries / one.entries)
    // Every other count of neighbours would be smaller.
    guard forwards > 3 else {
      neighbours = 0
      return
    }
    neighbours = one.tensors.map { all.neighbours(of: $0) }.max() ?? 0
  }
}

extension Examination {
  /// The work of backward on the longest probe; nil when it cannot be measured.
  func measuredWork(_ forwards: [ProbeRunner.Forward]) throws -> BackwardWork? {
    guard
      let position = trials.indices.last(where: {
        $0 < forwards.count && trials[$0].upstream != nil
      }),
      forwards[position].outcome.value != nil, let upstream = trials[position].upstream
    else { return nil }
    let trial = trials[position]
    return try BackwardWork {
      _ = try runner.forward(implementation, trial)
    } backward: {
      _ = try runner.backward(
        implementation,
        trial,
        cache: forwards[position].cache,
        upstream: upstream
      )
    }
  }

  /// The finding about a gradient that was measured instead of computed; nil when there is no proof of that.
  ///
  /// - Parameters:
  ///   - name: The argument.
  ///   - items: The student's gradients.
  ///   - work: The work of backward.
  /// - Returns: The finding.
  /// - Throws: ``HarnessError``.
  func findingOfDifferences(
    _ name: String,
    _ items: [Observation.Item],
    _ work: BackwardWork?
  ) throws -> Finding? {
    let right = probed.reference[.gradient(name)].compactMap(\.outcome.value)
    let yours = items.compactMap(\.outcome.value)
    // Without right values nothing is known about errors.
    let isKnown = isClose(items, on: .gradient(name))
    let isNoisy = isKnown && hasErrorsThroughout(yours, right)
    if let work,
      let count = trials.last(where: { $0.upstream != nil })?.arguments[name].scalars.count,
      count > 3,
      work.forwards >= count, isNoisy || work.neighbours >= count
    {
      return .differenceQuotient(forwards: work.forwards, numbers: count)
    }
    guard isNoisy || !isKnown,
      try isDifferenceQuotient(name, items, atLeast: isKnown ? 4 : 8)
    else { return nil }
    return .differenceQuotient(forwards: nil, numbers: nil)
  }

  /// Whether the gradients differ from the right ones by no more than finite differences do.
  func isClose(_ items: [Observation.Item], on subject: Subject) -> Bool {
    let right = probed.reference[subject]
    return items.count == right.count
      && zip(items, right).allSatisfy { item, right in
        guard let yours = item.outcome.value, let right = right.outcome.value,
          yours.shape == right.shape
        else { return false }
        let scale = right.scalars.reduce(0) { max($0, $1.magnitude) }
        return zip(yours.scalars, right.scalars).allSatisfy {
          ($0 - $1).magnitude <= 1e-3 * scale
        }
      }
  }

  /// Whether most entries that are not small differ from the right ones by more than rounding.
  private func hasErrorsThroughout(_ yours: [Value], _ right: [Value]) -> Bool {
    var (wrong, all) = (0, 0)
    for (yours, right) in zip(yours, right) {
      let scale = right.scalars.reduce(0) { max($0, $1.isFinite ? $1.magnitude : 0) }
      for (mine, right) in zip(yours.scalars, right.scalars) where right.magnitude > 1e-3 * scale {
        all += 1
        wrong += (mine - right).magnitude > 4e-15 * right.magnitude ? 1 : 0
      }
    }
    return all > 0 && 10 * wrong >= 6 * all
  }

  // MARK: - Digit for digit

  /// Whether a gradient equals a difference quotient of forward, with one of the usual steps, in nearly every digit.
  ///
  /// Only entries count in which quotients with nearly the same step differ a hundred times more than the student's
  /// from the expected one, and which few other steps give: the right slope of a straight line is given by many.
  private func isDifferenceQuotient(
    _ name: String,
    _ items: [Observation.Item],
    atLeast least: Int
  ) throws -> Bool {
    var matches: [Int: Int] = [:]
    var tried: [Int: Int] = [:]
    for (trial, item) in zip(trials, items).prefix(8) {
      guard let yours = item.outcome.value?.scalars,
        let function = PartialFunction(of: implementation, in: exercise, trial, input: name)
      else { continue }
      let scale = yours.reduce(0) { max($0, $1.magnitude) }
      let entries = yours.indices.filter { yours[$0].magnitude > 1e-3 * scale }
      for entry in entries.prefix(4) {
        let quotients = try Quotients(function, entry)
        let allowed = 1e-15 * yours[entry].magnitude
        let equal = quotients.all.count { (yours[entry] - $0.quotient).magnitude <= allowed }
        guard equal <= 4 else { continue }
        for (rule, (quotient, other)) in quotients.all.enumerated()
        where (quotient - other).magnitude > 100 * allowed {
          tried[rule, default: 0] += 1
          matches[rule, default: 0] += (yours[entry] - quotient).magnitude <= allowed ? 1 : 0
        }
      }
    }
    return tried.contains { rule, count in
      count >= least && 10 * matches[rule, default: 0] >= 8 * count
    }
  }
}

/// Difference quotients of a function with respect to one entry, each beside the same with a slightly larger step.
private struct Quotients {
  var all: [(quotient: Double, other: Double)] = []

  /// Powers of ten, and the steps of which textbooks say that they are the best.
  private static let steps =
    (1...8).map { Double("1e-\($0)") ?? 0 }
    + [6.055454452393343e-06, 7.400959797414051e-04, 1.4901161193847656e-08]

  init(_ function: PartialFunction, _ entry: Int) throws {
    func value(_ change: Double) throws -> [Double] {
      var scalars = function.argument.scalars
      scalars[entry] += change
      return (try? function.forward(scalars)) ?? []
    }
    /// Central differences, of each output by itself and of the weighted sum.
    func central(_ step: Double) throws -> [Double] {
      let (above, below) = (try value(step), try value(-step))
      let weights = function.upstream
      guard above.count == weights.count, below.count == weights.count else { return [.nan, .nan] }
      let each = weights.indices.reduce(0) { $0 + weights[$1] * (above[$1] - below[$1]) }
      let sums = [above, below].map { values in
        weights.indices.reduce(0) { $0 + weights[$1] * values[$1] }
      }
      return [each / (2 * step), (sums[0] - sums[1]) / (2 * step)]
    }
    func rules(_ step: Double) throws -> [Double] {
      let (half, one, two) = (try central(step / 2), try central(step), try central(2 * step))
      // The plain quotient, and Richardson's with half and with twice the step.
      return one.indices.flatMap { i in
        [one[i], (4 * half[i] - one[i]) / 3, (4 * one[i] - two[i]) / 3]
      }
    }
    for step in Quotients.steps {
      all += zip(try rules(step), try rules(1.37 * step)).map { ($0, $1) }
    }
  }
}
