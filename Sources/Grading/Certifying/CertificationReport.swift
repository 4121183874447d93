import Foundation

/// The result of certifying a grader.
package struct CertificationReport: Codable, Sendable {
  /// The exercise.
  package var exercise: String
  /// The problems of the grader and its exercise; empty when the grader is certified.
  package var problems: [Problem]
  /// The kill matrix: for each known mistake, the checks that rejected it and the names it got.
  package var matrix: [Row]
  /// The automatic mistakes that were tried, without those that are right for this exercise.
  package var automatic: [String] = []
  /// The names of the checks: the columns of the matrix.
  package var checks: [String] = []
  /// The probes, in their order.
  package var probes: [String] = []
  /// The run of the tests that wrote the report.
  package var run = ""

  package init(exercise: String, problems: [Problem], matrix: [Row], run: String = "") {
    self.exercise = exercise
    self.problems = problems
    self.matrix = matrix
    self.run = run
  }

  package struct Row: Codable, Sendable, Equatable {
    package var mistake: String
    package var state: State
    /// The version of the exercise in which it is planted; nil for a mistake that is not.
    package var version: Int?
    package var named: [String]
    /// For each check, the probes on which the mistake's result differs from the right one.
    package var rejections: [String: [String]]

    package init(
      mistake: String,
      state: State,
      named: [String],
      rejections: [String: [String]] = [:]
    ) {
      self.mistake = mistake
      self.state = state
      self.named = named
      self.rejections = rejections
    }

    /// Whether the mistake was rejected under its own name and no other.
    package var isSound: Bool { state != .passed && named == [mistake] }

    /// Every probe that rejects it.
    package var probes: Set<String> { Set(rejections.values.flatMap { $0 }) }
  }
}

extension Workspace {
  /// Writes a certification report.
  package func write(_ report: CertificationReport) throws {
    try write(report, to: state.appending(path: "certifications/\(report.exercise).json"))
  }

  /// The last report about a grader; nil when none can be read.
  package func readReport(of id: String) -> CertificationReport? {
    let file = state.appending(path: "certifications/\(id).json")
    guard let data = try? Data(contentsOf: file) else { return nil }
    return try? JSONDecoder().decode(CertificationReport.self, from: data)
  }
}
