import Foundation
import Grading
import GradingReports
import Testing

@Suite("Gradescope reports")
struct GradescopeReportTests {
  private let id = ExerciseID(pack: "Layers", name: "Linear")

  private func verdict(_ state: State, _ checks: [Check], output: String = "") -> Verdict {
    Verdict(
      exercise: "\(id)",
      state: state,
      possible: 10,
      checks: checks,
      sourcePath: id.sourcePath,
      sourceHash: "",
      output: output.isEmpty
        ? nil : PrintedOutput(head: [output], bytes: output.utf8.count, file: "x"),
      run: "",
      seed: Exercise.defaultSeed,
      seconds: .infinity
    )
  }

  private func report(_ outcome: Report.Outcome, points: Int = 10, problem: String? = nil) -> Report
  {
    Report(
      [Report.Exercise(id: id, title: "Linear", points: points, outcome: outcome)],
      created: Date(timeIntervalSince1970: 0),
      problem: problem
    )
  }

  private func data(_ report: Report) throws -> Data {
    Data(try GradescopeReport(report).text().utf8)
  }

  @Test("partial points, with the message")
  func partial() throws {
    let checks = [
      Check(.forward, .passed, possible: 4, probes: 4),
      Check(.gradient("x"), .failed, possible: 6, findings: [.notLinear]),
    ]
    let text = try GradescopeReport(report(.graded(verdict(.wrong, checks)))).text()
    #expect(
      text == #"""
        {
          "execution_time" : 0,
          "output" : "0 of 1 exercise passed, 4 of 10 points",
          "output_format" : "text",
          "score" : 4,
          "stdout_visibility" : "hidden",
          "tests" : [
            {
              "max_score" : 10,
              "name" : "Linear (not right yet)",
              "number" : "1.1",
              "output" : "✘ Linear · 4 of 10 points                                  Exercises/Layers/Linear.swift\n  ✔ forward agrees with the reference on 4 probes                                    4/4\n  ✘ backward: ∂L/∂x is wrong                                                         0/6\n      backward is not linear in the upstream gradient. For two upstream gradients u and v,\n      backward(2u − 3v) is not 2·backward(u) − 3·backward(v). By the chain rule the upstream\n      gradient is a factor, once.\n  next hint: swift run gradschool hint layers/linear",
              "output_format" : "text",
              "score" : 4,
              "status" : "failed",
              "tags" : [
                "Layers"
              ],
              "visibility" : "visible"
            }
          ],
          "visibility" : "visible"
        }
        """#
    )
    #expect(GradescopeRules.problems(in: Data(text.utf8)).isEmpty)
  }

  @Test("every state follows the rules, and only a pass is a pass", arguments: State.allCases)
  func states(state: State) throws {
    let mark: Check.Mark = state == .passed ? .passed : .notReached
    let verdict = verdict(state, [Check(.forward, mark, possible: 10)], output: "\u{1B}[1m\0")
    let data = try data(report(.graded(verdict)))
    #expect(GradescopeRules.problems(in: data).isEmpty)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("\"status\" : \"passed\"") == (state == .passed))
    #expect(text.contains("\"score\" : 10") == (state == .passed))
    #expect(!text.contains("u001b") && !text.contains("u0000"))
  }

  @Test("an exercise that is not started or not graded has no points and says which it is")
  func withoutVerdict() throws {
    let fresh = try data(report(.notStarted))
    #expect(String(decoding: fresh, as: UTF8.self).contains("Not started: Exercises/Layers/"))
    let unknown = try data(report(.notGraded, problem: "It does not build."))
    let text = String(decoding: unknown, as: UTF8.self)
    #expect(
      text.contains("Not graded: grading ended before") && text.contains("It does not build.")
    )
    #expect(text.contains("This says nothing about your work") && text.contains("\"score\" : 0"))
    for data in [fresh, unknown] { #expect(GradescopeRules.problems(in: data).isEmpty) }
  }

  @Test("no exercises, and a hint file without points, follow the rules too")
  func degenerate() throws {
    let empty = Report([], created: Date(timeIntervalSince1970: 0))
    #expect(GradescopeRules.problems(in: try data(empty)).isEmpty)
    let passed = verdict(.passed, [Check(.forward, .passed, possible: 10)])
    #expect(GradescopeRules.problems(in: try data(report(.graded(passed), points: 0))).isEmpty)
  }

  @Test(
    "the rules refuse what is against them",
    arguments: [
      ("[]", "it is no JSON object"), ("{}", "there is no score"),
      (#"{"score": "4"}"#, "score is wrong"), (#"{"score": true}"#, "score is wrong"),
      (#"{"score": 1, "visibility": "shown"}"#, "visibility is wrong"),
      (#"{"score": 1, "output_format": "markdown"}"#, "output_format is wrong"),
      (#"{"score": 1, "points": 2}"#, "points is unknown"),
      (#"{"tests": [{"max_score": 2}]}"#, "there is no score"),
      (#"{"tests": [{"score": 3, "max_score": 2}]}"#, "tests[0].score is above max_score"),
      (#"{"tests": [{"score": 1, "status": "ok"}]}"#, "tests[0].status is wrong"),
      (#"{"tests": [{"score": 1, "tags": [1]}]}"#, "tests[0].tags is wrong"),
      (#"{"tests": [{"score": 1, "number": 1.1}]}"#, "tests[0].number is wrong"),
    ]
  )
  func rules(text: String, problem: String) {
    #expect(GradescopeRules.problems(in: Data(text.utf8)).contains(problem))
  }
}
