/// The result of comparing one analytic derivative with the measured one.
public enum Classification: Codable, Sendable, Equatable {
  /// The values agree within the measured error, and the error is small beside them.
  case pass
  /// The analytic value is 0, and so is the measured one as far as anything can be seen.
  case zero
  /// The analytic value is not contradicted, and so small beside the other slopes of the function that the
  /// measured bound is too large a share of it for a certificate.
  case belowSight
  /// The function has a kink here. Valid: the analytic value lies between both slopes.
  case kink(left: Double, right: Double, isValid: Bool)
  /// The values differ by more than the measurement can be wrong.
  case fail
  /// The analytic value is NaN or infinite, or the function is not finite around the point.
  case notFinite
  /// The measurement cannot tell, and why.
  case inconclusive(Obstacle)

  /// The reason why there is no verdict.
  public enum Obstacle: String, Codable, Sendable, CaseIterable {
    /// The outputs carry more noise than the slope can be seen through.
    case noise
    /// The outputs carry noise of the size of single precision roundings, in a function of `Double`.
    case singlePrecision
    /// The outputs carry noise of the size of half precision roundings.
    case halfPrecision
    /// Other outputs are so large that they could hide the slope below their last bit.
    case largeOutputs
    /// Large steps and small ones show different slopes.
    case contradiction
    /// The function is defined at too few steps around the point.
    case range
    /// There is a kink closer to the point than the measurement can resolve.
    case kink
    /// The kinks of several coordinates at once: no choice of slopes gives the analytic values together.
    case jointKink
    /// The function moves in steps, with flat treads between them.
    case stairs
    /// The function is not continuous at the point.
    case jump
    /// The slope is unbounded at the point.
    case singular
    /// The function changes faster than the steps that rounding leaves.
    case oscillation
    /// The function gave two values at the same point.
    case notRepeatable
  }

  /// The three answers that a class stands for.
  public enum Outcome: String, Codable, Sendable {
    /// The analytic value is certified.
    case passed
    /// The analytic value is wrong.
    case failed
    /// The measurement cannot tell; never to be counted as a pass.
    case inconclusive
  }

  /// The answer that this class stands for.
  public var outcome: Outcome {
    switch self {
    case .pass, .zero, .kink(_, _, isValid: true): .passed
    case .fail, .notFinite, .kink(_, _, isValid: false): .failed
    case .inconclusive, .belowSight: .inconclusive
    }
  }

  /// The name of the class, without the values of a kink.
  public var name: String {
    switch self {
    case .pass: "pass"
    case .zero: "zero"
    case .belowSight: "below what can be seen"
    case .kink(_, _, isValid: true): "kink"
    case .kink(_, _, isValid: false): "kink, wrong value"
    case .fail: "fail"
    case .notFinite: "not finite"
    case .inconclusive(let obstacle): "inconclusive: \(obstacle.name)"
    }
  }
}

extension Classification.Obstacle {
  /// A short name.
  public var name: String {
    switch self {
    case .noise: "noise"
    case .singlePrecision: "single precision inside"
    case .halfPrecision: "half precision inside"
    case .largeOutputs: "large outputs"
    case .contradiction: "steps in contradiction"
    case .range: "range"
    case .kink: "kink nearby"
    case .jointKink: "kinks together"
    case .stairs: "stairs"
    case .jump: "jump"
    case .singular: "unbounded slope"
    case .oscillation: "oscillation"
    case .notRepeatable: "not repeatable"
    }
  }
}
