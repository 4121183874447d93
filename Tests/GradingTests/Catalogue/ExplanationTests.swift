import Grading
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
      case .onlyOneOf, .notSummed: return .notSummed
      case .wrongAxis: return isGradient ? .wrongAxis : .forwardWrongAxis
      case .otherInput: return .otherInput
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

  @Test("over the catalogue, six in ten get the right name first and none a wrong one")
  func catalogue() throws {
    var (right, silent, total) = (0, [String](), 0)
    for operation in Catalogue.all {
      let judge = try operation.judge()
      for wrong in operation.wrong {
        total += 1
        let judgement = try judge.judge(wrong.implementation)
        let entry = "\(operation.name): \(wrong.name)"
        #expect(judgement.state != .passed, "\(entry)")
        guard let name = ExplanationTests.firstName(judgement) else {
          if wrong.expected.isEmpty { right += 1 } else { silent.append("\(entry) \(wrong.expected.map(\.rawValue))") }
          continue
        }
        #expect(wrong.expected.contains(name), "\(entry) is called \(name)")
        right += wrong.expected.contains(name) ? 1 : 0
      }
      for garbage in operation.garbage {
        let judgement = try judge.judge(garbage.implementation)
        #expect(judgement.state != .passed, "\(operation.name): \(garbage.name)")
        let name = ExplanationTests.firstName(judgement)
        #expect(name == nil, "\(operation.name): \(garbage.name)")
      }
    }
    print(right, total, silent.joined(separator: "\n"))
    #expect(10 * right >= 6 * total)
  }
}
