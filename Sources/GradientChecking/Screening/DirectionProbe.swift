import Tensors

/// The part of the outputs' change along a direction that the analytic gradient does not explain.
///
///     e(t) = Σⱼ vⱼ·(fⱼ(x + t·d) − fⱼ(x)) − Σᵢ aᵢ·(moved xᵢ − xᵢ)
///
/// The second sum takes the inputs as rounding left them, so that their rounding is no error. The slope of e at
/// 0 is ⟨w, d⟩, with w the error of the gradient. With three evaluations,
///
///     (6e(h) − 2e(−h) − e(2h)) / 6h          error h³e⁗/12
///     (18e(h) − 9e(2h) + 2e(3h)) / 6h        where the domain ends at the point
///
/// and the third difference of e tells what the h² terms were, or that a kink lies among the points.
struct DirectionProbe {
  /// The measured slope of e.
  var slope: Double
  /// How much of it may come from truncation and kinks.
  var bend: Double
  /// How much of it may come from the rounding of the outputs.
  var rounding: Double

  /// The size up to which the slope of e certifies: what was found, and what may have hidden it.
  ///
  /// The h² terms are taken out of the slope; an eighth of them stands for what is left.
  var size: Double { abs(slope) + bend / 8 + rounding }

  init?(
    _ evaluator: Evaluator,
    along direction: RandomDirection,
    step h: Double,
    analytic: [Double],
    noise: Double,
    isForward: Bool
  ) throws {
    func rest(_ t: Double) throws -> Double? {
      var change = 0.0
      let predicted = try evaluator.evaluate(
        along: direction.numbers,
        t,
        slopes: analytic,
        movesAll: direction.movesAll
      ) {
        change = evaluator.change($0)
      }
      guard let predicted, change.isFinite else { return nil }
      return change - predicted
    }
    if isForward {
      guard let e1 = try rest(h), let e2 = try rest(2 * h), let e3 = try rest(3 * h) else {
        return nil
      }
      slope = (18 * e1 - 9 * e2 + 2 * e3) / (6 * h)
      bend = abs(e3 - 3 * e2 + 3 * e1) / (3 * h)
      rounding = 3 * noise / h
    } else {
      guard let before = try rest(-h), let e1 = try rest(h), let e2 = try rest(2 * h) else {
        return nil
      }
      slope = (6 * e1 - 2 * before - e2) / (6 * h)
      bend = abs(e2 - 3 * e1 - before) / (6 * h)
      rounding = noise / h
    }
  }
}

extension Evaluator {
  /// φ = Σⱼ vⱼ·(fⱼ − baseⱼ): the differences before the product, so that a small change of one output does
  /// not drown in the rounding of all others.
  func change(_ outputs: UnsafeBufferPointer<Double>) -> Double {
    base.withUnsafeBufferPointer { base in
      upstream.withUnsafeBufferPointer { upstream in
        var sum = 0.0
        for j in outputs.indices { sum += upstream[j] * (outputs[j] - base[j]) }
        return sum
      }
    }
  }
}
