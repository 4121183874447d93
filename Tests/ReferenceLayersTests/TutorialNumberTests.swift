import ReferenceLayers
import Tensors
import Testing

/// The numbers that the tutorials print from which the exercises come, and the two that they print wrong.
@Suite("Numbers of the tutorials") struct TutorialNumberTests {
  @Test("softmax of [0.2, 1.3, 3.75] sums to 1, unlike the printed values")
  func softmax() throws {
    let y = try Softmax.forward([0.2, 1.3, 3.75])
    for (value, expected) in zip(y.scalars, [0.0257615876, 0.0773920860, 0.8968463264]) {
      #expect(abs(value - expected) < 5e-11)
    }
    #expect(abs(y.sum() - 1) < 1e-15)
    let printed: Tensor = [0.0212, 0.0638, 0.7392]
    #expect(abs(printed.sum() - 0.8242) < 1e-12)
    #expect(try (y - printed).scalars.allSatisfy { $0 > 0.004 })
  }

  @Test("the sigmoid is no step from 0 to 1")
  func sigmoidIsNoStep() throws {
    let y = Sigmoid.forward([-0.5, 0, 0.5, 6])
    // 1/(1 + e^0.5), ½, 1/(1 + e^−0.5), 1/(1 + e^−6)
    for (value, expected) in zip(y.scalars, [0.3775406688, 0.5, 0.6224593312, 0.9975273768]) {
      #expect(abs(value - expected) < 5e-11)
    }
    let slope = try Sigmoid.backward([1, 1, 1, 1], [-6, -1e-3, 0, 6])
    #expect(slope[2] == 0.25)
    #expect(slope[1] < 0.25 && slope[0] < 0.0025 && slope[3] < 0.0025)
  }

  @Test("cross-entropy of two rows of logits is 0.6340319568")
  func crossEntropy() throws {
    let logits: Tensor = [[0.1, 0.1, 0.3, 1.4, 0.05, 0.05], [0.02, 0.08, 0.2, 0.2, 0.05, 2.45]]
    let loss = try SoftmaxCrossEntropy.forward(logits, labels: [3, 5]).item()
    #expect(abs(loss - 0.6340319568) < 5e-11)
    #expect(try abs(CrossEntropy.forward(logits, labels: [3, 5]).item() - loss) < 1e-15)
    let y = try LogSoftmax.forward(logits)
    #expect(try abs(NegativeLogLikelihood.forward(y, labels: [3, 5]).item() - loss) < 1e-15)
  }

  @Test("binary cross-entropy, L1, squared error and smooth L1 are as printed")
  func otherLosses() throws {
    let probability: Tensor = [0.6901, 0.5459, 0.2469]
    let binary = try BinaryCrossEntropy.forward(probability, target: [0, 1, 0]).item()
    #expect(abs(binary - 0.6867941141) < 5e-11)
    let (x, t): (Tensor, Tensor) = ([2, 2.5, 5], [1, 2, 3])
    // Errors 1, ½ and 2: (1 + ½ + 2)/3, (1 + ¼ + 4)/3, (½ + ⅛ + 1½)/3
    #expect(try abs(MeanAbsoluteError.forward(x, target: t).item() - 7.0 / 6) < 1e-15)
    #expect(try abs(MeanSquaredError.forward(x, target: t).item() - 1.75) < 1e-15)
    #expect(try abs(SmoothL1.forward(x, target: t).item() - 2.125 / 3) < 1e-15)
  }

  @Test("tanh is centred at 0, and a rectifier that only sees negatives is dead")
  func tanhAndRectifier() throws {
    let x: Tensor = [0.3, 1, 7]
    #expect(Tanh.forward(x).scalars.map { -$0 } == Tanh.forward(-x).scalars)
    #expect(try ReLU.backward([5, 6, 7], -x) == [0, 0, 0])
  }

  @Test("equal starting weights stay equal: the symmetry problem")
  func symmetry() throws {
    var network = Network([
      LinearLayer(weight: try Initialiser.ones([2, 3]), bias: try Initialiser.zeros([3])),
      ActivationLayer.tanh,
      LinearLayer(weight: try Initialiser.ones([3, 2]), bias: try Initialiser.zeros([2])),
    ])
    let data = Datasets.xor()
    try Training(epochs: 20, batchSize: 2) { _ in 0.5 }
      .run(&network, inputs: data.inputs, targets: .labels(data.labels))
    let weight = network.parameters[0].value
    #expect(weight != Tensor.ones(like: weight))
    for row in 0..<2 { #expect(Set((0..<3).map { weight[row, $0] }).count == 1) }
  }
}
