import Foundation
import GradientChecking
import Tensors
import Testing

private let isFull = ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1"

/// Functions on which checkers with fixed constants, and earlier rules of this one, went wrong.
@Suite("Cases from the field")
struct FieldCaseTests {
  func scalar(
    _ function: @escaping (Double) -> Double,
    claimed: Double,
    at x: Double,
    options: GradientCheckOptions = GradientCheckOptions()
  ) throws -> GradientReport {
    try checkGradient(of: function, gradient: { (_: Double) in claimed }, at: x, options: options)
  }

  @Test("large Float inputs do not move along small directions, and no wrong gradient passes")
  func largeInputs() throws {
    let pressures = (0..<64).map { Float(100_000 + ($0 * 37) % 251) }
    func mean(_ x: [Float]) -> Float { x.reduce(0, +) / 64 }
    for claim in [0, -0.015625, 0.8] as [Float] {
      for mode in [GradientCheckOptions.Mode.automatic, .full, .directional(3)] {
        let report = try checkGradient(
          of: mean,
          gradient: { (x: [Float]) -> [Float] in x.map { _ in claim } },
          at: pressures,
          options: GradientCheckOptions(mode: mode)
        )
        #expect(!report.passed, "\(claim), \(mode): \(report.text())")
      }
    }
  }

  @Test("an input of 10¹⁸ among ordinary ones is checked by itself")
  func onelargeInput() throws {
    let t = (0..<13).map { 0.5 + 0.1 * Double($0) }
    func check(_ slope: Double) throws -> GradientReport {
      try checkGradient(
        of: { (t: [Double], n: Double) -> Double in t.reduce(3 * (n - 2.5e18)) { $0 + sin($1) } },
        gradient: { (t: [Double], _: Double) -> ([Double], Double) in (t.map { cos($0) }, slope) },
        at: t,
        2.5e18,
        names: ["thickness", "doping"]
      )
    }
    #expect(!(try check(0).passed))
  }

  @Test(
    "zero is not certified beside a value whose last bit hides the slope",
    arguments: [1e8, 1e11, 1e13]
  )
  func largeValue(c: Double) throws {
    #expect(!(try scalar({ c + sin($0) }, claimed: 0, at: 0.3).passed))
    let single = try checkGradient(
      of: { (x: Float) -> Float in Float(c / 1e6) + Float(sin(Double(x))) },
      gradient: { (_: Float) -> Float in 0 },
      at: 0.3
    )
    #expect(!single.passed)
  }

  @Test("functions that live on a small scale are measured there", arguments: [1e-12, 1e-8, 1e-4])
  func smallScale(size: Double) throws {
    let carrier = try scalar({ sin($0 / size) }, claimed: cos(0.8) / size, at: 0.8 * size)
    #expect(carrier.passed, "\(carrier.text())")
    let normalised = try checkGradient(
      of: { (x: [Double]) -> [Double] in
        let n = (x[0] * x[0] + x[1] * x[1]).squareRoot()
        return x.map { $0 / max(n, size) }
      },
      backward: { (g: [Double], _: [Double]) -> [Double] in g.map { $0 / size } },
      at: [0, 0]
    )
    #expect(normalised.passed, "\(normalised.text())")
  }

  @Test("a function that moves in steps is not certified flat")
  func stairs() throws {
    let half = try checkGradient(
      of: { (x: [Double]) -> [Double] in
        x.map { ((sin($0) * 2048).rounded()) / 2048 }
      },
      backward: { (g: [Double], _: [Double]) -> [Double] in g.map { _ in 0 } },
      at: [0.7, 1.3, -0.4, 2.2]
    )
    #expect(half.outcome == .inconclusive)
    #expect(half.text().contains("half precision"))
    for tread in [1e-9, 1e-3, 0.7] {
      let report = try scalar({ ($0 / tread).rounded(.down) * tread }, claimed: 0, at: 0.34)
      #expect(!report.passed)
    }
  }

  @Test("a kink nearby does not blur the slope", arguments: [1e-2, 1e-6, 1e-9, 1e-12])
  func kinkNearby(gap: Double) throws {
    for (x, slope) in [(gap, 1.0), (-gap, 0)] {
      #expect(try scalar({ max($0, 0) }, claimed: slope, at: x).passed)
      #expect(try scalar({ max($0, 0) }, claimed: 0.5, at: x).outcome == .failed)
    }
  }

