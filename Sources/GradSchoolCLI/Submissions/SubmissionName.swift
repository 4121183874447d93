import Foundation

/// What the name of a file or folder in an export tells about a submission.
///
/// - Moodle, in folders: `Jane Doe_1234567_assignsubmission_file`, older ones with `_` at the end; without folders
///   `Jane Doe_1234567_assignsubmission_file_Linear.swift`. The number is the participant's. For a group, the name
///   and number are the group's.
/// - Canvas: `doejane_LATE_123456_7891011_Linear-1.swift`: the user's number, the attachment's number, and the file; with
///   hidden names `anon_x4Tq1_7891011_Linear.swift`.
struct SubmissionName {
  var student: String
  var id: String?
  var email: String?
  var time: Date?
  var isLate = false
  /// The name that the student gave the file; nil when nothing tells it.
  var file: String?
  /// Canvas's number of the file; a later one is higher, and no two files have the same.
  var attachment: Int?

  /// Reads a name as Moodle writes it; nil for other names.
  init?(moodle name: String) {
    guard
      let moodle = name.wholeMatch(
        of: /(.+?)(?:_(\d+))?_assignsubmission_(?:file|onlinetext)(?:_(.*))?/
      )
    else { return nil }
    (student, id) = (String(moodle.1), moodle.2.map(String.init))
    file = moodle.3.flatMap { $0.isEmpty ? nil : String($0) }
  }

  /// Reads the name of a file as Canvas writes it; nil for other names.
  init?(canvas name: String) {
    if let canvas = name.wholeMatch(of: /(\w+?)(_LATE)?_(\d+)_(\d+)_(.+)/) {
      (student, id) = (String(canvas.1), String(canvas.3))
      (isLate, attachment, file) = (canvas.2 != nil, Int(canvas.4), String(canvas.5))
    } else if let hidden = name.wholeMatch(of: /(LATE_)?(anon_(\w+?))_(\d+)_(.+)/) {
      (student, id) = (String(hidden.2), String(hidden.3))
      (isLate, attachment, file) = (hidden.1 != nil, Int(hidden.4), String(hidden.5))
    } else {
      return nil
    }
  }

  /// The name of a later file of the same name: `Linear (1).swift`; that of the first one for 0.
  static func numbered(_ name: String, _ number: Int) -> String {
    guard number > 0 else { return name }
    let end = name.lastIndex(of: ".") ?? name.endIndex
    return "\(name[..<end]) (\(number))\(name[end...])"
  }

  /// Reads a name by a pattern of the instructor.
  init?(_ name: String, _ pattern: SubmissionPattern) {
    guard let match = try? pattern.regex.wholeMatch(in: name),
      let student = match["student"]?.substring, !student.isEmpty
    else { return nil }
    func group(_ name: String) -> String? {
      pattern.groups.contains(name) ? match[name]?.substring.map(String.init) : nil
    }
    self.student = String(student)
    (id, email, file) = (group("id"), group("email"), group("file"))
    time = group("time").flatMap { Timestamp.date($0) }
  }
}

/// A regular expression for the names in an export, with the groups `student`, `id`, `email`, `file` and `time`.
struct SubmissionPattern: @unchecked Sendable {
  // A regular expression is a value; it has no conformance to Sendable.
  let regex: Regex<AnyRegexOutput>
  let groups: Set<String>

  init(_ text: String) throws {
    do {
      regex = try Regex(text)
    } catch {
      throw UsageError.invalidValue("--pattern", text, "It is no regular expression: \(error).")
    }
    groups = Set(text.matches(of: /\(\?P?<(\w+)>/).map { String($0.1) })
    let known: Set = ["student", "id", "email", "file", "time"]
    guard groups.contains("student"), groups.isSubset(of: known) else {
      throw UsageError.invalidValue(
        "--pattern",
        text,
        "It needs the group (?<student>…), and may have the groups id, email, file and time."
      )
    }
  }
}

/// A date and time as exports write it.
enum Timestamp {
  /// Reads `2026-03-01T12:30:00Z`, `2026-03-01 12:30:00.123 -08:00`, `2026-03-01-12-30-00`, `20260301123000`; without a zone
  /// it is the one of this computer.
  static func date(_ text: String) -> Date? {
    let form =
      /(\d{4})\D?(\d{2})\D?(\d{2})(?:\D{0,2}(\d{2})\D?(\d{2})(?:\D?(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?/
    guard let match = text.trimmingCharacters(in: .whitespaces).wholeMatch(of: form) else {
      return nil
    }
    var parts = DateComponents()
    (parts.year, parts.month, parts.day) = (Int(match.1), Int(match.2), Int(match.3))
    parts.hour = match.4.flatMap { Int($0) } ?? 0
    parts.minute = match.5.flatMap { Int($0) } ?? 0
    parts.second = match.6.flatMap { Int($0) } ?? 0
    var calendar = Calendar(identifier: .gregorian)
    if let zone = match.7 {
      let digits = zone.filter(\.isNumber)
      let minutes = (Int(digits.prefix(2)) ?? 0) * 60 + (Int(digits.suffix(2)) ?? 0)
      let seconds = zone.hasPrefix("-") ? -minutes * 60 : minutes * 60
      guard let zone = TimeZone(secondsFromGMT: seconds) else { return nil }
      calendar.timeZone = zone
    }
    guard parts.isValidDate(in: calendar) else { return nil }
    return calendar.date(from: parts)
  }
}
