import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Misconceptions of a class")
struct MisconceptionsTests {
  private let package: TestPackage
  private let catalog: Catalog
  private let id = TestPackage.ids[0]

  init() throws {
    package = try TestPackage()
    catalog = Catalog(package.workspace)
  }

  private static let halved = Finding.knownMistake(name: "halved", sentence: "Yours is half of it.")
  private static let doubled = Finding.explanation(.scaled(.number(2)), axes: [])

  private func title(_ verdict: Verdict) -> String? { RootCause(verdict)?.title }

  private func text(_ found: Misconceptions) -> String {
    MisconceptionsReport(
      found: found,
      similarity: Similarity([], catalog, in: package.workspace)
    ).text
  }

  private func found(_ results: [StudentResult]) -> Misconceptions {
    Misconceptions(results, ClassTable(results, catalog))
  }

  private func wrong(
    _ forward: Check.Mark = .failed,
    _ forwardFindings: [Finding] = [],
    _ backward: Check.Mark = .failed,
    _ backwardFindings: [Finding] = []
  ) -> Verdict {
    ClassOfResults.verdict(
      on: id,
      forward: forward,
      forwardFindings,
      backward: backward,
      backwardFindings
    )
  }

  // MARK: - One cause

  @Test(
    "a named mistake says more than an explanation, that more than a crash, and that more than nothing"
  )
  func rank() {
    let crash = Finding.crashed(
      Crash(activity: nil, reason: "Index out of range", signal: "SIGILL", line: 3, function: nil)
    )
    #expect(title(wrong(.failed, [], .failed, [Self.halved])) == "halved")
    #expect(title(wrong(.failed, [Self.doubled], .failed, [Self.halved])) == "halved")
    #expect(
      title(wrong(.failed, [], .failed, [Self.doubled])) == "∂L/∂x: twice the right value"
    )
    var crashed = wrong(.failed, [], .notReached)
    (crashed.state, crashed.findings) = (.crashed, [crash])
    #expect(title(crashed) == "crashes: Index out of range")
    crashed.checks[0].findings = [Self.doubled]
    #expect(title(crashed) == "forward: twice the right value")
    #expect(title(wrong(.failed, [], .failed)) == "forward: wrong, by no mistake that is known")
    #expect(title(wrong(.notWritten, [], .failed)) == "∂L/∂x: wrong, by no mistake that is known")
    #expect(title(wrong(.passed, [], .notWritten)) == "∂L/∂x: not written yet")
  }

  @Test("a crash of one member of a type is a cause, and so is each state that has no checks")
  func states() {
    let exit = Finding.exited(activity: nil, status: 1)
    #expect(title(wrong(.failed, [exit], .passed)) == "ends its own process")
    func ended(_ state: State, _ finding: Finding?) -> String? {
      var verdict = ClassOfResults.verdict(on: id, state, findings: finding.map { [$0] } ?? [])
      verdict.checks = []
      return title(verdict)
    }
    #expect(ended(.passed, nil) == nil)
    #expect(ended(.inconclusive, .harness("no verdict")) == nil)
    #expect(ended(.notStarted, nil) == "nothing is written yet")
    #expect(ended(.doesNotCompile, .refused(lines: ["no"])) == "not accepted")
    #expect(
      ended(.doesNotCompile, .compiler(lines: [], signatures: [], inGrader: false))
        == "does not compile"
    )
    #expect(
      ended(.doesNotCompile, .compiler(lines: [], signatures: ["f"], inGrader: true))
        == "does not compile: a declaration was changed"
    )
    #expect(
      ended(.timedOut, .misbehaved(activity: nil, .flood(megabytes: 1, seconds: 1)))
        == "prints without end"
    )
    #expect(ended(.crashed, nil) == "crashed")
  }

  @Test(
    "a student with two named mistakes is counted once, and no row says that nothing named them"
  )
  func once() throws {
    let other = Finding.knownMistake(name: "sign", sentence: "The sign is wrong.")
    let found = self.found(
      [
        ClassOfResults.result("ann", [wrong(.failed, [Self.halved], .failed, [other])]),
        ClassOfResults.result("ben", [wrong(.failed, [], .failed, [other])]),
      ]
    )
    let exercise = try #require(found.exercises.first)
    #expect(exercise.causes.map(\.root.title) == ["halved", "sign"])
    #expect(exercise.causes.map(\.students) == [["ann"], ["ben"]])
    #expect(!text(found).contains("no mistake that is known"))
  }

  @Test("an explanation with a student's own numbers in its sentence is one cause for all students")
  func numbers() {
    let titles = [0.1, 0.2].map { error in
      title(wrong(.failed, [.explanation(.inexact(error), axes: [])], .passed))
    }
    #expect(titles == Array(repeating: "forward: close, with errors above rounding", count: 2))
  }

  // MARK: - Counting

  @Test(
    "passed, every cause and what was not graded add up to those who handed it in, and to 100 %"
  )
  func shares() throws {
    for size in [3, 7, 199, 257, 2_000] {
      let results = (0..<size).map { number in
        let kinds = [
          ClassOfResults.verdict(on: id, .passed), wrong(.failed, [Self.halved], .passed),
          wrong(.failed, [], .passed), wrong(.passed, [], .failed, [Self.doubled]),
          ClassOfResults.verdict(on: id, .inconclusive),
          ClassOfResults.verdict(on: id, .notStarted),
          ClassOfResults.verdict(on: id, .doesNotCompile, findings: [.refused(lines: [])]),
        ]
        return ClassOfResults.result("s\(number)", [kinds[number * number % 7 * number % 7]])
      }
      let exercise = try #require(found(results).exercises.first)
      let students = exercise.causes.reduce(0) { $0 + $1.students.count }
      #expect(exercise.handedIn == size)
      #expect(exercise.passed + students + exercise.notGraded.count == size)
      let all = exercise.shares
      let sum = all.passed + all.causes.reduce(0, +) + all.notGraded
      #expect((sum - 100).magnitude < 1e-9, "\(size) students: \(all)")
      // One of many is more than nothing.
      #expect(zip(all.causes, exercise.causes).allSatisfy { $0 > 0 || $1.students.isEmpty })
    }
    #expect(Percentages([0, 0]).values == [0, 0])
    #expect(Percentages([1, 1, 1]).values == [34, 33, 33])
  }

  @Test("means are of those who handed in, and of all; who could not be read is neither")
  func means() throws {
    let found = self.found(
      [
        ClassOfResults.result("ann", [ClassOfResults.verdict(on: id, .passed)]),
        ClassOfResults.result("ben", [wrong(.failed, [Self.halved], .passed)]),
        ClassOfResults.result("cem", [ClassOfResults.verdict(on: TestPackage.ids[1], .passed)]),
        ClassOfResults.result("dee", [], unreadable: "It is a file."),
        ClassOfResults.result("eve", [ClassOfResults.verdict(on: id, .inconclusive)]),
      ]
    )
    let exercise = try #require(found.exercises.first)
    #expect(exercise.handedIn == 3 && exercise.students == 4 && found.unreadable == 1)
    #expect(exercise.meanOfHandedIn == 7.5 && exercise.meanOfAll == 5)
    let text = self.text(found)
    #expect(text.contains("3 of 4 handed it in (75 %). Mean 7.5 of 10 points; of all, 5.0."))
    #expect(text.contains("5 submissions, of which 1 could not be read and are not counted."))
    #expect(text.contains("| zebra/big-step | 3 | 1 | 1 | 1 | 7.5 | 5.0 | 10 |"))
    #expect(text.contains("| ant/first | 0 | 0 | 0 | 0 | – | 0.0 | 10 |"))
  }

  @Test(
    "exercises come as they are taught, causes by how frequent they are, the three most frequent on top"
  )
  func order() {
    func mistake(_ name: String, _ id: ExerciseID) -> Verdict {
      let finding = Finding.knownMistake(name: name, sentence: "")
      return ClassOfResults.verdict(on: id, forward: .failed, [finding])
    }
    let ids = TestPackage.ids
    let results = (0..<6).map { number in
      ClassOfResults.result(
        "s\(number)",
        [
          mistake(number < 1 ? "rare" : "usual", ids[0]), mistake(number < 4 ? "b" : "a", ids[1]),
          mistake("all", ids[3]),
        ]
      )
    }
    let text = self.text(found(results))
    #expect(
      text.contains(
        "6 submissions. Most frequent: all (ant/first, 6 students); usual (zebra/big-step, 5 students); "
          + "b (zebra/step, 4 students)."
      )
    )
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("##") }
    #expect(
      headings == [
        "## zebra/big-step", "### usual", "### rare", "## zebra/step", "### b", "### a",
        "## ant/first", "### all", "## A place to look: sources that agree",
      ]
    )
    #expect(text.contains("| 83 % | 5 | usual | s1, s2, s3, s4, s5 |"))
  }

  // MARK: - Examples

  @Test(
    "each cause has the sentence that a student reads, and the shortest code with file and line"
  )
  func example() {
    func source(_ body: String) -> String {
      "enum A {\n  static func forward() { 1 }\n\n  static func backward() {\n\(body)  }\n}\n"
    }
    let verdict = wrong(.passed, [], .failed, [Self.halved])
    let results = [
      ClassOfResults.result("old", [verdict]),
      ClassOfResults.result(
        "ann|",
        [verdict],
        sources: [id: source("    let y = 2\n    let z = y\n    return z\n")]
      ),
      ClassOfResults.result(
        "bo*b",
        [verdict],
        sources: [id: source("    return \"```\\u{1b}[2J\"\n")]
      ),
    ]
    let text = self.text(found(results))
    #expect(text.contains("| 100 % | 3 | halved | old, ann\\|, bo\\*b |"))
    #expect(
      text.contains(
        """
        ### halved

        > Yours is half of it.

        Example: bo\\*b, Exercises/Zebra/BigStep.swift:4

        ````swift
        static func backward() {
          return "```\\u{1b}[2J"
        }
        ````
        """
      )
    )
  }

  @Test("the compiler's lines stay lines")
  func compiler() {
    let lines = ["First.swift:3:1: error: no", "3 | let `x` = <b>", "  |     `- error: no"]
    let finding = Finding.compiler(lines: lines, signatures: [], inGrader: false)
    let verdict = ClassOfResults.verdict(on: id, .doesNotCompile, findings: [finding])
    let text = self.text(found([ClassOfResults.result("ann", [verdict])]))
    #expect(text.contains("```text\n\(lines.joined(separator: "\n"))\n```\n\nExample: ann"))
  }

  @Test("an excerpt is a function, or twelve lines of it around the line of a crash")
  func excerpt() throws {
    let long = (1...30).map { "    step(\($0)) // }" }.joined(separator: "\n")
    let source =
      "enum A {\n  // func forward(\n  static func forward() {\n\(long)\n  }\n  static func g() { \"}\" }\n}\n"
    let whole = try #require(CodeExcerpt(of: source, function: "forward", line: nil))
    #expect(whole.line == 3 && whole.lines.count == 13)
    #expect(whole.lines.first == "static func forward() {" && whole.lines.last == "…")
    let crash = try #require(CodeExcerpt(of: source, function: nil, line: 25))
    #expect(crash.lines.contains("step(22) // }") && crash.lines.count <= 13)
    #expect(crash.line == 25)
    #expect(crash.first + (crash.lines.firstIndex(of: "step(22) // }") ?? 0) == 25)
    let windows = source.replacing("\n", with: "\r\n")
    #expect(CodeExcerpt(of: windows, function: "forward", line: nil) == whole)
    let outside = try #require(CodeExcerpt(of: source + "let x = 1\n", function: nil, line: 37))
    #expect(outside.line == 37 && outside.lines == ["let x = 1"])
    let short = try #require(CodeExcerpt(of: source, function: "g", line: nil))
    #expect(short.lines == ["static func g() { \"}\" }"])
    #expect(CodeExcerpt(of: source, function: nil, line: 400) == nil)
    #expect(CodeExcerpt(of: "", function: "forward", line: 1)?.lines == [""])
    #expect(CodeExcerpt(of: "func a() {", function: nil, line: nil)?.lines == ["func a() {"])
  }
}
