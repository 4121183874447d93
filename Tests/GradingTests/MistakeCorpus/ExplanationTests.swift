import Grading
import Tensors
import Testing

@Suite("General explanations")
struct ExplanationTests {
  /// The first explanation that a judge gave a wrong implementation; nil without one.
  static func firstName(_ judgement: Judge.Judgement) -> ExpectedExplanation? {
    for check in judgement.checks {
      for finding in check.findings {
        if let name = name(finding, check.subject) { return name }
      }
    }
    return nil
  }

  private static func name(_ finding: Finding, _ subject: Subject) -> ExpectedExplanation? {
    switch finding {
    case .ignoresUpstream: return .upstreamIgnored
    case .allZero: return .zero
    case .explanation(let explanation, _):
      let isGradient = if case .gradient = subject { true } else { false }
      return name(explanation, isGradient)
    default: return nil
    }
  }

  private static func name(_ explanation: Explanation, _ isGradient: Bool) -> ExpectedExplanation {
    switch explanation {
    case .scaled: isGradient ? .scaled : .forwardScaled
    case .permuted: .transposed
    case .upstreamIgnored, .outputUnused: .upstreamIgnored
    case .upstreamAveraged: .upstreamUniform
    case .upstreamTwice: .upstreamTwice
    case .onlyOneOf, .notSummed, .axisOfOne: .notSummed
    case .wrongAxis: isGradient ? .wrongAxis : .forwardWrongAxis
    case .otherInput: .otherInput
    case .everyPair, .argumentAveraged: .forwardOtherBroadcast
    case .onlyWhere: .maskOnly
    case .missingTerm, .missingMultiple: .missingTerm
    case .atOutput, .formulaOfOutput: .wrongVariable
    case .otherFunction: .otherFunction
    case .onlyForOne, .wholeQuotient: .batchOne
    case .overwritten: .overwritten
    case .numericallyDifferentiated, .inexact, .singlePrecision: .numericallyDifferentiated
    case .overflow: .forwardOverflow
    case .offset, .offsetAlong: .forwardOffset
    case .elements(_, let explanation): name(explanation, isGradient)
    }
  }

  @Test(
    "of what has a name, six in ten get the right one first; none gets a wrong one, garbage none",
    .enabled(if: isFullRun, "runs with GRADSCHOOL_FULL=1")
  )
  func corpus() throws {
    var (right, total) = (0, 0)
    for operation in MistakeCorpus.all {
      let judge = try operation.judge()
      for wrong in operation.wrong {
        let judgement = try judge.judge(wrong.implementation)
        // Those for which silence is right are not counted, but must not be named.
        total += wrong.expected.isEmpty ? 0 : 1
        if let name = ExplanationTests.firstName(judgement) {
          #expect(wrong.expected.contains(name), "\(operation.name): \(wrong.name), \(name)")
          right += wrong.expected.contains(name) ? 1 : 0
        }
      }
      for garbage in operation.garbage {
        let name = ExplanationTests.firstName(try judge.judge(garbage.implementation))
        #expect(name == nil, "\(operation.name): \(garbage.name)")
      }
    }
    #expect(10 * right >= 6 * total, "\(right) of \(total)")
  }

  /// Mistakes of the exercise y = x², wrong on purpose, and the explanation of each.
  static let squares: [(implementation: Implementation, explanation: Explanation)] = [
    (Square.implementation(backward: { try 4 * $0 * $1 }), .scaled(.number(2))),
    (
      Square.implementation(backward: { try 2 * $0 * $1 / $0.shape[0] }),
      .scaled(.sizes(number: 1, powers: ["N": -1]))
    ),
    (Square.implementation(backward: { try 2 * $0 * $0 * $1 }), .upstreamTwice),
    (Square.implementation(backward: { try 2 * $0 * $1.squared() }), .atOutput),
    (Square.implementation(backward: { try 2 * $0 * abs($1) }), .onlyWhere(.negative("x"))),
    (Square.implementation(forward: { $0.squared() + 1 }), .offset(1)),
    (Square.implementation(forward: { maximum($0, 0) }), .otherFunction("ReLU")),
  ]

  @Test("each mistake gets its own explanation", arguments: squares.indices)
  func explained(_ position: Int) throws {
    let (implementation, expected) = ExplanationTests.squares[position]
    let exercise = Square.exercise(edges: [.sizes("another batch", ["N": 5])])
    let judgement = try Judge(exercise, Square.certification()).judge(implementation)
    #expect(judgement.explanations == [expected], "\(judgement.findings)")
  }

  /// y = (Σx)², or another function of three axes, tried on a matrix and on a vector too.
  private static func cube(
    _ backward: @escaping @Sendable (_ right: Tensor, _ x: Tensor) throws -> Tensor
  ) throws -> [Explanation] {
    let exercise = Exercise(
      .differentiable,
      axes: [
        .axis("A", "size of axis 0", 2), .axis("B", "size of axis 1", 3),
        .axis("C", "size of axis 2", 4),
      ],
      inputs: [.tensor("x", "A", "B", "C")],
      edges: [
        .edge("a matrix") { $0[tensor: "x"] = [[1, -2, 0.5], [3, 1.5, -1]] },
        .edge("a vector") { $0[tensor: "x"] = [1, -2, 0.5] },
      ],
      student: Square.right,
      file: "FixturesTests/Square.swift"
    )
    let student = Square.implementation(backward: { try backward(2 * $0 * $1, $1) })
    let judgement = try Judge(exercise, Square.certification()).judge(student)
    #expect(judgement.state == .wrong)
    return judgement.explanations
  }

