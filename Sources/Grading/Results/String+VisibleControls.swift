extension String {
  /// The text with every character that a terminal or a page would obey, and not show, as a sign.
  ///
  /// What a student's code printed, or put into an error, is shown to others: an escape sequence in it could
  /// clear their screen, change its title, or hide a line. Escape becomes `␛`, other control characters
  /// their signs in the same way, a tabulator two spaces; line breaks stay.
  package var withVisibleControls: String {
    guard unicodeScalars.contains(where: \.isObeyed) else { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09: text.append(contentsOf: "  ".unicodeScalars)
      case 0x0A: text.append(scalar)
      case 0x00...0x1F: text.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: text.append("\u{2421}")
      default: text.append(scalar.isObeyed ? "\u{FFFD}" : scalar)
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Control characters, and those that turn the direction of the writing around.
  fileprivate var isObeyed: Bool {
    switch value {
    case 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