  @Test(
    "a tie may be shared, not paid twice",
    arguments: [(1.0, 0.0, true), (0.5, 0.5, true), (1, 1, false), (0, 0, false)]
  )
  func tie(first: Double, second: Double, isValid: Bool) throws {
    let report = try checkGradient(
      of: { (x: [Double], y: [Double]) -> [Double] in zip(x, y).map { max($0, $1) } },
      backward: { (g: [Double], _: [Double], _: [Double]) -> (x: [Double], y: [Double]) in
        ([first * g[0], g[1], 0], [second * g[0], 0, g[2]])
      },
      at: [4.0, 5, 3],
      [4.0, 2, 6],
      names: ["x", "y"]
    )
    #expect(report.passed == isValid, "\(report.text())")
  }

  @Test(
    "a function that changes with every call is called not repeatable, with two of its values"
  )
  func notRepeatable() throws {
    var state = 0.0
    let report = try checkGradient(
      of: { (x: [Double]) -> [Double] in
        state += 1e-7
        return x.map { ($0 + state) * ($0 + state) }
      },
      backward: { (g: [Double], x: [Double]) -> [Double] in zip(g, x).map { 2 * $0 * $1 } },
      at: [1.0, 2, 3, 4]
    )
    #expect(report.outcome == .inconclusive)
    #expect(report.repetition != nil)
    #expect(report.text().contains("not repeatable"))
  }

