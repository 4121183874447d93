import ReferenceLayers
import Tensors
import Testing

/// Small cases that can be followed by hand, and the conventions where authors differ.
@Suite("By hand") struct HandComputedTests {
  /// A layer or loss at a point, and the result.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: @Sendable () throws -> Tensor
    let expected: Tensor

    init(
      _ name: String,
      _ expected: Tensor,
      _ value: @escaping @Sendable () throws -> Tensor
    ) {
      (testDescription, self.expected, self.value) = (name, expected, value)
    }
  }

  @Test(
    "an activation at 1, −1 or −3",
    arguments: [
      // log(1 + e), σ(1), Φ(1), ½(1 + tanh(√(2/π)·1.044715)), each by Python's math module
      Case("softplus(1)", [1.3132616875182228]) { Softplus.forward([1]) },
      Case("SiLU(1)", [0.7310585786300049]) { SiLU.forward([1]) },
      Case("GELU(1)", [0.8413447460685429]) { GELU.forward([1]) },
      Case("GELU(1) with tanh", [0.8411919906082768]) { GELUTanh.forward([1]) },
      // e⁻¹ − 1, by Python's math module
      Case("ELU(−1), α = 2", Tensor([2 * -0.6321205588285577])) { try ELU.forward([-1], alpha: 2) },
      Case("leaky ReLU(−3)", [-0.03]) { try LeakyReLU.forward([-3]) },
      Case("identity(−3)", [-3]) { Identity.forward([-3]) },
    ]
  )
  func activation(_ item: Case) throws {
    let value = try item.value()
    #expect(value.shape == item.expected.shape)
    #expect(abs(value[0] - item.expected[0]) < 1e-15)
  }

  @Test(
    "the slope at a kink is the documented one",
    arguments: [
      Case("ReLU", [0]) { try ReLU.backward([7], [0]) },
      Case("leaky ReLU", [3.5]) { try LeakyReLU.backward([7], [0], slope: 0.5) },
      Case("ELU", [14]) { try ELU.backward([7], [0], alpha: 2) },
      Case("mean absolute error", [0]) {
        try MeanAbsoluteError.backward(Tensor(1), [3], target: [3])
      },
      Case("multiclass hinge", [[0, 0]]) {
        try MulticlassHinge.backward(Tensor(1), [[1, 0]], labels: [0])
      },
    ]
  )
  func kink(_ item: Case) throws {
    #expect(try item.value() == item.expected)
  }

  @Test("derivatives keep their precision where 1 − y has none left")
  func saturated() throws {
    // σ′(±40) = e⁻⁴⁰ and tanh′(±30) = 4e⁻⁶⁰ but for a relative 1e-17
    let sigmoid = try Sigmoid.backward([1, 1], [40, -40])
    let tanh = try Tanh.backward([1, 1], [30, -30])
    for value in sigmoid.scalars { #expect(abs(value / 4.248354255291589e-18 - 1) < 1e-12) }
    for value in tanh.scalars { #expect(abs(value / (4 * 8.75651076269652e-27) - 1) < 1e-12) }
  }

  @Test("binary cross-entropy is at most 100, and its gradient stays finite there")
  func binaryCrossEntropyAtTheEnds() throws {
    let (p, t): (Tensor, Tensor) = ([0, 1, 0, 1], [1, 0, 0, 1])
    #expect(try BinaryCrossEntropy.forward(p, target: t, reduction: .none) == [100, 100, 0, 0])
    let upstream: Tensor = [1, 1, 1, 1]
    let slope = try BinaryCrossEntropy.backward(upstream, p, target: t, reduction: .none)
    #expect(slope == [-1e12, 1e12, 1, -1])
  }

  @Test("the gradient of a target that is 0, or equal to its prediction")
  func targets() throws {
    // log(½) + 1 − (−2); where t is 0, minus y
    let upstream = Tensor(10)
    let slope = try KLDivergence.targetGradient(upstream, [[-2, -3]], targets: [[0.5, 0]])
    #expect(abs(slope[0, 0] - 23.068528194400546) < 1e-14 && slope[0, 1] == 30)
    #expect(try MeanAbsoluteError.targetGradient(upstream, [3], target: [3]) == [0])
    let (p, t): (Tensor, Tensor) = ([0, 1], [1, 0])
    #expect(
      try BinaryCrossEntropy.targetGradient([1, 1], p, target: t, reduction: .none) == [100, -100]
    )
  }

  @Test("a linear layer of two inputs and three outputs")
  func linear() throws {
    let (x, w, b): (Tensor, Tensor, Tensor) = ([[1, 2]], [[1, 0, -1], [2, 1, 0]], [1, 1, 1])
    // 1·1 + 2·2 + 1, 1·0 + 2·1 + 1, 1·(−1) + 2·0 + 1
    #expect(try Linear.forward(x, weight: w, bias: b) == [[6, 3, 0]])
    let g = try Linear.backward([[1, 2, 3]], x, weight: w, bias: b)
    #expect(g.x == [[-2, 4]])  // 1·1 + 2·0 − 3·1, 1·2 + 2·1 + 3·0
    #expect(g.weight == [[1, 2, 3], [2, 4, 6]])
    #expect(g.bias == [1, 2, 3])
    let two = try Linear.backward(
      [[1, 2, 3], [1, 2, 3]],
      [[1, 2], [1, 2]],
      weight: w,
      bias: b
    )
    #expect(two.bias == [2, 4, 6])  // summed over the batch, not averaged
  }

  @Test("a filter is not flipped; a pixel gets the sum of the gradients of all its places")
  func convolution() throws {
    let x = try Tensor(shape: [1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])
    let w = try Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])
    let y = try Conv2D.forward(x, weight: w, bias: [1])
    // 1·1 + 2·2 + 4·3 + 5·4 + 1 = 38, and 10 more for each step to the right, 30 for each down
    #expect(y.scalars == [38, 48, 68, 78] && y.shape == [1, 1, 2, 2])
    let g = try Conv2D.backward(Tensor.ones(like: y), x, weight: w, bias: [1])
    #expect(g.x.scalars == [1, 3, 2, 4, 10, 6, 3, 7, 4])
    #expect(g.weight.scalars == [12, 16, 24, 28])  // 1+2+4+5, 2+3+5+6, 4+5+7+8, 5+6+8+9
    #expect(g.bias == [4])
  }

  @Test("max pooling picks the first of equal entries; average pooling counts the padding")
  func pooling() throws {
    let x = try Tensor.ones([1, 1, 2, 2])
    let one = try Tensor.ones([1, 1, 1, 1])
    #expect(try MaxPool2D.backward(one, x, size: 2).scalars == [1, 0, 0, 0])
    let padded = try AveragePool2D.forward(x, size: 2, stride: 2, padding: 1)
    #expect(padded.scalars == [0.25, 0.25, 0.25, 0.25])
    #expect(try MaxPool2D.forward(-x, size: 2, padding: 1).scalars == [-1, -1, -1, -1])
  }

  @Test("a window two wide and one high moves by its own stride on each axis")
  func flatWindow() throws {
    let x = try Tensor(shape: [1, 1, 2, 4], [1, 2, 3, 4, 5, 6, 7, 8])
    let (size, stride) = (Extent2D(height: 1, width: 2), Extent2D(height: 1, width: 2))
    #expect(try MaxPool2D.forward(x, size: size).scalars == [2, 4, 6, 8])
    #expect(try AveragePool2D.forward(x, size: size).scalars == [1.5, 3.5, 5.5, 7.5])
    let filter = try Tensor(shape: [1, 1, 1, 2], [1, 10])
    let y = try Conv2D.forward(x, weight: filter, bias: [0], stride: stride)
    // 1 + 20, 3 + 40, 5 + 60, 7 + 80
    #expect(y.shape == [1, 1, 2, 2] && y.scalars == [21, 43, 65, 87])
    // 2 is both numbers, and the strides of a window are those of its size.
    #expect(Extent2D(2) == 2 && Extent2D(height: 2, width: 2) == 2)
    let columns = try AveragePool2D.forward(x, size: Extent2D(height: 2, width: 1))
    #expect(columns.scalars == [3, 4, 5, 6])
  }

  @Test("zeros of the padding do not count where they should not")
  func uncountedPadding() throws {
    // Each window of 2 × 2 sees one 1 and three zeros of the padding.
    let x = try Tensor.ones([1, 1, 2, 2])
    let y = try AveragePool2D.forward(x, size: 2, padding: 1, countsPadding: false)
    #expect(y.scalars == [1, 1, 1, 1])
    let g = try AveragePool2D.backward(y, x, size: 2, padding: 1, countsPadding: false)
    #expect(g.scalars == [1, 1, 1, 1])
  }

  @Test("a transposed convolution paints its filter, and is the transpose of a convolution")
  func transposedConvolution() throws {
    let filter = try Tensor(shape: [1, 1, 1, 2], [1, 10])
    let row = try Tensor(shape: [1, 1, 1, 3], [1, 2, 3])
    let painted = try ConvTranspose2D.forward(row, weight: filter, bias: [0])
    #expect(painted.scalars == [1, 12, 23, 30])  // 1, 10 + 2, 20 + 3, 30
    let apart =
      try ConvTranspose2D
      .forward(row, weight: filter, bias: [5], stride: Extent2D(height: 1, width: 3))
    #expect(apart.scalars == [6, 15, 5, 7, 25, 5, 8, 35])
    // ⟨y, Conv2D(z)⟩ = ⟨ConvTranspose2D(y), z⟩, where z is one column wider than three strides need.
    var random = RandomSource(seed: 41)
    let weight = try random.normal(3, 2, 2, 3)  // [F, C, KH, KW] of the convolution
    let z = try random.normal(2, 2, 5, 8)
    let stride = Extent2D(height: 1, width: 2)
    let convolved = try Conv2D.forward(z, weight: weight, bias: Tensor.zeros([3]), stride: stride)
    let y = try Tensor.normal(convolved.shape, using: &random)
    let back = try ConvTranspose2D.forward(
      y,
      weight: weight,
      bias: Tensor.zeros([2]),
      stride: stride,
      outputPadding: Extent2D(height: 0, width: 1)
    )
    #expect(back.shape == z.shape)
    #expect(try abs((y * convolved).sum() - (back * z).sum()) < 1e-12)
  }

  @Test(
    "columns hold what a window sees; a frame of zeros; the mean of a channel; a filter for each channel"
  )
  func windows() throws {
    let x = try Tensor(shape: [1, 1, 2, 3], [1, 2, 3, 4, 5, 6])
    let columns = try Unfold2D.forward(x, size: 2)
    #expect(columns.shape == [1, 4, 2] && columns.scalars == [1, 2, 2, 3, 4, 5, 5, 6])
    // 2 and 5 are seen twice.
    let folded = try Unfold2D.backward(Tensor.ones(like: columns), x, size: 2)
    #expect(folded.scalars == [1, 2, 1, 1, 2, 1])
    let framed = try ZeroPadding2D.forward(x, padding: Extent2D(height: 0, width: 1))
    #expect(framed.shape == [1, 1, 2, 5] && framed.scalars == [0, 1, 2, 3, 0, 0, 4, 5, 6, 0])
    #expect(try ZeroPadding2D.backward(framed, x, padding: Extent2D(height: 0, width: 1)) == x)
    #expect(try GlobalAveragePool2D.forward(x) == [[3.5]])
    #expect(try GlobalAveragePool2D.backward([[6]], x) == Tensor.ones(like: x))
    let channels = try Tensor(shape: [1, 2, 1, 2], [1, 2, 3, 4])
    let depthwise = try Tensor(shape: [2, 1, 1, 1], [10, 100])
    let y = try Conv2D.forward(channels, weight: depthwise, bias: [0, 1], groups: 2)
    #expect(y.scalars == [10, 20, 301, 401])
    let line = try Tensor(shape: [1, 1, 3], [1, 2, 3])
    let filter = try Tensor(shape: [1, 1, 2], [1, 10])
    #expect(try Conv1D.forward(line, weight: filter, bias: [0]).scalars == [21, 32])
  }

  @Test("penalties of weights, and lengths of their columns")
  func penalties() throws {
    let weights: [Tensor] = [[[1, -2]], [3]]
    #expect(try L2Penalty.forward(weights, strength: 0.5) == Tensor(3.5))  // ½·½·(1 + 4 + 9)
    #expect(try L2Penalty.backward(Tensor(2), weights, strength: 0.5) == [[[1, -2]], [3]])
    #expect(try L1Penalty.forward(weights, strength: 0.5) == Tensor(3))  // ½·(1 + 2 + 3)
    #expect(try L1Penalty.backward(Tensor(2), [[-4, 0, 5]], strength: 3) == [[-6, 0, 6]])
    // Gradient descent with weight decay takes the step that the penalty asks for.
    let (w, g): (Tensor, Tensor) = ([1, -2], [0.5, 0.25])
    let penalised = try g + L2Penalty.backward(Tensor(1), [w], strength: 0.25)[0]
    let plain = try GradientDescent.step(w, gradient: penalised, learningRate: 0.5)
    #expect(
      try GradientDescent.step(w, gradient: g, learningRate: 0.5, weightDecay: 0.25) == plain
    )
    // Columns of length 5 and 2 get the lengths 10 and 3.
    #expect(try WeightNorm.forward([[3, 0], [4, 2]], length: [10, 3]) == [[6, 0], [8, 3]])
    // √((9 + 16)/2 + 0) = 5/√2; the mean is not subtracted.
    let y = try RMSNorm.forward([[3, 4]], scale: [1, 2], epsilon: 0)
    #expect(abs(y[0, 0] - 0.6 * 2.0.squareRoot()) < 1e-15)
    #expect(abs(y[0, 1] - 1.6 * 2.0.squareRoot()) < 1e-15)
  }

  @Test("batch norm divides by N, its running variance by N − 1")
  func batchNorm() throws {
    let x: Tensor = [[1], [3]]
    let y = try BatchNorm.forward(x, scale: [2], shift: [5], epsilon: 0)
    #expect(y == [[3], [7]])
    let statistics = try BatchNorm.statistics(x)
    #expect(statistics.mean == [2] && statistics.variance == [1])  // (1 + 1)/2
    // 10/2 + 2·100/2·(−1), 10/2 + 2·100/2·1
    #expect(try BatchNorm.statisticsBackward(([10], [100]), x) == [[-95], [105]])
    let running = try BatchNorm.updatedStatistics(x, mean: [0], variance: [1], momentum: 0.5)
    #expect(running.mean == [1] && running.variance == [1.5])  // ½·0 + ½·2, ½·1 + ½·2
    let evaluated = try BatchNorm.evaluate(
      [[4]],
      scale: [2],
      shift: [5],
      mean: [1],
      variance: [9],
      epsilon: 0
    )
    #expect(evaluated == [[7]])  // 2·(4 − 1)/3 + 5
  }

  @Test("gradients of a repeated index add up; an ignored row and a dropped entry get 0")
  func bookkeeping() throws {
    let table: Tensor = [[1, 2], [3, 4], [5, 6]]
    #expect(try Embedding.forward(table, indices: [2, 2]) == [[5, 6], [5, 6]])
    let rows = try Embedding.backward([[1, 2], [10, 20]], table, indices: [2, 2])
    #expect(rows == [[0, 0], [0, 0], [11, 22]])
    let (upstream, indices): (Tensor, [Int]) = ([[1, 2], [10, 20]], [2, 0])
    let learnt = try Embedding.backward(upstream, table, indices: indices, paddingIndex: 2)
    #expect(learnt == [[10, 20], [0, 0], [0, 0]])
    let looked = try Embedding.forward(table, indices: indices, paddingIndex: 2)
    #expect(looked == [[5, 6], [1, 2]])
    let logits: Tensor = [[0, 0], [3, 1]]
    let g = try CrossEntropy.backward(Tensor(1), logits, labels: [0, -1], ignored: -1)
    #expect(g == [[-0.5, 0.5], [0, 0]])
    let (x, mask): (Tensor, Tensor) = ([1, 2, 3], [1, 0, 1])
    #expect(try Dropout.forward(x, mask: mask, probability: 0.5) == [2, 0, 6])
    #expect(try Dropout.backward(x, x, mask: mask, probability: 0.5) == [2, 0, 6])
  }

  @Test("the gates of recurrent cells with weights of zero")
  func gates() throws {
    let zeros = { (shape: [Int]) in try Tensor.zeros(shape) }
    // All gates are ½ and the candidates 0: c = ½·4, h = ½·tanh(2); GRU: h = ½·0 + ½·4.
    let lstm = try LSTM.step(
      [[9]],
      hidden: [[9]],
      cell: [[4]],
      inputWeight: zeros([1, 4]),
      hiddenWeight: zeros([1, 4]),
      bias: zeros([4])
    )
    #expect(lstm.cell == [[2]] && abs(lstm.hidden[0, 0] - 0.48201379003790845) < 1e-15)
    let gru = try GRU.step(
      [[9]],
      state: [[4]],
      inputWeight: zeros([1, 3]),
      hiddenWeight: zeros([1, 3]),
      inputBias: zeros([3]),
      hiddenBias: zeros([3])
    )
    #expect(gru == [[2]])
    // With U₃ = 1 and d₃ = 1: n = tanh(½·(4·1 + 1)) after the product, tanh(½·4·1 + 1) before it; h = ½n + ½·4.
    for (reset, expected) in [(GRU.Reset.after, 2.4933071490757153), (.before, 2.4975273768433655)]
    {
      let unit = try GRU.step(
        [[9]],
        state: [[4]],
        inputWeight: zeros([1, 3]),
        hiddenWeight: [[0, 0, 1]],
        inputBias: zeros([3]),
        hiddenBias: [0, 0, 1],
        reset: reset
      )
      #expect(abs(unit[0, 0] - expected) < 1e-15)
    }
    // The forget gate is the second: with a large bias there, and the input gate shut, the cell stays.
    let kept = try LSTM.step(
      [[9]],
      hidden: [[9]],
      cell: [[4]],
      inputWeight: zeros([1, 4]),
      hiddenWeight: zeros([1, 4]),
      bias: [-1000, 1000, 0, 0]
    )
    #expect(kept.cell == [[4]])
  }

  @Test("equal keys share the attention, and a causal mask hides what comes later")
  func attention() throws {
    let (q, v): (Tensor, Tensor) = ([[1, 1], [1, 1]], [[2], [4]])
    #expect(try ScaledDotProductAttention.forward(q, key: q, value: v) == [[3], [3]])
    let mask = try ScaledDotProductAttention.causalMask(2)
    #expect(mask == [[1, 0], [1, 1]])
    #expect(try ScaledDotProductAttention.weights(q, key: q, mask: mask) == [[1, 0], [0.5, 0.5]])
    #expect(try ScaledDotProductAttention.forward(q, key: q, value: v, mask: mask) == [[2], [3]])
    let g = try ScaledDotProductAttention.backward([[1], [0]], q, key: q, value: v, mask: mask)
    #expect(g.value == [[1], [0]])
  }

  @Test(
    "the first step is not dampened; a decay pulls towards 0; a centred mean square is a variance"
  )
  func optimisers() throws {
    let first = try Momentum.step(
      [1],
      gradient: [4],
      velocity: nil,
      learningRate: 0.5,
      dampening: 0.75,
      weightDecay: 2
    )
    #expect(first.velocity == [6] && first.parameter == [-2])  // 4 + 2·1, 1 − ½·6
    let second = try Momentum.step(
      [1],
      gradient: [4],
      velocity: [6],
      learningRate: 0.5,
      momentum: 0.5,
      dampening: 0.75
    )
    #expect(second.velocity == [4] && second.parameter == [-1])  // ½·6 + ¼·4, 1 − ½·4
    // s = ½·7 + ½·1 = 4, ḡ = ½·(−3) + ½·1 = −1, √(4 − 1) = √3; v = ½·2 + 1/(√3 + ε)
    let centred = try RMSProp.step(
      [1],
      gradient: [1],
      meanSquare: [7],
      velocity: [2],
      meanGradient: [-3],
      learningRate: 1,
      decay: 0.5,
      momentum: 0.5,
      epsilon: 1e-30
    )
    #expect(centred.meanSquare == [4] && centred.meanGradient == [-1])
    #expect(abs(centred.velocity[0] - (1 + 1 / 3.0.squareRoot())) < 1e-15)
    #expect(abs(centred.parameter[0] + 1 / 3.0.squareRoot()) < 1e-15)
    // A variance that rounding makes negative counts as 0: 0.1² = 0.010000000000000002 > 0.01.
    let rounded = try RMSProp.step(
      [0],
      gradient: [0.1],
      meanSquare: [0.01],
      velocity: [0],
      meanGradient: [0.1],
      decay: 1 - 0x1p-53,
      epsilon: 1
    )
    #expect(rounded.parameter[0].isFinite)
  }

  @Test("schedules keep their last value")
  func schedules() throws {
    #expect(try abs(Schedule.cosine(20, initial: 1, final: 0.25, period: 12) - 0.25) < 1e-15)
    #expect(try Schedule.linearWarmUp(20, initial: 0.5, length: 4) == 0.5)
    #expect(try Schedule.linearWarmUp(1, initial: 0.5, length: 4) == 0.125)
    #expect(try Schedule.multiStep(9, initial: 1, milestones: [], factor: 0.1) == 1)
  }

  @Test("clipping by norm keeps the direction; clipping by value may change it")
  func clipping() throws {
    let clipped = try Clipping.byNorm([[3, 0], [[4]]], maxNorm: 1)
    #expect(clipped.norm == 5)
    #expect(abs(clipped.gradients[0][0] - 0.6) < 1e-15)
    #expect(abs(clipped.gradients[1][0, 0] - 0.8) < 1e-15)
    #expect(try Clipping.byNorm([[3], [4]], maxNorm: 6).gradients == [[3], [4]])
    #expect(try Clipping.byValue([3, -4, 1], limit: 2) == [2, -2, 1])
  }
}
