import ReferenceLayers
import Tensors
import Testing

@Suite("Optimisers of networks") struct OptimiserTests {
  /// Five steps of a formula, from [1, −2] with the gradients [t, −1], for t = 1 … 5.
  static func path(_ step: (Int, Tensor, Tensor) throws -> Tensor) throws -> Tensor {
    var parameter: Tensor = [[1, -2]]
    for t in 1...5 { parameter = try step(t, parameter, Tensor(rows: [[Double(t), -1]])) }
    return parameter
  }

  @Test("take the steps of the formula they name, and remember for each parameter")
  func rules() throws {
    let zeros: Tensor = [[0, 0]]
    var (v, m, s) = (zeros, zeros, zeros)
    func expect(_ rule: Optimiser.Rule, _ expected: Tensor) throws {
      var network = Network([LinearLayer(weight: [[1, -2]], bias: [0, 0])])
      var optimiser = Optimiser(rule)
      for t in 1...5 {
        let gradients = [
          Parameter("0.bias", [7, 7]), Parameter("0.weight", try Tensor(rows: [[Double(t), -1]])),
        ]
        try optimiser.step(&network, gradients: gradients, learningRate: 0.1)
      }
      #expect(network.parameters[0].value == expected, "\(rule)")
      #expect(optimiser.steps == 5)
    }
    try expect(
      .gradientDescent,
      Self.path { try GradientDescent.step($1, gradient: $2, learningRate: 0.1) }
    )
    try expect(
      .momentum(0.8),
      Self.path {
        let next = try Momentum.step(
          $1,
          gradient: $2,
          velocity: v,
          learningRate: 0.1,
          momentum: 0.8
        )
        v = next.velocity
        return next.parameter
      }
    )
    v = zeros
    try expect(
      .nesterov(momentum: 0.8),
      Self.path {
        let next = try Nesterov.step(
          $1,
          gradient: $2,
          velocity: v,
          learningRate: 0.1,
          momentum: 0.8
        )
        v = next.velocity
        return next.parameter
      }
    )
    try expect(
      .adaGrad,
      Self.path {
        let next = try AdaGrad.step($1, gradient: $2, accumulator: s, learningRate: 0.1)
        s = next.accumulator
        return next.parameter
      }
    )
    s = zeros
    try expect(
      .rmsProp(decay: 0.7),
      Self.path {
        let next = try RMSProp.step($1, gradient: $2, meanSquare: s, learningRate: 0.1, decay: 0.7)
        s = next.meanSquare
        return next.parameter
      }
    )
    s = zeros
    try expect(
      .adam(beta1: 0.7, beta2: 0.8),
      Self.path {
        let next = try Adam.step(
          $1,
          gradient: $2,
          firstMoment: m,
          secondMoment: s,
          step: $0,
          learningRate: 0.1,
          beta1: 0.7,
          beta2: 0.8
        )
        (m, s) = (next.firstMoment, next.secondMoment)
        return next.parameter
      }
    )
    (m, s) = (zeros, zeros)
    try expect(
      .adamW(weightDecay: 0.3),
      Self.path {
        let next = try AdamW.step(
          $1,
          gradient: $2,
          firstMoment: m,
          secondMoment: s,
          step: $0,
          learningRate: 0.1,
          weightDecay: 0.3
        )
        (m, s) = (next.firstMoment, next.secondMoment)
        return next.parameter
      }
    )
  }
}
