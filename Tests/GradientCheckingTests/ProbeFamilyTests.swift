import Foundation
import GradientChecking
import Tensors
import Testing

/// How many functions of each family are tried: a few by default, two hundred with `GRADSCHOOL_FULL=1`.
private let casesPerFamily =
  ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1" ? 200 : 20

@Suite("Probe families")
struct ProbeFamilyTests {
  /// What became of the checks of one family.
  struct Tally {
    var falseAlarms = 0
    var acceptedWrong = 0
    var named = 0
    var inconclusive = 0
  }

  func tally(_ family: ProbeFamily, relativeError: Double) throws -> Tally {
    var tally = Tally()
    for seed in 0..<casesPerFamily {
      let probe = family.probe(seed)
      var random = RandomSource(seed: UInt64(seed))
      let (right, wrong) = claims(about: probe, relativeError, &random)
      let rightClass = try probe.check(right).classification
      let wrongClass = try probe.check(wrong).classification
      if rightClass.outcome == .failed { tally.falseAlarms += 1 }
      if rightClass.outcome == .inconclusive { tally.inconclusive += 1 }
      switch (probe.truth, rightClass) {
      case (.kink, .kink), (.jump, .inconclusive(.jump)): tally.named += 1
      default: break
      }
      // An error below one rounding of the output is invisible to any measurement in this precision.
      let output = abs(probe.function(probe.point))
      let invisible =
        wrongClass == .zero && abs(wrong - right) <= 4 * probe.precision.unitRoundoff * output
      if wrongClass.outcome == .passed, !invisible { tally.acceptedWrong += 1 }
    }
    return tally
  }

  func claims(
    about probe: Probe,
    _ error: Double,
    _ random: inout RandomSource
  ) -> (right: Double, wrong: Double) {
    switch probe.truth {
    case .derivative(let value):
      return (value, value == 0 ? error : value * (1 + random.sign() * error))
    case .kink(let left, let right):
      let claims = [left, right, left + (right - left) * random.uniform()]
      let size = max(abs(left), abs(right))
      let wrong = [max(left, right) + error * size, min(left, right) - error * size]
      return (claims[random.integer(below: 3)], wrong[random.integer(below: 2)])
    case .jump: return (0, error)
    }
  }

  @Test(
    "right gradients are not accused, 1 % errors do not pass, kinks and jumps are named",
    arguments: ProbeFamily.published + ProbeFamily.harder
  )
  func family(family: ProbeFamily) throws {
    let tally = try tally(family, relativeError: 0.01)
    #expect(tally.falseAlarms * 1000 <= casesPerFamily)
    #expect(tally.acceptedWrong * 100 <= casesPerFamily)
    switch family.probe(0).truth {
    case .kink, .jump: #expect(tally.named * 100 >= casesPerFamily * 99)
    case .derivative: #expect(tally.inconclusive * 2 <= casesPerFamily)
    }
  }
}
