import Foundation
import Testing

/// Whether the long version was asked for.
///
/// It takes many minutes, and is for whoever changes the rules of the measurement.
private let isLong = ProcessInfo.processInfo.environment["GRADSCHOOL_SWEEP"] == "1"

/// Functions written by somebody who did not write the engine, and what a checker owes them.
///
/// Each draw of a family is judged in one mode, in turn, with its right claims and with wrong ones.
@Suite("Field families")
struct FieldFamilyTests {
  static func tally(_ family: FieldFamily) -> FieldTally {
    var tally = FieldTally()
    // Families that take long are left to the long version.
    if !isLong, family.share < 0.1 { return tally }
    let draws = max(1, Int(Double(isLong ? 300 : 4) * family.share))
    for index in 0..<draws {
      let mode = FieldMode.allCases[index % FieldMode.allCases.count]
      for claim in FieldClaim.allCases {
        FieldTrial(family: family, index: index).run(claim, mode, into: &tally)
      }
    }
    return tally
  }

  @Test("right gradients are not accused, wrong ones not certified, measurable ones decided")
  func families() async {
    let tallies = await withTaskGroup(of: (Int, FieldTally).self) { group in
      for (number, family) in FieldFamily.field.enumerated() {
        group.addTask { (number, Self.tally(family)) }
      }
      var tallies = [FieldTally](repeating: FieldTally(), count: FieldFamily.field.count)
      for await (number, tally) in group { tallies[number] = tally }
      return tallies
    }
    var total = FieldTally()
    for (family, tally) in zip(FieldFamily.field, tallies) {
      expect(tally, of: family)
      total.add(tally)
    }
    let wrong = total.accepted(.tenPercent, .onePercent)
    #expect(total.falseAlarms * 1000 <= total.right)
    #expect(wrong.accepted * 1000 <= wrong.tried)
    #expect(total.owedCertified * 100 >= total.owed * 95)
    #expect(total.right > 4 * FieldFamily.field.count / 2, "The families were not drawn.")
  }

  /// In the short version nothing may go wrong; in the long one, a family may be one of the rare accidents.
  private func expect(_ tally: FieldTally, of family: FieldFamily) {
    let allowed = isLong ? tally.right / 100 : 0
    func examples(_ what: String) -> Comment {
      let texts = tally.examples.filter { $0.text.hasPrefix(what) }
        .map { "draw \($0.draw), claimed \($0.claim.rawValue): \($0.text)" }
      return "\(family.name): \(texts.joined(separator: "\n"))"
    }
    #expect(tally.falseAlarms <= allowed, examples("false alarm"))
    let wrong = tally.accepted(.tenPercent, .onePercent, .zero, .minus, .decoy, .right)
    #expect(wrong.accepted <= allowed, examples("accepted"))
    #expect(tally.thrown == 0, examples("thrown"))
    if isLong { #expect(tally.owedCertified * 100 >= tally.owed * 95, examples("not certified")) }
  }

  @Test("every family is named once")
  func names() {
    let names = FieldFamily.field.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count >= 70)
  }

  @Test("the verdict of a family follows from the reports", arguments: [0.1, 0.01])
  func judging(share: Double) {
    // A family whose "right" claim is wrong on purpose must raise an alarm, and certify its wrong ones nowhere.
    let family = FieldFamily("wrong on purpose") { r in
      let x = r.uniform(0.5, 1)
      return FieldCase(r, at: x, { $0 * $0 }, derivative: 2 * x * (1 + share), owed: .certify)
    }
    var tally = FieldTally()
    for mode in FieldMode.allCases {
      FieldTrial(family: family, index: 0).run(.right, mode, into: &tally)
    }
    #expect(tally.falseAlarms == FieldMode.allCases.count)
    #expect(tally.owedCertified == 0)
  }
}
