import Foundation
import Tensors
import Testing

@testable import GradientChecking

@Suite("Gaussian directions")
struct GaussianDirectionTests {
  @Test("entries have the moments of independent standard normal numbers")
  func moments() {
    var random = RandomSource(seed: 11)
    let n = 100_001.0
    let direction = gaussianDirection(Int(n), using: &random)
    #expect(direction.count == 100_001)
    func moment(_ power: Int) -> Double {
      direction.reduce(0) { $0 + pow($1, Double(power)) } / n
    }
    // E x, E x², E x³, E x⁴, E x⁶ = 0, 1, 0, 3, 15, within five standard errors √(Var xᵏ / n).
    #expect(abs(moment(1)) < 5 * (1 / n).squareRoot())
    #expect(abs(moment(2) - 1) < 5 * (2 / n).squareRoot())
    #expect(abs(moment(3)) < 5 * (15 / n).squareRoot())
    #expect(abs(moment(4) - 3) < 5 * (96 / n).squareRoot())
    #expect(abs(moment(6) - 15) < 5 * (10_170 / n).squareRoot())
    let neighbours = zip(direction, direction.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / n
    #expect(abs(neighbours) < 5 * (1 / n).squareRoot())
  }

  @Test("as many entries lie beyond a bound as the error function says")
  func tails() {
    var random = RandomSource(seed: 12)
    let direction = gaussianDirection(50_000, using: &random)
    for bound in [0.5, 1.1031, 2, 3] {
      let expected = erfc(bound / 2.0.squareRoot())
      let part = Double(direction.count { abs($0) > bound }) / 50_000
      #expect(abs(part - expected) < 5 * (expected * (1 - expected) / 50_000).squareRoot())
    }
  }
}
