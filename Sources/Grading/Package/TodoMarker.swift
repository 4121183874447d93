/// The word with which a template marks text that is still to be written.
package enum TodoMarker {
  package static let text = "TODO"

  /// One occurrence of the word.
  package struct Place: Equatable {
    /// The line, counted from 1.
    package var line: Int
    /// The text from the word to the end of its line or string literal.
    package var text: String
  }

  /// The places in a text where something is still to be written.
  package static func places(in text: String) -> [Place] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { position, line in
      guard let match = line.firstMatch(of: /\bTODO\b.*/) else { return nil }
      return Place(line: position + 1, text: String(match.0.prefix { $0 != "\"" }))
    }
  }

  /// The places in a lesson that belong to one exercise.
  ///
  /// A section belongs to the exercises whose files it mentions. A section that mentions none belongs to the
  /// exercises of the section before, or, at the beginning, to the first ones mentioned.
  package static func places(inLesson text: String, of name: String) -> [Place] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var sections: [(start: Int, files: Set<String>)] = [(0, [])]
    for (position, line) in lines.enumerated() {
      if line.hasPrefix("## ") { sections.append((position, [])) }
      let files = line.matches(of: /\b([A-Z][A-Za-z0-9]*)\.swift\b/).map { String($0.1) }
      sections[sections.count - 1].files.formUnion(files)
    }
    var owners = sections.first { !$0.files.isEmpty }?.files ?? [name]
    for position in sections.indices {
      if sections[position].files.isEmpty { sections[position].files = owners }
      owners = sections[position].files
    }
    return places(in: text).filter { place in
      sections.last { $0.start < place.line }?.files.contains(name) == true
    }
  }
}
