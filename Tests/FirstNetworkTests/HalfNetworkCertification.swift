import Grading
import ReferenceLayers
import Tensors

@testable import FirstNetworkSolutions

extension FirstNetworkSolutions::HalfNetwork.Parameters: NetworkParameters {}

extension HalfNetworkGrader: Certified {
  static let certification = Certification(
    reference: network(backward: layerByLayer),
    solution: HalfFilled.members(
      Parameters.self,
      forward: HalfNetwork.forward,
      backward: HalfNetwork.backward,
      update: HalfNetwork.update,
      train: HalfNetwork.train
    ),
    alternatives: [
      Alternative("example by example, number by number", network(backward: numberByNumber))
    ],
    mistakes: [
      mistake(
        "1/N missing",
        "∂L/∂z² is not divided by the number of examples. The loss is a mean: (p − y) / N."
      ) { s in s.delta2 = s.delta2 * s.labels.count },
      mistake(
        "labels minus probabilities",
        "The sign is wrong, so that every gradient points uphill: ∂L/∂z² = (p − y) / N, with p first."
      ) { s in s.delta2 = -s.delta2 },
      mistake(
        "labels not subtracted",
        "∂L/∂z² has the probabilities alone. It is what is predicted minus what is true: (p − y) / N."
      ) { s in s.delta2 = s.probability / s.labels.count },
      mistake(
        "slope of the sigmoid once more",
        "∂L/∂z² was multiplied by p · (1 − p). That slope is in (p − y) / N already: the logarithm of the loss takes "
          + "it away."
      ) { s in s.delta2 = try s.delta2 * s.probability * (1 - s.probability) },
      mistake(
        "slope of tanh forgotten",
        "The gradient went through tanh unchanged. Multiply it by the slope, 1 − h²."
      ) { s in s.slope = .ones(like: s.hidden) },
      mistake(
        "slope of the sigmoid for tanh",
        "h · (1 − h) is the slope of the sigmoid. That of tanh is 1 − h²."
      ) { s in s.slope = try s.hidden * (1 - s.hidden) },
      mistake(
        "tanh applied twice",
        "The slope was computed as 1 − tanh(h)². `hidden` is the value of tanh already: 1 − h²."
      ) { s in s.slope = 1 - tanh(s.hidden).squared() },
      mistake(
        "square forgotten",
        "The slope of tanh was computed as 1 − h. It is 1 − h²."
      ) { s in s.slope = 1 - s.hidden },
      mistake(
        "biases averaged",
        "The gradients of the biases were averaged over the examples. The mean is in ∂L/∂z² already: sum."
      ) { s in s.isAveraged = true },
      mistake(
        "sum of all for the first bias",
        "The gradient of b¹ is one sum over everything. It has one entry for each hidden unit: sum over the rows."
      ) { s in s.isSummed = true },
      mistake(
        "weight2 left out on the way back",
        "∂L/∂h has the same number for every hidden unit. It comes back through W²: multiply by its transpose."
      ) { s in s.back = .ones(like: s.back) },
      mistake(
        "probabilities for hidden values",
        "The gradient of W² was made from the probabilities. What the second layer received is h."
      ) { s in s.input2 = try .ones(like: s.hidden) * s.probability },
      changing(
        "uphill instead of downhill",
        "The parameters move up the slope, and the loss grows. Subtract."
      ) { θ, g, η in try θ.map(g) { try $0 + η * $1 } },
      changing(
        "learning rate left out",
        "The parameters moved by the whole gradient. Multiply it by the learning rate."
      ) { θ, g, _ in try θ.map(g) { try $0 - $1 } },
      changing(
        "biases not updated",
        "Both biases came back as they went in. Update them like the weights."
      ) { θ, g, η in
        var moved = try θ.map(g) { try $0 - η * $1 }
        (moved.bias1, moved.bias2) = (θ.bias1, θ.bias2)
        return moved
      },
      changing(
        "only the last layer updated",
        "The first layer came back as it went in. Update all four parameters."
      ) { θ, g, η in
        var moved = try θ.map(g) { try $0 - η * $1 }
        (moved.weight1, moved.bias1) = (θ.weight1, θ.bias1)
        return moved
      },
      changing(
        "gradient for the parameter",
        "What came back is the step, −η · ∂L/∂θ, without the parameters themselves: θ − η · ∂L/∂θ."
      ) { θ, g, η in try θ.map(g) { try 0 * $0 - η * $1 } },
    ]
  )

  private typealias HalfNetwork = FirstNetworkSolutions::HalfNetwork
  private typealias Parameters = FirstNetworkSolutions::HalfNetwork.Parameters

