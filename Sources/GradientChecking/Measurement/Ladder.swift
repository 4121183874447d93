/// Stage 2: the outputs at steps from a quarter of the scale down to the last bits of the coordinate.
///
/// Coarse levels suffer from truncation and from kinks nearby, fine ones from rounding and noise. Every
/// output has a level of its own at which their sum is least: one is 1 − 2·10⁻⁹ and wants large
/// steps, its neighbour 2·10⁻⁹ and wants small ones. All are read from the same evaluations.
struct Ladder {
  /// Two steps of equal size and the outputs there; empty where the function is not defined.
  struct Level {
    var plusStep: Double
    var minusStep: Double
    var plus: [Double]
    var minus: [Double]
    /// The size of the step.
    var step: Double { max(plusStep, -minusStep) }
  }

  let line: Line
  /// Coarse to fine.
  private(set) var levels: [Level] = []
  private(set) var evaluations = 0

  /// Evaluates the outputs at the levels that most functions need.
  ///
  /// From S/4 down by halves to 2⁻²⁵·S, then every sixteenth to the last bit of x. A coordinate that is
  /// small beside the scale gets halves around its own size, too; below that, and at x = 0, there are
  /// look-outs at wide distances.
  init(along line: Line) throws {
    self.line = line
    let isDouble = line.precision == .double
    let depth = isDouble ? 25 : 13
    var exponents = Set((2...depth).map { -$0 })
    let floor = line.spacing > 0 ? line.spacing : 0x1p-1000 * line.scale
    let last = max(-1020, (floor / line.scale).exponent + 1)
    if line.position > 0, line.position < line.scale / 64 {
      let own = line.position.exponent - line.scale.exponent
      for k in (own - depth)...min(-2, own + 2) { exponents.insert(k) }
      for k in stride(from: -depth - 4, to: own, by: -6) { exponents.insert(k) }
      for k in stride(from: own - depth - 3, through: last, by: -4) { exponents.insert(k) }
    } else {
      let stride = line.position > 0 || line.spacing > 0x1p-900 ? 4 : 16
      for k in Swift.stride(
        from: -depth - (isDouble ? stride : 1),
        through: last,
        by: isDouble ? -stride : -1
      ) { exponents.insert(k) }
    }
    for k in exponents.sorted(by: >) where k >= last { try add(k) }
  }

  /// Adds the level with step 2ᵏ·S where it is missing and rounding leaves one.
  mutating func add(_ exponent: Int) throws {
    let h = line.scale * Double(sign: .plus, exponent: exponent, significand: 1)
    guard h > 0, h.isFinite, let steps = line.pair(h) else { return }
    let size = max(steps.plus, -steps.minus)
    let place = levels.firstIndex { $0.step <= size } ?? levels.count
    if place < levels.count, levels[place].step == size { return }
    var level = Level(plusStep: steps.plus, minusStep: steps.minus, plus: [], minus: [])
    level.plus = try outputs(steps.plus)
    level.minus = try outputs(steps.minus)
    if level.plus.isEmpty, level.minus.isEmpty { return }
    levels.insert(level, at: place)
  }

  /// Adds every level that is missing between the coarsest and the finest, and tells whether there were any.
  mutating func fillToTheEnd() throws -> Bool {
    guard let first = levels.first, let last = levels.last else { return false }
    let top = (first.step / line.scale).exponent
    let bottom = max((last.step / line.scale).exponent, -44)
    let before = levels.count
    for exponent in stride(from: top, through: bottom, by: -1) { try add(exponent) }
    return levels.count > before
  }

  /// The outputs at a step; empty outside the domain.
  mutating func outputs(_ step: Double) throws -> [Double] {
    evaluations += 1
    var result: [Double] = []
    _ = try line.outputs(step) { result = Array($0) }
    return result
  }

  /// The power of two of the scale at which a level stands.
  func exponent(of level: Int) -> Int { (levels[level].step / line.scale).exponent }

  /// The values of one output at all levels.
  func curve(_ output: Int, noise: Double = 0, finest: Double = 0) -> OutputCurve {
    curve(base: line.base[output], noise: noise, finest: finest) {
      $0.isEmpty ? .nan : $0[output]
    }
  }

  /// The values at all levels of a number that is made of the outputs.
  func curve(
    base: Double,
    noise: Double = 0,
    finest: Double = 0,
    value: ([Double]) -> Double
  ) -> OutputCurve {
    OutputCurve(
      base: base,
      levels: levels.filter { $0.step >= finest }.map { level in
        OutputCurve.Sample(
          plusStep: level.plusStep,
          minusStep: level.minusStep,
          plus: value(level.plus),
          minus: value(level.minus)
        )
      },
      unitRoundoff: line.precision.unitRoundoff,
      position: line.position,
      scale: line.scale,
      noise: noise
    )
  }

  /// Which outputs differ from the point at any level.
  var movedOutputs: [Int] {
    var moved = [Bool](repeating: false, count: line.base.count)
    for level in levels {
      for side in [level.plus, level.minus] where !side.isEmpty {
        for j in side.indices where side[j] != line.base[j] { moved[j] = true }
      }
    }
    return moved.indices.filter { moved[$0] }
  }
}
