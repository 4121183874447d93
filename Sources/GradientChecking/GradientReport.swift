import Tensors

/// What a gradient check found.
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
  /// The random directions that were tried.
  public var directions: [DirectionCheck] = []
  /// The coordinates that were looked at one by one, in order.
  public var coordinates: [CoordinateCheck] = []
  /// The error against the step of the worst coordinates, as many as the options asked for.
  public var curves: [StepCurve] = []
  /// How many coordinates the mode asked to look at one by one.
  public var planned = 0
  /// How many times the function was evaluated.
  public var evaluations = 0
  /// How long the check took.
  public var seconds = 0.0
  /// The first error that the function threw away from the point, if any.
  public var firstError: String?

  /// How many coordinates the inputs have.
  public var coordinateCount: Int { inputs.reduce(0) { $0 + $1.count } }

  /// Whether the directions alone were meant to certify the gradient, and did.
  public var isCertifiedByDirections: Bool {
    !directions.isEmpty && directions.allSatisfy { $0.outcome == .passed }
      && planned == 0
  }

  /// The answer: failed as soon as anything did, passed when everything that was to be looked at passed.
  public var outcome: Classification.Outcome {
    if !shapeProblems.isEmpty { return .failed }
    let outcomes =
      coordinates.map(\.classification.outcome)
      + (planned == 0 ? directions.map(\.outcome) : [])
    if outcomes.contains(.failed) { return .failed }
    let isComplete = coordinates.count == planned && !outcomes.isEmpty
    return isComplete && !outcomes.contains(.inconclusive) ? .passed : .inconclusive
  }

  /// Whether the gradient is certified.
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

  /// How many coordinates were certified one by one.
  public var certified: Int {
    coordinates.count { $0.classification.outcome == .passed }
  }

  /// The part of all coordinates that is certified, 0 … 1; all of them when the directions certify.
  public var coverage: Double {
    if isCertifiedByDirections { return 1 }
    return coordinateCount == 0 ? 0 : Double(certified) / Double(coordinateCount)
  }

  /// The largest relative error that a certified coordinate may hide: max τ/s over those that passed.
  public var coordinateResolution: Double? {
    coordinates.filter { $0.classification == .pass }
      .map {
        let size = max(abs($0.analytic), abs($0.numeric))
        return $0.errorBound / size + precision.analyticRounding
      }
      .max()
  }

  /// The largest probability that all directions together miss an error of a given size.
  ///
  /// - Parameter norm: ‖w‖, the Euclidean norm of the error of the whole gradient.
  /// - Returns: The product over all directions of √(2/π)·τ/‖w‖; 1 without directions.
  public func missProbability(ofError norm: Double) -> Double {
    directions.reduce(1) { $0 * $1.missProbability(ofError: norm) }
  }

  /// The error of the whole gradient that the directions find with probability at least 99 %.
  public var directionalResolution: Double? {
    guard !directions.isEmpty else { return nil }
    let logs = directions.map { log(max($0.tolerance, .leastNonzeroMagnitude)) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    return (2 / Double.pi).squareRoot() * exp(mean) * pow(100, 1 / Double(logs.count))
  }
}
