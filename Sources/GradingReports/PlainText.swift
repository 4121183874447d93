import Grading

extension String {
  /// The text without control characters.
  ///
  /// Control characters other than line ends and tabs, and marks that turn the direction of writing, become
  /// U+FFFD.
  package var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x09, 0x0A: scalar
          case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
          default: scalar
          }
        }
      )
    )
  }
}
