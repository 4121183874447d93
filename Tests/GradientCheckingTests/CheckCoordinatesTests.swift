import Foundation
import GradientChecking
import Testing

@Suite("Checking coordinates")
struct CheckCoordinatesTests {
  // f(x) = (x₀·x₁, sin x₂), v = (2, −3): the gradient is (2x₁, 2x₀, −3·cos x₂).
  let function: @Sendable ([Double]) -> [Double] = { [$0[0] * $0[1], sin($0[2])] }
  let point = [0.5, -2, 0.7]
  let upstream = [2.0, -3]
  let gradient = [-4, 1, -3 * cos(0.7)]

  @Test("two evaluations certify where the function is nearly straight, four elsewhere")
  func right() throws {
    let checks = try checkCoordinates(
      of: function,
      at: point,
      upstream: upstream,
      analytic: gradient
    )
    #expect(checks.map(\.index) == [0, 1, 2])
    #expect(checks.map(\.classification) == [.pass, .pass, .pass])
    #expect(checks.map(\.evaluations) == [2, 2, 2])
    let curved = try checkCoordinates(
      of: { [sin(40 * $0[0])] },
      at: [0.02],
      upstream: [1],
      analytic: [40 * cos(0.8)]
    )
    #expect(curved.map(\.evaluations) == [4])
    for (check, expected) in zip(checks + curved, gradient + [40 * cos(0.8)]) {
      #expect(abs(check.numeric - expected) < 1e-8 * abs(expected))
      #expect(abs(check.numeric - expected) <= check.errorBound)
    }
  }

  @Test("one entry that is wrong fails alone", arguments: [0.1, 1e-3, 1e-6])
  func wrong(error: Double) throws {
    var claimed = gradient
    claimed[2] *= 1 + error
    let checks = try checkCoordinates(
      of: function,
      at: point,
      upstream: upstream,
      analytic: claimed
    )
    #expect(checks.map(\.classification) == [.pass, .pass, .fail])
    #expect(abs(checks[2].numeric - gradient[2]) <= checks[2].errorBound)
    #expect(checks[2].errorBound < 1e-9)
  }

