import Foundation
import Grading

/// A report for Gradescope: the results.json that an autograder leaves.
///
/// One test for each exercise, with part of the points where only part is right. What was not started, not
/// graded or cannot be judged has 0 points and says which of these it is.
///
/// Reference: Gradescope, Autograder Specifications,
/// https://gradescope-autograders.readthedocs.io/en/latest/specs/
package struct GradescopeReport {
  private let report: Report

  package init(_ report: Report) { self.report = report }

  /// The report's text.
  ///
  /// - Throws: What the encoder throws.
  package func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Results(report)), as: UTF8.self)
  }
}

private struct Results: Encodable {
  var score: Int
  var execution_time: Int
  var output: String
  var output_format = "text"
  var visibility = "visible"
  // What the autograder prints may show paths and other things that are the instructor's.
  var stdout_visibility = "hidden"
  var tests: [Test]

  struct Test: Encodable {
    var score, max_score: Int
    var status, name, number, output: String
    var output_format = "text"
    var visibility = "visible"
    var tags: [String]
  }

  init(_ report: Report) {
    score = report.earned
    let seconds = report.exercises.compactMap(\.verdict?.seconds).filter(\.isFinite).reduce(0, +)
    execution_time = Int(min(seconds, 1e6).rounded())
    let problem = report.problem.map {
      [
        "Grading could not be completed. What was not graded has 0 points for now, which says",
        "nothing about it. Please tell your instructor:", "", $0, "",
      ]
    }
    output =
      ((problem ?? []) + [report.headline] + report.remarks)
      .joined(separator: "\n").printable
    tests = report.packs.enumerated().flatMap { pack, entry in
      entry.exercises.enumerated().map { position, exercise in
        Test(exercise, number: "\(pack + 1).\(position + 1)")
      }
    }
  }
}

extension Results.Test {
  init(_ exercise: Report.Exercise, number: String) {
    score = exercise.earned
    max_score = exercise.possible
    status = exercise.state == .passed ? "passed" : "failed"
    name = "\(exercise.title) (\(exercise.stateName))".printable
    self.number = number
    tags = [exercise.id.pack]
    output =
      switch exercise.outcome {
      case .notStarted: "Not started: \(exercise.id.sourcePath) is as it was handed out."
      case .notGraded: "Not graded: grading ended before it came to this exercise."
      case .graded(let verdict):
        VerdictMessage(verdict, title: exercise.title, width: 88).text.printable
      }
  }
}
