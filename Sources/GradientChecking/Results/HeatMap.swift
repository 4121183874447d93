/// Where in a block of coordinates a gradient is wrong, as text.
///
///     weight [3, 4]
///     · · · #
///     · · · #
///     · · · #
///
/// Rows are all axes but the last, columns the last. A block with more rows or columns than fit is drawn
/// with several coordinates to a character, which shows the worst of them.
struct HeatMap {
  private static let legend: [(symbol: Character, meaning: String)] = [
    ("·", "right"), ("-", "off by less than 0.1 %"), ("+", "off by less than 10 %"),
    ("#", "off by more"), ("N", "not finite"), ("?", "inconclusive"),
    ("~", "below what can be seen"),
  ]

  let title: String
  let rows: [String]

  /// Draws a block, or nothing where nothing in it is wrong.
  init?(_ part: CoordinatePart, checks: [CoordinateCheck], start: Int) {
    let isAmiss = checks.contains {
      $0.classification.outcome != .passed && $0.classification != .belowSight
    }
    guard isAmiss, part.count > 0 else { return nil }
    let columns = part.shape.last ?? 1
    let rowCount = part.count / columns
    let (rowStep, columnStep) = ((rowCount + 23) / 24, (columns + 47) / 48)
    let (height, width) = ((rowCount - 1) / rowStep + 1, (columns - 1) / columnStep + 1)
    var levels = Array(repeating: Array(repeating: -1, count: width), count: height)
    for check in checks {
      let offset = check.index - start
      let (row, column) = (offset / columns / rowStep, offset % columns / columnStep)
      levels[row][column] = max(levels[row][column], Self.level(check))
    }
    let scale =
      rowStep * columnStep == 1 ? "" : ", \(rowStep)×\(columnStep) entries to a character"
    title = "\(part.name) \(part.shape)\(scale)"
    rows = levels.map { $0.map { String(Self.symbol($0)) }.joined(separator: " ") }
  }

  /// The symbols that occur, with their meaning.
  static func key(for rows: [String]) -> String {
    let used = Set(rows.joined())
    let isPartial = rows.contains { row in
      row.enumerated().contains { $0.offset % 2 == 0 && $0.element == " " }
    }
    return
      (legend.filter { used.contains($0.symbol) }.map { "\($0.symbol) \($0.meaning)" }
      + (isPartial ? ["blank not looked at one by one"] : [])).joined(separator: "   ")
  }

  private static func level(_ check: CoordinateCheck) -> Int {
    switch check.classification {
    case .notFinite: 6
    case .belowSight: 1
    case let other where other.outcome == .failed:
      check.relativeDifference < 1e-3 ? 3 : check.relativeDifference < 0.1 ? 4 : 5
    case let other where other.outcome == .inconclusive: 2
    default: 0
    }
  }

  private static func symbol(_ level: Int) -> Character {
    switch level {
    case 0: "·"
    case 1: "~"
    case 2: "?"
    case 3: "-"
    case 4: "+"
    case 5: "#"
    case 6: "N"
    default: " "
    }
  }
}