  @Test("saturated outputs hide no error, and accuse no right gradient", arguments: [8.0, 14, 20])
  func saturated(spread: Double) throws {
    func softmax(_ x: [Double]) -> [Double] {
      let powers = x.map { exp($0 - spread) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
    let tail = 1 / (1 + exp(spread))
    func check(_ factor: Double) throws -> GradientReport {
      try checkGradient(
        of: softmax,
        backward: { (v: [Double], _: [Double]) -> [Double] in
          let slope = (1 - tail) * tail * (v[0] - v[1])
          return [slope * factor, -slope]
        },
        at: [spread, 0]
      )
    }
    #expect(try check(1).passed)
    #expect(try check(1.1).outcome == .failed)
  }

  @Test("beside a kink within rounding, values that stand still are not called wrong by 100 %")
  func heldStill() throws {
    // (1 + tanh)/2 is 0 or one rounding of 1 here; the slope is 10⁻¹⁴.
    let x = -9.0
    let slope = 0.5 / (cosh(x) * cosh(x))
    #expect(try scalar({ 0.5 * (1 + tanh($0)) }, claimed: slope, at: x).outcome != .failed)
  }

  @Test("no point outside the domain is asked for, and its ends are certified from inside")
  func domain() throws {
    let targets = [0.0, 1, 0.25]
    var asked: [Double] = []
    let report = try checkGradient(
      of: { (t: [Double]) -> Double in
        asked += t
        return t.reduce(0) { $0 + $1 * $1 * $1 - $1 }
      },
      gradient: { (t: [Double]) -> [Double] in t.map { 3 * $0 * $0 - 1 } },
      at: targets,
      options: GradientCheckOptions(domain: .interval(0...1))
    )
    #expect(report.passed, "\(report.text())")
    #expect(asked.allSatisfy { (0...1).contains($0) })
  }

  @Test("the rounding of a large output changes no verdict on another coordinate")
  func largeOutput() throws {
    func check(_ slopes: [Double]) throws -> GradientReport {
      try checkGradient(
        of: { (x: [Double]) -> [Double] in x.map { max(0, $0) } },
        backward: { (v: [Double], _: [Double]) -> [Double] in zip(v, slopes).map { $0 * $1 } },
        at: [2e-7, -2e-7, 1e140]
      )
    }
    #expect(try check([1, 0, 1]).certified == 3)
    let report = try check([1, 0.5, 1])
    #expect(report.outcome == .inconclusive)
    #expect(report.coordinates[1].classification == .inconclusive(.largeOutputs))
    #expect(try !check([1.1, 0, 1]).passed)
  }

  @Test("a backward function has roundings of its own, where the matrix is nearly singular")
  func nearlySingular() throws {
    func logDeterminant(_ a: [Double]) -> Double {
      let first = a[0].squareRoot()
      let below = a[1] / first
      return 2 * (log(first) + log((a[2] - below * below).squareRoot()))
    }
    func check(_ factor: Double) throws -> GradientReport {
      try checkGradient(
        of: logDeterminant,
        gradient: { (a: [Double]) -> [Double] in
          let determinant = a[0] * a[2] - a[1] * a[1]
          return [factor * a[2] / determinant, -2 * a[1] / determinant, a[0] / determinant]
        },
        at: [2, 1.5, 1.125 + 1e-8]
      )
    }
    #expect(try check(1).passed)
    #expect(try check(1.01).outcome == .failed)
  }

  @Test(
    "what is small beside other slopes is certified where it is seen, and named where it is not"
  )
  func smallBesideOthers() throws {
    func check(_ logit: Double, _ factor: Double) throws -> GradientReport {
      func softmax(_ x: [Double]) -> [Double] {
        let e = x.map { exp($0 - 2) }
        return e.map { $0 / e.reduce(0, +) }
      }
      return try checkGradient(
        of: softmax,
        backward: { (v: [Double], x: [Double]) -> [Double] in
          let y = softmax(x)
          let mean = zip(v, y).reduce(0) { $0 + $1.0 * $1.1 }
          var gradient = zip(v, y).map { $1 * ($0 - mean) }
          gradient[2] *= factor
          return gradient
        },
        at: [1, 2, logit, 0.5]
      )
    }
    #expect(try check(-25, 1).certified == 4)
    #expect(try check(-25, 1.1).outcome == .failed)
    let hidden = try check(-45, 1.1)
    #expect(hidden.belowSight == 1)
    #expect(hidden.text().contains("below what can be seen: x[2]"))
  }

  @Test("an obstacle is named only where it was measured")
  func obstacles() throws {
    func root(_ a: Double) -> Double {
      var (low, high) = (-1.0, 4.0)
      while high - low > 1e-6 {
        let middle = (low + high) / 2
        if middle * middle * middle + middle >= a { high = middle } else { low = middle }
      }
      return (low + high) / 2
    }
    let bisection = try scalar(root, claimed: 0.2248912, at: 2.3)
    #expect(bisection.coordinates[0].classification == .inconclusive(.stairs))
    let naive = try scalar({ (exp($0) - 1) / $0 }, claimed: 0.5, at: 1e-12)
    #expect(naive.coordinates[0].classification == .inconclusive(.contradiction))
    func rounded(_ x: Double) -> Double { Double(Float(1 + 1e-3 * sin(x))) }
    let single = try scalar(rounded, claimed: 1e-3 * cos(0.3), at: 0.3)
    #expect(single.coordinates[0].classification == .inconclusive(.singlePrecision))
  }

  @Test("one wrong among a million is named in a thousand evaluations", .enabled(if: isFull))
  func oneAmongAMillion() throws {
    let x = (0..<1_000_000).map { 1 + 0.5 * sin(Double($0)) }
    let report = try checkGradient(
      of: { (x: [Double]) -> Double in x.reduce(0) { $0 + $1 * $1 * $1 } },
      gradient: { (x: [Double]) -> [Double] in
        var gradient = x.map { 3 * $0 * $0 }
        gradient[777_777] *= 1.1  // wrong on purpose
        return gradient
      },
      at: x
    )
    #expect(report.evaluations <= 1000)
    #expect(report.worst?.index == 777_777)
    #expect(report.coordinates.count { $0.classification.outcome == .failed } == 1)
  }

  @Test("a missing or misspelt name is an error that quotes it")
  func namedErrors() throws {
    struct Parameters {
      var weight: [Double]
    }
    let forgotten = #expect(throws: GradientCheckError.self) {
      try checkGradient(
        of: { (p: Parameters, x: Double) -> Double in p.weight[0] * x },
        gradient: { (p: Parameters, _: Double) -> Double in p.weight[0] },
        at: Parameters(weight: [2]),
        3,
        names: ["parameters", "x"]
      )
    }
    #expect(
      forgotten
        == .withoutCoordinates(input: "parameters", type: "Parameters", fields: ["weight"])
    )
    let misspelt = #expect(throws: GradientCheckError.self) {
      try checkGradient(
        of: { (weight: Double, bias: Double) -> Double in weight + bias },
        gradient: { (_: Double, _: Double) -> (wieght: Double, bias: Double) in (1, 1) },
        at: 2,
        3,
        names: ["weight", "bias"]
      )
    }
    #expect(
      misspelt
        == .gradientLabels(unknown: ["wieght"], missing: ["weight"], inputs: ["weight", "bias"])
    )
  }
}
