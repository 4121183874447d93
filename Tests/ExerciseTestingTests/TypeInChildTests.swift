import Foundation
import Grading
import Testing

@testable import ExerciseTesting

/// What one member of a student's type does.
protocol MemberBehaviour: Sendable {
  static func second(_ x: Double) throws -> Double
  static func fourth(_ x: Double) throws -> Double
}

extension MemberBehaviour {
  static func fourth(_ x: Double) throws -> Double { 4 * x }
}

enum MemberTraps: MemberBehaviour {
  static func second(_ x: Double) throws -> Double { [Double]()[Int(x * 0)] }
}

enum TwoMembersTrap: MemberBehaviour {
  static func second(_ x: Double) throws -> Double { [Double]()[Int(x * 0)] }
  static func fourth(_ x: Double) throws -> Double { exit(0) }
}

enum MemberHangs: MemberBehaviour {
  static func second(_ x: Double) throws -> Double {
    var sum = x
    while sum.isFinite || sum.isNaN { sum = -sum }
    return sum
  }
}

/// A type with five members, x ↦ 1x, 2x, …, 5x.
struct FiveMembers<Student: MemberBehaviour>: Certified {
  static var exercise: Exercise {
    Exercise(
      .type(names.map { .member($0, inputs: [.setting("x", in: 1...2)]) }),
      points: 10,
      limits: .init(processorSeconds: 2, wallSeconds: 60, megabytes: 512),
      student: implementation(second: Student.second, fourth: Student.fourth),
      file: "HostileTests/Student.swift"
    )
  }

  static var names: [String] { ["first", "second", "third", "fourth", "fifth"] }

  static func implementation(
    second: @escaping @Sendable (Double) throws -> Double,
    fourth: @escaping @Sendable (Double) throws -> Double
  ) -> Implementation {
    Implementation(members: [
      "first": Implementation(function: { (x: Double) in x }),
      "second": Implementation(function: { (x: Double) in
        let result = try second(x)
        return (once: result, again: result)
      }),
      "third": Implementation(function: { (x: Double) in 3 * x }),
      "fourth": Implementation(function: { (x: Double) in try fourth(x) }),
      "fifth": Implementation(function: { (x: Double) in 5 * x }),
    ])
  }

  static var certification: Certification {
    let right = implementation(second: { 2 * $0 }, fourth: { 4 * $0 })
    return Certification(reference: right, solution: right, alternatives: [], mistakes: [])
  }

  static func graded() async throws -> (verdict: Verdict, text: String) {
    let root = FileManager.default.temporaryDirectory.appending(path: "gradschool-\(UUID())")
    await enterChildIfStartedAsOne()
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let source = root.appending(path: exercise.id.sourcePath)
    try FileManager.default.createDirectory(
      at: source.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    let text = "struct Student {\n  func first() {}\n  func second() {}\n}\n"
    try text.write(to: source, atomically: true, encoding: .utf8)
    let verdict = await TestRun(workspace: Workspace(root: root), sandbox: nil)
      .verdict(of: Self.self)
    return (verdict, VerdictMessage(verdict, title: "Five members").text)
  }
}

@Suite("A member of a type that ends the process")
struct TypeInChildTests {
  @Test("a member that traps costs its own points, and the members before and after it are judged")
  func traps() async throws {
    let (verdict, text) = try await FiveMembers<MemberTraps>.graded()
    #expect(verdict.state == .crashed)
    #expect(
      verdict.checks.map(\.mark) == [.passed, .failed, .notReached, .passed, .passed, .passed],
      "\(text)"
    )
    #expect(verdict.earned == 8)
    #expect(verdict.sourceLine == 3, "the line of the member")
    #expect(text.contains("✘ second, once: your code ended the process"))
    #expect(text.contains("Your code crashed during second, on random probe 1:"), "\(text)")
  }

  @Test("two members that end the process are told with a reason each")
  func twoTrap() async throws {
    let (verdict, text) = try await FiveMembers<TwoMembersTrap>.graded()
    #expect(
      verdict.checks.map(\.mark) == [.passed, .failed, .notReached, .passed, .failed, .passed],
      "\(text)"
    )
    #expect(text.contains("Your code crashed during second"))
    #expect(text.contains("Your code ended the whole process, with exit status 0 during fourth"))
  }

  @Test("a member that does not end costs its own points")
  func hangs() async throws {
    let (verdict, text) = try await FiveMembers<MemberHangs>.graded()
    #expect(verdict.state == .timedOut)
    #expect(
      verdict.checks.map(\.mark) == [.passed, .failed, .notReached, .passed, .passed, .passed],
      "\(text)"
    )
    #expect(text.contains("✘ second, once: your code did not end"))
  }
}
