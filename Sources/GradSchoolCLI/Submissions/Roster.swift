import Foundation

/// The students who take part, as the list of a course names them: the instructor's own list, or an export of Canvas,
/// Moodle, Gradescope or GitHub Classroom.
struct Roster {
  struct Person: Hashable {
    var name: String
    /// The numbers and names by which an LMS knows the student.
    var ids: [String]
    var email: String?
    /// The cells of the student's row.
    var cells: [String]
  }

  /// The program that wrote the list, and imports it again.
  enum Form { case canvas, moodleWorksheet, moodle, other }

  let people: [Person]
  let header: [String]
  let form: Form
  private var byID: [String: Set<Int>] = [:]
  private var byName: [String: Set<Int>] = [:]

  /// Reads a list.
  ///
  /// - Throws: ``ProgramError/invalidFile(path:line:reason:)`` where no column tells who a student is.
  init(_ data: Data, path: String) throws {
    let rows = CSV(data).rows
    header = rows.first?.cells ?? []
    let columns = header.map(Roster.plain)
    func places(_ names: Set<String>) -> [Int] {
      columns.indices.filter { names.contains(columns[$0]) }
    }
    let (names, firsts, lasts) = (places(Roster.names), places(Roster.firsts), places(Roster.lasts))
    let (ids, emails) = (places(Roster.ids), places(Roster.emails))
    guard !(names + lasts + ids + emails).isEmpty else {
      throw ProgramError.invalidFile(path: path, line: 1, reason: ClassText.rosterHeader(header))
    }
    if columns.starts(with: ["student", "id"]) {
      form = .canvas
    } else if columns.contains("identifier") && columns.contains("grade") {
      form = .moodleWorksheet
    } else {
      form = columns.contains("emailaddress") ? .moodle : .other
    }
    var people: [Person] = []
    for row in rows.dropFirst() {
      func cells(_ places: [Int]) -> [String] {
        places.compactMap { row.cells.indices.contains($0) ? row.cells[$0] : nil }
          .filter { !$0.isEmpty }
      }
      // Canvas adds a row about the assignments, and a student for trying out.
      guard row.cells.first?.contains("Points Possible") != true,
        row.cells.first != "Student, Test"
      else { continue }
      let email = cells(emails).first
      let name =
        cells(names).first ?? (cells(firsts) + cells(lasts)).joined(separator: " ")
      let numbers = cells(ids)
      guard !name.isEmpty || !numbers.isEmpty || email != nil else { continue }
      people.append(
        Person(
          name: name.isEmpty ? numbers.first ?? email ?? "" : name,
          // Moodle's worksheet has "Participant 1234567".
          ids: numbers
            + numbers.compactMap { $0.firstMatch(of: /^\D+ (\d+)$/).map { String($0.1) } },
          email: email,
          cells: row.cells
        )
      )
    }
    self.people = people
    for (number, person) in people.enumerated() {
      for id in person.ids + [person.email].compactMap({ $0 }) {
        byID[id.lowercased(), default: []].insert(number)
      }
      for key in Roster.keys(person.name) { byName[key, default: []].insert(number) }
    }
  }

  private static let names: Set = [
    "name", "student", "fullname", "studentname", "displayname", "sortablename",
  ]
  private static let firsts: Set = ["firstname", "givenname", "forename", "vorname"]
  private static let lasts: Set = ["lastname", "surname", "familyname", "nachname"]
  private static let ids: Set = [
    "id", "sid", "studentid", "studentnumber", "idnumber", "identifier", "sisuserid", "sisloginid",
    "loginid", "username", "githubusername", "integrationid", "matriculationnumber", "userid",
  ]
  private static let emails: Set = ["email", "emailaddress", "mail"]

  /// The number of the person in the list who handed in a submission: by number, else by e-mail, else by name.
  ///
  /// Nil where nobody is meant, where several are, or where the number is one person's and the name another's: one list
  /// may number people in another way than the export.
  func person(_ origin: SubmissionOrigin) -> Int? {
    let named = Roster.keys(origin.name).lazy.compactMap { byName[$0] }.first
    for id in [origin.id, origin.email, origin.name].compactMap({ $0?.lowercased() }) {
      guard let found = byID[id], found.count == 1, let number = found.first else { continue }
      return named?.contains(number) ?? true ? number : nil
    }
    return named?.count == 1 ? named?.first : nil
  }

  /// The forms of a name that are the same for “Noether, Emmy”, “Emmy Noether” and “noetheremmy”.
  private static func keys(_ name: String) -> [String] {
    let folded = name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    let words = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard words.count > 1 else { return words }
    // “noetheremmy” has the last name first; which word that is, only a comma tells.
    let parts = folded.split(separator: ",").map { $0.filter { $0.isLetter || $0.isNumber } }
    let turned =
      parts.count > 1
      ? parts.dropFirst().joined() + parts[0] : words.last.map { $0 + words.dropLast().joined() }
    return [words.sorted().joined(separator: " "), words.joined(), turned ?? ""]
  }

  static func plain(_ column: String) -> String {
    column.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
