import Foundation
import Grading
import Testing

@Suite("Corpus of wrong implementations")
struct MistakeCorpusTests {
  /// A plain run tests one entry of every third operation; a full run tests everything.
  private static let operations =
    isFullRun
    ? MistakeCorpus.all
    : stride(from: 0, to: MistakeCorpus.all.count, by: 3).map { MistakeCorpus.all[$0] }

  private static func sample<Entry>(_ entries: [Entry]) -> ArraySlice<Entry> {
    entries.prefix(isFullRun ? entries.count : 1)
  }

  @Test("every wrong implementation is rejected", arguments: operations)
  func wrong(_ operation: CorpusOperation) throws {
    let judge = try operation.judge()
    for wrong in MistakeCorpusTests.sample(operation.wrong) {
      let judgement = try judge.judge(wrong.implementation)
      #expect(judgement.state == .wrong, "\(operation.name): \(wrong.name)")
      #expect(judgement.named.isEmpty)
    }
  }

  @Test("garbage is rejected, and no mistake is named", arguments: operations)
  func garbage(_ operation: CorpusOperation) throws {
    let judge = try operation.judge()
    for garbage in MistakeCorpusTests.sample(operation.garbage) {
      let judgement = try judge.judge(garbage.implementation)
      #expect(judgement.state == .wrong, "\(operation.name): \(garbage.name)")
      #expect(judgement.named.isEmpty)
    }
  }

  @Test("the reference and every other correct style pass", arguments: MistakeCorpus.all)
  func right(_ operation: CorpusOperation) throws {
    let styles = [Alternative("the reference", operation.reference)] + operation.right
    let seeds = isFullRun ? [Exercise.defaultSeed] + Array(1...199) : [Exercise.defaultSeed]
    for seed in seeds {
      let judge = try operation.judge(seed: seed)
      for style in MistakeCorpusTests.sample(styles) {
        let judgement = try judge.judge(style.implementation)
        #expect(
          judgement.state == .passed,
          "\(operation.name): \(style.name), seed \(seed): \(judgement.findings)"
        )
      }
    }
  }

  @Test("names are unique, and every explanation has an entry")
  func counts() {
    for operation in MistakeCorpus.all {
      let names = (operation.wrong + operation.garbage).map(\.name)
      #expect(Set(names).count == names.count, "\(operation.name)")
    }
    let all = MistakeCorpus.all
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.count >= 16)
    #expect(all.flatMap(\.wrong).count >= 70)
    #expect(all.flatMap(\.right).count >= 22)
    #expect(all.flatMap(\.garbage).count >= 10)
    // Every explanation stands for something that students do.
    let expected = Set(all.flatMap(\.wrong).flatMap(\.expected))
    #expect(expected == Set(ExpectedExplanation.allCases))
  }
}
