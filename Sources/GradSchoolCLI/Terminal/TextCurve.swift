import Foundation
import Grading
import Tensors

/// A curve in lines of text: blocks of eight heights, or signs that every terminal has.
///
/// Where there are more numbers than columns, a column shows the mean of some neighbours. Numbers of which the largest is
/// more than a hundred times the least, and none is 0 or negative, stand on a logarithmic scale.
struct TextCurve {
  private let curve: Picture.Curve
  private let hasBlocks: Bool
  private let columns: [Double?]
  private let scale: Scale
  private let labelWidth: Int

  private static let rows = 5

  /// Creates the drawing in at most a width.
  init(_ curve: Picture.Curve, width: Int, hasBlocks: Bool) {
    self.curve = curve
    self.hasBlocks = hasBlocks
    scale = Scale(curve.values.filter(\.isFinite))
    let labels = [scale.low, scale.high].map { NumberFormat.brief($0).count }
    labelWidth = labels.max() ?? 0
    columns = TextCurve.columns(curve.values, atMost: max(10, min(60, width - labelWidth - 6)))
  }

  /// The means of neighbours, or each number in a few columns of its own; nil of numbers that are not finite.
  private static func columns(_ values: [Double], atMost width: Int) -> [Double?] {
    if values.count <= width {
      let each = max(1, min(6, width / max(1, values.count)))
      return values.flatMap { Array(repeating: $0.isFinite ? $0 : nil, count: each) }
    }
    return (0..<width).map { column in
      let range = (column * values.count / width)..<((column + 1) * values.count / width)
      let part = values[range]
      guard part.allSatisfy(\.isFinite) else { return nil }
      return part.reduce(0) { $0 + $1 / Double(part.count) }
    }
  }

  /// The drawing with its axis, and a line with the first, the last and the least number.
  var lines: [String] {
    guard let first = curve.values.first, let last = curve.values.last, curve.values.count > 1
    else { return [] }
    var lines = [
      Wording.titled(curve.name, of: curve.source) + (scale.isLogarithmic ? ", log scale" : "")
    ]
    if let least = curve.least {
      lines += (0..<TextCurve.rows).map { row in
        let label = row == 0 ? scale.high : row == TextCurve.rows - 1 ? scale.low : nil
        let text = label.map(NumberFormat.brief) ?? ""
        let blank = String(repeating: " ", count: labelWidth - text.count)
        var drawn = columns.map { sign($0, TextCurve.rows - 1 - row) }.joined()
        while drawn.last == " " { drawn.removeLast() }
        return blank + text + (hasBlocks ? " ┤" : " |") + drawn
      }
      lines.append(
        "first \(NumberFormat.brief(first)), last \(NumberFormat.brief(last)), least "
          + "\(NumberFormat.brief(least)); \(curve.count) numbers"
      )
    }
    if let place = curve.firstNotFinite {
      lines.append("NaN or infinite from number \(place) on")
    }
    return lines
  }

  /// The sign of a column in a row, counted from the bottom.
  private func sign(_ value: Double?, _ row: Int) -> String {
    guard let value else { return " " }
    let height = scale.share(value) * Double(TextCurve.rows)
    guard hasBlocks else {
      return min(TextCurve.rows - 1, Int(height)) == row ? "*" : " "
    }
    // The least number is a thin line, and not nothing.
    let eighths = max(1, Int((height * 8).rounded())) - 8 * row
    let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return blocks[min(8, max(0, eighths))]
  }
}

/// The vertical scale of a curve.
private struct Scale {
  let low, high: Double
  let isLogarithmic: Bool

  init(_ values: [Double]) {
    (low, high) = (values.min() ?? 0, values.max() ?? 0)
    isLogarithmic = low > 0 && high / 100 > low
  }

  /// The place of a number between the least, 0, and the largest, 1.
  func share(_ value: Double) -> Double {
    let share: Double
    if isLogarithmic {
      // A quotient may be too large for a number, and its logarithm is none.
      let (bottom, top) = (Foundation.log(low), Foundation.log(high))
      share = (Foundation.log(value) - bottom) / (top - bottom)
    } else {
      // So may a difference. What differs in rounding alone is flat.
      let height = high / 2 - low / 2
      guard height > 0.5e-9 * max(high.magnitude, low.magnitude) else { return 0 }
      share = (value / 2 - low / 2) / height
    }
    return share.isFinite ? min(1, max(0, share)) : 0
  }
}
