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
}
