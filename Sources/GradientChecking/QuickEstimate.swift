/// Stage 1: four evaluations around the point, which may certify a derivative and never reject one.
///
///     d₁ = D(h),  d₂ = D(2h)                  central differences, error h²φ‴/6 and four times that
///     n  = (4d₁ − d₂)/3                        the h² terms cancel
///     E  = max(|n − d₁|/4, 8u·|φ|/h)           truncation, rounding
///     J(h) = (φ(h) + φ(−h))/h                  the jump of the slope: h·φ″ when smooth, constant at a kink
///
/// The central difference at a kink is the mean of both slopes and converges like that of a smooth
/// function; only J tells them apart, so 2J(h) − J(2h), which vanishes for smooth φ, must be small.
struct QuickEstimate {
  var value: Double
  var error: Double
  var corner: Double
  var rounding: Double
  var magnitude: Double

  /// Measures around the point, or nothing where the function is not finite or the step vanished.
  @inline(__always)
  init?(along line: Line, step h: Double) throws {
    let plus = try line.sample(h)
    let minus = try line.sample(-h)
    guard plus.isFinite, minus.isFinite else { return nil }
    let plus2 = try line.sample(2 * h)
    let minus2 = try line.sample(-2 * h)
    guard plus2.isFinite, minus2.isFinite else { return nil }
    let width = plus.step - minus.step
    let width2 = plus2.step - minus2.step
    guard width > 0, width2 > width else { return nil }

    let d1 = (plus.value - minus.value) / width
    let d2 = (plus2.value - minus2.value) / width2
    magnitude = max(max(plus.magnitude, minus.magnitude), max(plus2.magnitude, minus2.magnitude))
    rounding = 8 * line.precision.unitRoundoff * magnitude / h
    value = (4 * d1 - d2) / 3
    error = max(abs(value - d1) / 4, rounding)
    let slopes = plus.value / plus.step - minus.value / minus.step
    let slopes2 = plus2.value / plus2.step - minus2.value / minus2.step
    corner = abs(2 * slopes - slopes2)
  }

  /// The steps of the attempts, relative to the scale of the coordinate.
  static func steps(_ precision: Precision) -> [Double] {
    switch precision {
    case .double: [0x1p-11, 0x1p-16]
    case .single: [0x1p-5]
    }
  }

  /// Whether no corner shows.
  func isSmooth(_ precision: Precision, size: Double) -> Bool {
    corner <= 4 * rounding + (precision == .double ? 1e-6 : 1e-2) * size
  }

  /// The class of a claimed value where this estimate suffices to certify it.
  @inline(__always)
  func certified(_ analytic: Double, _ precision: Precision) -> Classification? {
    let size = max(abs(analytic), abs(value))
    if magnitude == 0, analytic == 0 { return .zero }
    if isSmooth(precision, size: size) {
      let (agreement, resolution) = precision == .double ? (1e-8, 1e-6) : (1e-4, 1e-3)
      if abs(analytic - value) <= agreement * size, error <= resolution * size { return .pass }
      // A claim that is itself rounding, and no more than rounding to be seen.
      let isRounding = abs(analytic) <= 64 * precision.unitRoundoff * magnitude
      if isRounding, abs(value) <= 4 * rounding, error <= rounding { return .zero }
    }
    return nil
  }
}
