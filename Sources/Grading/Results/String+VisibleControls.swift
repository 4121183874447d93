extension String {
  /// The text with a visible sign for every control character.
  ///
  /// Others read the text that a student's code printed or put into an error. An escape sequence in it could
  /// clear their screen, change its title, or hide a line. Escape becomes `␛`, other control characters become
  /// their own signs, a tab becomes two spaces, and line breaks stay.
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
  /// Whether this is a control character, or one that changes the direction of writing.
  fileprivate var isObeyed: Bool {
    switch value {
    case 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
