import Grading
import Tensors
import Testing

@Suite("General explanations")
struct ExplanationTests {
  /// What a judge called a wrong implementation first; nil when it named nothing.
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
      switch explanation {
      case .scaled: return isGradient ? .scaled : .forwardScaled
      case .permuted: return .transposed
      case .upstreamIgnored: return .upstreamIgnored
      case .upstreamAveraged: return .upstreamUniform
      case .upstreamTwice: return .upstreamTwice
      case .onlyOneOf, .notSummed, .axisKept: return .notSummed
      case .wrongAxis: return isGradient ? .wrongAxis : .forwardWrongAxis
      case .otherInput: return .otherInput
      case .everyPair: return .forwardOtherBroadcast
      case .onlyWhere: return .maskOnly
      case .missingTerm, .missingMultiple: return .missingTerm
      case .atOutput, .formulaOfOutput: return .wrongVariable
      case .otherFunction: return .otherFunction
      case .onlyForOne: return .batchOne
      case .overwritten: return .overwritten
      case .numericallyDifferentiated: return .numericallyDifferentiated
      case .overflow: return .forwardOverflow
      case .offset, .offsetAlong: return .forwardOffset
      }
    default: return nil
    }
  }

  @Test(
    "of what has a name, six in ten get the right one first; none gets a wrong one, garbage none",
    .enabled(if: isFullRun, "runs with GRADSCHOOL_FULL=1")
  )
  func catalogue() throws {
    var (right, total) = (0, 0)
    for operation in Catalogue.all {
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

  /// Mistakes of the exercise y = x², wrong on purpose, and what must be said of each.
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

  @Test("each of a handful of mistakes is explained by what it is", arguments: squares.indices)
  func explained(_ position: Int) throws {
    let (implementation, expected) = ExplanationTests.squares[position]
    let exercise = Square.exercise(edges: [.sizes("another batch", ["N": 5])])
    let judgement = try Judge(exercise, Square.certification()).judge(implementation)
    let explanations = judgement.findings.compactMap { finding -> Explanation? in
      if case .explanation(let explanation, _) = finding { explanation } else { nil }
    }
    #expect(explanations == [expected], "\(judgement.findings)")
  }
}
