/// Stage 2: φ at steps that halve from a quarter of the scale down to the last bits.
///
///     h_k = S·2^(−2−k),  k = 0 … 27
///
/// Coarse levels suffer from truncation and from corners nearby, fine ones from rounding and noise. The
/// ladder measures both and picks the level at which their sum is least.
struct Ladder {
  /// One step size: the function on both sides, with the slopes between the three points.
  struct Level {
    /// Half the distance between the two points.
    var step: Double
    /// D_k, the central difference.
    var central: Double
    /// D⁺_k and D⁻_k, the slopes towards either side.
    var right: Double
    var left: Double
    /// The larger magnitude of the outputs on both sides.
    var magnitude: Double
  }

  /// The levels at which both sides are finite, coarse to fine.
  private(set) var levels: [Level] = []
  /// The levels at which one side only is finite: the slope towards that side.
  private(set) var rightOnly: [(step: Double, slope: Double)] = []
  private(set) var leftOnly: [(step: Double, slope: Double)] = []
  /// Every finite value of φ on the right and on the left, for the noise estimate.
  private(set) var rightValues: [Double] = []
  private(set) var leftValues: [Double] = []
  private(set) var magnitude = 0.0
  var evaluations = 0

  let line: Line
  let scale: Double
  var precision: Precision { line.precision }

  /// Evaluates φ on both sides at every level.
  ///
  /// - Parameters:
  ///   - line: φ along the line.
  ///   - scale: S; the scale of the line by default.
  /// - Throws: What the line throws.
  init(along line: Line, scale: Double? = nil) throws {
    self.line = line
    let scale = scale ?? line.scale
    self.scale = scale
    levels.reserveCapacity(28)
    // A coordinate far from 0 starts with larger steps and still has to reach small ones.
    let extra = min(max(0, Int(scale.exponent)), 20)
    let depth = precision == .double ? 28 + extra : 19
    var h = scale / 4
    for _ in 0..<depth {
      let plus = try line.sample(h)
      let minus = try line.sample(-h)
      evaluations += 2
      add(plus, minus)
      h /= 2
    }
  }

  private mutating func add(_ plus: LineSample, _ minus: LineSample) {
    guard plus.step > 0, minus.step < 0 else { return }
    if plus.isFinite { rightValues.append(plus.value) }
    if minus.isFinite { leftValues.append(minus.value) }
    switch (plus.isFinite, minus.isFinite) {
    case (true, true):
      let size = max(plus.magnitude, minus.magnitude)
      magnitude = max(magnitude, size)
      levels.append(
        Level(
          step: (plus.step - minus.step) / 2,
          central: (plus.value - minus.value) / (plus.step - minus.step),
          right: plus.value / plus.step,
          left: minus.value / minus.step,
          magnitude: size
        )
      )
    case (true, false): rightOnly.append((plus.step, plus.value / plus.step))
    case (false, true): leftOnly.append((-minus.step, minus.value / minus.step))
    case (false, false): break
    }
  }
}