  /// A network in which backward or update is another one, with the loop as it is handed out.
  private static func network(
    backward: @escaping HalfFilled.Backward<Parameters> = HalfNetwork.backward,
    update: @escaping HalfFilled.Update<Parameters> = HalfNetwork.update
  ) -> Implementation {
    HalfFilled.members(
      Parameters.self,
      forward: HalfNetwork.forward,
      backward: backward,
      update: update,
      train: { x, labels, start, learningRate, rounds in
        var (losses, parameters): ([Double], Parameters) = ([], start)
        for _ in 0..<rounds {
          let (hidden, probability) = try HalfNetwork.forward(x, parameters)
          losses.append(try HalfNetwork.loss(probability, labels: labels))
          let gradients = try backward(x, labels, hidden, probability, parameters)
          parameters = try update(parameters, gradients, learningRate)
        }
        return (losses, parameters)
      }
    )
  }

  /// The reference: the layers that were checked against PyTorch.
  @Sendable private static func layerByLayer(
    x: Tensor,
    labels: Tensor,
    hidden: Tensor,
    probability: Tensor,
    _ θ: Parameters
  ) throws -> Parameters {
    typealias Linear = ReferenceLayers::Linear
    let z1 = try Linear.forward(x, weight: θ.weight1, bias: θ.bias1)
    let h = ReferenceLayers::Tanh.forward(z1)
    let z2 = try Linear.forward(h, weight: θ.weight2, bias: θ.bias2)
    let upstream = try BinaryCrossEntropyWithLogits.backward(Tensor(1), z2, target: labels)
    let second = try Linear.backward(upstream, h, weight: θ.weight2, bias: θ.bias2)
    let first = try Linear.backward(
      ReferenceLayers::Tanh.backward(second.x, z1),
      x,
      weight: θ.weight1,
      bias: θ.bias1
    )
    return Parameters(
      weight1: first.weight,
      bias1: first.bias,
      weight2: second.weight,
      bias2: second.bias
    )
  }

  @Sendable private static func numberByNumber(
    x: Tensor,
    labels: Tensor,
    hidden: Tensor,
    probability: Tensor,
    _ θ: Parameters
  ) -> Parameters {
    var gradient = Parameters(
      weight1: .zeros(like: θ.weight1),
      bias1: .zeros(like: θ.bias1),
      weight2: .zeros(like: θ.weight2),
      bias2: .zeros(like: θ.bias2)
    )
    for n in 0..<x.shape[0] {
      let delta = (probability[n, 0] - labels[n, 0]) / Double(x.shape[0])
      gradient.bias2[0] += delta
      for h in 0..<θ.bias1.count {
        gradient.weight2[h, 0] += delta * hidden[n, h]
        let back = delta * θ.weight2[h, 0] * (1 - hidden[n, h] * hidden[n, h])
        gradient.bias1[h] += back
        for d in 0..<x.shape[1] { gradient.weight1[d, h] += back * x[n, d] }
      }
    }
    return gradient
  }

  // MARK: - Known mistakes

  /// What the lines of backward have at hand, each of which a mistake can replace.
  private struct Scene {
    let labels, hidden, probability: Tensor
    var delta2: Tensor
    /// What delta2 is multiplied by to give ∂L/∂h.
    var back: Tensor
    var slope: Tensor
    /// What the second layer received.
    var input2: Tensor
    var isAveraged = false
    var isSummed = false
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ spoil: @escaping @Sendable (inout Scene) throws -> Void
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      network(backward: { x, labels, hidden, probability, θ in
        var scene = Scene(
          labels: labels,
          hidden: hidden,
          probability: probability,
          delta2: try (probability - labels) / labels.count,
          back: try θ.weight2.transposed(),
          slope: 1 - hidden.squared(),
          input2: hidden
        )
        try spoil(&scene)
        let delta1 = try scene.delta2.matmul(scene.back) * scene.slope
        func sum(_ delta: Tensor) throws -> Tensor {
          try scene.isAveraged ? delta.mean(axis: 0) : delta.sum(axis: 0)
        }
        let bias1 = try sum(delta1)
        return Parameters(
          weight1: try x.transposed().matmul(delta1),
          bias1: scene.isSummed ? .ones(like: bias1) * bias1.sum() : bias1,
          weight2: try scene.input2.transposed().matmul(scene.delta2),
          bias2: try sum(scene.delta2)
        )
      })
    )
  }

  private static func changing(
    _ name: String,
    _ sentence: String,
    _ update:
      @escaping @Sendable (_ θ: Parameters, _ g: Parameters, _ η: Double) throws -> Parameters
  ) -> KnownMistake {
    KnownMistake(name, sentence, network(update: { θ, g, η in try update(θ, g, η) }))
  }
}

extension FirstNetworkSolutions::HalfNetwork.Parameters {
  /// Applies a function to each parameter and its gradient.
  fileprivate func map(_ gradients: Self, _ body: (Tensor, Tensor) throws -> Tensor) rethrows
    -> Self
  {
    Self(
      weight1: try body(weight1, gradients.weight1),
      bias1: try body(bias1, gradients.bias1),
      weight2: try body(weight2, gradients.weight2),
      bias2: try body(bias2, gradients.bias2)
    )
  }
}
