import Foundation

/// A function of one number that students confuse with others.
///
/// No derivative here is a factor of another. Softplus is left out, because its derivative is the sigmoid's
/// derivative with a factor forgotten.
struct WellKnownFunction: Sendable {
  let name: String
  let value: @Sendable (Double) -> Double
  let derivative: @Sendable (Double) -> Double
  /// The derivative as a formula of the function's value, if that is the usual formula.
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
