import Tensors
import Testing

@testable import InitialisationSolutions

@Suite("The lesson on initialisation") struct InitialisationLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("Initialisation") }

  /// Whether a number rounds to what the lesson prints with so many decimals.
  private func rounds(_ value: Double, to printed: Double, decimals: Int = 4) -> Bool {
    abs(value - printed) <= 0.5 * pow(10, -decimals)
  }

  @Test("the smallest example of the symmetry problem") func symmetry() throws {
    func step(_ value: Double) throws -> (first: Tensor, second: Tensor, distinctUnits: Int) {
      try ZerosAndOnes.step(
        [[1]],
        target: [[1]],
        first: .filled(with: value, [1, 2]),
        second: .filled(with: value, [2, 1]),
        learningRate: 0.1
      )
    }
    let zeros = try step(0)
    #expect(zeros.first == [[0, 0]] && zeros.second == [[0], [0]] && zeros.distinctUnits == 1)
    let ones = try step(1)
    #expect(ones.distinctUnits == 1)
    for j in 0..<2 {
      #expect(rounds(ones.first[0, j], to: 0.9780) && rounds(ones.second[j, 0], to: 0.9602))
      #expect(rounds((1 - ones.first[0, j]) / 0.1, to: 0.2197))
      #expect(rounds((1 - ones.second[j, 0]) / 0.1, to: 0.3985))
    }
    let h = tanh(1.0)
    #expect(rounds(h, to: 0.7616) && rounds(2 * h, to: 1.5232) && rounds(2 * h - 1, to: 0.5232))
    for row in [
      "| h | [0, 0] | [0.7616, 0.7616] |", "| y | 0 | 1.5232 |",
      "| ∂L/∂y = y − target | −1 | 0.5232 |", "| 0, 0 | 0.3985, 0.3985 |",
      "| 0, 0 | 0.2197, 0.2197 |", "| new W₁ | [0, 0] | [0.9780, 0.9780] |",
      "| new W₂ | 0, 0 | 0.9602, 0.9602 |",
    ] { #expect(lesson.says(row)) }
  }

  @Test("units must be alike in both layers to stay alike") func alike() throws {
    var random = RandomSource(seed: 5)
    let x = try Tensor.normal([5, 3], using: &random)
    let target = try Tensor.normal([5, 2], using: &random)
    let second = try Tensor.normal([4, 2], using: &random)
    func units(_ first: Tensor, _ second: Tensor) throws -> Int {
      try ZerosAndOnes.step(x, target: target, first: first, second: second, learningRate: 0.1)
        .distinctUnits
    }
    #expect(try units(.normal([3, 4], using: &random), second) == 4)
    #expect(try units(.zeros([3, 4]), second) == 4)
    #expect(lesson.says("| W₁ zero, W₂ random | all H |"))
    // A thousand steps from ones, and still one unit.
    var (first, last) = (try Tensor.ones([3, 4]), try Tensor.ones([4, 2]))
    for _ in 0..<1000 {
      let next = try ZerosAndOnes.step(
        x,
        target: target,
        first: first,
        second: last,
        learningRate: 0.01
      )
      #expect(next.distinctUnits == 1)
      (first, last) = (next.first, next.second)
    }
  }

  @Test("a source gives new numbers each time, and its seed repeats them") func source() throws {
    var random = RandomSource(seed: 7)
    let a = try SmallNormal.weights([2, 3], deviation: 0.01, using: &random)
    let b = try SmallNormal.weights([2, 3], deviation: 0.01, using: &random)
    var again = RandomSource(seed: 7)
    #expect(a != b)
    #expect(try SmallNormal.weights([2, 3], deviation: 0.01, using: &again) == a)
    #expect(lesson.says("var random = RandomSource(seed: 7)"))
  }

  @Test("the worked numbers of every formula") func numbers() throws {
    let limit = 0.05
    #expect(rounds(limit * limit / 3, to: 0.000833, decimals: 6))
    #expect(rounds(limit / sqrt(3.0), to: 0.0289))
    #expect(lesson.says("limit 0.05 gives the variance 0.000833 and the standard deviation 0.0289"))
    // The largest magnitude of many draws shows the limit, their root mean square the deviation.
    var random = RandomSource(seed: 1)
    let xavierUniform = try XavierUniform.weights(inputs: 100, outputs: 300, using: &random)
    #expect(rounds(try abs(xavierUniform).max(), to: 0.1225))
    let kaimingUniform = try KaimingUniform.weights(inputs: 100, outputs: 300, using: &random)
    #expect(rounds(try abs(kaimingUniform).max(), to: 0.2449))
    let xavierNormal = try XavierNormal.weights(inputs: 100, outputs: 300, using: &random)
    #expect(abs(sqrt(try xavierNormal.squared().mean()) - 0.0707) < 0.002)
    let kaimingNormal = try KaimingNormal.weights(inputs: 100, outputs: 300, using: &random)
    #expect(abs(sqrt(try kaimingNormal.squared().mean()) - 0.1414) < 0.004)
    #expect(rounds(sqrt(2.0 / 400), to: 0.0707) && rounds(sqrt(2.0 / 100), to: 0.1414))
    #expect(lesson.says("a = √(6/400) = 0.1225") && lesson.says("2/400 = 0.005"))
    #expect(lesson.says("0.02, the standard deviation 0.1414, and the limit 0.2449"))
    for row in ["√(6/(D + M)) | 0.1225 |", "√(2/(D + M)) | 0.0707 |", "section 6 | 0.2449 |"] {
      #expect(lesson.says(row))
    }
    #expect(lesson.says("√(2/D) | 0.1414 |"))
  }

  @Test("ten layers: fan-in · Var(w) · ½ to the tenth, and what really comes out") func tenLayers()
    throws
  {
    // Variance, the printed factor, the printed root mean square, and the weights.
    typealias Draw = (inout RandomSource) throws -> Tensor
    let rows: [(variance: Double, factor: Double, printed: Double, label: String, draw: Draw)] = [
      (
        0.0001, 0.005, 3.1e-12, "| normal, s = 0.01 | 0.0001 | · 0.005 | 3.1e-12 |",
        { try SmallNormal.weights([100, 100], deviation: 0.01, using: &$0) }
      ),
      (
        0.01, 0.5, 0.031, "| Xavier | 0.01 | · 0.5 | 0.031 |",
        { try XavierNormal.weights(inputs: 100, outputs: 100, using: &$0) }
      ),
      (
        0.02, 1, 1, "| Kaiming | 0.02 | · 1 | 1 |",
        { try KaimingUniform.weights(inputs: 100, outputs: 100, using: &$0) }
      ),
      (
        1, 50, 3.1e8, "| normal, s = 1 | 1 | · 50 | 3.1e8 |",
        { try SmallNormal.weights([100, 100], deviation: 1, using: &$0) }
      ),
    ]
    var random = RandomSource(seed: 3)
    for row in rows {
      #expect(abs(100 * row.variance / 2 - row.factor) < 1e-12)
      let expected = pow(row.factor, 5)  // the root of the tenth power
      #expect(abs(expected / row.printed - 1) < 0.02)
      #expect(lesson.says(row.label))
      var signal = try Tensor.normal([50, 100], using: &random)
      for _ in 0..<10 { signal = maximum(try signal.matmul(row.draw(&random)), 0) }
      // The spread of one network around the mean of all is wide: a factor of 3 either way.
      let measured = sqrt(try signal.squared().mean())
      #expect(measured > expected / 3 && measured < expected * 3, "\(row.label)")
    }
  }
}
