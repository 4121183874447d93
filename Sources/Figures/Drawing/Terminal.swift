/// A picture of a terminal: a piece of what the program prints, with its colours.
struct Terminal {
  let path: String
  let title: String
  let description: String
  /// The text, with the sequences that set colours.
  let text: String

  /// The picture: as wide as its longest line.
  var figure: Figure {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Terminal.pieces)
    let columns = lines.map { $0.reduce(0) { $0 + $1.text.count } }.max() ?? 0
    // The width of a letter in the usual fonts is three fifths of its size, or a little more.
    let (size, letter, height) = (16.0, 9.65, 22.0)
    return Figure(
      path,
      title,
      description,
      width: (48 + letter * Double(columns)).rounded(),
      height: 62 + height * Double(lines.count)
    ) { canvas in
      for (index, ink) in [Ink.orange, .gold, .green].enumerated() {
        canvas.circle(Point(26 + 20 * Double(index), 24), 6, fill: ink)
      }
      for (row, line) in lines.enumerated() {
        var column = 0
        for piece in line {
          for (start, words) in piece.words {
            canvas.text(
              words,
              Point(24 + letter * Double(column + start), 62 + height * Double(row)),
              piece.ink,
              size: size,
              isBold: piece.isBold,
              codeWidth: letter * Double(words.count)
            )
          }
          column += piece.text.count
        }
      }
    }
  }

  private struct Piece {
    var text = ""
    var ink = Ink.text
    var isBold = false

    /// The words of the piece, and where they begin; two blanks or more divide them.
    ///
    /// Each has a place of its own, so that columns stand one below the other in every font.
    var words: [(start: Int, text: String)] {
      text.matches(of: #/\S+(?: \S+)*/#).map { match in
        (text.distance(from: text.startIndex, to: match.range.lowerBound), String(match.output))
      }
    }
  }

  /// A line in pieces of one colour each.
  private static func pieces(_ line: Substring) -> [Piece] {
    var pieces = [Piece()]
    let parts = line.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
    pieces[0].text = String(parts[0])
    for part in parts.dropFirst() {
      guard let end = part.firstIndex(of: "m") else { continue }
      var piece = pieces[pieces.count - 1]
      piece.text = String(part[part.index(after: end)...])
      for code in part[..<end].split(separator: ";") {
        switch code {
        case "0": (piece.ink, piece.isBold) = (.text, false)
        case "1": piece.isBold = true
        case "2": piece.ink = .muted
        case "31": piece.ink = .orange
        case "32": piece.ink = .green
        case "33": piece.ink = .gold
        case "34", "36": piece.ink = .blue
        case "35": piece.ink = .purple
        default: break
        }
      }
      pieces.append(piece)
    }
    return pieces
  }
}
