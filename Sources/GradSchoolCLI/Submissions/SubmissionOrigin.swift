import Foundation

/// Who handed in a submission, and when, as far as the export of the LMS tells.
struct SubmissionOrigin: Codable, Equatable, Sendable {
  /// The student, or the group.
  ///
  /// The name is the key of the results: no two submissions of a class have the same name.
  var name: String
  /// The number or name by which the LMS knows the student: Moodle's participant number, Canvas's user id,
  /// Gradescope's student id.
  var id: String?
  var email: String?
  /// The folder or file in the export; of several files, the first.
  var folder: String
  /// The time when it was handed in, where the export has it.
  var time: Date?
  /// Whether the LMS marks it as late: Canvas has "LATE" in the names of files, and no times.
  var isLate = false

  /// Whether two submissions have the same number or e-mail address; nil where one of them has neither.
  func isSameStudent(as other: SubmissionOrigin) -> Bool? {
    let pairs = [(id, other.id), (email, other.email)].compactMap { mine, theirs in
      mine.flatMap { mine in theirs.map { mine == $0 } }
    }
    return pairs.isEmpty ? nil : pairs.contains(true)
  }

  /// Submissions by the names that their students have in earlier results: a student keeps the name, and a namesake
  /// gets another one.
  static func settled(
    _ items: [SubmissionList.Item],
    _ earlier: [StudentResult]
  ) -> [SubmissionList.Item] {
    var known: [String: StudentResult] = [:]
    for result in earlier {
      let origin = result.origin
      for key in [origin.id.map { "id \($0)" }, origin.email.map { "email \($0)" }] {
        if let key { known[key] = result }
      }
    }
    let named = Dictionary(
      earlier.map { (ClassFolder.fileName($0.student).lowercased(), $0.origin) }
    ) { first, _ in first }
    var taken: Set<String> = []
    return items.map { item in
      var item = item
      let origin = item.origin
      let same =
        origin.id.flatMap { known["id \($0)"] } ?? origin.email.flatMap { known["email \($0)"] }
      if let same {
        if taken.insert(same.student).inserted { item.origin.name = same.student }
      } else if let other = named[ClassFolder.fileName(origin.name).lowercased()],
        origin.isSameStudent(as: other) == false, let more = origin.id ?? origin.email
      {
        item.origin.name += " (\(more))"
      }
      return item
    }
  }
}
