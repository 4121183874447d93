extension NumericDerivative {
  /// Climbs the ladder.
  ///
  /// - Parameter line: φ along the line.
  /// - Returns: The derivative at t = 0 with its error bound, and what the function does there.
  /// - Throws: What the line throws.
  static func measured(along line: Line) throws -> NumericDerivative {
    var ladder = try Ladder(along: line)
    var spent = ladder.evaluations
    // A domain that ends close by leaves too few levels: start again inside it.
    if ladder.levels.count < 10, let finest = ladder.levels.last, line.precision == .double {
      let inner = try Ladder(along: line, scale: 4 * finest.step)
      spent += inner.evaluations
      if inner.levels.count > ladder.levels.count { ladder = inner }
    }
    let before = ladder.evaluations
    let noise = try ladder.noise()
    spent += ladder.evaluations - before
    return ladder.derivative(noise: noise, evaluations: spent)
  }
}

extension Ladder {
  func derivative(noise: Double, evaluations: Int) -> NumericDerivative {
    func result(
      _ value: Double,
      _ bound: Double,
      _ behaviour: NumericDerivative.Behaviour
    ) -> NumericDerivative {
      NumericDerivative(
        value: value,
        errorBound: bound,
        behaviour: behaviour,
        magnitude: magnitude == 0 ? line.baseMagnitude : magnitude,
        evaluations: evaluations
      )
    }
    guard levels.count >= 4 else {
      if let slope = rightOnly.last ?? leftOnly.last {
        return result(slope.slope, .infinity, .oneSided)
      }
      return result(levels.last?.central ?? .nan, .infinity, .notFinite)
    }
    if magnitude == 0 {
      // Nothing moved: what there is lies below the rounding of outputs of this size, or of intermediate
      // values, which are taken to be of order 1.
      let size = max(line.baseMagnitude, 1)
      return result(0, 32 * precision.unitRoundoff * size / levels[0].step, .smooth)
    }
    switch behaviour(noise: noise) {
    case .kink:
      let right = slope(\.right, noise: noise, upTo: levels.count - 1)
      let left = slope(\.left, noise: noise, upTo: levels.count - 1)
      return result(
        (left.value + right.value) / 2,
        4 * max(left.error, right.error),
        .kink(left: left.value, right: right.value)
      )
    case let other where other == .jump || other == .singular:
      let finest = levels[levels.count - 1]
      return result(finest.central, .infinity, other)
    default:
      guard let best = selection(noise: noise) else {
        return result(levels[levels.count - 1].central, .infinity, .smooth)
      }
      // Where nothing is seen to move, what there is may lie below the rounding of intermediate values.
      let unseen = best.value == 0 ? 32 * precision.unitRoundoff * max(magnitude, 1) : 0
      return result(best.value, max(4 * best.error, unseen), .smooth)
    }
  }
}
