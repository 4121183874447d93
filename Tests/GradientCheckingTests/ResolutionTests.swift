import Foundation
import GradientChecking
import Tensors
import Testing

/// How many errors are planted: a few by default, many with `GRADSCHOOL_FULL=1`.
private let isFull = ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1"

@Suite("How small an error is found")
struct ResolutionTests {
  struct Layer: Sendable, CustomStringConvertible {
    var batch: Int
    var features: Int
    var outputs: Int
    var description: String { "linear \(batch)×\(features)→\(outputs)" }
  }

  static let layers = [
    Layer(batch: 8, features: 16, outputs: 12), Layer(batch: 32, features: 128, outputs: 64),
  ]

  /// The report on a linear layer whose gradient has one entry that is wrong by a relative error.
  func report(
    _ layer: Layer,
    _ mode: GradientCheckOptions.Mode,
    error: Double,
    seed: UInt64
  ) throws -> (report: GradientReport, size: Double) {
    let (x, weight, bias) = try Linear.inputs(
      batch: layer.batch,
      features: layer.features,
      outputs: layer.outputs
    )
    var random = RandomSource(seed: seed)
    let position = [random.integer(below: layer.features), random.integer(below: layer.outputs)]
    var size = 0.0
    let report = try checkGradient(
      of: Linear.forward,
      backward: { upstream, x, weight, bias in
        var gradients = try Linear.backward(upstream, x, weight: weight, bias: bias)
        size = abs(gradients.weight[at: position])
        gradients.weight[at: position] *= 1 + error  // wrong on purpose
        return gradients
      },
      at: x,
      weight,
      bias,
      options: GradientCheckOptions(mode: mode, seed: seed)
    )
    return (report, size * error)
  }

  @Test("coordinate by coordinate, a relative error of 1e-6 is always found")
  func coordinates() throws {
    for seed in 0..<(isFull ? 100 : 5) {
      let found = try report(Self.layers[0], .full, error: 1e-6, seed: UInt64(seed)).report
      #expect(found.counts == ["pass": 331, "fail": 1])
    }
  }

  @Test("along directions, the share that is stated is kept", arguments: layers)
  func directions(layer: Layer) throws {
    let tries = isFull ? 40 : layer.batch == 8 ? 10 : 1
    for seed in 0..<tries {
      let seed = UInt64(seed)
      let right = try report(layer, .directional(3), error: 0, seed: seed).report
      #expect(right.passed)
      let share = try #require(right.share)
      #expect(share <= 5e-3)
      #expect(right.missProbability == 1e-9)
      // An error of twice the share is found, unless the report on it states a larger one.
      for mode in [GradientCheckOptions.Mode.directional(3), .automatic] {
        let wrong = try report(layer, mode, error: 2 * share, seed: seed).report
        #expect(!wrong.passed || (wrong.share ?? 0) >= 2 * share / (1 + 2 * share))
      }
    }
  }

  @Test("two errors of equal size and opposite sign do not cancel")
  func opposite() throws {
    let (x, weight, bias) = try Linear.inputs()
    for seed in 0..<20 {
      let report = try checkGradient(
        of: Linear.forward,
        backward: { upstream, x, weight, bias in
          var gradients = try Linear.backward(upstream, x, weight: weight, bias: bias)
          gradients.weight[0, 0] += 0.05  // wrong on purpose
          gradients.weight[5, 7] -= 0.05  // wrong on purpose
          return gradients
        },
        at: x,
        weight,
        bias,
        options: GradientCheckOptions(mode: .directional(3), seed: UInt64(seed))
      )
      #expect(report.outcome == .failed)
    }
  }

  @Test("a gradient that is right only in its sum over the outputs does not pass")
  func cancelling() throws {
    // The outputs of a softmax add to 1: with an upstream gradient of ones, zero would be right.
    let report = try checkGradient(
      of: CrossEntropy.probabilities,
      backward: { _, x in Tensor.zeros(like: x) },  // wrong on purpose
      at: [[1, -0.5, 0.25]] as Tensor
    )
    #expect(report.outcome == .failed)
  }

  @Test("a kink at the point does not hide an error elsewhere from a direction")
  func kinkElsewhere() throws {
    func report(_ mode: GradientCheckOptions.Mode, wrong: Double) throws -> GradientReport {
      var point = [Double](repeating: 0, count: 20)  // twenty kinks
      point[7] = 0.5
      return try checkGradient(
        of: { (x: [Double]) in x.map { max(0, $0) } },
        backward: { upstream, x in
          var gradient = zip(upstream, x).map { $1 > 0 ? $0 : 0 }
          gradient[7] += wrong  // wrong on purpose, unless 0
          return gradient
        },
        at: point,
        options: GradientCheckOptions(mode: mode)
      )
    }
    #expect(try report(.directional(3), wrong: 0).outcome != .failed)
    #expect(try report(.directional(3), wrong: 1e-2).outcome == .failed)
    #expect(try report(.automatic, wrong: 0).counts == ["kink": 19, "pass": 1])
    #expect(try report(.automatic, wrong: 0).passed)
    #expect(try report(.automatic, wrong: 1e-3).outcome == .failed)
  }
}
