import Tensors

/// An optimiser with the memory it needs for every parameter of a network.
///
/// The formulas are in the types that ``Rule`` names.
public struct Optimiser: Sendable {
  /// A formula with its settings.
  public enum Rule: Sendable, Equatable {
    /// See ``GradientDescent``.
    case gradientDescent
    /// See ``Momentum``.
    case momentum(Double = 0.9)
    /// See ``Nesterov``.
    case nesterov(momentum: Double = 0.9)
    /// See ``AdaGrad``.
    case adaGrad
    /// See ``RMSProp``.
    case rmsProp(decay: Double = 0.99)
    /// See ``Adam``.
    case adam(beta1: Double = 0.9, beta2: Double = 0.999)
    /// See ``AdamW``.
    case adamW(weightDecay: Double = 0.01)
  }

  /// The formula with its settings.
  public let rule: Rule
  /// The number of steps taken.
  public private(set) var steps = 0
  private var memory: [String: [Tensor]] = [:]

  /// Creates an optimiser that has taken no step.
  ///
  /// - Parameter rule: The formula with its settings.
  public init(_ rule: Rule) { self.rule = rule }

  /// Takes one step with all parameters.
  ///
  /// - Parameters:
  ///   - network: The network to improve.
  ///   - gradients: The gradient of every parameter, by name.
  ///   - learningRate: The learning rate.
  /// - Throws: ``LayerError`` for unknown or missing names, wrong shapes or settings.
  public mutating func step(
    _ network: inout Network,
    gradients: [Parameter],
    learningRate: Double
  ) throws {
    steps += 1
    var values: [String: Tensor] = [:]
    for gradient in gradients { values[gradient.name] = gradient.value }
    let updated = try network.parameters.map { parameter in
      guard let gradient = values[parameter.name] else {
        throw LayerError.unknownParameter(
          operation: "Optimiser.step",
          name: parameter.name,
          known: gradients.map(\.name)
        )
      }
      return Parameter(
        parameter.name,
        try step(parameter.name, parameter.value, gradient: gradient, learningRate: learningRate)
      )
    }
    try network.replace(updated)
  }

  /// One parameter after its step.
  ///
  /// Each rule keeps up to two tensors for a parameter, zeros at first.
  private mutating func step(
    _ name: String,
    _ parameter: Tensor,
    gradient: Tensor,
    learningRate: Double
  ) throws -> Tensor {
    let next: Tensor
    var state = memory[name] ?? [Tensor](repeating: .zeros(like: parameter), count: 2)
    switch rule {
    case .gradientDescent:
      next = try GradientDescent.step(parameter, gradient: gradient, learningRate: learningRate)
    case .momentum(let momentum):
      (next, state[0]) = try Momentum.step(
        parameter,
        gradient: gradient,
        velocity: state[0],
        learningRate: learningRate,
        momentum: momentum
      )
    case .nesterov(let momentum):
      (next, state[0]) = try Nesterov.step(
        parameter,
        gradient: gradient,
        velocity: state[0],
        learningRate: learningRate,
        momentum: momentum
      )
    case .adaGrad:
      (next, state[0]) = try AdaGrad.step(
        parameter,
        gradient: gradient,
        accumulator: state[0],
        learningRate: learningRate
      )
    case .rmsProp(let decay):
      (next, state[0]) = try RMSProp.step(
        parameter,
        gradient: gradient,
        meanSquare: state[0],
        learningRate: learningRate,
        decay: decay
      )
    case .adam(let beta1, let beta2):
      (next, state[0], state[1]) = try Adam.step(
        parameter,
        gradient: gradient,
        firstMoment: state[0],
        secondMoment: state[1],
        step: steps,
        learningRate: learningRate,
        beta1: beta1,
        beta2: beta2
      )
    case .adamW(let weightDecay):
      (next, state[0], state[1]) = try AdamW.step(
        parameter,
        gradient: gradient,
        firstMoment: state[0],
        secondMoment: state[1],
        step: steps,
        learningRate: learningRate,
        weightDecay: weightDecay
      )
    }
    memory[name] = state
    return next
  }
}
