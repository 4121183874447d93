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
