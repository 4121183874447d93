import Grading
import Tensors

/// A figure of the wrong entries of a result: a table of numbers if the result is small, or a map of coloured
/// squares.
struct HeatMapFigure {
  /// The comparison of an entry with the right one.
  struct Mark: Equatable {
    /// The kind, by magnitude: half of the right gradient is too small everywhere, whatever its signs.
    enum Kind { case right, above, below, flipped, notFinite, notCompared }
    var kind: Kind
    /// 1 for less than 0.1 % of the larger value, 2 for less than 10 %, 3 for more; 0 where it is right.
    var strength: Int

    static let right = Mark(kind: .right, strength: 0)
    static let notFinite = Mark(kind: .notFinite, strength: 5)
    /// A finite entry of a result that was not compared entry by entry.
    static let notCompared = Mark(kind: .notCompared, strength: 0)

    /// Compares an entry with the right one, within an allowed error.
    init(_ yours: Double, _ right: Double, allowed: Double) {
      let error = yours - right
      if !yours.isFinite {
        let isSame = yours == right || yours.isNaN && right.isNaN
        self = isSame ? .right : .notFinite
      } else if error.magnitude <= allowed {
        self = .right
      } else {
        let share = error.magnitude / max(right.magnitude, yours.magnitude)
        let isFlipped = yours * right < 0
        kind = isFlipped ? .flipped : yours.magnitude > right.magnitude ? .above : .below
        strength = isFlipped ? 4 : share < 1e-3 ? 1 : share < 0.1 ? 2 : 3
      }
    }

    private init(kind: Kind, strength: Int) {
      (self.kind, self.strength) = (kind, strength)
    }

    var sign: String {
      switch kind {
      case .right: "·"
      case .above: "+"
      case .below: "−"
      case .flipped: "±"
      case .notFinite: "!"
      case .notCompared: "·"
      }
    }

    var name: String {
      switch kind {
      case .right: "ok"
      case .above: "above\(strength)"
      case .below: "below\(strength)"
      case .flipped: "flipped"
      case .notFinite: "broken"
      case .notCompared: "ok"
      }
    }

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

  private let marks: [Mark]
  private let columns: Int
  private let shape: [Int]
  /// The numbers and their names.
  private let values: [(name: String, scalars: [Double])]

  /// Draws a difference.
  init(_ difference: Difference) {
    let (yours, right) = (difference.yours.scalars, difference.reference.scalars)
    let allowed = Agreement.allowed(right)
    marks = right.indices.map { Mark(yours[$0], right[$0], allowed: allowed($0)) }
    shape = difference.reference.tensor.shape
    columns = max(1, shape.last ?? 1)
    // A number that finite differences cannot tell from 0 is shown as 0.
    let bound = difference.bound ?? 0
    let numeric = difference.numeric?.scalars.map { $0.magnitude <= bound ? 0 : $0 }
    let note = difference.bound.map { "finite differences, ± \(Wording.brief($0))" }
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

  /// The largest number of squares each way; in a larger result a square shows the worst of several entries.
  private static let most = (rows: 24, columns: 32)

  private var map: HTML {
    let (rowStep, columnStep) = (
      (rows - 1) / HeatMapFigure.most.rows + 1, (columns - 1) / HeatMapFigure.most.columns + 1
    )
    let (height, width) = ((rows - 1) / rowStep + 1, (columns - 1) / columnStep + 1)
    let size = 20
    let cells = (0..<height).flatMap { row in
      (0..<width).map { column -> HTML in
        let mark = worst(row * rowStep, rowStep, column * columnStep, columnStep)
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

  private func worst(_ row: Int, _ rowStep: Int, _ column: Int, _ columnStep: Int) -> Mark {
    var worst = Mark.right
    for i in row..<min(row + rowStep, rows) {
      for j in column..<min(column + columnStep, columns)
      where marks[i * columns + j].strength > worst.strength {
        worst = marks[i * columns + j]
      }
    }
    return worst
  }

  // MARK: - Words

  private var kinds: [(mark: Mark, count: Int)] {
    var kinds: [(mark: Mark, count: Int)] = []
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
