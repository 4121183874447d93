import ReferenceLayers
import Tensors
import Testing

@Suite("Misuse") struct MisuseTests {
  /// A call that breaks a rule, and words of the message that names it.
  struct Misuse: Sendable {
    let description: String
    let words: [String]
    let call: @Sendable () throws -> Void

    init(
      _ description: String,
      _ words: [String],
      _ call: @escaping @Sendable () throws -> Void
    ) {
      (self.description, self.words, self.call) = (description, words, call)
    }
  }

  private static let x: Tensor = [[1, 2], [3, 4]]
  private static let v: Tensor = [1, 2]

  static let misuses: [Misuse] =
    shapes + labelsAndProbabilities + emptyBatches + settings

  static let shapes: [Misuse] = [
    Misuse("upstream of another shape", ["Sigmoid.backward", "upstream", "[2, 2]", "[2]"]) {
      _ = try Sigmoid.backward(v, x)
    },
    Misuse("upstream that would broadcast", ["ReLU.backward", "[2, 2]", "[]"]) {
      _ = try ReLU.backward(Tensor(1), x)
    },
    Misuse("features that do not fit", ["Linear.forward", "[N, 3]", "[2, 2]"]) {
      _ = try Linear.forward(x, weight: Tensor.zeros([3, 4]), bias: Tensor.zeros([4]))
    },
    Misuse("bias of another length", ["Linear.backward", "bias", "[2]", "[3]"]) {
      _ = try Linear.backward(x, x, weight: x, bias: [1, 2, 3])
    },
    Misuse("target of another shape", ["MeanSquaredError.forward", "target", "[2, 2]", "[2]"]) {
      _ = try MeanSquaredError.forward(x, target: v)
    },
    Misuse("upstream of a mean", ["MeanSquaredError.backward", "upstream", "[]", "[2, 2]"]) {
      _ = try MeanSquaredError.backward(x, x, target: x)
    },
    Misuse("logits without a batch", ["SoftmaxCrossEntropy.forward", "[N, C]", "[2]"]) {
      _ = try SoftmaxCrossEntropy.forward(v, labels: [0])
    },
    Misuse("mask of another shape", ["Dropout.forward", "mask"]) {
      _ = try Dropout.forward(x, mask: v, probability: 0.5)
    },
    Misuse("one value for each channel", ["BatchNorm.forward", "more than one value", "[1, 2]"]) {
      _ = try BatchNorm.forward([[1, 2]], scale: v, shift: v)
    },
    Misuse("scale of another length", ["GroupNorm.forward", "scale", "[2]", "[1]"]) {
      _ = try GroupNorm.forward(x, scale: [1], shift: v, groups: 1)
    },
    Misuse("scale that is no end of x", ["LayerNorm.forward", "[3]", "[2, 2]"]) {
      _ = try LayerNorm.forward(x, scale: [1, 2, 3], shift: [1, 2, 3])
    },
    Misuse("image smaller than the filter", ["Conv2D.forward", "H at least 3", "[1, 1, 2, 2]"]) {
      _ = try Conv2D.forward(pixels(2, 2), weight: pixels(3, 3), bias: [0])
    },
    Misuse("channels that do not fit", ["Conv2D.forward", "[N, 2, H, W]", "[1, 1, 3, 3]"]) {
      let weight = try Tensor.zeros([1, 2, 2, 2])
      _ = try Conv2D.forward(pixels(3, 3), weight: weight, bias: [0])
    },
    Misuse(
      "image smaller than a wide window",
      ["MaxPool2D.forward", "W at least 3", "[1, 1, 2, 2]"]
    ) {
      _ = try MaxPool2D.forward(pixels(2, 2), size: Extent2D(height: 1, width: 3))
    },
    Misuse(
      "upstream of another window",
      ["AveragePool2D.backward", "[1, 1, 2, 1]", "[1, 1, 1, 2]"]
    ) {
      let upstream = try pixels(1, 2)
      let size = Extent2D(height: 1, width: 2)
      _ = try AveragePool2D.backward(upstream, pixels(2, 2), size: size, countsPadding: false)
    },
    Misuse("statistics without channels", ["BatchNorm.statistics", "[N, C, …]", "[2]"]) {
      _ = try BatchNorm.statistics(v)
    },
    Misuse(
      "upstream of other channels",
      ["BatchNorm.statisticsBackward", "variance", "[2]", "[1]"]
    ) {
      _ = try BatchNorm.statisticsBackward((mean: v, variance: [1]), x)
    },
    Misuse(
      "channels that no group has",
      ["Conv2D.forward", "[N, 4, H, W]", "2 groups", "[1, 1, 3, 3]"]
    ) {
      let weight = try Tensor.zeros([4, 2, 2, 2])
      _ = try Conv2D.forward(pixels(3, 3), weight: weight, bias: Tensor.zeros([4]), groups: 2)
    },
    Misuse("sequence shorter than the filter", ["Conv1D.forward", "L at least 3", "[1, 1, 2]"]) {
      _ = try Conv1D.forward(Tensor.zeros([1, 1, 2]), weight: Tensor.zeros([1, 1, 3]), bias: [0])
    },
    Misuse("channels of a transposed filter", ["ConvTranspose2D.forward", "[N, 2, H, W]"]) {
      let weight = try Tensor.zeros([2, 1, 2, 2])
      _ = try ConvTranspose2D.forward(pixels(3, 3), weight: weight, bias: [0])
    },
    Misuse("nothing left of the output", ["ConvTranspose2D.forward", "0 × 0", "[1, 1, 1, 1]"]) {
      _ = try ConvTranspose2D.forward(pixels(1, 1), weight: pixels(2, 2), bias: [0], padding: 1)
    },
    Misuse("upstream of other columns", ["Unfold2D.backward", "[1, 4, 1]", "[1, 1, 4]"]) {
      _ = try Unfold2D.backward(Tensor.zeros([1, 1, 4]), pixels(2, 2), size: 2)
    },
    Misuse(
      "upstream without its frame",
      ["ZeroPadding2D.backward", "[1, 1, 4, 4]", "[1, 1, 2, 2]"]
    ) {
      _ = try ZeroPadding2D.backward(pixels(2, 2), pixels(2, 2), padding: 1)
    },
    Misuse("upstream of pixels", ["GlobalAveragePool2D.backward", "[1, 1]", "[1, 1, 2, 2]"]) {
      _ = try GlobalAveragePool2D.backward(pixels(2, 2), pixels(2, 2))
    },
    Misuse("scale that is no end of x", ["RMSNorm.forward", "[3]", "[2, 2]"]) {
      _ = try RMSNorm.forward(x, scale: [1, 2, 3])
    },
    Misuse("length for each input", ["WeightNorm.forward", "length", "[3]", "[2]"]) {
      _ = try WeightNorm.forward(Tensor.ones([2, 3]), length: v)
    },
    Misuse("state of another width", ["TanhRNN.step", "state", "[1, 2]", "[1, 3]"]) {
      _ = try TanhRNN.forward(
        Tensor.zeros([1, 1, 2]),
        state: [[1, 2, 3]],
        inputWeight: x,
        hiddenWeight: x,
        bias: v
      )
    },
    Misuse("weights of three gates for four", ["LSTM.step", "hiddenWeight", "[1, 4]", "[1, 3]"]) {
      _ = try LSTM.forward(
        Tensor.zeros([1, 1, 1]),
        hidden: [[0]],
        cell: [[0]],
        inputWeight: [[1, 2, 3]],
        hiddenWeight: [[1, 2, 3]],
        bias: [1, 2, 3]
      )
    },
    Misuse("key of another width", ["ScaledDotProductAttention.forward", "key", "[2, 3]"]) {
      _ = try ScaledDotProductAttention.forward(x, key: Tensor.zeros([2, 3]), value: x)
    },
    Misuse("mask that does not broadcast", ["mask", "[2, 2]", "[3]"]) {
      _ = try ScaledDotProductAttention.forward(x, key: x, value: x, mask: [1, 1, 1])
    },
    Misuse("upstream of the output for the weights", ["weightsBackward", "upstream", "[2, 3]"]) {
      _ = try ScaledDotProductAttention.weightsBackward(x, x, key: Tensor.zeros([3, 2]))
    },
    Misuse(
      "values without keys",
      ["MultiHeadAttention.forward", "value", "[1, 2, 2]", "[1, 3, 2]"]
    ) {
      let (two, three) = (try Tensor.zeros([1, 2, 2]), try Tensor.zeros([1, 3, 2]))
      _ = try MultiHeadAttention.forward(two, key: two, value: three, parameters: square, heads: 1)
    },
    Misuse(
      "keys of another width",
      ["MultiHeadAttention.weights", "memory", "[1, S, 2]", "[1, 2, 3]"]
    ) {
      let (two, three) = (try Tensor.zeros([1, 2, 2]), try Tensor.zeros([1, 2, 3]))
      _ = try MultiHeadAttention.weights(two, memory: three, parameters: square, heads: 1)
    },
    Misuse("gradient of another shape", ["Adam.step", "gradient", "[2, 2]", "[2]"]) {
      _ = try Adam.step(x, gradient: v, firstMoment: x, secondMoment: x, step: 1)
    },
    Misuse("mean gradient of another shape", ["RMSProp.step", "meanGradient", "[2]", "[1]"]) {
      _ = try RMSProp.step(v, gradient: v, meanSquare: v, velocity: v, meanGradient: [0])
    },
    Misuse("upstream of a target's loss", ["KLDivergence.targetGradient", "upstream", "[]", "[2]"])
    {
      let targets: Tensor = [[1, 0], [0, 1]]
      _ = try KLDivergence.targetGradient(v, x, targets: targets)
    },
    Misuse("axis that does not exist", ["no axis 2", "[2, 2]"]) {
      _ = try Softmax.forward(x, axis: 2)
    },
    Misuse("weight without fans", ["Fan", "[D, M]", "[2]"]) { _ = try Fan(of: [2]) },
  ]