  @Test("probes with fewer axes than the first are explained like the others")
  func fewerAxes() throws {
    // On the first probes right, or a term along an axis that a later one does not have.
    let onMatrices = try ExplanationTests.cube { right, x in x.rank == 2 ? try right * x : right }
    #expect(onMatrices.isEmpty)
    let term = try ExplanationTests.cube { right, x in
      x.rank < 3 ? right : try right + x.sum(axis: 2, keepingDimensions: true)
    }
    #expect(term.isEmpty)
  }

  @Test("an extra axis of size 1 is not explained by a missing sum")
  func axisOfOne() throws {
    let explanations = try ExplanationTests.cube { right, _ in try right.expandingAxis(at: 0) }
    #expect(explanations == [.axisOfOne(0)])
  }

  @Test("right values that break a rule get only the finding about the rule")
  func rightValues() throws {
    // Clipped at a size that the upstream gradient of a probe does not reach, and twice another does.
    let clipped = Square.implementation(backward: { g, x in
      try 2 * maximum(minimum(g, 2), -2) * x
    })
    let judgement = try Square.judged(clipped)
    #expect(judgement.findings.contains(.notLinear))
    #expect(judgement.explanations.isEmpty, "\(judgement.findings)")
  }

  @Test(
    "an entry that a loop leaves out is told by its place, not by a sign that it happens to have"
  )
  func firstEntry() throws {
    let dot = Implementation(
      forward: { (x: Tensor, weight: Tensor) in try x.dot(weight) },
      backward: { (g: Double, x: Tensor, weight: Tensor) in (x: g * weight, weight: g * x) }
    )
    let exercise = Exercise(
      .differentiable,
      axes: [.axis("D", "number of inputs", 3)],
      inputs: [.tensor("x", "D"), .tensor("weight", "D")],
      edges: [
        .edge("positive first", { $0[tensor: "x"] = [2, -1, 0.5] }),
        .edge("two positive", { $0[tensor: "x"] = [2, 1, -0.5] }),
        .edge("one positive", { $0[tensor: "x"] = [2, -1, -0.5] }),
      ],
      student: dot,
      file: "FixturesTests/Square.swift"
    )
    let student = dot.changingGradient("weight") { gradient, _ in
      var gradient = gradient
      gradient[0] = 0
      return gradient
    }
    for seed in UInt64(0)..<8 {
      let judge = try Judge(
        exercise,
        Square.certification(reference: dot, solution: dot),
        seed: seed
      )
      let explanations = try judge.judge(student).explanations
      #expect(explanations == [.onlyWhere(.end(axis: "D", isLast: false))], "seed \(seed)")
    }
  }

  @Test("a nearly right value is not explained by a factor of 1")
  func nearlyRight() throws {
    let explanations = try ExplanationTests.cube { right, _ in right * (1 + 1e-8) }
    #expect(explanations.isEmpty)
  }

  @Test("a sum over all axes is not explained by the wrong axis")
  func sumOverAll() throws {
    let bias: @Sendable (@escaping @Sendable (Tensor) throws -> Tensor) -> Implementation = { sum in
      Implementation(
        forward: { (x: Tensor, bias: Tensor) in try x + bias },
        backward: { (g: Tensor, x: Tensor, bias: Tensor) in (x: g, bias: try sum(g)) }
      )
    }
    let exercise = Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 2)],
      inputs: [.tensor("x", "N", "D"), .tensor("bias", "D")],
      student: bias { try $0.sum(axis: 0) },
      file: "FixturesTests/Square.swift"
    )
    let right = bias { try $0.sum(axis: 0) }
    let judge = try Judge(exercise, Square.certification(reference: right, solution: right))
    func explanations(_ student: Implementation) throws -> [Explanation] {
      try judge.judge(student).explanations
    }
    #expect(try explanations(bias { Tensor($0.sum()) }).isEmpty)
    #expect(try explanations(bias { try $0.sum(axis: 1) }) == [.wrongAxis])
  }

  @Test("a wrong factor of the right value is not explained by a missing term")
  func factorOrTerm() throws {
    let exercise = Exercise(
      .differentiable,
      axes: [.axis("D", "number of inputs", 3)],
      inputs: [.tensor("x", "D"), .tensor("weight", "D")],
      edges: [.sizes("a single input", ["D": 1])],
      student: product { g, dot, weight in g * weight },
      file: "FixturesTests/Square.swift"
    )
    func product(_ gradient: @escaping @Sendable (Double, Double, Tensor) throws -> Tensor)
      -> Implementation
    {
      Implementation(
        forward: { (x: Tensor, weight: Tensor) in try x.dot(weight) },
        backward: { (g: Double, x: Tensor, weight: Tensor) in
          (x: try gradient(g, x.dot(weight), weight), weight: g * x)
        }
      )
    }
    let right = product { g, _, weight in g * weight }
    let certification = Square.certification(reference: right, solution: right)
    let wrong = product { g, dot, weight in g * dot * weight }
    let judge = try Judge(exercise, certification)
    let explanations = try judge.judge(wrong).explanations
    guard explanations.count == 1, case .scaled(.varying)? = explanations.first else {
      Issue.record("\(explanations)")
      return
    }
  }

  @Test("an axis without a name is called by its number, and a forward has no gradient to collect")
  func wording() {
    let axes: [Exercise.Axis] = [.axis("K", "size of the inner axis", 4)]
    let forward = Wording.text(.notSummed(axis: "K"), axes: axes, about: .forward)
    #expect(
      forward.joined(separator: " ")
        == "Yours has one axis too many. Summed over K (the size of the inner axis), it would be right."
    )
    let gradient = Wording.text(.notSummed(axis: "0"), axes: axes, about: .gradient("x"))
    #expect(
      gradient.joined(separator: " ").hasPrefix(
        "Yours has one axis too many. Summed over axis 0, it would be right. A value shared"
      )
    )
  }
}
