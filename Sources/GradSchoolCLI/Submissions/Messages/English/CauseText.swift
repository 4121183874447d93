import Foundation
import Grading

/// The words of the reports on a class, which its instructor reads.
enum CauseText {
  static let passed = "passed"
  static let notGraded = "could not be graded: look at it yourself"
  static let nothingWritten = "nothing is written yet"

  /// How the numbers of a report are counted.
  static let rules = [
    "In each exercise a student who handed it in is counted once: under passed, under the one cause that says "
      + "most, or as not graded. A named mistake says more than a general explanation, and that more than a crash.",
    "Shares are of those who handed the exercise in. A mean is of their points, with overrides and before lateness; the mean of all counts 0 for the others. Who could not be graded is in neither.",
  ]

  static func unexplained(_ result: String) -> String {
    "\(result): wrong, by no mistake that is known"
  }

  static func unwritten(_ result: String) -> String { "\(result): not written yet" }

  /// The number of submissions, and the most frequent causes.
  static func headline(_ found: Misconceptions) -> String {
    let lost = found.unreadable
    var sentences = [
      "\(counted(found.students + lost, "submission"))"
        + (lost == 0 ? "." : ", of which \(lost) could not be read and are not counted.")
    ]
    let frequent = found.frequent(3).map { exercise, cause in
      "\(cause.root.title) (\(exercise.entry.id), \(counted(cause.students.count, "student")))"
    }
    if !frequent.isEmpty {
      sentences.append("Most frequent: \(frequent.joined(separator: "; ")).")
    }
    return sentences.joined(separator: " ")
  }

  /// How many handed an exercise in, and their means.
  static func summary(_ exercise: Misconceptions.ExerciseCauses) -> String {
    let share = Percentages([exercise.handedIn, exercise.students - exercise.handedIn]).values[0]
    return "\(exercise.handedIn) of \(exercise.students) handed it in (\(self.share(share))). "
      + "Mean \(mean(exercise.meanOfHandedIn)) of \(exercise.entry.points) points; "
      + "of all, \(mean(exercise.meanOfAll))."
  }

  static func example(_ example: Misconceptions.Example) -> String {
    let line = example.excerpt.map { ":\($0.line)" } ?? ""
    return "Example: \(FileName.printable(example.student)), \(example.path)\(line)"
  }

  /// The first of some names, and how many more there are.
  static func names(_ students: [String], atMost most: Int = 12) -> String {
    let shown = students.prefix(most).map(FileName.printable).joined(separator: ", ")
    return students.count > most ? "\(shown) and \(students.count - most) more" : shown
  }

  /// A share in per cent, with a tenth where there is one.
  static func share(_ share: Double) -> String {
    share == share.rounded() ? "\(Int(share)) %" : "\(String(format: "%.1f", share)) %"
  }

  static func mean(_ mean: Double?) -> String { mean.map { String(format: "%.1f", $0) } ?? "–" }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  // MARK: - Sources that agree

  static let placeToLook = "A place to look: sources that agree"
  static let identical = "equal, apart from comments, white space and names"
  static let nearlyEqual = "nearly equal"
  static let published = "equal to the published solution"
  static let noAgreement = "No sources agree in more than the task explains."

  /// What was compared, and what agreement says.
  static let comparison = [
    "Compared were the sources of each exercise as sequences of tokens, without comments, white space and the names "
      + "that students choose. What stands in the file that was handed out or in the published solution does not "
      + "count, nor what more than a tenth of the students, and more than five, wrote alike.",
    "Agreement is no verdict. Who worked together may have been allowed to, and two may have had one idea. Look at "
      + "the files, and ask.",
  ]

  /// Which exercises were compared.
  static func compared(_ similarity: Similarity) -> String {
    let names = similarity.compared.map(\.description).joined(separator: ", ")
    let rest = similarity.short
    let which = names.isEmpty ? "No exercise was compared." : "Compared: \(names)."
    guard rest > 0 else { return which }
    return which + " The others, \(rest) of them, were not: a right solution takes "
      + "\(Similarity.shortLines) lines or fewer, and short solutions agree by themselves."
  }
}
