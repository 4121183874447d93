/// The floating-point type in which the function under test computes.
///
/// It decides how small a step can be, how much rounding to expect and how sharp a verdict can get. A
/// function that takes and returns `Double` but computes in `Float` inside is `.single`.
public enum Precision: String, Codable, Sendable, CaseIterable {
  /// IEEE 754 binary64, Swift's `Double`.
  case double
  /// IEEE 754 binary32, Swift's `Float`.
  case single

  /// The largest relative error of one rounding: 2⁻⁵³ for `Double`, 2⁻²⁴ for `Float`.
  public var unitRoundoff: Double {
    switch self {
    case .double: 0x1p-53
    case .single: 0x1p-24
    }
  }

  /// The coarsest tolerance, relative to the derivative, at which agreement still counts as a pass.
  public var coarsestResolution: Double {
    switch self {
    case .double: 1e-4
    case .single: 5e-3
    }
  }

  /// What the backward function's own rounding may contribute, relative to the derivative.
  var analyticRounding: Double {
    switch self {
    case .double: 1e-8
    case .single: 1e-5
    }
  }

  /// The distance from a number to the next larger one of this type.
  func spacing(at value: Double) -> Double {
    switch self {
    case .double: value.ulp
    case .single: Double(Float(value).ulp)
    }
  }

  /// A number as this type would store it.
  @inline(__always)
  func rounded(_ value: Double) -> Double {
    switch self {
    case .double: value
    case .single: Double(Float(value))
    }
  }
}
