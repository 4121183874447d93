import Foundation
import Grading
import Tensors
import Testing

@Suite("Several named outputs, and states beside them")
struct OutputsTests {
  typealias Pair = (h: Tensor, c: Tensor)

  /// A cell with a memory: c′ = c · tanh(x) and h = x · c′.
  ///
  /// By the chain rule, with u and v upstream of h and c′, s = u · x + v is that of c′. Then
  /// dx = u · c′ + s · c · (1 − tanh²(x)) and dc = s · tanh(x).
  enum Cell {
    static func forward(_ x: Tensor, c: Tensor) throws -> Pair {
      let next = try c * tanh(x)
      return (h: try x * next, c: next)
    }

    static func backward(_ upstream: Pair, _ x: Tensor, c: Tensor) throws -> (x: Tensor, c: Tensor)
    {
      let total = try upstream.h * x + upstream.c
      let slope = 1 - tanh(x).squared()
      return (x: try upstream.h * c * tanh(x) + total * c * slope, c: try total * tanh(x))
    }
  }

  static let right = Implementation(outputs: Cell.forward, backward: Cell.backward)

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of units", 3)],
    inputs: [.tensor("x", "N", "D"), .tensor("c", "N", "D")],
    outputs: ["h", "c"],
    student: right,
    file: "FixturesTests/Square.swift"
  )

  static let mistakes = [
    KnownMistake(
      "memory forgotten",
      "Multiply by the old c.",
      Implementation(
        outputs: { (x: Tensor, c: Tensor) -> Pair in (h: try x * c * tanh(x), c: tanh(x)) },
        backward: Cell.backward
      )
    )
  ]

  static func judged(_ student: Implementation, mistakes: [KnownMistake] = []) throws
    -> Judge.Judgement
  {
    try Judge(
      exercise,
      Square.certification(reference: right, solution: right, mistakes: mistakes)
    ).judge(student)
  }

  static func student(
    forward: @escaping @Sendable (Tensor, Tensor) throws -> Pair = { try Cell.forward($0, c: $1) },
    backward:
      @escaping @Sendable (Pair, Tensor, Tensor) throws -> (x: Tensor, c: Tensor) = {
        try Cell.backward($0, $1, c: $2)
      }
  ) -> Implementation {
    Implementation(
      outputs: forward,
      backward: { (upstream: (Tensor, Tensor), x: Tensor, c: Tensor) in
        try backward((h: upstream.0, c: upstream.1), x, c)
      }
    )
  }

  @Test("right outputs and gradients have points and names of their own")
  func right() throws {
    let judgement = try OutputsTests.judged(OutputsTests.right)
    #expect(judgement.state == .passed, "\(judgement.findings)")
    #expect(
      judgement.checks.map(\.subject) == [
        .output("h"), .output("c"), .gradient("x"), .gradient("c"),
      ]
    )
    #expect(judgement.checks.map(\.possible) == [2, 2, 3, 3])
    #expect(Wording.line(judgement.checks[1]).hasPrefix("✔ forward: c agrees with the reference"))
  }

  @Test("a cache may be returned beside the outputs")
  func cached() throws {
    let cached = Implementation(
      outputsAndCache: { (x: Tensor, c: Tensor) -> (Pair, (Tensor, Tensor)) in
        (try Cell.forward(x, c: c), (x, c))
      },
      backward: { (upstream: (Tensor, Tensor), cache: (Tensor, Tensor)) in
        try Cell.backward((h: upstream.0, c: upstream.1), cache.0, c: cache.1)
      }
    )
    #expect(try OutputsTests.judged(cached).state == .passed)
  }

  @Test("one wrong output costs its own points, and is explained for itself")
  func oneWrong() throws {
    // c′ is returned with the wrong sign; h and all gradients are right for the cell that was asked for.
    let student = OutputsTests.student(forward: { x, c in
      let right = try Cell.forward(x, c: c)
      return (h: right.h, c: -right.c)
    })
    let judgement = try OutputsTests.judged(student)
    #expect(judgement.marks == [.passed, .failed, .rightForIntended, .rightForIntended])
    #expect(judgement.explanations == [.scaled(.number(-1))])
    #expect(judgement.smallest?.subject == .output("c"))
  }

  @Test("an output whose upstream gradient is not used is named")
  func unused() throws {
    let student = OutputsTests.student(backward: { upstream, x, c in
      try Cell.backward((h: upstream.h, c: .zeros(like: upstream.c)), x, c: c)
    })
    let judgement = try OutputsTests.judged(student)
    #expect(judgement.marks == [.passed, .passed, .failed, .failed])
    #expect(judgement.explanations == [.outputUnused("c"), .outputUnused("c")])
    let text = Wording.text(.outputUnused("c"), axes: []).joined(separator: " ")
    #expect(text.hasPrefix("The upstream gradient of output c does not contribute to yours."))
  }

  @Test("a slip in forward with the gradients of that forward is followed through")
  func followThrough() throws {
    let student = OutputsTests.student(
      forward: { x, c in
        let next = try c * x
        return (h: try x * next, c: next)
      },
      backward: { upstream, x, c in
        let total = try upstream.h * x + upstream.c
        return (x: try upstream.h * c * x + total * c, c: try total * x)
      }
    )
    #expect(
      try OutputsTests.judged(student).marks == [.failed, .failed, .followThrough, .followThrough]
    )
  }

  @Test("outputs are found by their labels, and missing ones are told")
  func labels() throws {
    let swapped = Implementation(
      outputs: { (x: Tensor, c: Tensor) -> (c: Tensor, h: Tensor) in
        let right = try Cell.forward(x, c: c)
        return (c: right.c, h: right.h)
      },
      backward: Cell.backward
    )
    #expect(try OutputsTests.judged(swapped).state == .passed)
    let other = Implementation(
      outputs: { (x: Tensor, c: Tensor) -> (h: Tensor, memory: Tensor) in
        let right = try Cell.forward(x, c: c)
        return (h: right.h, memory: right.c)
      },
      backward: Cell.backward
    )
    let judgement = try OutputsTests.judged(other)
    #expect(
      judgement.findings.first == .missing(place: "random probe 1", returned: ["h", "memory"])
    )
  }

  @Test("a stub is not started")
  func stub() throws {
    let stub = OutputsTests.student(
      forward: { _, _ in throw NotStarted() },
      backward: { _, _, _ in throw NotStarted() }
    )
    #expect(try OutputsTests.judged(stub).state == .notStarted)
  }

  @Test("a known mistake in one output is named, certified and recorded")
  func certified() throws {
    let wrong = OutputsTests.mistakes[0].implementation
    #expect(
      try OutputsTests.judged(wrong, mistakes: OutputsTests.mistakes).named == ["memory forgotten"]
    )
    let recording = try record(
      OutputsTests.exercise,
      Square.certification(
        reference: OutputsTests.right,
        solution: OutputsTests.right,
        alternatives: [],
        mistakes: OutputsTests.mistakes
      )
    )
    let judge = try Judge(OutputsTests.exercise, recording.certification)
    #expect(try judge.judge(OutputsTests.right).state == .passed)
    #expect(try judge.judge(wrong).named == ["memory forgotten"])
  }

  // MARK: - States

  /// y = x − m with m the mean over the batch, beside the running mean 0.9 · r + 0.1 · m.
  private static func centred(momentum: Double = 0.9, _ slope: Double = 1) -> Implementation {
    Implementation(
      outputs: { (x: Tensor, running: Tensor) -> (y: Tensor, running: Tensor) in
        let mean = try x.mean(axis: 0)
        return (y: try slope * (x - mean), running: try momentum * running + (1 - momentum) * mean)
      },
      backward: { (upstream: Tensor, x: Tensor, running: Tensor) in
        try upstream - upstream.mean(axis: 0)
      }
    )
  }

  @Test("a state is compared, has points, and no upstream gradient")
  func state() throws {
    let right = OutputsTests.centred()
    let exercise = Exercise(
      .differentiable,
      points: 10,
      axes: [.axis("N", "batch size", 4, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D"), .tensor("running", "D", differentiated: false)],
      outputs: ["y", .state("running")],
      student: right,
      file: "FixturesTests/Square.swift"
    )
    let judge = try Judge(exercise, Square.certification(reference: right, solution: right))
    let passed = try judge.judge(right)
    #expect(passed.state == .passed, "\(passed.findings)")
    #expect(passed.checks.map(\.possible) == [2, 2, 6])
    // A wrong state takes no points from the output and the gradient, and forward's output is right for both.
    let wrong = try judge.judge(OutputsTests.centred(momentum: 0.1))
    #expect(wrong.marks == [.passed, .failed, .passed])
    // Twice the output: the gradient is right for what was asked for, and the state is right.
    let twice = try judge.judge(OutputsTests.centred(2))
    #expect(twice.marks == [.failed, .passed, .rightForIntended])
  }
}
