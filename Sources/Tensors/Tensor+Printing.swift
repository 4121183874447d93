import Foundation

extension Tensor: CustomStringConvertible {
  /// The values in nested brackets with aligned columns, much as a literal is written.
  ///
  ///     print(try Tensor.range(6).reshaped([2, 3]) / 4)
  ///     // [[0.00, 0.25, 0.50],
  ///     //  [0.75, 1.00, 1.25]]
  ///
  /// A tensor with more than 1,000 values shows the first and the last three of each long axis. See
  /// ``formatted(digits:limit:edge:indent:)`` for other choices.
  public var description: String { formatted() }

  /// The values in nested brackets with aligned columns.
  ///
  /// All values share one format, so that their points stand below each other. As in NumPy it is the
  /// scientific one as soon as one magnitude is 1e8 or more, or below 1e-4 without being 0: a small
  /// gradient never shows as 0.
  ///
  /// - Parameters:
  ///   - digits: The most digits behind the point; zeros that end every number are left out.
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
    let shown = visible(shorten: isShortened(limit), edge: Swift.max(edge, 0))
    return formatted(
      with: NumberFormat(shown, digits: digits),
      limit: limit,
      edge: edge,
      indent: indent
    )
  }

  /// The values in nested brackets, in a format that other tensors may share.
  package func formatted(
    with texts: NumberFormat,
    width least: Int = 0,
    limit: Int = 1_000,
    edge: Int = 3,
    indent: String = ""
  ) -> String {
    let edge = Swift.max(edge, 0)
    let shorten = isShortened(limit)
    let shown = visible(shorten: shorten, edge: edge)
    let width = Swift.max(least, shown.map { texts.text($0).count }.max() ?? 0)
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

  /// Axes of size 0 hold no values, but those around them still take room on the screen.
  private func isShortened(_ limit: Int) -> Bool {
    shape.reduce(1) { $0 * Swift.max($1, 1) } > limit
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
