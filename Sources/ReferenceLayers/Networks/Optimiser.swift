import Tensors

/// An optimiser with the memory it needs for every parameter of a network.
///
/// The formulas are in the types that ``Rule`` names.
public struct Optimiser: Sendable {
  /// Which formula, with its settings.
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
    case adam(firstDecay: Double = 0.9, secondDecay: Double = 0.999)
    /// See ``AdamW``.
    case adamW(weightDecay: Double = 0.01)
  }

  /// Which formula, with its settings.
  public let rule: Rule
  /// How many steps were taken.
  public private(set) var steps = 0
  private var memory: [String: [Tensor]] = [:]

  /// Creates an optimiser that has taken no step.
  ///
  /// - Parameter rule: Which formula, with its settings.
  public init(_ rule: Rule) { self.rule = rule }

  /// Takes one step with all parameters.
  ///
  /// - Parameters:
  ///   - network: The network to improve.
  ///   - gradients: The gradient of every parameter, by name.
  ///   - rate: The learning rate.
  /// - Throws: ``LayerError`` for unknown or missing names, wrong shapes or settings.
  public mutating func step(
    _ network: inout Network,
    gradients: [Parameter],
    rate: Double
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
        try step(parameter.name, parameter.value, gradient: gradient, rate: rate)
      )
    }
    try network.replace(updated)
  }

  /// One parameter after its step.
  private mutating func step(
    _ name: String,
    _ parameter: Tensor,
    gradient: Tensor,
    rate: Double
  ) throws -> Tensor {
    let zeros = Tensor.zeros(like: parameter)
    let state = memory[name] ?? [zeros, zeros]
    switch rule {
    case .gradientDescent:
      return try GradientDescent.step(parameter, gradient: gradient, rate: rate)
    case .momentum(let momentum):
      let next = try Momentum.step(
        parameter,
        gradient: gradient,
        velocity: state[0],
        rate: rate,
        momentum: momentum
      )
      memory[name] = [next.velocity]
      return next.parameter
    case .nesterov(let momentum):
      let next = try Nesterov.step(
        parameter,
        gradient: gradient,
        velocity: state[0],
        rate: rate,
        momentum: momentum
      )
      memory[name] = [next.velocity]
      return next.parameter
    case .adaGrad:
      let next = try AdaGrad.step(
        parameter,
        gradient: gradient,
        accumulator: state[0],
        rate: rate
      )
      memory[name] = [next.accumulator]
      return next.parameter
    case .rmsProp(let decay):
      let next = try RMSProp.step(
        parameter,
        gradient: gradient,
        meanSquare: state[0],
        rate: rate,
        decay: decay
      )
      memory[name] = [next.meanSquare]
      return next.parameter
    case .adam(let firstDecay, let secondDecay):
      let next = try Adam.step(
        parameter,
        gradient: gradient,
        mean: state[0],
        meanSquare: state[1],
        step: steps,
        rate: rate,
        firstDecay: firstDecay,
        secondDecay: secondDecay
      )
      memory[name] = [next.mean, next.meanSquare]
      return next.parameter
    case .adamW(let weightDecay):
      let next = try AdamW.step(
        parameter,
        gradient: gradient,
        mean: state[0],
        meanSquare: state[1],
        step: steps,
        rate: rate,
        weightDecay: weightDecay
      )
      memory[name] = [next.mean, next.meanSquare]
      return next.parameter
    }
  }
}
