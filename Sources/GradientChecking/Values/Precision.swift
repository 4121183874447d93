/// The floating-point type in which the function under test computes.
///
/// The precision decides how small a step can be, how much rounding to expect and how sharp a verdict can get. A
/// function that takes and returns `Double` but computes in `Float` inside is `.single`.
public enum Precision: String, Codable, Sendable, CaseIterable {
  /// IEEE 754 binary64, Swift's `Double`.
  case double
  /// IEEE 754 binary32, Swift's `Float`.
  case single

  /// The largest relative error of one rounding: 2⁻⁵³ for `Double`, 2⁻²⁴ for `Float`.
  public var unitRoundoff: Double { self == .double ? 0x1p-53 : 0x1p-24 }

  /// The coarsest tolerance, relative to the derivative, at which agreement still counts as a pass.
  public var coarsestResolution: Double { self == .double ? 1e-4 : 5e-3 }

  /// How much the rounding of the backward function may contribute, relative to the derivative.
  var analyticRounding: Double { self == .double ? 1e-8 : 1e-5 }

  /// The distance from a number to the next larger one of this type.
  func spacing(at value: Double) -> Double {
    self == .double ? value.ulp : Double(Float(value).ulp)
  }

  /// A number as this type would store it.
  @inline(__always)
  func rounded(_ value: Double) -> Double { self == .double ? value : Double(Float(value)) }
}