  static let labelsAndProbabilities: [Misuse] = [
    Misuse("label beyond the classes", ["label 2", "position 1", "0 to 1"]) {
      _ = try SoftmaxCrossEntropy.forward(x, labels: [0, 2])
    },
    Misuse("negative label", ["CrossEntropy.backward", "label -1", "position 0"]) {
      _ = try CrossEntropy.backward(Tensor(1), x, labels: [-1, 0])
    },
    Misuse("too few labels", ["2 rows", "given 1"]) {
      _ = try MulticlassHinge.forward(x, labels: [0])
    },
    Misuse("index beyond the table", ["index 2", "position 0"]) {
      _ = try Embedding.forward(x, indices: [2])
    },
    Misuse("logits for probabilities", ["BinaryCrossEntropy.forward", "probability", "2.0"]) {
      _ = try BinaryCrossEntropy.forward([0.5, 2], target: [0, 1])
    },
    Misuse("NaN for a probability", ["targets", "nan", "position 3"]) {
      _ = try KLDivergence.forward(x, targets: [[0.5, 0.5], [1, .nan]])
    },
    Misuse("logits for a target's probabilities", ["BinaryCrossEntropy.targetGradient", "2.0"]) {
      _ = try BinaryCrossEntropy.targetGradient(Tensor(1), [0.5, 2], target: [0, 1])
    },
    Misuse("negative target", ["BinaryCrossEntropyWithLogits.forward", "target", "-0.1"]) {
      _ = try BinaryCrossEntropyWithLogits.forward([0], target: [-0.1])
    },
    Misuse("probabilities above 1", ["ProbabilityCrossEntropy.forward", "position 1"]) {
      _ = try ProbabilityCrossEntropy.forward([[0, 1.5]], targets: [[0, 1]])
    },
  ]

