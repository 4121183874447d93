import Tensors

/// The central difference of one coordinate at every step size: the V-curve of numeric differentiation.
///
/// The distance from the true derivative falls with the step, while truncation dominates, and rises
/// again where rounding does. Against a right claim it draws a V, against a wrong one it stays on the
/// plateau of the error:
///
///     |D(h) − a| ≈ |φ‴|·h²/6 + u·|φ|/h + |a − φ′|
public struct StepCurve: Sendable, Equatable {
  /// One step and the central difference with it.
  public struct Point: Sendable, Equatable {
    /// Half the distance between the two points of the difference.
    public var step: Double
    /// (φ(h) − φ(−h)) / 2h; NaN where the function is not finite.
    public var difference: Double
  }

  /// The position of the coordinate among all.
  public var index: Int
  /// The claimed derivative.
  public var claimed: Double
  /// Steps that halve, large to small.
  public var points: [Point]

  init(index: Int, claimed: Double, along line: Line) throws {
    self.index = index
    self.claimed = claimed
    points = try (0..<28).compactMap { k in
      let h = line.scale * Double(sign: .plus, exponent: -2 - k, significand: 1)
      let plus = try line.sample(h)
      let minus = try line.sample(-h)
      guard plus.step > minus.step else { return nil }
      return Point(
        step: (plus.step - minus.step) / 2,
        difference: (plus.value - minus.value) / (plus.step - minus.step)
      )
    }
  }

  /// Draws the curve of one coordinate at steps of the caller's choice.
  ///
  /// - Parameters:
  ///   - function: f, from the coordinates of the inputs to the outputs.
  ///   - point: Where the gradient was claimed.
  ///   - upstream: One weight per output.
  ///   - coordinate: The position of the coordinate among all.
  ///   - claimed: The claimed derivative.
  ///   - steps: The steps, large to small.
  /// - Throws: ``GradientCheckError`` when the sizes do not fit or the function is not finite at the point,
  ///   and what the function throws at the point itself.
  package init(
    of function: @escaping ([Double]) throws -> [Double],
    at point: [Double],
    upstream: [Double],
    coordinate: Int,
    claimed: Double,
    steps: [Double]
  ) throws {
    index = coordinate
    self.claimed = claimed
    var vector = try VectorFunction(function, at: point, upstream: upstream, precision: .double)
    points = try steps.compactMap { h in
      let plus = try vector.sample(coordinate: coordinate, step: h)
      let minus = try vector.sample(coordinate: coordinate, step: -h)
      guard plus.step > minus.step else { return nil }
      return Point(
        step: (plus.step - minus.step) / 2,
        difference: (plus.value - minus.value) / (plus.step - minus.step)
      )
    }
  }

  /// The curve as text: a line per step, with a bar as long as the logarithm of the error.
  ///
  ///     step      |D(h) − claimed|
  ///     2.5e-01   1.0e-02  ##############################
  ///     1.2e-01   2.6e-03  ###########################
  ///
  /// - Returns: The lines.
  public func text() -> String {
    let errors = points.map { abs($0.difference - claimed) }
    let positive = errors.filter { $0 > 0 && $0.isFinite }.map { log($0) / log(10) }
    guard let least = positive.min(), let most = positive.max() else {
      return "no step gives an error to draw"
    }
    let scale = 40 / max(most - least, 1)
    var lines = ["step      |D(h) − claimed|"]
    for (point, error) in zip(points, errors) {
      let length =
        error > 0 && error.isFinite ? 1 + Int(((log(error) / log(10)) - least) * scale) : 0
      let bar = String(repeating: "#", count: length)
      lines.append("\(scientific(point.step))   \(scientific(error))  \(bar)")
    }
    return lines.joined(separator: "\n")
  }
}

extension StepCurve: Codable {
  private enum CodingKeys: String, CodingKey { case index, claimed, steps, differences }

  /// Writes the curve; NaN and infinity become strings.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(index, forKey: .index)
    try container.encode(CodableScalar(claimed), forKey: .claimed)
    try container.encode(points.map(\.step), forKey: .steps)
    try container.encode(points.map { CodableScalar($0.difference) }, forKey: .differences)
  }

  /// Reads a curve.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    index = try container.decode(Int.self, forKey: .index)
    claimed = try container.decode(CodableScalar.self, forKey: .claimed).value
    let steps = try container.decode([Double].self, forKey: .steps)
    let differences = try container.decode([CodableScalar].self, forKey: .differences)
    points = zip(steps, differences).map { Point(step: $0, difference: $1.value) }
  }
}
