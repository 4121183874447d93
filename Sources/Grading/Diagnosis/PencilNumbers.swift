import Foundation

/// Numbers of an interval that can be followed with a pencil, the easiest first.
enum PencilNumbers {
  /// Whole numbers if the interval has two of them, tenths and halves if it has one, else those with the fewest digits.
  static func of(_ range: ClosedRange<Double>) -> [Double] {
    let whole = [1.0, 2, -1, 3, -2].filter(range.contains)
    if whole.count > 1 { return whole }
    let parts = [0.1, 0.9, 0.5, 1, 2, -0.1, -0.9, -0.5, -1, -2].filter(range.contains)
    return parts.isEmpty ? shortest(in: range) : parts
  }

  /// The numbers with the fewest decimal places; none where even six do not suffice.
  private static func shortest(in range: ClosedRange<Double>) -> [Double] {
    for places in 0...6 {
      let scale = pow(10, Double(places))
      let first = (range.lowerBound * scale).rounded(.up)
      let numbers = (0..<5).map { (first + Double($0)) / scale }.filter(range.contains)
      if !numbers.isEmpty { return numbers }
    }
    return []
  }
}
