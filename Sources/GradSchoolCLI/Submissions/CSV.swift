import Foundation

/// A table as text: cells between commas, in the form of RFC 4180.
struct CSV {
  struct Row {
    /// The line of the file, counted from 1.
    var line: Int
    var cells: [String]

    var isBlank: Bool { cells.allSatisfy { $0.isEmpty } }
  }

  /// The rows that have something in them.
  let rows: [Row]

  /// Reads a table as spreadsheets save it: with a byte order mark or without, in UTF-8, UTF-16 or Windows's
  /// code page, with commas, semicolons or tabs.
  init(_ data: Data) { self.init(CSV.text(data)) }

  init(_ text: String) {
    let bytes = Array(text.utf8)
    let separator = CSV.separator(bytes)
    var (rows, row, cell) = ([Row](), Row(line: 1, cells: []), [UInt8]())
    var (line, position) = (1, 0)
    var isQuoted = false
    func endCell() {
      row.cells.append(CSV.plain(String(decoding: cell, as: UTF8.self)))
      cell = []
    }
    func endRow() {
      endCell()
      if !row.isBlank { rows.append(row) }
      row = Row(line: line, cells: [])
    }
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      switch byte {
      case UInt8(ascii: "\"") where isQuoted:
        if position < bytes.count, bytes[position] == byte {
          cell.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
      case _ where isQuoted: cell.append(byte)
      case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
      case separator: endCell()
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"): endRow()
      default: cell.append(byte)
      }
    }
    if !cell.isEmpty || !row.cells.isEmpty { endRow() }
    self.rows = rows
  }

  private static func text(_ data: Data) -> String {
    (try? SourceText(data))?.text ?? String(decoding: data, as: UTF8.self)
  }

  /// The character that is most often between the cells of the first line.
  private static func separator(_ bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes.prefix(while: { $0 != UInt8(ascii: "\n") }) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return candidates.reduce(candidates[0]) { counts[$1] ?? 0 > counts[$0] ?? 0 ? $1 : $0 }
  }

  /// A cell without the spaces around it, and without the apostrophe that keeps it from being a formula.
  private static func plain(_ cell: String) -> String {
    let text = cell.trimmingCharacters(in: .whitespaces)
    return text.hasPrefix("'") && isFormula(text.dropFirst()) ? String(text.dropFirst()) : text
  }

  // MARK: - Writing

  /// Three bytes that tell a spreadsheet that the text is in UTF-8.
  static let mark = "\u{FEFF}"

  static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A cell that no spreadsheet takes for a formula.
  static func cell(_ text: String) -> String {
    let safe = isFormula(text[...]) ? "'" + text : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }

  private static func isFormula(_ text: Substring) -> Bool {
    text.count > 1 && text.first.map { "=+-@\t\r".contains($0) } == true
  }
}
