/// A map of a block of coordinates in which a gradient is wrong, as text.
///
///     weight [3, 4]
///     · · · #
///     · · · #
///     · · · #
struct HeatMap {
  private enum Mark: Int, CaseIterable {
    case right, belowSight, inconclusive, slight, medium, large, notFinite

    init(_ check: CoordinateCheck) {
      self =
        switch check.classification {
        case .notFinite: .notFinite
        case .belowSight: .belowSight
        case let other where other.outcome == .failed:
          check.relativeDifference < 1e-3
            ? .slight : check.relativeDifference < 0.1 ? .medium : .large
        case let other where other.outcome == .inconclusive: .inconclusive
        default: .right
        }
    }

    var symbol: Character { Array("·~?-+#N")[rawValue] }

    var meaning: String {
      [
        "right", "below what can be seen", "inconclusive", "off by less than 0.1 %",
        "off by less than 10 %", "off by more", "not finite",
      ][rawValue]
    }
  }

  let title: String
  let rows: [String]

  /// Draws a block, or nothing where nothing in it is wrong.
  init?(_ part: CoordinatePart, checks: [CoordinateCheck], start: Int) {
    let marks = checks.map { (offset: $0.index - start, element: Mark($0)) }
    guard marks.contains(where: { $0.element.rawValue > Mark.belowSight.rawValue }) else {
      return nil
    }
    let map = EntryMap(marks, shape: part.shape, atMost: (24, 48), severity: \.rawValue)
    let (rowStep, columnStep) = map.step
    let scale =
      rowStep * columnStep == 1 ? "" : ", \(rowStep)×\(columnStep) entries to a character"
    title = "\(part.name) \(part.shape)\(scale)"
    rows = map.cells.map { $0.map { String($0?.symbol ?? " ") }.joined(separator: " ") }
  }

  /// The symbols that occur, with their meaning.
  static func key(for rows: [String]) -> String {
    let used = Set(rows.joined())
    let isPartial = rows.contains { row in
      row.enumerated().contains { $0.offset % 2 == 0 && $0.element == " " }
    }
    return
      (Mark.allCases.filter { used.contains($0.symbol) }.map { "\($0.symbol) \($0.meaning)" }
      + (isPartial ? ["blank not looked at one by one"] : [])).joined(separator: "   ")
  }
}
