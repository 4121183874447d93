import Foundation

/// The file `submission_metadata.yml` in an export of Gradescope: who handed in which folder, and when.
///
///     submission_123456789:
///       :submitters:
///       - :name: Jane Doe
///         :sid: '1234567'
///         :email: jane@example.edu
///       :created_at: 2026-03-01 12:30:00.123456789 Z
///
/// Only these lines are read; results and earlier attempts follow them, further in.
struct GradescopeMetadata {
  static let file = "submission_metadata.yml"

  struct Submitter: Equatable {
    var name: String?
    var id: String?
    var email: String?
  }

  struct Entry {
    var submitters: [Submitter] = []
    var time: Date?
  }

  private(set) var entries: [String: Entry] = [:]

  init(_ text: String) {
    var (folder, section) = (String?.none, Substring(""))
    for line in text.split(whereSeparator: \.isNewline) {
      if let top = line.wholeMatch(of: /(\S+?):\s*/), !line.hasPrefix(":"), !line.hasPrefix("-") {
        folder = GradescopeMetadata.value(top.1)
        entries[String(top.1), default: Entry()] = Entry()
        section = ""
      } else if let folder, let field = line.wholeMatch(of: /\ \ :(\w+):\s*(.*)/) {
        section = field.1
        if section == "created_at" {
          entries[folder]?.time = Timestamp.date(GradescopeMetadata.value(field.2))
        }
      } else if let folder, section == "submitters",
        let field = line.wholeMatch(of: /\s+(- )?:(name|sid|email):\s*(.*)/)
      {
        if field.1 != nil { entries[folder]?.submitters.append(Submitter()) }
        guard let last = entries[folder]?.submitters.indices.last else { continue }
        let text = GradescopeMetadata.value(field.3)
        let value = text.isEmpty || text == "null" || text == "~" ? nil : text
        switch field.2 {
        case "name": entries[folder]?.submitters[last].name = value
        case "sid": entries[folder]?.submitters[last].id = value
        default: entries[folder]?.submitters[last].email = value
        }
      }
    }
  }

  /// A value without its quotes.
  private static func value(_ text: Substring) -> String {
    let text = text.trimmingCharacters(in: .whitespaces)
    for quote in ["'", "\""] where text.count > 1 && text.hasPrefix(quote) && text.hasSuffix(quote)
    {
      let inner = String(text.dropFirst().dropLast())
      return quote == "'" ? inner.replacing("''", with: "'") : inner.replacing("\\\"", with: "\"")
    }
    return text
  }
}
