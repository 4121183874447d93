import Grading
import ReferenceLayers
import Tensors
import Testing

@Suite("A measured gradient earns nothing")
struct NumericalBackwardTests {
  /// The exercise of one activation, or of another function of a matrix.
  private static func judge(_ right: Implementation, seed: UInt64) throws -> Judge {
    let exercise = Exercise(
      .differentiable,
      points: 10,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
      inputs: [.tensor("x", "N", "D")],
      student: right,
      file: "FixturesTests/Function.swift"
    )
    return try Judge(exercise, Square.certification(reference: right, solution: right), seed: seed)
  }

  @Test(
    "in every operation of the corpus, with any step",
    arguments: isFullRun ? [1e-3, 2.7e-3, 3e-2] : [2.7e-3]
  )
  func corpus(_ step: Double) throws {
    var told = 0
    // Measuring takes long, so a plain run tries some of the operations.
    let operations = MistakeCorpus.all.enumerated().filter { isFullRun || $0.offset % 4 == 1 }
    for operation in operations.map(\.element) {
      let judge = try operation.judge()
      guard case .differentiable = judge.probed.exercise.kind else { continue }
      let student = operation.reference.measuringGradient(in: judge.probed.exercise, step: step)
      for check in try judge.judge(student).checks.dropFirst() {
        #expect(check.earned == 0, "\(operation.name): \(check.subject), \(check.mark)")
        told +=
          check.findings.contains { if case .differenceQuotient = $0 { true } else { false } }
          ? 1 : 0
      }
    }
    #expect(told >= operations.count / 2)
  }

  /// Finite differences of all entries at once, which cost four forward passes for any number of them; wrong on
  /// purpose.
  static let atOnce: [@Sendable (Tensor) throws -> Tensor] = [
    { x in try (tanh(x + 1e-5) - tanh(x - 1e-5)) / 2e-5 },
    { x in
      func slope(_ h: Double) throws -> Tensor { try (tanh(x + h) - tanh(x - h)) / (2 * h) }
      return try (4 * slope(5e-4) - slope(1e-3)) / 3
    },
    { x in
      let h = 1e-3
      let near = try 8 * (tanh(x + h) - tanh(x - h))
      return try (near - (tanh(x + 2 * h) - tanh(x - 2 * h))) / (12 * h)
    },
  ]

