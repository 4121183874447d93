import Grading

/// A piece of HTML, in which interpolated text is escaped; an interpolated piece of HTML is not.
///
///     let name = "<script>"
///     let item: HTML = "<li>\(name)</li>"      // <li>&lt;script&gt;</li>
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
  package private(set) var text: String

  package init(stringLiteral value: String) { text = value }

  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Joins pieces with line breaks.
  package init(_ pieces: [HTML]) { text = pieces.map(\.text).joined(separator: "\n") }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    package mutating func appendInterpolation(_ pieces: [HTML]) { text += HTML(pieces).text }

    package mutating func appendInterpolation(_ number: Int) { text += "\(number)" }

    /// Appends a coordinate in a drawing, to a tenth.
    package mutating func appendInterpolation(_ number: Double) {
      text += number.isFinite ? "\((number * 10).rounded() / 10)" : "0"
    }

    package mutating func appendInterpolation(_ plain: String) {
      for character in plain.printable.unicodeScalars {
        switch character {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        default: text.unicodeScalars.append(character)
        }
      }
    }
  }
}
