import Foundation
import Tensors
import Testing

@testable import NeuronSolutions

@Suite("The lesson on the neuron") struct NeuronLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("Neuron") }

  @Test("the worked example of the weighted sum") func weightedSum() throws {
    let x: Tensor = [1, 2]
    #expect(try WeightedSum.forward(x, weight: [3, -1], bias: 4) == 5)
    #expect(lesson.says("z = 3·1 − 1·2 + 4 = 5"))
    #expect(try abs(WeightedSum.forward(x, weight: [3.01, -1], bias: 4) - 5.01) < 1e-12)
    #expect(lesson.says("turn w₁ up from 3 to 3.01, and leave the rest alone. z becomes 5.01"))
    #expect(try abs(WeightedSum.forward(x, weight: [3, -0.99], bias: 4) - 5.02) < 1e-12)
    #expect(lesson.says("Turn w₂ up by 0.01 instead, and z becomes 5.02"))
    let gradient = try WeightedSum.backward(2, x, weight: [3, -1], bias: 4)
    #expect(gradient.weight == [2, 4])
    #expect(lesson.says("∂L/∂w = [2, 4]"))
    #expect(gradient.x == [6, -2])
    #expect(gradient.bias == 2)
    #expect(lesson.says("∂L/∂x = [6, −2] and ∂L/∂b = 2"))
  }

  @Test("the worked example of the neuron, and saturation") func neuron() throws {
    let (x, weight): (Tensor, Tensor) = ([1, 2], [0.5, -1])
    #expect(try Neuron.forward(x, weight: weight, bias: 1.5) == 0.5)
    #expect(lesson.says("z = 0.5 − 2 + 1.5 = 0 and a = 0.5"))
    let gradient = try Neuron.backward(4, x, weight: weight, bias: 1.5)
    #expect(gradient.bias == 1)
    #expect(gradient.weight == [1, 2])
    #expect(lesson.says("∂L/∂z = 1, so ∂L/∂b = 1 and ∂L/∂w = [1, 2]"))
    let saturated = try Neuron.forward([1], weight: [6], bias: 0)
    #expect(String(format: "%.4f", saturated) == "0.9975")
    #expect(String(format: "%.4f", saturated * (1 - saturated)) == "0.0025")
    #expect(lesson.says("At z = 6 the activation is 0.9975 and the slope only 0.0025"))
  }

  @Test("two linear maps are one") func stackedMaps() throws {
    let (w1, b1): (Tensor, Tensor) = ([[1, 2], [0, 1]], [1, -1])
    let (w2, b2, x): (Tensor, Tensor, Tensor) = ([[1], [3]], [2], [2, 1])
    let h = try x.matmul(w1) + b1
    #expect(h == [3, 4])
    #expect(lesson.says("h = [2·1 + 1·0 + 1, 2·2 + 1·1 − 1] = [3, 4]"))
    #expect(try h.matmul(w2) + b2 == [17])
    #expect(lesson.says("y = [3·1 + 4·3 + 2] = [17]"))
    let one = try StackedMaps.combined(
      firstWeight: w1,
      firstBias: b1,
      secondWeight: w2,
      secondBias: b2
    )
    #expect(one.weight == [[7], [3]])
    #expect(one.bias == [0])
    #expect(try x.matmul(one.weight) + one.bias == [17])
    #expect(lesson.says("W = [[7], [3]] and b = [0]: indeed 2·7 + 1·3 + 0 = 17"))
  }

  private func cube(_ x: Double) -> Double { x * x * x }

  @Test("the slope of x³ at 2") func centralDifference() throws {
    #expect(abs(cube(2.1) - 9.261) < 1e-12)
    #expect(abs(cube(1.9) - 6.859) < 1e-12)
    #expect(abs((cube(2.1) - cube(2)) / 0.1 - 12.61) < 1e-9)
    #expect(lesson.says("| one-sided, h = 0.1 | 8 | 9.261 | 1.261 | 0.1 | 12.61 |"))
    #expect(try abs(CentralDifference.slope(of: cube, at: 2, step: 0.1) - 12.01) < 1e-9)
    #expect(lesson.says("| central, h = 0.1 | 6.859 | 9.261 | 2.402 | 0.2 | 12.01 |"))
    #expect(abs(0.61 / 0.01 - 61) < 1e-9)
    #expect(lesson.says("The central difference is sixty times closer."))
  }

  /// The table of the lesson, printed by the functions it is about.
  @Test("the V of the error against the step") func stepCurve() throws {
    func brief(_ error: Double) -> String { String(format: "%.0e", error) }
    let rows: [(Double, String)] = [
      (1e-1, "1e-1"), (1e-2, "1e-2"), (1e-3, "1e-3"), (1e-4, "1e-4"), (1e-5, "1e-5"),
      (1e-6, "1e-6"), (1e-8, "1e-8"), (1e-10, "1e-10"), (1e-12, "1e-12"),
    ]
    var (best, bestOneSided) = ((1.0, ""), (1.0, ""))
    for (h, name) in rows {
      let central = try StepCurve.errors(of: cube, slope: 12, at: 2, steps: [h])[0]
      let numeric = (cube(2 + h) - cube(2)) / h
      let oneSided = abs(numeric - 12) / max(numeric, 12)
      best = central < best.0 ? (central, name) : best
      bestOneSided = oneSided < bestOneSided.0 ? (oneSided, name) : bestOneSided
      let row = "| \(name) | \(brief(oneSided)) | \(brief(central)) |"
      #expect(lesson.text.replacing("*", with: "").contains(row))
    }
    #expect(best.1 == "1e-5")
    #expect(bestOneSided.1 == "1e-8")
    #expect(lesson.says("near 1e-5 for the central difference, near 1e-8 for the one-sided"))
    let first = try StepCurve.errors(of: cube, slope: 12, at: 2, steps: [0.1])[0]
    #expect(String(format: "%.5f", first) == "0.00083")
    #expect(lesson.says("|12.01 − 12| / 12.01 = 0.00083"))
  }

  @Test("the values that are used twice") func chainRule() throws {
    #expect(try ChainRule.forward(2, 3) == 48)
    #expect(lesson.says("x = 2, y = 3 give u = 6, v = 8, z = 48"))
    let gradient = try ChainRule.backward(1, 2, 3)
    #expect(gradient.x == 48)
    #expect(gradient.y == 28)
    // u receives v = 8 from z, and u = 6 through v; y = 2 · 14.
    #expect(gradient.y == 2 * (8 + 6))
    #expect(lesson.says("v receives 6; u receives 8 from z and 6 from v, 14 together"))
    #expect(lesson.says("∂L/∂x = 48 and ∂L/∂y = 28"))
    // p = a · (a + b), so ∂p/∂a = 2a + b = q + a and ∂p/∂b = a.
    let (a, b) = (3.0, 4.0)
    let slope = try CentralDifference.slope(of: { $0 * ($0 + b) }, at: a, step: 1)
    #expect(slope == (a + b) + a)
    #expect(lesson.says("∂L/∂a = g·q + g·a"))
  }

  @Test("the two-weight network, as published and repaired") func twoWeights() throws {
    func text(_ value: Double, _ digits: Int = 4) -> String {
      String(format: "%.\(digits)f", value).replacing("-", with: "−")
    }
    func train(_ gradient: (Double, Double) throws -> (w1: Double, w2: Double)) throws -> String {
      var (w1, w2) = (0.8, 0.6)
      for _ in 0..<1000 {
        let step = try gradient(w1, w2)
        w1 -= 0.1 * step.w1
        w2 -= 0.1 * step.w2
      }
      let output = try TwoWeightNetwork.layers(0.5, w1: w1, w2: w2).output
      return "| \(text(w1)) | \(text(w2)) | \(text(output)) |"
    }
    func right(_ w1: Double, _ w2: Double) throws -> (w1: Double, w2: Double) {
      try TwoWeightNetwork.backward(1, 0.5, target: 0.9, w1: w1, w2: w2)
    }
    let start = try TwoWeightNetwork.layers(0.5, w1: 0.8, w2: 0.6)
    #expect(text(start.layer1) == "0.5987")
    #expect(text(start.output) == "0.5888")
    #expect(lesson.says("layer1 = 0.5987, output = 0.5888"))
    #expect(lesson.says("the output from 0.589 to"))
    let gradient = try right(0.8, 0.6)
    #expect(lesson.says("∂L/∂w1 = \(text(gradient.w1, 5)) and ∂L/∂w2 = \(text(gradient.w2, 5))"))
    let repaired = try train(right)
    #expect(lesson.says("| repaired \(repaired)"))
    let published = try train { w1, w2 in
      let gradient = try right(w1, w2)
      let layer1 = try TwoWeightNetwork.layers(0.5, w1: w1, w2: w2).layer1
      return (gradient.w1 * layer1, gradient.w2)
    }
    #expect(lesson.says("| with the published fault \(published)"))
  }
  @Test("the two-weight network, trained for a thousand rounds") func training() throws {
    func text(_ value: Double, _ digits: Int = 4) -> String {
      String(format: "%.\(digits)f", value)
    }
    let run = try TwoWeightTraining.train(
      0.5,
      target: 0.9,
      w1: 0.8,
      w2: 0.6,
      learningRate: 0.1,
      rounds: 1_000
    )
    let first = try TwoWeightTraining.train(
      0.5,
      target: 0.9,
      w1: 0.8,
      w2: 0.6,
      learningRate: 0.1,
      rounds: 1
    )
    #expect(lesson.says("½ · (0.9 − 0.5888)² = \(text(run.losses[0]))"))
    #expect(lesson.says("w1 = 0.8 + 0.000543 = \(text(first.w1, 6))"))
    #expect(lesson.says("w2 = 0.6 + 0.004510 = \(text(first.w2, 6))"))
    #expect(lesson.says("the next loss is \(text(run.losses[1]))"))
    let rounds = [0, 100, 200, 400, 600, 800, 999]
    #expect(lesson.says("| round | " + rounds.map(String.init).joined(separator: " | ") + " |"))
    let row = rounds.map { text(run.losses[$0]) }.joined(separator: " | ")
    #expect(lesson.says("| loss | \(row) |"))
    #expect(lesson.says("repaired network in exercise 7, \(text(run.w1)) and \(text(run.w2))"))
  }

  /// The bars under the table: a loss of 0.05 is eight lines high.
  @Test("the picture of the falling loss") func lossCurve() throws {
    let losses = try TwoWeightTraining.train(
      0.5,
      target: 0.9,
      w1: 0.8,
      w2: 0.6,
      learningRate: 0.1,
      rounds: 1_001
    ).losses
    let heights = stride(from: 0, through: 1_000, by: 100).map {
      Int((losses[$0] / 0.05 * 64).rounded())
    }
    let lines = (0..<8).reversed().map { line in
      let bars = heights.map { height in
        let eighths = min(max(height - 8 * line, 0), 8)
        return [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][eighths]
      }
      return (line == 0 ? "0 │ " : "│ ") + bars.joined(separator: " ")
    }
    #expect(lesson.says("loss 0.05 " + lines.joined(separator: " ") + " └"))
  }

  @Test("a neuron on a batch of two") func batch() throws {
    let (x, weight): (Tensor, Tensor) = ([[1, 2], [3, 3]], [0.5, -1])
    #expect(try NeuronBatch.forward(x, weight: weight, bias: 1.5) == [0.5, 0.5])
    #expect(lesson.says("give z = [0, 0] and a = [0.5, 0.5]"))
    let gradient = try NeuronBatch.backward([4, -8], x, weight: weight, bias: 1.5)
    #expect(gradient.weight == [-5, -4])
    #expect(lesson.says("| ∂L/∂w | 1 · [1, 2] | −2 · [3, 3] | [−5, −4] |"))
    #expect(gradient.bias == -1)
    #expect(lesson.says("| ∂L/∂b | 1 | −2 | −1 |"))
    #expect(gradient.x == [[0.5, -1], [-1, 2]])
    #expect(lesson.says("| ∂L/∂x | [0.5, −1] | [−1, 2] | [[0.5, −1], [−1, 2]]"))
  }
}
