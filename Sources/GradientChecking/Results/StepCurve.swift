import Tensors

/// The central difference of one coordinate at every step size: the V-curve of numeric differentiation.
///
/// The distance from the true derivative falls with the step, while truncation dominates, and rises
/// again where rounding does. For a right analytic value the curve is a V; for a wrong one it stays on the
/// plateau of the error:
///
///     |D(h) − a| ≈ |φ‴|·h²/6 + u·|φ|/h + |a − φ′|
public struct StepCurve: Codable, Sendable, Equatable {
  /// One step and the central difference with it.
  public struct Point: Codable, Sendable, Equatable {
    /// Half the distance between the two points of the difference.
    public var step: Double
    /// (φ(h) − φ(−h)) / 2h; NaN where the function is not finite.
    @NonFinite public var difference: Double
  }

  /// The position of the coordinate among all.
  public var index: Int
  /// The analytic derivative.
  @NonFinite public var analytic: Double
  /// Steps that halve, large to small.
  public var points: [Point]

  /// The curve as text: a line per step, with a bar as long as the logarithm of the error.
  ///
  ///     step      |D(h) − analytic|
  ///     2.5e-01   1.0e-02  ##############################
  ///     1.2e-01   2.6e-03  ###########################
  ///
  /// - Returns: The lines.
  public func text() -> String {
    let errors = points.map { abs($0.difference - analytic) }
    let positive = errors.filter { $0 > 0 && $0.isFinite }.map { log($0) / log(10) }
    guard let least = positive.min(), let most = positive.max() else {
      return "no step gives an error to draw"
    }
    let scale = 40 / max(most - least, 1)
    var lines = ["step      |D(h) − analytic|"]
    for (point, error) in zip(points, errors) {
      let length =
        error > 0 && error.isFinite ? 1 + Int(((log(error) / log(10)) - least) * scale) : 0
      let bar = String(repeating: "#", count: length)
      lines.append(
        "\(NumberFormat.scientific(point.step))   \(NumberFormat.scientific(error))  \(bar)"
      )
    }
    return lines.joined(separator: "\n")
  }
}
