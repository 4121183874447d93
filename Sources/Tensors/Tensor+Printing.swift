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
      let size = sizes[axis]
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
    sizes.reduce(1) { $0 * Swift.max($1, 1) } > limit
  }

  private func visible(shorten: Bool, edge: Int) -> [Double] {
    guard shorten else { return scalars }
    let strides = sizes.indices.map { sizes.product(($0 + 1)..<rank) }
    return scalars.indices.filter { index in
      sizes.indices.allSatisfy { axis in
        let i = index / strides[axis] % sizes[axis]
        return sizes[axis] <= 2 * edge || i < edge || i >= sizes[axis] - edge
      }
    }.map { scalars[$0] }
  }
}
