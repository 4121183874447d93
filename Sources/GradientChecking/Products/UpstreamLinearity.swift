/// How a backward function B answers to other upstream gradients than the one it is checked at.
///
///     B(αu + βv) = αB(u) + βB(v)   and   B(0) = 0
package enum UpstreamLinearity: Equatable {
  /// Both equations hold, up to rounding.
  case linear
  /// The gradient is the same for u, v and 0, and is not 0.
  case ignoresUpstream
  /// The position of the first entry of B(0) that is not 0.
  case notZeroAtZero(Int)
  /// The position of the first entry at which the combination is not the combination of the gradients.
  case notLinear(Int)

  /// Small whole numbers, so that the combination of short numbers is exact also in `Float`.
  package static let (alpha, beta) = (2.0, -3.0)

  /// αu + βv.
  package static func combination(_ u: [Double], _ v: [Double]) -> [Double] {
    zip(u, v).map { alpha * $0 + beta * $1 }
  }

  /// Judges the gradients for u, for v, for their combination, and for zeros.
  package init(
    _ fromU: [Double],
    _ fromV: [Double],
    combined: [Double],
    zero: [Double],
    precision: Precision = .double
  ) {
    if firstDifference(fromU, fromV) == nil, firstDifference(fromU, zero) == nil {
      self = fromU.contains { $0 != 0 } ? .ignoresUpstream : .linear
    } else if let position = firstDifference(zero, zero.map { _ in 0 }) {
      self = .notZeroAtZero(position)
    } else {
      let size = (fromU + fromV).reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
      let tolerance = size * (precision == .double ? 1e-10 : 1e-4)
      let expected = UpstreamLinearity.combination(fromU, fromV)
      self =
        firstDifference(combined, expected, tolerance: tolerance).map { .notLinear($0) } ?? .linear
    }
  }
}
