import Tensors
import Testing

@testable import GradientChecking

@Suite("Random directions")
struct RandomDirectionTests {
  private func numbers(_ count: Int, seed: UInt64) -> [Double] {
    var random = RandomSource(seed: seed)
    let reach = Array(repeating: 1.0, count: count)
    var direction = RandomDirection(Group(all: count), of: count, reach: reach)
    direction.draw(using: &random)
    return direction.numbers
  }

  @Test("entries have the moments of independent uniform numbers of variance 1")
  func moments() {
    let n = 100_001.0
    let direction = numbers(Int(n), seed: 11)
    #expect(direction.count == 100_001)
    #expect(direction.allSatisfy { $0 != 0 && abs($0) < 3.0.squareRoot() })
    func moment(_ power: Int) -> Double {
      direction.reduce(0) { sum, x in sum + (0..<power).reduce(1) { y, _ in y * x } } / n
    }
    // E xᵏ = 3^(k/2)/(k + 1) for even k: 1, 1.8, 27/7, 9 for k = 2, 4, 6, 8; within five standard errors
    // √(Var xᵏ / n).
    #expect(abs(moment(1)) < 5 * (1 / n).squareRoot())
    #expect(abs(moment(2) - 1) < 5 * (0.8 / n).squareRoot())
    #expect(abs(moment(3)) < 5 * (27 / 7 / n).squareRoot())
    #expect(abs(moment(4) - 1.8) < 5 * ((9 - 3.24) / n).squareRoot())
    let neighbours = zip(direction, direction.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / n
    #expect(abs(neighbours) < 5 * (1 / n).squareRoot())
  }

  @Test("as many entries lie beyond a bound as its distance from √3 says")
  func tails() {
    let direction = numbers(50_000, seed: 12)
    for bound in [0.01, 0.5, 1.1031, 1.7] {
      let expected = 1 - bound / 3.0.squareRoot()
      let part = Double(direction.count { abs($0) > bound }) / 50_000
      #expect(abs(part - expected) < 5 * (expected * (1 - expected) / 50_000).squareRoot())
    }
  }

  @Test(
    "no error is missed more often than the bound says, and two equal ones as often",
    arguments: [[1], [1, -1], [3, 4], [1, 1, 1], [1, -2, 3, -4, 5], [1, 1e-3, 1e-6]]
  )
  func misses(error: [Double]) {
    let (draws, threshold) = (200_000, 0.02)
    let length = error.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let numbers = numbers(draws * error.count, seed: 13)
    let missed = (0..<draws).count { draw in
      let slope = error.indices.reduce(0) { $0 + error[$1] * numbers[draw * error.count + $1] }
      return abs(slope) <= threshold * length
    }
    let part = Double(missed) / Double(draws)
    let bound = RandomDirection.density * threshold
    let deviation = 5 * (bound / Double(draws)).squareRoot()
    #expect(part < bound + deviation)
    // The sum of two equal numbers has a triangular density: √2/(2√3) at its peak, for a length of 1.
    if error == [1, -1] {
      #expect(abs(part - (2.0 / 3).squareRoot() * threshold) < deviation + threshold * threshold)
    }
  }

  @Test("a group is moved by itself, each coordinate as far as it reaches, at an edge inward")
  func group() {
    var random = RandomSource(seed: 14)
    var direction = RandomDirection(
      Group([4, 1, 3]),
      of: 6,
      reach: [1e-6, 1, 1e6],
      edges: [(coordinate: 1, side: -1)]
    )
    var seen: [[Double]] = []
    for _ in 0..<20 {
      direction.draw(using: &random)
      seen.append(direction.numbers)
    }
    #expect(!direction.movesAll)
    for numbers in seen {
      #expect([numbers[0], numbers[2], numbers[5]] == [0, 0, 0])
      #expect(abs(numbers[4]) < 2e-6 && numbers[1] < 0 && numbers[1] > -2 && abs(numbers[3]) < 2e6)
    }
    #expect(Set(seen).count == 20)
    #expect(seen.contains { $0[3] < -1e5 } && seen.contains { $0[3] > 1e5 })
  }
}