  static let emptyBatches: [Misuse] = [
    Misuse("loss of nothing", ["MeanSquaredError.forward", "at least one item", "[0, 2]"]) {
      let nothing = try Tensor.zeros([0, 2])
      _ = try MeanSquaredError.forward(nothing, target: nothing)
    },
    Misuse("cross-entropy of nothing", ["SoftmaxCrossEntropy.forward", "[0, 2]"]) {
      _ = try SoftmaxCrossEntropy.forward(Tensor.zeros([0, 2]), labels: [])
    },
    Misuse("nothing but ignored rows", ["CrossEntropy.forward", "at least one item"]) {
      _ = try CrossEntropy.forward(x, labels: [9, 9], ignored: 9)
    },
    Misuse("sequence without steps", ["GRU.forward", "[1, 0, 2]"]) {
      _ = try GRU.forward(
        Tensor.zeros([1, 0, 2]),
        state: [[0]],
        inputWeight: Tensor.zeros([2, 3]),
        hiddenWeight: Tensor.zeros([1, 3]),
        inputBias: Tensor.zeros([3]),
        hiddenBias: Tensor.zeros([3])
      )
    },
  ]

  static let settings: [Misuse] = [
    Misuse("negative stride", ["Conv2D.forward", "stride", "at least 1", "-1"]) {
      _ = try Conv2D.forward(pixels(3, 3), weight: pixels(2, 2), bias: [0], stride: -1)
    },
    Misuse("negative padding", ["padding", "at least 0", "-1"]) {
      _ = try Conv2D.forward(pixels(3, 3), weight: pixels(2, 2), bias: [0], padding: -1)
    },
    Misuse("stride of 0 on one axis", ["Conv2D.forward", "stride width", "at least 1", "0"]) {
      let stride = Extent2D(height: 2, width: 0)
      _ = try Conv2D.forward(pixels(3, 3), weight: pixels(2, 2), bias: [0], stride: stride)
    },
    Misuse(
      "padding beyond half the width",
      ["MaxPool2D.backward", "padding width", "size, 3", "2"]
    ) {
      let size = Extent2D(height: 4, width: 3)
      _ = try MaxPool2D.backward(pixels(3, 3), pixels(3, 3), size: size, padding: 2)
    },
    Misuse("padding beyond half the height", ["MaxPool2D.forward", "padding height", "size, 3"]) {
      let size = Extent2D(height: 3, width: 4)
      _ = try MaxPool2D.forward(pixels(3, 3), size: size, padding: 2)
    },
    Misuse("padding beyond the table", ["Embedding.backward", "paddingIndex", "0 ..< 2", "2"]) {
      _ = try Embedding.backward([[1, 2]], x, indices: [0], paddingIndex: 2)
    },
    Misuse("padding beyond half the window", ["MaxPool2D.forward", "half the size", "2"]) {
      _ = try MaxPool2D.forward(pixels(3, 3), size: 2, padding: 2)
    },
    Misuse("window of size 0", ["AveragePool2D.forward", "size", "0"]) {
      _ = try AveragePool2D.forward(pixels(3, 3), size: 0)
    },
    Misuse("everything dropped", ["Dropout.forward", "probability", "0 ..< 1"]) {
      _ = try Dropout.forward(x, mask: x, probability: 1)
    },
    Misuse("groups that do not divide", ["GroupNorm.forward", "divisor of the 2 channels", "3"]) {
      _ = try GroupNorm.forward(x, scale: v, shift: v, groups: 3)
    },
    Misuse("β of 0 for the target", ["SmoothL1.targetGradient", "beta", "positive", "0"]) {
      _ = try SmoothL1.targetGradient(Tensor(1), x, target: x, beta: 0)
    },
    Misuse("dampening above 1", ["Momentum.step", "dampening", "from 0 to 1", "1.5"]) {
      _ = try Momentum.step(v, gradient: v, velocity: v, learningRate: 1, dampening: 1.5)
    },
    Misuse("negative weight decay", ["GradientDescent.step", "weightDecay", "at least 0", "-1"]) {
      _ = try GradientDescent.step(v, gradient: v, learningRate: 1, weightDecay: -1)
    },
    Misuse("momentum of an RMSProp", ["RMSProp.step", "momentum", "0 ..< 1", "1"]) {
      _ = try RMSProp.step(v, gradient: v, meanSquare: v, velocity: v, momentum: 1)
    },
    Misuse("gain of a bound", ["Initialiser.kaimingLimit", "gain", "positive", "0"]) {
      _ = try Initialiser.kaimingLimit([2, 2], gain: 0)
    },
    Misuse("direction that is none", ["WeightNorm.backward", "direction", "column 1"]) {
      _ = try WeightNorm.backward(x, [[1, 0], [2, 0]], length: v)
    },
    Misuse("filters that do not divide", ["Conv2D.backward", "groups", "divisor of the 3", "2"]) {
      let weight = try Tensor.zeros([3, 1, 2, 2])
      let bias = try Tensor.zeros([3])
      _ = try Conv2D.backward(pixels(2, 2), pixels(3, 3), weight: weight, bias: bias, groups: 2)
    },
    Misuse("output padding of a stride", ["ConvTranspose2D.forward", "outputPadding", "stride, 2"])
    {
      _ =
        try ConvTranspose2D
        .forward(pixels(2, 2), weight: pixels(2, 2), bias: [0], stride: 2, outputPadding: 2)
    },
    Misuse("negative strength", ["L1Penalty.forward", "strength", "at least 0", "-1"]) {
      _ = try L1Penalty.forward([x], strength: -1)
    },
    Misuse("no patience", ["EarlyStopping", "patience", "at least 1", "0"]) {
      _ = try EarlyStopping(patience: 0)
    },
    Misuse("negative epsilon", ["LayerNorm.forward", "epsilon", "-1"]) {
      _ = try LayerNorm.forward(x, scale: v, shift: v, epsilon: -1)
    },
    Misuse("β of 0", ["SmoothL1.forward", "beta", "positive", "0"]) {
      _ = try SmoothL1.forward(x, target: x, beta: 0)
    },
    Misuse("smoothing above 1", ["CrossEntropy.forward", "smoothing", "1.5"]) {
      _ = try CrossEntropy.forward(x, labels: [0, 0], smoothing: 1.5)
    },
    Misuse("query that sees nothing", ["mask", "at least one key", "query 1"]) {
      _ = try ScaledDotProductAttention.forward(x, key: x, value: x, mask: [[1, 0], [0, 0]])
    },
    Misuse("heads that do not divide", ["MultiHeadAttention.forward", "divisor of the 2"]) {
      let sequence = try Tensor.zeros([1, 2, 2])
      _ = try MultiHeadAttention.forward(sequence, memory: sequence, parameters: square, heads: 3)
    },
    Misuse("momentum of 1", ["Momentum.step", "momentum", "0 ..< 1"]) {
      _ = try Momentum.step(v, gradient: v, velocity: v, learningRate: 1, momentum: 1)
    },
    Misuse("step 0", ["Adam.step", "step", "at least 1", "0"]) {
      _ = try Adam.step(v, gradient: v, firstMoment: v, secondMoment: v, step: 0)
    },
    Misuse("negative rate", ["GradientDescent.step", "learningRate", "-0.1"]) {
      _ = try GradientDescent.step(v, gradient: v, learningRate: -0.1)
    },
    Misuse("negative epoch", ["Schedule.cosine", "epoch", "-1"]) {
      _ = try Schedule.cosine(-1, initial: 1, period: 2)
    },
    Misuse("gradient that is not finite", ["Clipping.byNorm", "finite", "nan"]) {
      _ = try Clipping.byNorm([[.nan]], maxNorm: 1)
    },
    Misuse("negative gain", ["Initialiser.xavierUniform", "gain", "-1"]) {
      var random = RandomSource(seed: 1)
      _ = try Initialiser.xavierUniform([2, 2], gain: -1, using: &random)
    },
  ]

