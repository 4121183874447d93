import Foundation

extension Tensor: CustomStringConvertible {
  /// The values in nested brackets with aligned columns, as a Swift literal would be written.
  ///
  /// A tensor with more than 1,000 values shows the first and the last three of each long axis.
  public var description: String { formatted() }

  /// The values in nested brackets with aligned columns.
  ///
  /// - Parameters:
  ///   - digits: The most digits behind the point; trailing zeros are left out column by column.
  ///   - limit: With more values than this, long axes are shortened to `edge` … `edge`.
  ///   - edge: How many positions of a shortened axis are shown at either end.
  ///   - indent: What stands before every line but the first.
  /// - Returns: One line for each row.
  public func formatted(
    digits: Int = 6,
    limit: Int = 1_000,
    edge: Int = 3,
    indent: String = ""
  ) -> String {
    let shown = visible(shorten: count > limit, edge: edge)
    return formatted(
      with: NumberFormat(shown, digits: digits), limit: limit, edge: edge, indent: indent)
  }

  /// The values in nested brackets, in a format that other tensors may share.
  package func formatted(
    with texts: NumberFormat,
    limit: Int = 1_000,
    edge: Int = 3,
    indent: String = ""
  ) -> String {
    let shorten = count > limit
    let shown = visible(shorten: shorten, edge: edge)
    let width = shown.map { texts.text($0).count }.max() ?? 0
    guard rank > 0 else { return scalars.first.map(texts.text) ?? "" }

    func block(_ axis: Int, _ start: Int, _ length: Int, _ prefix: String) -> String {
      let size = shape[axis]
      let step = size == 0 ? 0 : length / size
      var parts: [String] = []
      for i in 0..<size {
        if shorten, size > 2 * edge, i >= edge, i < size - edge {
          if i == edge { parts.append("…") }
          continue
        }
        if axis == rank - 1 {
          let text = texts.text(scalars[start + i])
          parts.append(String(repeating: " ", count: width - text.count) + text)
        } else {
          parts.append(block(axis + 1, start + i * step, step, prefix + " "))
        }
      }
      let separator =
        axis == rank - 1
        ? ", " : "," + String(repeating: "\n", count: Swift.min(rank - 1 - axis, 2)) + prefix + " "
      return "[" + parts.joined(separator: separator) + "]"
    }
    return block(0, 0, count, indent)
  }

  private func visible(shorten: Bool, edge: Int) -> [Double] {
    guard shorten else { return scalars }
    let strides = rowMajorStrides(shape)
    return scalars.indices.filter { index in
      shape.indices.allSatisfy { axis in
        let i = index / strides[axis] % shape[axis]
        return shape[axis] <= 2 * edge || i < edge || i >= shape[axis] - edge
      }
    }.map { scalars[$0] }
  }
}

/// One format for a whole set of numbers, so that their points stand below each other.
package struct NumberFormat {
  private let scientific: Bool
  private let decimals: Int

  /// Chooses the format: scientific for very large, very small or very different magnitudes, and
  /// otherwise as many digits behind the point as the numbers need.
  package init(_ values: [Double], digits: Int = 6) {
    let finite = values.filter { $0.isFinite && $0 != 0 }.map(\.magnitude)
    let (smallest, largest) = (finite.min() ?? 1, finite.max() ?? 1)
    let whole = finite.allSatisfy { $0 == $0.rounded() }
    scientific =
      largest >= 1e8 || smallest < 1e-4 && largest < 1e-1 || largest / smallest > 1e9 && !whole
      || largest < 1e-3
    let scientific = scientific
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
