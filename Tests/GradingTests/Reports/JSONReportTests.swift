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
    #expect(passed.map { $0["core"] as? Bool } == [true, false])
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

  @Test(
    "the kind of a finding is a word that stays the same",
    arguments: [
      (.threw(place: "a probe", error: "No."), "threw"), (.ignoresUpstream, "ignoresUpstream"),
      (.notLinear, "notLinear"), (.notRepeatable(place: "a probe"), "notRepeatable"),
      (.keptFromEarlierCall(place: "a probe"), "keptFromEarlierCall"),
      (.differenceQuotient(forwards: nil, numbers: nil), "differenceQuotient"),
      (.wrongShape(place: "a probe", yours: [2], expected: [1]), "wrongShape"),
      (.wrongLength(place: "a probe", yours: [2], expected: [1]), "wrongLength"),
      (.wrongShapes(place: "a probe", yours: [[2]], expected: [[1]]), "wrongShapes"),
      (.wrongKind(place: "a probe", yours: "Double", expected: "Tensor"), "wrongKind"),
      (.missing(place: "a probe", returned: []), "missing"), (.harness("No."), "harness"),
      (.arguments(yours: [], expected: []), "arguments"), (.allZero(place: "a probe"), "allZero"),
      (.notFinite(place: "a", count: 1, total: 1, first: [], yours: .number(.nan)), "notFinite"),
      (.explanation(.upstreamIgnored, axes: []), "explanation"), (.refused(lines: []), "refused"),
      (.property(place: "a probe", measured: 1, expected: 2, allowed: 0.1), "property"),
      (.source(place: "a probe", .foreign), "source"),
      (.goalMissed(place: "a probe", right: 1, total: 2, minimum: 0.9), "goalMissed"),
      (
        .oraclesDisagree(place: "a probe", entry: [], analytic: 1, numeric: 2), "oraclesDisagree"
      ), (.trivialForward, "trivialForward"),
      (.cutOff(numbers: 0, expected: 9, isUpper: true), "cutOff"),
      (
        .crashed(Crash(activity: nil, reason: nil, signal: "SIGSEGV", line: nil, function: nil)),
        "crashed"
      ), (.timedOut(activity: nil, seconds: 5, processor: true), "timedOut"),
      (.outOfMemory(activity: nil, megabytes: 512), "outOfMemory"),
      (.misbehaved(activity: nil, .stoppedItself), "stoppedItself"),
      (.misbehaved(activity: nil, .flood(megabytes: 32, seconds: 15)), "flood"),
      (.misbehaved(activity: nil, .processes(70)), "tooManyProcesses"),
      (.misbehaved(activity: nil, .files(megabytes: 80, count: 1)), "tooManyFiles"),
      (.exited(activity: nil, status: 0), "exited"),
      (.compiler(lines: [], signatures: [], inGrader: true), "compiler"),
    ] as [(Finding, String)]
  )
  func kinds(_ finding: Finding, _ kind: String) { #expect(finding.kind == kind) }

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
