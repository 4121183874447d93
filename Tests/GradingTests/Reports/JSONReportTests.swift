import Foundation
import Tensors
import Testing

@testable import Grading
import GradingReports

@Suite("JSON reports")
struct JSONReportTests {
  private func object(_ report: Report) throws -> [String: Any] {
    let data = Data(try JSONReport(report).text().utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func exercises(_ report: Report) throws -> [[String: Any]] {
    try #require(try object(report)["exercises"] as? [[String: Any]])
  }

  @Test("an empty report has all required keys")
  func empty() throws {
    #expect(
      try JSONReport(ReportFixtures.empty).text() == """
        {
          "created" : "2026-11-21T17:30:00Z",
          "exercises" : [

          ],
          "format" : "gradschool-report",
          "remarks" : [

          ],
          "summary" : {
            "earned" : 0,
            "exercises" : 0,
            "notGraded" : 0,
            "notStarted" : 0,
            "open" : 0,
            "passed" : 0,
            "possible" : 0
          },
          "version" : 2
        }
        """
    )
  }

  @Test("exercises that are passed, not started and not graded have different states")
  func states() throws {
    let passed = try exercises(ReportFixtures.report(.graded(ReportFixtures.passed)))
    #expect(passed.map { $0["state"] as? String } == ["passed", "notStarted"])
    #expect(passed.map { $0["earned"] as? Int } == [10, 0])
    #expect(passed.map { $0["possible"] as? Int } == [10, 5])
    #expect(passed[1]["checks"] == nil)
    let unknown = try exercises(ReportFixtures.report(.notGraded))
    #expect(unknown.map { $0["state"] as? String } == ["notGraded", "notStarted"])
    for state in State.allCases {
      let verdict = ReportFixtures.verdict(state)
      #expect(
        try exercises(ReportFixtures.report(.graded(verdict)))[0]["state"] as? String
          == state.rawValue
      )
    }
  }

  @Test("a finding has its kind, its words and its numbers")
  func findings() throws {
    let exercise = try exercises(ReportFixtures.report(.graded(ReportFixtures.wrong)))[0]
    let checks = try #require(exercise["checks"] as? [[String: Any]])
    #expect(checks.map { $0["mark"] as? String } == ["passed", "failed"])
    #expect(checks[1]["subject"] as? String == "gradient")
    #expect(checks[1]["name"] as? String == "bias")
    let findings = try #require(checks[1]["findings"] as? [[String: Any]])
    #expect(findings.map { $0["kind"] as? String } == ["differs", "knownMistake", "smallestCase"])
    #expect(findings[1]["mistake"] as? String == "doubled")
    #expect(findings[1]["text"] as? [String] == ["It was counted twice."])
    let difference = try #require(findings[0]["difference"] as? [String: Any])
    #expect(difference["worst"] as? [Int] == [1])
  }

  @Test("NaN and infinity are strings everywhere")
  func notFinite() throws {
    var difference = ReportFixtures.difference
    difference.yours = .tensor(Tensor([Double.nan, -Double.infinity]))
    difference.bound = .infinity
    let findings: [Finding] = [
      .differs(difference),
      .property(place: "a probe", measured: .nan, expected: 0, allowed: .infinity),
    ]
    let check = Check(.forward, .failed, possible: 10, findings: findings)
    let verdict = ReportFixtures.verdict(.wrong, checks: [check])
    let text = try JSONReport(ReportFixtures.report(.graded(verdict))).text()
    #expect(text.contains("\"bound\" : \"inf\""))
    #expect(text.contains("\"nan\"") && text.contains("\"-inf\""))
    _ = try object(ReportFixtures.report(.graded(verdict)))
  }

  @Test("the key problem is present only if grading could not be completed")
  func problem() throws {
    #expect(try object(ReportFixtures.report(.notGraded))["problem"] == nil)
    let report = ReportFixtures.report(.notGraded, problem: "It does not build.")
    #expect(try object(report)["problem"] as? String == "It does not build.")
  }
}