  @Test("of all entries at once, digit for digit", arguments: atOnce.indices)
  func elementwise(_ position: Int) throws {
    let slope = NumericalBackwardTests.atOnce[position]
    let right = NumericalBackwardTests.activation
    let student = right.replacingBackward { (g: Tensor, x: Tensor) in try g * slope(x) }
    let judgement = try NumericalBackwardTests.judge(right, seed: 1).judge(student)
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.findings == [.differenceQuotient(forwards: nil, numbers: nil)])
  }

  @Test("of numbers that are no tensors")
  func numbers() throws {
    let right = Implementation(
      forward: { (x: Double, y: Double) in exp(x) * sin(y) },
      backward: { (g: Double, x: Double, y: Double) in
        (x: g * exp(x) * sin(y), y: g * exp(x) * cos(y))
      }
    )
    let exercise = Exercise(
      .differentiable,
      inputs: [
        .made("x", differentiated: true) { _, random in random.normal() },
        .made("y", differentiated: true) { _, random in random.normal() },
      ],
      edges: [.edge("another") { _ in }, .edge("and another") { _ in }],
      student: right,
      file: "FixturesTests/Function.swift"
    )
    let judge = try Judge(exercise, Square.certification(reference: right, solution: right))
    #expect(try judge.judge(right).state == .passed)
    let judgement = try judge.judge(right.measuringGradient(in: exercise))
    #expect(judgement.marks == [.passed, .failed, .failed])
    #expect(Wording.line(judgement.checks[1]).hasSuffix("was measured, not derived"))
  }

  @Test("of a forward that is wrong: no credit for following through")
  func ofWrongForward() throws {
    let wrong = Square.implementation(forward: { 3 * $0.squared() * $0.shape[0] })
    let student = wrong.measuringGradient(in: Square.exercise(), step: 2.7e-3)
    let judgement = try Square.judged(student)
    #expect(judgement.marks == [.failed, .failed])
  }

  // MARK: - Right, and odd

  private static let activation = Implementation(
    forward: { (x: Tensor) in tanh(x) },
    backward: { (g: Tensor, x: Tensor) in try g * (1 - tanh(x).squared()) }
  )

  private static let softmax = Implementation(
    forward: { (x: Tensor) in try softmaxes(x) },
    backward: { (g: Tensor, x: Tensor) in
      let s = try softmaxes(x)
      return try s * (g - (g * s).sum(axis: 1, keepingDimensions: true))
    }
  )

  private static func softmaxes(_ x: Tensor) throws -> Tensor {
    let e = try exp(x - x.max(axis: 1, keepingDimensions: true))
    return try e / e.sum(axis: 1, keepingDimensions: true)
  }

  private struct Style {
    var name: String
    var right: Implementation
    var backward: @Sendable (Tensor, Tensor) throws -> Tensor
  }

  /// Slow or inexact ways to compute the right gradient by a formula.
  private static let styles: [Style] = [
    Style(name: "forward again for every entry", right: activation) { g, x in
      var result = Tensor.zeros(like: x)
      for i in 0..<x.shape[0] {
        for j in 0..<x.shape[1] { result[i, j] = g[i, j] * (1 - pow(tanh(x)[i, j], 2)) }
      }
      return result
    },
    Style(name: "one Jacobian of all entries", right: activation) { g, x in
      var jacobian = try Tensor.zeros([x.count, x.count])
      for i in 0..<x.count { jacobian[i, i] = 1 - pow(tanh(x.scalars[i]), 2) }
      return try Tensor(g.scalars).matmul(jacobian).reshaped(x.shape)
    },
    Style(name: "a row of the Jacobian for every entry", right: activation) { g, x in
      var result = Tensor.zeros(like: x)
      for i in 0..<x.shape[0] {
        for j in 0..<x.shape[1] {
          var row = Tensor.zeros(like: x)
          row[i, j] = 1 - pow(tanh(x[i, j]), 2)
          result = try result + row * g
        }
      }
      return result
    },
    Style(name: "a unit vector for every output", right: activation) { g, x in
      var result = Tensor.zeros(like: x)
      for i in 0..<x.shape[0] {
        for j in 0..<x.shape[1] {
          var unit = Tensor.zeros(like: x)
          unit[i, j] = g[i, j]
          result = try result + unit * (1 - tanh(x).squared())
        }
      }
      return result
    },
    Style(name: "errors of 1e-12 of both signs", right: activation) { g, x in
      let shifted = x + 1e3 - 1e3
      return try g * (1 - tanh(shifted).squared())
    },
    Style(name: "a constant with eleven digits", right: activation) { g, x in
      try g * (1 - tanh(x).squared()) * 1.000000000002
    },
    Style(name: "dual numbers, one pass for every entry", right: activation) { g, x in
      var result = Tensor.zeros(like: x)
      for i in 0..<x.shape[0] {
        for j in 0..<x.shape[1] {
          var dual = Tensor.zeros(like: x)
          dual[i, j] = 1
          let value = tanh(x)
          result[i, j] = try (g * dual * (1 - value.squared())).sum()
        }
      }
      return result
    },
    Style(name: "rows, each with its Jacobian", right: softmax) { g, x in
      let rows = try (0..<x.shape[0]).map { i -> [Double] in
        let s = try softmaxes(x)
        var row: [Double] = []
        for j in 0..<x.shape[1] {
          var sum = 0.0
          for k in 0..<x.shape[1] { sum += g[i, k] * s[i, k] * ((j == k ? 1 : 0) - s[i, j]) }
          row.append(sum)
        }
        return row
      }
      return try Tensor(rows: rows)
    },
    Style(name: "forward again for every pair of entries", right: softmax) { g, x in
      var result = Tensor.zeros(like: x)
      for i in 0..<x.shape[0] {
        for j in 0..<x.shape[1] {
          for k in 0..<x.shape[1] {
            let s = try softmaxes(x)
            result[i, j] += g[i, k] * s[i, k] * ((j == k ? 1 : 0) - s[i, j])
          }
        }
      }
      return result
    },
    Style(name: "probabilities that lose one entry after the other", right: softmax) { g, x in
      let s = try softmaxes(x)
      var centred = g
      for i in 0..<x.shape[0] {
        let mean = try (0..<x.shape[1]).reduce(0) { try $0 + g[i, $1] * softmaxes(x)[i, $1] }
        for j in 0..<x.shape[1] {
          var part = Tensor.zeros(like: x)
          part[i, j] = mean
          centred = try centred - part
        }
      }
      return try s * centred
    },
    Style(name: "logarithms", right: softmax) { g, x in
      let logs = try log(softmaxes(x))
      let s = exp(logs)
      return try g * s - s * (g * exp(logs)).sum(axis: 1, keepingDimensions: true)
    },
    Style(name: "outer products", right: softmax) { g, x in
      let s = try softmaxes(x)
      var result = Tensor.zeros(like: x)
      for i in 0..<x.shape[0] {
        let row = try s.gatheringRows([i])
        let jacobian = try Tensor.identity(x.shape[1]) * row - row.transposed().matmul(row)
        let part = try g.gatheringRows([i]).matmul(jacobian)
        for j in 0..<x.shape[1] { result[i, j] = part[0, j] }
      }
      return result
    },
  ]

  @Test(
    "no formula is called a difference quotient, however slow or inexact",
    arguments: styles.indices
  )
  func right(_ position: Int) throws {
    let style = NumericalBackwardTests.styles[position]
    for seed in 1...(isFullRun ? 200 : 5) {
      let judge = try NumericalBackwardTests.judge(style.right, seed: UInt64(seed))
      let judgement = try judge.judge(style.right.replacingBackward(style.backward))
      #expect(judgement.state == .passed, "\(style.name), seed \(seed): \(judgement.findings)")
    }
  }
}