  @Test("a kink reports both slopes and accepts what lies between them")
  func kink() throws {
    let relu: ([Double]) -> [Double] = { [max(0, $0[0])] }
    for (claimed, isValid) in [(0.0, true), (1, true), (0.5, true), (1.01, false), (-0.01, false)] {
      let check = try #require(
        try checkCoordinates(of: relu, at: [0], upstream: [3], analytic: [3 * claimed]).first
      )
      guard case .kink(let left, let right, isValid) = check.classification else {
        Issue.record("\(claimed) gave \(check.classification)")
        continue
      }
      #expect(abs(left) < 1e-9)
      #expect(abs(right - 3) < 1e-9)
    }
  }

  @Test("a jump has no derivative to compare with")
  func jump() throws {
    let step: ([Double]) -> [Double] = { [$0[0] < 0 ? 0 : 1] }
    let check = try checkCoordinates(of: step, at: [0], upstream: [1], analytic: [0])
    #expect(check.map(\.classification) == [.inconclusive(.jump)])
  }

  @Test("NaN and infinity in an analytic gradient are failures")
  func notFinite() throws {
    for value in [Double.nan, .infinity] {
      let checks = try checkCoordinates(
        of: function,
        at: point,
        upstream: upstream,
        analytic: [value, 1, gradient[2]]
      )
      #expect(checks.map(\.classification) == [.notFinite, .pass, .pass])
      #expect(abs(checks[0].numeric - gradient[0]) < 1e-9)
    }
  }

  @Test("a function that throws away from the point has left its domain")
  func throwingFunction() throws {
    struct Outside: Error {}
    let checks = try checkCoordinates(
      of: { x in
        guard x[0] > 0 else { throw Outside() }
        return [log(x[0])]
      },
      at: [1e-4],
      upstream: [1],
      analytic: [1e4]
    )
    #expect(checks.map(\.classification) == [.pass])
  }

  @Test(
    "close to the edge of a domain the steps shrink until they stay inside",
    arguments: [1e-5, 3e-8]
  )
  func edge(x: Double) throws {
    let checks = try checkCoordinates(
      of: { [log($0[0])] },
      at: [x],
      upstream: [1],
      analytic: [1 / x]
    )
    #expect(checks.map(\.classification) == [.pass])
    #expect(abs(checks[0].numeric * x - 1) < 1e-6)
  }

  @Test("a slope of zero is certified only where noise could not hide another")
  func zeros() throws {
    func classification(_ function: ([Double]) -> [Double]) throws -> Classification {
      try checkCoordinates(of: function, at: [0.3], upstream: [1], analytic: [0])[0].classification
    }
    #expect(try classification { _ in [5] } == .zero)
    #expect(try classification { [cos($0[0] - 0.3)] } == .zero)
    #expect(try classification { [1e-3 * hashNoise($0[0])] } == .inconclusive(.noise))
    #expect(try classification { [1e-3 * $0[0]] } == .fail)
  }

  @Test("a slope below the rounding of intermediate values is not called wrong")
  func belowRounding() throws {
    // log(e⁴⁰ + eˣ) − 40 at x = 0 has the derivative 1/(1 + e⁴⁰) = 4e-18, and does not move.
    let check = try checkCoordinates(
      of: { [log(exp(40) + exp($0[0])) - 40] },
      at: [0],
      upstream: [1],
      analytic: [1 / (1 + exp(40))]
    )
    #expect(check.map(\.classification) == [.belowSight])
    #expect(check[0].classification.outcome == .inconclusive)
  }

  @Test("a comparison survives JSON, NaN included")
  func coding() throws {
    let checks = try checkCoordinates(
      of: { [abs($0[0]), log($0[1])] },
      at: [0, 1],
      upstream: [1, 1],
      analytic: [0, .nan]
    )
    let decoded = try JSONDecoder().decode(
      [CoordinateCheck].self,
      from: JSONEncoder().encode(checks)
    )
    #expect(decoded[0] == checks[0])
    #expect(decoded[1].analytic.isNaN)
    #expect(decoded[1].classification == .notFinite)
  }
}

@Suite("Misuse of the coordinate check")
struct CheckCoordinatesMisuseTests {
  func errorOf(
    _ point: [Double],
    _ upstream: [Double],
    _ analytic: [Double],
    _ function: ([Double]) throws -> [Double] = { $0 }
  ) -> GradientCheckError? {
    #expect(throws: GradientCheckError.self) {
      try checkCoordinates(of: function, at: point, upstream: upstream, analytic: analytic)
    }
  }

  @Test("nothing to check, wrong lengths and values that are not finite are named")
  func named() {
    #expect(errorOf([], [], []) == .noCoordinates)
    #expect(
      errorOf([1, 2], [1, 1], [1])
        == .countMismatch(what: "The analytic gradient", expected: 2, actual: 1)
    )
    #expect(
      errorOf([1, 2], [1], [1, 1])
        == .countMismatch(what: "The upstream gradient", expected: 2, actual: 1)
    )
    #expect(
      errorOf([1, .nan], [1, 1], [1, 1])
        == .notFinite(what: "The point, at position 1,", value: "nan")
    )
    #expect(
      errorOf([1, 0], [1, 1], [1, 1], { [$0[0], 1 / $0[1]] })
        == .notFinite(what: "The output of the function, at position 1,", value: "inf")
    )
  }

  @Test("a function that returns another number of outputs is named")
  func changing() {
    let error = errorOf([1], [1], [1]) { $0[0] > 1 ? [1, 2] : [1] }
    #expect(error == .outputChanged(expected: 1, actual: 2))
    #expect(error?.description.contains("2 outputs at one point and 1 at another") == true)
  }
}
