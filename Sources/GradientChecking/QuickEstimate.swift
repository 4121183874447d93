/// Stage 1: two or four evaluations around the point, which may certify a derivative and never reject one.
///
///     d₁ = D(h)                                central difference, error h²φ‴/6
///     J(h) = (φ(h) + φ(−h))/h                  the jump of the slope: h·φ″ when smooth, constant at a kink
///
/// Where J is below a thousandth of the slope, φ is nearly straight over the step, and d₁ its slope: when
/// the claim agrees with it to eight digits, that is enough. For a wrong claim to agree, the truncation
/// error would have to equal the error of the claim to eight digits. A kink with slopes that close
/// together, and a claim in the middle of them, passes as smooth; that claim is valid at the kink, too.
/// Otherwise twice the step is tried as well:
///
///     d₂ = D(2h),  n = (4d₁ − d₂)/3            the h² terms cancel
///     E  = max(|n − d₁|/4, 8u·|φ|/h)           truncation, rounding
///
/// The central difference at a kink is the mean of both slopes and converges like that of a smooth
/// function; only J tells them apart, so 2J(h) − J(2h), which vanishes for smooth φ, must be small.
struct QuickEstimate {
  var value: Double
  var error: Double
  var corner: Double
  var rounding: Double
  var magnitude: Double
  var evaluations: Int

  /// Measures around the point, or nothing where the function is not finite or the step vanished.
  ///
  /// - Parameters:
  ///   - line: φ along the line.
  ///   - h: The step.
  ///   - claimed: The derivative which, where the line is straight, ends the measurement early.
  /// - Throws: What the line throws.
  init?(along line: Line, step h: Double, claimed: Double) throws {
    let plus = try line.sample(h)
    let minus = try line.sample(-h)
    let width = plus.step - minus.step
    guard plus.isFinite, minus.isFinite, width > 0 else { return nil }
    let d1 = (plus.value - minus.value) / width
    let slopes = plus.value / plus.step - minus.value / minus.step
    magnitude = max(plus.magnitude, minus.magnitude)
    rounding = 8 * line.precision.unitRoundoff * magnitude / h

    let size = max(abs(claimed), abs(d1))
    let (agreement, straightness) = line.precision == .double ? (1e-8, 1e-3) : (1e-4, 1e-2)
    if magnitude > 0, abs(claimed - d1) <= agreement * size, rounding <= straightness * size,
      abs(slopes) <= straightness * size
    {
      value = d1
      error = max(rounding, agreement / 4 * size)
      corner = 0
      evaluations = 2
      return
    }

    if magnitude == 0, claimed == 0 {
      // No output moved, and none was claimed to: what there may be lies below their rounding.
      value = 0
      error = 8 * line.precision.unitRoundoff * line.baseMagnitude / h
      corner = 0
      evaluations = 2
      return
    }

    let plus2 = try line.sample(2 * h)
    let minus2 = try line.sample(-2 * h)
    let width2 = plus2.step - minus2.step
    guard plus2.isFinite, minus2.isFinite, width2 > width else { return nil }
    let d2 = (plus2.value - minus2.value) / width2
    magnitude = max(magnitude, max(plus2.magnitude, minus2.magnitude))
    rounding = 8 * line.precision.unitRoundoff * magnitude / h
    value = (4 * d1 - d2) / 3
    error = max(abs(value - d1) / 4, rounding)
    let slopes2 = plus2.value / plus2.step - minus2.value / minus2.step
    corner = abs(2 * slopes - slopes2)
    evaluations = 4
  }

  /// The steps of the attempts, relative to the scale of the coordinate.
  ///
  /// In double precision, 2⁻¹³ leaves a truncation error of 2.5e-9·φ‴ and a rounding error of 1e-12·|φ|. A
  /// slope that is small beside the outputs needs the larger step, a kink nearby the smaller one.
  static func steps(_ precision: Precision) -> [Double] {
    switch precision {
    case .double: [0x1p-13, 0x1p-10, 0x1p-16]
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
