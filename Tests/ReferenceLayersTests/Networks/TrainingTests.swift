import ReferenceLayers
import Tensors
import Testing

@Suite("Training") struct TrainingTests {
  @Test("learns exclusive or with every optimiser")
  func exclusiveOr() throws {
    let settings: [(rule: Optimiser.Rule, learningRate: Double)] = [
      (.gradientDescent, 0.5), (.momentum(), 0.1), (.nesterov(), 0.1), (.adaGrad, 0.2),
      (.rmsProp(), 0.02), (.adam(), 0.05), (.adamW(weightDecay: 1e-3), 0.05),
    ]
    let data = Datasets.xor()
    for (rule, learningRate) in settings {
      var random = RandomSource(seed: 3)
      var network = Network([
        try LinearLayer(2, 8, gain: Gain.tanh, using: &random), ActivationLayer.tanh,
        try LinearLayer(8, 2, gain: Gain.linear, using: &random),
      ])
      let training = Training(epochs: 200, batchSize: 4, rule: rule) { _ in learningRate }
      let history = try training.run(&network, inputs: data.inputs, targets: .labels(data.labels))
      let accuracy = try Training.accuracy(network.forward(data.inputs), labels: data.labels)
      #expect(accuracy == 1, "\(rule)")
      #expect(history[199].loss < 0.1 && history[0].loss > 0.3, "\(rule)")
    }
  }

  @Test("needs the hidden layer for exclusive or")
  func exclusiveOrIsNotLinear() throws {
    var random = RandomSource(seed: 3)
    var network = Network([try LinearLayer(2, 2, using: &random)])
    let data = Datasets.xor()
    let training = Training(epochs: 200, batchSize: 4, rule: .adam()) { _ in 0.05 }
    let history = try training.run(&network, inputs: data.inputs, targets: .labels(data.labels))
    // The best a linear map can do is log 2 on each item.
    #expect(history[199].loss > 0.69)
  }

  @Test("the two-weight network has the right gradient, and not that of the published mistake")
  func twoWeights() {
    let start = (x: 0.5, target: 0.9, w1: 0.8, w2: 0.6)
    let trained = TwoWeightNetwork.train(
      start.x,
      target: start.target,
      w1: start.w1,
      w2: start.w2,
      learningRate: 0.1,
      rounds: 1000
    )
    // From a loop of the same formulas in Python 3.11; with the published mistake (a factor a too many in the
    // gradient of w₁) it ends at w₁ = 1.1253319803 and y = 0.8241657780 instead.
    #expect(abs(trained.w1 - 1.300991744697725) < 1e-12)
    #expect(abs(trained.w2 - 2.401076115515482) < 1e-12)
    #expect(abs(trained.y - 0.8288927773249307) < 1e-12)
    let gradient = TwoWeightNetwork.backward(
      start.x,
      target: start.target,
      w1: start.w1,
      w2: start.w2
    )
    let loss = { (w1: Double) in
      let y = TwoWeightNetwork.forward(start.x, w1: w1, w2: start.w2).y
      return 0.5 * (start.target - y) * (start.target - y)
    }
    let numeric = (loss(start.w1 + 1e-5) - loss(start.w1 - 1e-5)) / 2e-5
    let a = TwoWeightNetwork.forward(start.x, w1: start.w1, w2: start.w2).a
    #expect(abs(gradient.w1 - numeric) < 1e-9 * abs(numeric) + 1e-12)
    #expect(abs(gradient.w1 * a - numeric) > 0.3 * abs(numeric))  // the factor a too many
  }

  @Test("the same seed repeats a run, and another order of items gives another one")
  func reproducible() throws {
    func run(seed: UInt64) throws -> [Training.Epoch] {
      var random = RandomSource(seed: 5)
      let data = try Datasets.spirals(points: 10, using: &random)
      var network = Network([try LinearLayer(2, 3, using: &random)])
      let training = Training(
        epochs: 3,
        batchSize: 7,
        rule: .momentum(),
        gradientLimit: 1,
        seed: seed
      ) { try Schedule.exponential($0, initial: 0.1, factor: 0.5) }
      return try training.run(&network, inputs: data.inputs, targets: .labels(data.labels))
    }
    let first = try run(seed: 1)
    #expect(try run(seed: 1) == first)
    #expect(try run(seed: 2) != first)
    #expect(first.map(\.learningRate) == [0.1, 0.05, 0.025])
    #expect(first.map(\.number) == [1, 2, 3])
  }

  @Test("a shorter last mini-batch counts by its size, and every epoch is reported")
  func meanOverItems() throws {
    // One weight 0 and rate 0: the loss is the mean of the squared targets, 1, 4 and 9.
    var network = Network([LinearLayer(weight: [[0]], bias: [0])])
    let training = Training(epochs: 2, batchSize: 2) { _ in 0 }
    var told: [Int] = []
    let history = try training.run(
      &network,
      inputs: [[1], [1], [1]],
      targets: .values([[1], [2], [3]])
    ) { told.append($0.number) }
    #expect(abs(history[0].loss - 14.0 / 3) < 1e-12)
    #expect(history[0].accuracy == nil)
    #expect(told == [1, 2])
  }

