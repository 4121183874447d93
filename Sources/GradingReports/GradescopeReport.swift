import Foundation
import Grading

/// A report for Gradescope: the results.json that an autograder leaves.
///
/// There is one test for each exercise, with its earned points. An exercise that was not started, not graded or
/// cannot be judged has 0 points and says so.
///
/// Reference: Gradescope, Autograder Specifications,
/// https://gradescope-autograders.readthedocs.io/en/latest/specs/
package struct GradescopeReport {
  private let report: Report

  package init(_ report: Report) { self.report = report }

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
  // The autograder's output may show the instructor's paths.
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
        "Grading could not be completed. Exercises that were not graded have 0 points for now.",
        "This says nothing about your work. Please tell your instructor:", "", $0, "",
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
      case .notStarted: "Not started: \(exercise.id.sourcePath) is unchanged."
      case .notGraded: "Not graded: grading ended before this exercise."
      case .graded(let verdict):
        VerdictMessage(verdict, title: exercise.title, width: 88).text.printable
      }
  }
}
