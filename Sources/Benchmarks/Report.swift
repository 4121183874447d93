import Foundation

/// The tables that are printed: of a run, and of two runs side by side.
enum Report {
  private static let modes = [
    "default", "directional", "full, one core", "full, all cores", "forward", "backward",
  ]

  /// The least times of a run: checks in milliseconds, operations of tensors in nanoseconds.
  static func text(_ rows: [Row]) -> String {
    var lines: [String] = []
    let checks = rows.filter { $0.mode != "operation" }
    if !checks.isEmpty {
      lines.append(line("check, ms (median)", modes.map { ($0, "") }))
      for op in unique(checks) {
        lines.append(
          line(
            op,
            modes.map { mode in
              guard let row = checks.first(where: { $0.op == op && $0.mode == mode }) else {
                return ("", "")
              }
              return (short(row.time.least * 1e3), "(\(short(row.time.median * 1e3)))")
            }
          )
        )
      }
      lines.append("")
    }
    let operations = rows.filter { $0.mode == "operation" }
    if !operations.isEmpty {
      lines.append(line("operation, ns (median)", []))
      for row in operations {
        lines.append(
          line(row.op, [(short(row.time.least * 1e9), "(\(short(row.time.median * 1e9)))")])
        )
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The least times of two runs, and how many times faster the second one is.
  static func comparison(_ before: [Row], _ after: [Row]) -> String {
    var lines: [String] = []
    for row in after {
      guard let old = before.first(where: { $0.key == row.key }) else { continue }
      let (unit, factor) = row.mode == "operation" ? ("ns", 1e9) : ("ms", 1e3)
      lines.append(
        line(
          row.key,
          [
            (short(old.time.least * factor), ""), (short(row.time.least * factor), unit),
            (short(old.time.least / row.time.least), "×"),
          ]
        )
      )
    }
    return lines.joined(separator: "\n")
  }

  private static func unique(_ rows: [Row]) -> [String] {
    rows.reduce(into: []) { if !$0.contains($1.op) { $0.append($1.op) } }
  }

  private static func line(_ name: String, _ cells: [(value: String, note: String)]) -> String {
    let cells = cells.map { cell in
      let text = cell.note.isEmpty ? cell.value : "\(cell.value) \(cell.note)"
      return String(repeating: " ", count: max(2, 20 - text.count)) + text
    }
    return name.padding(toLength: 48, withPad: " ", startingAt: 0) + cells.joined()
  }

  /// Three significant digits, without an exponent.
  static func short(_ value: Double) -> String {
    let digits = max(0, 2 - Int(log10(max(value, 1e-9)).rounded(.down)))
    return String(format: "%.\(digits)f", value)
  }
}
