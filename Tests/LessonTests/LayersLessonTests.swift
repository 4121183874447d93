import Foundation
import Tensors
import Testing

@testable import LayersSolutions

@Suite("The lesson on layers") struct LayersLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("Layers") }

  /// The text of an exercise as it is handed out.
  private func stub(_ name: String) throws -> String {
    try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".gradschool/stubs/Layers/\(name).swift"),
      encoding: .utf8
    )
  }

  @Test("the worked example of the fully connected layer") func linear() throws {
    let (x, weight): (Tensor, Tensor) = ([[1, 2], [0, 1]], [[3], [4]])
    #expect(try Linear.forward(x, weight: weight, bias: [10]) == [[21], [14]])
    #expect(lesson.says("= [[21],"))
    #expect(lesson.says("[14]]"))
    let gradient = try Linear.backward([[1], [1]], x, weight: weight, bias: [10])
    #expect(gradient.bias == [2])
    #expect(lesson.says("∂L/∂b = 1 + 1 = 2"))
    #expect(gradient.weight == [[1], [3]])
    #expect(lesson.says("∂L/∂W = [[1·1 + 0·1], [2·1 + 1·1]] = [[1], [3]]"))
  }

  @Test("counting the parameters of three small layers, and of the network of cats and dogs")
  func parameterCount() throws {
    let small = try ParameterCount.count([3, 3, 2, 2])
    #expect(small.weights == [9, 6, 4] && small.biases == [3, 2, 2] && small.total == 26)
    #expect(lesson.says("| layer2.weight | [3, 2] | 6 |"))
    #expect(lesson.says("| layer3.bias | [2] | 2 | | total | | 26 |"))
    #expect(lesson.says("the first list is [9, 6, 4]"))
    let large = try ParameterCount.count([4_096, 64, 2])
    #expect(large.weights[0] == 262_144 && large.total == 262_338)
    #expect(lesson.says("the first weight alone has 262144 of the 262338 parameters"))
  }

  @Test("the summary of the three small layers") func summary() throws {
    let lines = try NamedParameters.summary([3, 3, 2, 2])
    #expect(lines.count == 7 && lines.last == "total 26")
    #expect(lesson.says("the lines are " + lines.joined(separator: " ")))
    let smaller = try NamedParameters.summary([3, 3, 2]).joined(separator: "\n///     ")
    #expect(try stub("NamedParameters").contains("///     " + smaller))
  }

  @Test("the worked example of two layers, forwards and backwards") func twoLayers() throws {
    let (weights, biases): ([Tensor], [Tensor]) = ([[[0.5], [-0.25]], [[4]]], [[0], [1]])
    let pass = try ForwardPass.forward([[1, 2]], weights: weights, biases: biases)
    #expect(pass.output == [[3]])
    #expect(lesson.says("z² = 0.5·4 + 1 = 3 output = 3"))
    #expect(pass.inputs == [[[1, 2]], [[0.5]]] && pass.sums == [[[0]], [[3]]])
    #expect(lesson.says("`inputs` is [[[1, 2]], [[0.5]]], and `sums` is [[[0]], [[3]]]"))

    let (output, cache) = try BackwardPass.forward([[1, 2]], weights: weights, biases: biases)
    #expect(output == pass.output && cache.inputs == pass.inputs && cache.sums == pass.sums)
    let gradient = try BackwardPass.backward([[1]], cache: cache)
    #expect(gradient.weights == [[[1], [2]], [[0.5]]] && gradient.biases == [[1], [1]])
    #expect(gradient.x == [[0.5, -0.25]])
    for line in [
      "| ∂L/∂W² | 0.5 |", "| ∂L/∂b² | 1 |", "| δ¹ | 1 · 4 · 0.25 = 1 |", "| ∂L/∂W¹ | [[1], [2]] |",
      "| ∂L/∂b¹ | 1 |", "| ∂L/∂x | [0.5, −0.25] |",
    ] {
      #expect(lesson.says(line))
    }
  }

  @Test("what is wrong with the network of cats and dogs as it is handed out")
  func handedOut() throws {
    let stub = try self.stub("CatDog")
    var random = RandomSource(seed: 1)
    let cache = try CatDog.example(examples: 3, points: 5, hidden: 4, using: &random).cache
    let right = try CatDog.backward(1, cache: cache)
    // The lines of the stub, and the same computed here.
    let delta2 = try (cache.probabilities - Tensor.oneHot(cache.labels, classes: 2)) / 3
    let hidden = try delta2.matmul(cache.weight2.transposed())
    let delta1 = try hidden * (hidden .> 0)
    #expect(stub.contains("let weight2 = try cache.sums.transposed().matmul(delta2)"))
    #expect(stub.contains("let delta1 = try hidden * (hidden .> 0)"))
    #expect(stub.contains("let bias1 = try delta1.mean(axis: 0)"))
    #expect(stub.contains("let bias2 = try delta2.sum(axis: 0)"))
    func agree(_ a: Tensor, _ b: Tensor) throws -> Bool { try abs(a - b).max() < 1e-12 }
    #expect(try !agree(cache.images.transposed().matmul(delta1), right.weight1))
    #expect(lesson.says("| ∂L/∂weight1 | ✘ |"))
    #expect(try !agree(delta1.mean(axis: 0), right.bias1))
    #expect(lesson.says("| ∂L/∂bias1 | ✘ |"))
    #expect(try !agree(cache.sums.transposed().matmul(delta2), right.weight2))
    #expect(lesson.says("| ∂L/∂weight2 | ✘ |"))
    #expect(try agree(delta2.sum(axis: 0), right.bias2))
    #expect(lesson.says("| ∂L/∂bias2 | ✔ |"))
  }

  @Test("the layers agree with the formulas at 4096 → 64 → 2 too") func fullSize() throws {
    #expect(lesson.says("What is right there is right at 4096 → 64 → 2."))
    var random = RandomSource(seed: 2)
    var network = try CatDog.example(examples: 2, points: 4_096, hidden: 64, using: &random)
    let gradient = try CatDog.backward(1, cache: network.cache)
    #expect(gradient.weight1.shape == [4_096, 64] && gradient.weight2.shape == [64, 2])
    let h = 1e-5
    for (point, unit) in [(0, 0), (17, 40), (2_048, 63), (4_095, 5)] {
      let old = network.weight1[point, unit]
      network.weight1[point, unit] = old + h
      let above = try network.loss()
      network.weight1[point, unit] = old - h
      let below = try network.loss()
      network.weight1[point, unit] = old
      #expect(abs((above - below) / (2 * h) - gradient.weight1[point, unit]) < 1e-9)
    }
    #expect(try abs(gradient.weight1).max() > 1e-3)
  }
}

extension CatDog {
  /// A network with random parameters and pictures, and what its forward pass keeps.
  struct Example {
    var images: Tensor
    var labels: [Int]
    var weight1: Tensor
    var bias1: Tensor
    var weight2: Tensor
    var bias2: Tensor

    var cache: Cache { get throws { try pass().cache } }

    func loss() throws -> Double { try pass().loss }

    private func pass() throws -> (loss: Double, cache: Cache) {
      try CatDog.forward(
        images,
        labels: labels,
        weight1: weight1,
        bias1: bias1,
        weight2: weight2,
        bias2: bias2
      )
    }
  }

  static func example(
    examples: Int,
    points: Int,
    hidden: Int,
    using random: inout RandomSource
  ) throws -> Example {
    Example(
      images: try .normal([examples, points], using: &random),
      labels: (0..<examples).map { $0 % 2 },
      weight1: try .normal([points, hidden], using: &random) / sqrt(Double(points)),
      bias1: try .normal([hidden], using: &random),
      weight2: try .normal([hidden, 2], using: &random),
      bias2: try .normal([2], using: &random)
    )
  }
}
