import Tensors
import Testing

@testable import OptimisersSolutions

@Suite("The lesson on optimisers") struct OptimisersLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("Optimisers") }

  private func rounded(_ value: Double, _ digits: Double = 10_000) -> Double {
    (value * digits).rounded() / digits
  }

  /// Whether the rounded entries are these.
  private func agrees(_ values: [Double], _ printed: [Double]) -> Bool {
    values.map { rounded($0) } == printed
  }

  @Test("gradient descent, and how large the rate may be") func gradientDescent() throws {
    let moved = try GradientDescent.step([1, -2], gradient: [4, -1], learningRate: 0.1)
    #expect(agrees(moved.scalars, [0.6, -1.9]))
    #expect(lesson.says("[1 − 0.4, −2 + 0.1] = [0.6, −1.9]"))
    let rows: [(learningRate: Double, values: [Double], text: String)] = [
      (0.1, [0.9, 0.81, 0.729], "| 0.1 | 0.9 | 0.81 | 0.729 |"),
      (1, [0, 0, 0], "| 1 | 0 | 0 | 0 |"),
      (1.9, [-0.9, 0.81, -0.729], "| 1.9 | −0.9 | 0.81 | −0.729 |"),
      (2.1, [-1.1, 1.21, -1.331], "| 2.1 | −1.1 | 1.21 | −1.331 |"),
    ]
    for row in rows {
      var theta: Tensor = [1]
      let path = try (0..<3).map { _ in
        theta = try GradientDescent.step(theta, gradient: theta, learningRate: row.learningRate)
        return theta[0]
      }
      #expect(agrees(path, row.values))
      #expect(lesson.says(row.text))
    }
  }

  @Test("mini-batches") func miniBatches() throws {
    let (x, y): (Tensor, Tensor) = ([[1], [2], [3]], [[2], [4], [7]])
    func epoch(_ order: [Int]) throws -> Double {
      try MiniBatches.epoch([[0]], x: x, target: y, order: order, batchSize: 2, learningRate: 0.05)[
        0,
        0
      ]
    }
    #expect(rounded(try epoch([2, 0])) == 1.15)
    #expect(rounded(try epoch([2, 0, 1])) == 1.49)
    let residuals = (-7, -2)
    #expect(3 * residuals.0 + 1 * residuals.1 == -23)
    #expect(lesson.says("(2/2) · (3 · −7 + 1 · −2) = −23 | 1.15 |"))
    let residual = 2 * 1.15 - 4
    #expect(rounded(residual) == -1.7)
    #expect(rounded(2 * 2 * residual) == -6.8)
    #expect(lesson.says("| 2.3 − 4 = −1.7 | (2/1) · 2 · −1.7 = −6.8 | 1.49 |"))
    #expect(stride(from: 0, to: 70, by: 32).map { min(32, 70 - $0) } == [32, 32, 6])
    #expect(lesson.says("3, with 32, 32 and 6 rows"))
  }

  @Test("the noise of mini-batches, and its bars") func batchNoise() throws {
    let (x, y): (Tensor, Tensor) = ([[1], [1], [1], [1]], [[1], [3], [5], [7]])
    let few = try BatchNoise.noise(
      [[0]],
      x: x,
      target: y,
      order: [2, 0, 3, 1],
      batchSizes: [1, 2, 4]
    )
    #expect(agrees(few, [4.4721, 2, 0]))
    #expect(lesson.says("| 1 | −10, −2, −14, −6 | −2, 6, −6, 2 | √20 = 4.4721 |"))
    #expect(lesson.says("| 2 | −6, −10 | 2, −2 | 2 |"))
    let sizes = [1, 4, 16, 64]
    let many = try BatchNoise.noise(
      [[0]],
      x: .ones([64, 1]),
      target: Tensor(rows: (0..<64).map { [4 * sin(Double($0 * $0))] }),
      order: Array(0..<64),
      batchSizes: sizes
    )
    let lines = zip(sizes, many).map { size, noise in
      let hundredths = Int((noise * 100).rounded())
      let number = "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
      return "batch size \(size) \(BatchNoise.bar(noise)) \(number)"
    }
    #expect(lesson.says(lines.joined(separator: " ")))
  }

  @Test("momentum and Nesterov’s, on the same gradients") func momentum() throws {
    var plain: (Tensor, Tensor) = ([1], [0])
    var ahead: (Tensor, Tensor) = ([1], [0])
    var paths: [[Double]] = []
    for gradient in [2.0, 1, -1] {
      plain = try Momentum.step(
        plain.0,
        gradient: Tensor([gradient]),
        velocity: plain.1,
        learningRate: 0.1,
        momentum: 0.5
      )
      ahead = try Nesterov.step(
        ahead.0,
        gradient: Tensor([gradient]),
        velocity: ahead.1,
        learningRate: 0.1,
        momentum: 0.5
      )
      paths.append([plain.0[0], plain.1[0], ahead.0[0], ahead.1[0]].map { rounded($0) })
    }
    #expect(paths == [[0.8, 2, 0.7, 2], [0.6, 2, 0.5, 2], [0.6, 0, 0.6, 0]])
    #expect(lesson.says("| 1 | 2 | 2 | 0.8 | | 2 | 1 | 2 | 0.6 | | 3 | −1 | 0 | 0.6 |"))
    #expect(
      lesson.says("| 1 | 2 | 2 | 3 | 0.7 | | 2 | 1 | 2 | 2 | 0.5 | | 3 | −1 | 0 | −1 | 0.6 |")
    )
    // With a constant gradient: g / (1 − 0.9).
    var velocity: Tensor = [0]
    for _ in 0..<500 {
      velocity = try Momentum.step(
        [0],
        gradient: [1],
        velocity: velocity,
        learningRate: 0,
        momentum: 0.9
      )
      .velocity
    }
    #expect(rounded(velocity[0]) == 10)
    #expect(lesson.says("with μ = 0.9, ten times the plain step"))
  }

  @Test("AdaGrad’s steps at constant gradients") func adaGrad() throws {
    var (theta, sum): (Tensor, Tensor) = ([0, 0], [0, 0])
    var steps: [Int: [Double]] = [:]
    var sums: [Int: [Double]] = [:]
    for t in 1...100 {
      let old = theta
      (theta, sum) = try AdaGrad.step(
        theta,
        gradient: [3, 0.03],
        accumulator: sum,
        learningRate: 0.1,
        epsilon: 1e-12
      )
      steps[t] = try (old - theta).scalars.map { rounded($0) }
      sums[t] = sum.scalars.map { rounded($0) }
    }
    #expect(sums[1] == [9, 0.0009] && sums[2] == [18, 0.0018] && sums[3] == [27, 0.0027])
    #expect(sums[100] == [900, 0.09])
    for (t, step) in [(1, 0.1), (2, 0.0707), (3, 0.0577), (100, 0.01)] {
      #expect(steps[t] == [step, step])
    }
    #expect(
      lesson.says(
        "| 1 | [9, 0.0009] | 0.1 | | 2 | [18, 0.0018] | 0.0707 | | 3 | [27, 0.0027] | 0.0577 | | 100 | [900, 0.09] | 0.01 |"
      )
    )
    #expect(rounded((1e-8).squareRoot()) == 1e-4)
    #expect(lesson.says("√1e-8 being 1e-4"))
  }

  @Test("RMSProp’s steps at a constant gradient") func rmsProp() throws {
    var (theta, mean): (Tensor, Tensor) = ([0], [0])
    var steps: [Double] = []
    for _ in 1...400 {
      let old = theta[0]
      (theta, mean) = try RMSProp.step(
        theta,
        gradient: [7],
        meanSquare: mean,
        learningRate: 0.1,
        decay: 0.9,
        epsilon: 1e-12
      )
      steps.append(old - theta[0])
    }
    #expect(agrees(Array(steps.prefix(3)) + [steps[399]], [0.3162, 0.2294, 0.1921, 0.1]))
    let corrections = (1...3).map { (t: Int) -> Double in 1 - pow(0.9, t) }
    #expect(agrees(corrections, [0.1, 0.19, 0.271]))
    #expect(
      lesson.says(
        "| 1 | 0.1 | 0.3162 | | 2 | 0.19 | 0.2294 | | 3 | 0.271 | 0.1921 | | many | 1 | 0.1 |"
      )
    )
  }

  @Test("Adam’s first two steps, and AdamW’s first") func adam() throws {
    var state: (parameter: Tensor, firstMoment: Tensor, secondMoment: Tensor) = ([0], [0], [0])
    var rows: [[Double]] = []
    for (t, gradient) in [(1, 0.5), (2, -0.5)] {
      let old = state.parameter[0]
      state = try Adam.step(
        state.parameter,
        gradient: Tensor([gradient]),
        firstMoment: state.firstMoment,
        secondMoment: state.secondMoment,
        step: t,
        learningRate: 1,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-14
      )
      let (m, v) = (state.firstMoment[0], state.secondMoment[0])
      let (first, second) = (1 - pow(0.9, t), 1 - pow(0.999, t))
      let moved = rounded(old - state.parameter[0])
      rows.append([rounded(m), rounded(v, 1e8), rounded(m / first), rounded(v / second), moved])
    }
    #expect(
      rows == [[0.05, 0.00025, 0.5, 0.25, 1], [-0.005, 0.00049975, -0.0263, 0.25, -0.0526]]
    )
    #expect(lesson.says("| 1 | 0.5 | 0.05 | 0.00025 | 0.5 | 0.25 | 1 |"))
    #expect(lesson.says("| 2 | −0.5 | −0.005 | 0.00049975 | −0.0263 | 0.25 | −0.0526 |"))
    #expect(rounded(0.05 / (0.00025).squareRoot(), 100) == 3.16)
    #expect(lesson.says("0.05 / √0.00025 = 3.16 times η"))

    func first(_ gradient: Double, decay: Double) throws -> Double {
      let moved = try AdamW.step(
        [2],
        gradient: Tensor([gradient]),
        firstMoment: [0],
        secondMoment: [0],
        step: 1,
        learningRate: 0.1,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-14,
        weightDecay: decay
      )
      return rounded(moved.parameter[0])
    }
    #expect(try first(0.5, decay: 0) == 1.9)
    #expect(try first(0.5 + 0.5 * 2, decay: 0) == 1.9)
    #expect(try first(0.5, decay: 0.5) == 1.8)
    #expect(lesson.says("| Adam | 0.1 | 1.9 |"))
    #expect(lesson.says("the gradient is 1.5 now, and its size drops out | 1.9 |"))
    #expect(lesson.says("| AdamW | 0.1 and ηλθ = 0.1 | 1.8 |"))
  }

  @Test("clipping") func clipping() throws {
    let (clipped, norm) = try GradientClipping.clip([[3], [0, 4]], maxNorm: 2.5)
    #expect(norm == 5 && clipped == [[1.5], [0, 2]])
    #expect(lesson.says("√(9 + 16) = 5. A limit of 2.5 halves them: [1.5] and [0, 2]"))
    #expect(try GradientClipping.clip([[3]], maxNorm: 2.5).gradients == [[2.5]])
    #expect(try GradientClipping.clip([[0, 4]], maxNorm: 2.5).gradients == [[0, 2.5]])
  }

  @Test("the schedules") func schedules() throws {
    let steps = try (0..<8).map {
      try StepDecay.learningRate(epoch: $0, initial: 0.1, interval: 3, factor: 0.5)
    }
    #expect(agrees(steps, [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025]))
    #expect(lesson.says("| η | 0.1 | 0.1 | 0.1 | 0.05 | 0.05 | 0.05 | 0.025 | 0.025 |"))
    let halved = try (0..<5).map {
      try ExponentialDecay.learningRate(epoch: $0, initial: 0.8, factor: 0.5)
    }
    #expect(agrees(halved, [0.8, 0.4, 0.2, 0.1, 0.05]))
    #expect(lesson.says("| η | 0.8 | 0.4 | 0.2 | 0.1 | 0.05 |"))
    func left(after epoch: Int) throws -> Double {
      rounded(try ExponentialDecay.learningRate(epoch: epoch, initial: 1, factor: 0.95), 100)
    }
    #expect(try left(after: 45) == 0.1 && left(after: 90) == 0.01)
    #expect(lesson.says("a tenth of the rate is left after 45 epochs, and a hundredth after 90"))
    let factor = rounded(pow(0.001 / 0.1, 1.0 / 100), 1_000)
    #expect(lesson.says("(0.001 / 0.1)^(1/100) = \(factor)"))
    let last = try ExponentialDecay.learningRate(epoch: 100, initial: 0.1, factor: pow(0.01, 0.01))
    #expect(rounded(last) == 0.001)
    let multiple = try (0..<6).map {
      try MultiStepDecay.learningRate(epoch: $0, initial: 1, milestones: [2, 5], factor: 0.1)
    }
    #expect(agrees(multiple, [1, 1, 0.1, 0.1, 0.1, 0.01]))
    #expect(lesson.says("| η | 1 | 1 | 0.1 | 0.1 | 0.1 | 0.01 |"))
    let cosine = try (0..<6).map {
      try CosineDecay.learningRate(epoch: $0, initial: 1, final: 0.2, period: 4)
    }
    #expect(agrees(cosine, [1, 0.8828, 0.6, 0.3172, 0.2, 0.2]))
    #expect(lesson.says("| η | 1 | 0.8828 | 0.6 | 0.3172 | 0.2 | 0.2 |"))
    #expect(agrees(cosine.map { ($0 - 0.2) / 0.8 }, [1, 0.8536, 0.5, 0.1464, 0, 0]))
    #expect(lesson.says("| share left | 1 | 0.8536 | 0.5 | 0.1464 | 0 | 0 |"))
    let warmup = try (0..<6).map {
      try Warmup.learningRate(epoch: $0, target: 0.4, length: 4, start: 0.25)
    }
    #expect(agrees(warmup, [0.1, 0.175, 0.25, 0.325, 0.4, 0.4]))
    #expect(lesson.says("| η | 0.1 | 0.175 | 0.25 | 0.325 | 0.4 | 0.4 |"))
  }
}