  @Test("a limit of the gradient bounds the step")
  func gradientLimit() throws {
    // The prediction is 0 and the target 100, so the gradient of weight and bias is (−200, −200).
    func step(limit: Double?) throws -> [Double] {
      var network = Network([LinearLayer(weight: [[0]], bias: [0])])
      try Training(epochs: 1, batchSize: 1, gradientLimit: limit) { _ in 0.5 }
        .run(&network, inputs: [[1]], targets: .values([[100]]))
      return network.parameters.flatMap(\.value.scalars)
    }
    #expect(try step(limit: nil) == [100, 100])
    for value in try step(limit: 2) { #expect(abs(value - 0.5.squareRoot()) < 1e-15) }  // ½ · 2/√2
  }

  @Test("shows a line of progress")
  func progressLine() {
    let epoch = Training.Epoch(
      number: 40,
      total: 200,
      loss: 0.30712,
      accuracy: 0.8734,
      learningRate: 1
    )
    #expect(
      epoch.progressLine
        == "epoch  40/200 [####················] loss 0.3071  accuracy  87.3 %"
    )
  }

  @Test("learns values by their squared error")
  func regression() throws {
    var random = RandomSource(seed: 2)
    let x = try Tensor.normal([20, 2], using: &random)
    let target = try Linear.forward(x, weight: [[2], [-3]], bias: [1])
    var network = Network([try LinearLayer(2, 1, using: &random)])
    let training = Training(epochs: 200, batchSize: 5) { _ in 0.05 }
    try training.run(&network, inputs: x, targets: .values(target))
    let learnt = network.parameters.flatMap(\.value.scalars)
    for (value, expected) in zip(learnt, [2, -3, 1.0]) { #expect(abs(value - expected) < 1e-6) }
  }

  @Test("learns spirals, digits and 64 × 64 pictures of cats and dogs", .fullRunOnly)
  func examples() throws {
    var random = RandomSource(seed: 7)
    let spirals = try Datasets.spirals(using: &random)
    var network = Network([
      try LinearLayer(2, 32, using: &random), ActivationLayer.relu,
      try LinearLayer(32, 32, using: &random), ActivationLayer.relu,
      try LinearLayer(32, 3, gain: Gain.linear, using: &random),
    ])
    try Training(epochs: 150, batchSize: 32, rule: .adam()) {
      try Schedule.cosine($0, initial: 0.01, period: 150)
    }.run(&network, inputs: spirals.inputs, targets: .labels(spirals.labels))
    let fresh = try Datasets.spirals(using: &random)  // other noise
    #expect(try Training.accuracy(network.forward(fresh.inputs), labels: fresh.labels) > 0.97)

    let digits = try Datasets.digits(count: 6000, using: &random)
    network = Network([
      "convolution": try Conv2DLayer(channels: 1, filters: 12, size: 3, padding: 1, using: &random),
      "relu": ActivationLayer.relu,
      "pool": MaxPool2DLayer(size: 2),
      "flatten": FlattenLayer(),
      "hidden": try LinearLayer(192, 64, using: &random),
      "relu 2": ActivationLayer.relu,
      "output": try LinearLayer(64, 10, gain: Gain.linear, using: &random),
    ])
    try Training(epochs: 14, batchSize: 32, rule: .adamW(weightDecay: 0.1)) {
      try Schedule.step($0, initial: 0.005, interval: 6, factor: 0.3)
    }.run(&network, inputs: digits.inputs, targets: .labels(digits.labels))
    let others = try Datasets.digits(count: 500, using: &random)
    #expect(try Training.accuracy(network.forward(others.inputs), labels: others.labels) > 0.93)

    let pictures = try Datasets.catsAndDogs(count: 400, using: &random)
    network = Network([
      "hidden": try LinearLayer(4096, 64, using: &random), "relu": ActivationLayer.relu,
      "output": try LinearLayer(64, 2, gain: Gain.linear, using: &random),
    ])
    try Training(epochs: 10, batchSize: 32, rule: .momentum(), gradientLimit: 5) { _ in 0.002 }
      .run(&network, inputs: pictures.inputs, targets: .labels(pictures.labels))
    let more = try Datasets.catsAndDogs(count: 200, using: &random)
    #expect(try Training.accuracy(network.forward(more.inputs), labels: more.labels) > 0.95)
  }

  @Test("refuses targets and settings that do not fit")
  func misuse() throws {
    var network = Network([LinearLayer(weight: [[0, 1]], bias: [0, 0])])
    #expect(throws: LayerError.labelCount(operation: "Training.run", rows: 2, labels: 1)) {
      try Training(epochs: 1, batchSize: 1) { _ in 1 }
        .run(&network, inputs: [[1], [2]], targets: .labels([0]))
    }
    #expect(
      throws: LayerError.invalidSetting(
        operation: "Training.run",
        name: "batchSize",
        value: 0,
        rule: "at least 1"
      )
    ) {
      try Training(epochs: 1, batchSize: 0) { _ in 1 }
        .run(&network, inputs: [[1]], targets: .labels([0]))
    }
    #expect(
      throws: LayerError.labelOutOfRange(
        operation: "SoftmaxCrossEntropy.forward",
        label: 2,
        position: 0,
        classes: 2
      )
    ) {
      try Training(epochs: 1, batchSize: 1) { _ in 1 }
        .run(&network, inputs: [[1]], targets: .labels([2]))
    }
  }
}
