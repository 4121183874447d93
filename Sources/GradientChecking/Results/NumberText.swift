import Foundation

/// A number with two significant digits and an exponent, as `3.1e-12`.
func scientific(_ value: Double) -> String {
  value == 0 ? "0" : value.isNaN ? "NaN" : String(format: "%.1e", value)
}

/// A number with seven significant digits, as `0.1234568` or `1.234568e-09`.
func precise(_ value: Double) -> String {
  value.isNaN ? "NaN" : String(format: "%.7g", value)
}

/// Pads text with spaces on the right, or on the left, to a width.
func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
  let space = String(repeating: " ", count: max(0, width - text.count))
  return left ? space + text : text + space
}

/// A whole number with its noun: `1 coordinate`, `12,352 coordinates`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// A whole number with a comma every three digits.
func grouped(_ count: Int) -> String {
  var digits = Array(String(count))
  var position = digits.count - 3
  while position > 0 {
    digits.insert(",", at: position)
    position -= 3
  }
  return String(digits)
}

/// The shapes of the blocks of a value, as `[3, 4]` or `[3, 4] + [4]`.
func shapeText(_ shapes: [[Int]]) -> String { shapes.map { "\($0)" }.joined(separator: " + ") }
