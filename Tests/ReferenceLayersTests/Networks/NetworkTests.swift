import GradientChecking
import ReferenceLayers
import Tensors
import Testing

@Suite("Networks") struct NetworkTests {
  @Test("name, count and show their parameters")
  func summary() throws {
    var random = RandomSource(seed: 1)
    let network = Network([
      "hidden": try LinearLayer(4096, 64, using: &random),
      "relu": ActivationLayer.relu,
      "output": try LinearLayer(64, 2, using: &random),
    ])
    #expect(
      network.parameters.map(\.name)
        == ["hidden.weight", "hidden.bias", "output.weight", "output.bias"]
    )
    #expect(
      try network.summary(itemShape: [4096]) == """
        layer   kind               output  parameters
        hidden  Linear(4096 → 64)  [64]        262208
        relu    ReLU               [64]             0
        output  Linear(64 → 2)     [2]            130
        total                                  262338
        """
    )
  }

  @Test("Linear(3, 3), Linear(3, 2) and Linear(2, 2) have 26 parameters")
  func tutorialCount() throws {
    var random = RandomSource(seed: 1)
    let network = Network([
      try LinearLayer(3, 3, using: &random), try LinearLayer(3, 2, using: &random),
      try LinearLayer(2, 2, using: &random),
    ])
    // 3·3 + 3 = 12, 3·2 + 2 = 8, 2·2 + 2 = 6
    #expect(network.parameterCount == 26)
    #expect(network.parameters[2].name == "1.weight")
  }

  @Test("the backward pass agrees with finite differences of every parameter")
  func backward() throws {
    var random = RandomSource(seed: 4)
    let network = Network([
      "convolution": try Conv2DLayer(
        channels: 2,
        filters: 3,
        size: 3,
        stride: 2,
        padding: 1,
        using: &random
      ),
      "tanh": ActivationLayer.tanh, "pool": MaxPool2DLayer(size: 2), "flatten": FlattenLayer(),
      "hidden": try LinearLayer(6, 5, using: &random), "gelu": ActivationLayer.gelu,
      "output": try LinearLayer(5, 2, using: &random), "silu": ActivationLayer.silu,
      "softplus": ActivationLayer.softplus, "sigmoid": ActivationLayer.sigmoid,
      "relu": ActivationLayer.relu,
    ])
    let x = try Tensor.normal([2, 2, 5, 8], using: &random)
    let names = network.parameters.map(\.name)
    let report = try checkGradient(
      of: { (x: Tensor, values: [Tensor]) in
        var moved = network
        try moved.replace(zip(names, values).map { Parameter($0, $1) })
        return try moved.forward(x)
      },
      backward: { (upstream: Tensor, x: Tensor, _: [Tensor]) in
        let (_, cache) = try network.forwardWithCache(x)
        let gradients = try network.backward(upstream, cache: cache)
        return (x: gradients.x, values: gradients.parameters.map(\.value))
      },
      at: x,
      network.parameters.map(\.value),
      names: ["x", "values"],
      options: GradientCheckOptions(mode: .full)
    )
    #expect(report.passed, "\(report.text())")
  }

  @Test("refuse an unknown parameter, another shape and a missing gradient")
  func misuse() throws {
    var random = RandomSource(seed: 1)
    var network = Network([try LinearLayer(2, 1, using: &random)])
    #expect(
      throws: LayerError.unknownParameter(
        operation: "Network.replace",
        name: "1.weight",
        known: ["0.weight", "0.bias"]
      )
    ) { try network.replace([Parameter("1.weight", [1])]) }
    #expect(
      throws: LayerError.wrongShape(
        operation: "Network.replace",
        argument: "0.bias",
        expected: "[1]",
        actual: [2]
      )
    ) { try network.replace([Parameter("0.bias", [1, 2])]) }
    var optimiser = Optimiser(.gradientDescent)
    #expect(
      throws: LayerError.unknownParameter(
        operation: "Optimiser.step",
        name: "0.weight",
        known: ["0.bias"]
      )
    ) { try optimiser.step(&network, gradients: [Parameter("0.bias", [1])], learningRate: 1) }
  }
}
