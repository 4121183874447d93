import Foundation

/// A function of one number that students mix up with others.
///
/// Only functions whose derivative is no factor of another's: the derivative of softplus, say, is what is left
/// of the sigmoid's when a factor is forgotten, and would be blamed in its place.
struct WellKnownFunction: Sendable {
  let name: String
  let value: @Sendable (Double) -> Double
  let derivative: @Sendable (Double) -> Double
  /// The derivative as a formula of the function's own value, where that is how it is remembered.
  var derivativeFromOutput: (@Sendable (Double) -> Double)?

  static let all: [WellKnownFunction] = [
    WellKnownFunction(name: "the identity", value: { $0 }, derivative: { _ in 1 }),
    WellKnownFunction(
      name: "the sigmoid",
      value: sigmoid,
      derivative: { sigmoid($0) * sigmoid(-$0) },
      derivativeFromOutput: { $0 * (1 - $0) }
    ),
    WellKnownFunction(
      name: "tanh",
      value: { tanh($0) },
      derivative: { 1 - tanh($0) * tanh($0) },
      derivativeFromOutput: { 1 - $0 * $0 }
    ),
    WellKnownFunction(name: "ReLU", value: { max(0, $0) }, derivative: { $0 > 0 ? 1 : 0 }),
    WellKnownFunction(
      name: "the leaky ReLU (0.01)",
      value: { $0 > 0 ? $0 : 0.01 * $0 },
      derivative: { $0 > 0 ? 1 : 0.01 }
    ),
    WellKnownFunction(
      name: "the absolute value",
      value: { $0.magnitude },
      derivative: { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    ),
    WellKnownFunction(name: "the step function", value: { $0 > 0 ? 1 : 0 }, derivative: { _ in 0 }),
  ]

  private static func sigmoid(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
  }
}
