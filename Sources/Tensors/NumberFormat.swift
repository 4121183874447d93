import Foundation

/// A number as text: in one format for a whole set, so that their points stand below each other, or by itself.
package struct NumberFormat {
  private let scientific: Bool
  private let decimals: Int

  /// Chooses the format: scientific for magnitudes that would not fit or not show, and otherwise as many
  /// digits behind the point as the numbers need.
  package init(_ values: [Double], digits: Int = 6) {
    let digits = Swift.max(digits, 0)
    let smallest = Swift.max(1e-4, Foundation.pow(10, Double(-digits)))
    let scientific = values.contains {
      $0.isFinite && ($0.magnitude >= 1e8 || $0.magnitude < smallest && $0 != $0.rounded())
    }
    self.scientific = scientific
    decimals = values.map { NumberFormat.neededDecimals($0, digits, scientific) }.max() ?? 0
  }

  /// How many of the digits behind the point are left when trailing zeros go.
  private static func neededDecimals(_ value: Double, _ digits: Int, _ scientific: Bool) -> Int {
    guard value.isFinite, digits > 0 else { return 0 }
    let mantissa = render(value, digits, scientific).prefix { $0 != "e" }
    return digits
      - mantissa.reversed().prefix(min(digits, mantissa.count)).prefix { $0 == "0" }.count
  }

  /// A number in this format.
  package func text(_ value: Double) -> String { NumberFormat.render(value, decimals, scientific) }

  private static func render(_ value: Double, _ decimals: Int, _ scientific: Bool) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value > 0 ? "inf" : "-inf" }
    return String(format: scientific ? "%.\(decimals)e" : "%.\(decimals)f", value)
  }
}

extension NumberFormat {
  /// A number with up to three decimals, or with two significant digits and an exponent: `0.125`, `3.1e-12`.
  package static func brief(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    func withoutZeros(_ text: some StringProtocol) -> String {
      text.hasSuffix(".0") ? String(text.dropLast(2)) : String(text)
    }
    if value == 0 || (1e-3..<1e6).contains(value.magnitude) {
      return withoutZeros("\((value * 1_000).rounded() / 1_000)")
    }
    let parts = String(format: "%.15e", value).split(separator: "e")
    let (mantissa, exponent) = (10 * (Double(parts[0]) ?? 0), Int(parts[1]) ?? 0)
    let isTen = mantissa.rounded().magnitude == 100
    return withoutZeros("\(mantissa.rounded() / (isTen ? 100 : 10))")
      + "e\(isTen ? exponent + 1 : exponent)"
  }

  /// A number with two significant digits and an exponent, as `3.1e-12`.
  package static func scientific(_ value: Double) -> String {
    value == 0 ? "0" : value.isNaN ? "NaN" : String(format: "%.1e", value)
  }

  /// A number with seven significant digits, as `0.1234568` or `1.234568e-09`.
  package static func precise(_ value: Double) -> String {
    value.isNaN ? "NaN" : String(format: "%.7g", value)
  }
}
