import GradientChecking
import Grading
import Tensors

/// A figure of the wrong entries of a result: a table of numbers if the result is small, or a map of coloured
/// squares.
struct HeatMapFigure {
  private let marks: [EntryMark]
  private let columns: Int
  private let shape: [Int]
  /// The numbers and their names.
  private let values: [(name: String, scalars: [Double])]

  init(_ difference: Difference) {
    let (yours, right) = (difference.yours.scalars, difference.reference.scalars)
    marks = difference.entries.map(\.mark)
    shape = difference.reference.tensor.shape
    columns = max(1, shape.last ?? 1)
    // A number that finite differences cannot tell from 0 is shown as 0.
    let bound = difference.bound ?? 0
    let numeric = difference.numeric?.scalars.map { $0.magnitude <= bound ? 0 : $0 }
    let note = difference.bound.map { "finite differences, ± \(NumberFormat.brief($0))" }
    values =
      [("yours", yours), ("right", right)]
      + (numeric.map { [(note ?? "finite differences", $0)] } ?? [])
  }

  /// Draws a value with entries that are not finite.
  init(yours: Value) {
    shape = yours.tensor.shape
    columns = max(1, shape.last ?? 1)
    marks = yours.scalars.map { $0.isFinite ? .notCompared : .notFinite }
    values = [("yours", yours.scalars)]
  }

  private var rows: Int { marks.count / columns }
  private var isSmall: Bool { marks.count <= 40 && columns <= 6 && rows <= 8 }

  var html: HTML {
    guard !marks.isEmpty else { return "" }
    return isSmall ? tables : map
  }

  // MARK: - Numbers

  private var tables: HTML {
    let format = NumberFormat(values.flatMap(\.scalars), digits: 4)
    let tables = values.map { name, scalars -> HTML in
      let rows = (0..<rows).map { row -> HTML in
        let cells = (0..<columns).map { column -> HTML in
          let i = row * columns + column
          // −0 is shown as 0.
          let text = format.text(scalars[i] == 0 ? 0 : scalars[i]).replacing("-", with: "−")
          guard name == "yours", marks[i].strength > 0 else { return "<td>\(text)</td>" }
          return "<td class=\"\(marks[i].name)\" title=\"\(marks[i].meaning)\">\(text)</td>"
        }
        return "<tr>\(cells)</tr>"
      }
      return """
        <div><p class="label">\(name)</p><div class="scroll">\
        <table aria-label="\(name)"><tbody>\(rows)</tbody></table></div></div>
        """
    }
    return """
      <figure class="numbers"><div class="tables">\(tables)</div>
      <figcaption>\(legend(squares: false))</figcaption></figure>
      """
  }

  // MARK: - Squares

  private var map: HTML {
    // In a larger result a square shows the worst of several entries.
    let most = (rows: 24, columns: 32)
    let entries = EntryMap(marks.enumerated(), shape: shape, atMost: most, severity: \.strength)
    let (rowStep, columnStep) = entries.step
    let (height, width) = (entries.cells.count, entries.cells[0].count)
    let size = 20
    let cells = entries.cells.enumerated().flatMap { row, marks in
      marks.enumerated().map { column, mark -> HTML in
        let mark = mark ?? .right
        let (x, y) = (column * size, row * size)
        let square: HTML = """
          <rect class="\(mark.name)" x="\(x + 1)" y="\(y + 1)" width="\(size - 2)" height="\(size - 2)" rx="3"/>
          """
        return mark == .right
          ? square : "\(square)<text x=\"\(x + size / 2)\" y=\"\(y + 14)\">\(mark.sign)</text>"
      }
    }
    let wrong = marks.filter { $0 != .right }.count
    let scale =
      rowStep * columnStep == 1
      ? "" : " A square stands for \(rowStep) × \(columnStep) entries and shows the worst."
    let title = "Wrong entries: \(wrong) of \(marks.count)"
    return """
      <figure class="map" style="--width:\(width * size)">
      <svg viewBox="0 0 \(width * size) \(height * size)" role="img" aria-label="\(title)">
      <title>\(title)</title><desc>\(description)</desc>
      \(cells)
      </svg>
      <figcaption><p>Shape \("\(shape)"): columns are the last axis, rows all others.\(scale)</p>
      \(legend(squares: true))</figcaption></figure>
      """
  }

  // MARK: - Words

  private var kinds: [(mark: EntryMark, count: Int)] {
    var kinds: [(mark: EntryMark, count: Int)] = []
    for mark in marks {
      if let known = kinds.firstIndex(where: { $0.mark == mark }) {
        kinds[known].count += 1
      } else {
        kinds.append((mark, 1))
      }
    }
    return kinds.sorted { ($0.mark.strength, $0.mark.sign) < ($1.mark.strength, $1.mark.sign) }
  }

  private var description: String {
    kinds.map { "\($0.count) \($0.mark.meaning)" }.joined(separator: ", ") + "."
  }

  private func legend(squares: Bool) -> HTML {
    let items = kinds.filter { squares || $0.mark != .right }.map { kind -> HTML in
      "<li><i class=\"\(kind.mark.name)\">\(kind.mark.sign)</i>\(kind.count) \(kind.mark.meaning)</li>"
    }
    let note: HTML =
      kinds.contains { [.above, .below].contains($0.mark.kind) }
      ? "<p>“Large” and “small” compare magnitudes.</p>" : ""
    return "<ul class=\"legend\">\(items)</ul>\(note)"
  }
}

extension EntryMark {
  fileprivate var sign: String {
    switch kind {
    case .right, .notCompared: "·"
    case .above: "+"
    case .below: "−"
    case .flipped: "±"
    case .notFinite: "!"
    }
  }

  /// The class in the style sheet.
  fileprivate var name: String {
    switch kind {
    case .right, .notCompared: "ok"
    case .above: "above\(strength)"
    case .below: "below\(strength)"
    case .flipped: "flipped"
    case .notFinite: "broken"
    }
  }

  /// The comparison in words.
  var meaning: String {
    let size =
      strength == 1 ? "less than 0.1 %" : strength == 2 ? "less than 10 %" : "10 % or more"
    return switch kind {
    case .right: "right"
    case .above: "too large by \(size)"
    case .below: "too small by \(size)"
    case .flipped: "with the wrong sign"
    case .notFinite: "not finite"
    case .notCompared: "finite"
    }
  }
}