  private static let square = MultiHeadAttention.Parameters(
    queryWeight: x,
    queryBias: v,
    keyWeight: x,
    keyBias: v,
    valueWeight: x,
    valueBias: v,
    outputWeight: x,
    outputBias: v
  )

  private static func pixels(_ height: Int, _ width: Int) throws -> Tensor {
    try Tensor.zeros([1, 1, height, width])
  }

  @Test("throws an error that names the rule and the value")
  func message() {
    for misuse in Self.misuses {
      let error = #expect(throws: (any Error).self, "\(misuse.description)") { try misuse.call() }
      guard let error else { continue }
      #expect(error is LayerError || error is TensorError, "\(misuse.description)")
      for word in misuse.words {
        #expect("\(error)".contains(word), "\(misuse.description): \(error)")
      }
    }
  }

  @Test("an axis too many in any argument of a backward pass is refused")
  func additionalAxis() throws {
    // These take any number of axes.
    let exempt: Set<String> = ["Flatten", "BatchNorm batch statistics", "L1Penalty", "L2Penalty"]
    for subject in Subject.all {
      let right = try sample(subject)
      _ = try subject.backward(right)
      for name in right.inputs.keys where !exempt.contains(subject.name) {
        var wrong = right
        wrong.inputs[name] = try wrong(name).expandingAxis(at: -1)
        #expect(throws: LayerError.self, "\(subject.name), \(name)") {
          try subject.backward(wrong)
        }
      }
      for name in right.upstream.keys {
        var wrong = right
        wrong.upstream[name] = try wrong.upstream(name).expandingAxis(at: -1)
        #expect(throws: LayerError.self, "\(subject.name), upstream \(name)") {
          try subject.backward(wrong)
        }
      }
    }
  }

  @Test("an axis of size 0 is refused or gives numbers, but never traps")
  func emptyAxis() throws {
    for subject in Subject.all {
      let right = try sample(subject)
      for (name, value) in right.inputs {
        for axis in value.shape.indices {
          var odd = right
          odd.inputs[name] = try value.sliced(0..<0, axis: axis)
          let outputs = (try? subject.forward(odd)) ?? [:]
          let gradients = (try? subject.backward(odd)) ?? [:]
          for result in Array(outputs.values) + gradients.values {
            let isFinite = result.scalars.allSatisfy { $0.isFinite }
            #expect(isFinite, "\(subject.name), axis \(axis) of \(name)")
          }
        }
      }
    }
  }

  /// A random case with upstream gradients.
  private func sample(_ subject: Subject) throws -> Case {
    var random = RandomSource(seed: 31)
    var result = try subject.sample(&random)
    for (name, output) in try subject.forward(result).sorted(by: { $0.key < $1.key }) {
      result.upstream[name] = try Tensor.normal(output.shape, using: &random)
    }
    return result
  }
}
