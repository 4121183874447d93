import Foundation
import Grading
import Testing

@Suite("Catalogue of wrong implementations")
struct CatalogueTests {
  /// A plain run looks at a few entries of each operation, a full run at all of them.
  private static func sample<Entry>(_ entries: [Entry]) -> [Entry] {
    isFullRun ? entries : Array(entries.prefix(1))
  }

  @Test("every wrong implementation is rejected", arguments: Catalogue.all)
  func wrong(_ operation: CatalogueOperation) throws {
    let judge = try operation.judge()
    for wrong in CatalogueTests.sample(operation.wrong) {
      let judgement = try judge.judge(wrong.implementation)
      #expect(judgement.state == .wrong, "\(operation.name): \(wrong.name) \(judgement.findings)")
    }
  }

  @Test("garbage is rejected", arguments: Catalogue.all)
  func garbage(_ operation: CatalogueOperation) throws {
    let judge = try operation.judge()
    for garbage in CatalogueTests.sample(operation.garbage) {
      let judgement = try judge.judge(garbage.implementation)
      #expect(judgement.state == .wrong, "\(operation.name): \(garbage.name)")
    }
  }

  @Test("the reference and every other correct style pass", arguments: Catalogue.all)
  func right(_ operation: CatalogueOperation) throws {
    let styles = [Alternative("the reference", operation.reference)] + operation.right
    let seeds = isFullRun ? [Judge.defaultSeed] + Array(1...199) : [Judge.defaultSeed]
    for seed in seeds {
      let judge = try operation.judge(seed: seed)
      for style in CatalogueTests.sample(styles) {
        let judgement = try judge.judge(style.implementation)
        #expect(
          judgement.state == .passed,
          "\(operation.name): \(style.name), seed \(seed): \(judgement.findings)"
        )
      }
    }
  }

  @Test("names are unique, and there is enough of everything")
  func counts() {
    for operation in Catalogue.all {
      let names = (operation.wrong + operation.garbage).map(\.name)
      #expect(Set(names).count == names.count, "\(operation.name)")
    }
    #expect(Set(Catalogue.all.map(\.name)).count == Catalogue.all.count)
  }
}
