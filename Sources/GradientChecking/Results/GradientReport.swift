/// The findings of a gradient check.
///
/// Everything is kept as values: print ``text(worst:showsTime:)``, encode it as JSON, or look for yourself.
public struct GradientReport: Codable, Sendable, Equatable {
  /// The inputs, in order.
  public var inputs: [CheckedInput]
  /// The mode that was asked for.
  public var mode: GradientCheckOptions.Mode
  /// The type in which the function computes.
  public var precision: Precision
  /// The seed of everything random.
  public var seed: UInt64
  /// Wrong shapes; where there are any, no number was compared.
  public var shapeProblems: [ShapeProblem] = []
  /// Two values for the same point, where the function gave them: nothing was compared then.
  public var repetition: Repetition?
  /// The groups of coordinates that were certified along random directions.
  public var groups: [ScreenedGroup] = []
  /// Whether the gradient is contradicted along a random direction, which names no coordinate.
  public var isContradictedAlongDirection = false
  /// The inputs in which errors are everywhere, of which a sample was looked at.
  public var samples: [ErrorSample] = []
  /// The coordinates that were looked at one by one, in order.
  public var coordinates: [CoordinateCheck] = []
  /// The error against the step of the worst coordinates, as many as the options asked for.
  public var curves: [StepCurve] = []
  /// How many coordinates the mode asked to look at.
  public var planned = 0
  /// Why the check ended before its time, if it did.
  public var stopped: Stop?
  /// How many times the function was evaluated.
  public var evaluations = 0
  /// How long the check took.
  public var seconds = 0.0
  /// The first error that the function threw away from the point, if any.
  public var firstError: String?

  /// Why a check ended before its time.
  public enum Stop: String, Codable, Sendable {
    /// The evaluations that the options allow were spent.
    case budget
    /// The task was cancelled.
    case cancelled
  }

  /// How many coordinates the inputs have.
  public var coordinateCount: Int { inputs.reduce(0) { $0 + $1.count } }

  /// How many coordinates are certified, one by one or along directions.
  public var certified: Int {
    groups.reduce(0) { $0 + $1.certified }
      + coordinates.count { $0.classification.outcome == .passed }
  }

  /// How many coordinates are not contradicted, but too small beside the others to be seen.
  public var belowSight: Int {
    groups.reduce(0) { $0 + $1.belowSight } + coordinates.count { $0.classification == .belowSight }
  }

  /// The answer.
  ///
  /// *Passed* means: every coordinate that was to be looked at is certified to the stated share of its own
  /// size, with the stated probability, or is named as below what can be seen. Failed as soon as anything
  /// is wrong; inconclusive otherwise.
  public var outcome: Classification.Outcome {
    if !shapeProblems.isEmpty || isContradictedAlongDirection { return .failed }
    if coordinates.contains(where: { $0.classification.outcome == .failed }) { return .failed }
    let isComplete = certified > 0 && certified + belowSight >= planned && stopped == nil
    return isComplete && repetition == nil ? .passed : .inconclusive
  }

  /// Whether the gradient is certified; see ``outcome``.
  public var passed: Bool { outcome == .passed }

  /// The name of a coordinate, as `weight[2, 3]`.
  ///
  /// - Parameter index: Its position among the coordinates of all inputs.
  /// - Returns: The name.
  public func label(_ index: Int) -> String {
    for input in inputs where index >= input.start && index < input.start + input.count {
      return input.label(index - input.start)
    }
    return "[\(index)]"
  }
}

extension GradientReport {
  /// How many coordinates fell into each class, by the name of the class.
  public var counts: [String: Int] {
    Dictionary(grouping: coordinates, by: \.classification.name).mapValues(\.count)
  }

  /// The coordinates that did not pass or that agree least, worst first.
  ///
  /// Failures come before what is inconclusive and that before passes; among equals the larger relative
  /// difference, then the larger difference.
  ///
  /// - Parameter count: How many at most.
  /// - Returns: The worst coordinates.
  public func worst(_ count: Int) -> [CoordinateCheck] {
    func rank(_ check: CoordinateCheck) -> Int {
      switch check.classification {
      case .notFinite: 4
      case let other where other.outcome == .failed: 3
      case let other where other.outcome == .inconclusive: 2
      case .pass: 1
      default: 0
      }
    }
    func key(_ check: CoordinateCheck) -> (Int, Double, Double, Int) {
      (rank(check), check.relativeDifference, check.difference, -check.index)
    }
    return Array(
      coordinates.map { ($0, key($0)) }.sorted { $0.1 > $1.1 }.prefix(max(0, count)).map(\.0)
    )
  }

  /// The worst coordinate, where coordinates were looked at one by one.
  public var worst: CoordinateCheck? { worst(1).first }

  /// The part of all coordinates that is certified, 0 … 1.
  public var coverage: Double {
    coordinateCount == 0 ? 0 : Double(certified) / Double(coordinateCount)
  }

  /// The largest share of its own size by which a certified coordinate may be wrong.
  public var share: Double? {
    let single = coordinates.filter { $0.classification == .pass }
      .map {
        let distance = max($0.difference, precision.analyticRounding * abs($0.analytic))
        return (distance + $0.errorBound) / max(abs($0.analytic), abs($0.numeric))
      }
    return (single + groups.map(\.share)).max()
  }

  /// The probability that a coordinate which is wrong by more than ``share`` is missed.
  public var missProbability: Double { groups.map(\.missProbability).max() ?? 0 }
}
