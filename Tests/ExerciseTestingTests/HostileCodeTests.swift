import Foundation
import Grading
import Testing

@testable import ExerciseTesting

// Each behaviour is a type, because a child process gets the name of a type.
enum OutOfRange: Behaviour { static let student = Implementation.forward(Student.outOfRange) }
enum UnwrapsNil: Behaviour { static let student = Implementation.forward(Student.unwrapsNil) }
enum TensorIndex: Behaviour { static let student = Implementation.forward(Student.tensorIndex) }
enum Recurses: Behaviour { static let student = Implementation.forward(Student.recursesForEver) }
enum RecursesWithTensors: Behaviour {
  static let student = Implementation.forward(Student.recursesWithTensors)
}
enum Loops: Behaviour { static let student = Implementation.forward(Student.loopsForEver) }
enum Waits: Behaviour {
  static let student = Implementation.forward(Student.waitsForEver)
  static let wallSeconds = 12.0
}
enum Allocates: Behaviour { static let student = Implementation.forward(Student.allocatesForEver) }
enum AllocatesAtOnce: Behaviour {
  static let student = Implementation.forward(Student.allocatesAtOnce)
}
enum Prints: Behaviour { static let student = Implementation.forward(Student.printsMegabytes) }
enum PrintsVerdict: Behaviour {
  static let student = Implementation.forward(Student.printsAVerdict)
}
enum Exits: Behaviour { static let student = Implementation.forward(Student.exits) }
enum ExitsAtOnce: Behaviour { static let student = Implementation.forward(Student.exitsAtOnce) }
enum Kills: Behaviour { static let student = Implementation.forward(Student.kills) }
enum StandsStill: Behaviour {
  static let student = Implementation.forward(Student.standsStill)
  static let wallSeconds = 12.0
}
enum ReturnsNaN: Behaviour { static let student = Implementation.forward(Student.returnsNaN) }
enum WrongShape: Behaviour {
  static let student = Implementation.forward(Student.returnsWrongShape)
}
enum Nothing: Behaviour { static let student = Implementation.forward(Student.returnsNothing) }
enum Throws: Behaviour { static let student = Implementation.forward(Student.throwsAnError) }
enum ChangesGlobal: Behaviour {
  static let student = Implementation.forward(Student.changesAGlobal)
}
enum Zeros: Behaviour { static let student = Implementation.backward(Student.returnsZeros) }
enum IgnoresUpstream: Behaviour {
  static let student = Implementation.backward(Student.ignoresUpstream)
}
enum CrashesInBackward: Behaviour {
  static let student = Implementation.backward(Student.crashesInBackward)
}
enum FitsLargeSizes: Behaviour {
  static let student = Implementation.backward(Student.fitsLargeSizes)
}
enum Stub: Behaviour {
  static let student = Implementation(forward: Student.notStarted, backward: Student.notStarted)
}
enum OnlyForward: Behaviour { static let student = Implementation.backward(Student.notStarted) }
enum OnlyBackward: Behaviour { static let student = Implementation.forward(Student.notStarted) }
enum Innocent: Behaviour { static let student = Implementation.forward(Student.right) }

/// One student: what the verdict must be, and what the message must say.
struct HostileCase: CustomTestStringConvertible, Sendable {
  var grade: @Sendable () async throws -> (verdict: Verdict, text: String)
  var state: State
  var earned: Int
  var phrases: [String]
  /// Part of the student's line that the verdict must point to.
  var culprit: String?
  var testDescription: String

  init<Student: Behaviour>(
    _ student: Student.Type,
    _ state: State,
    earned: Int = 0,
    _ phrases: String...,
    at culprit: String? = nil
  ) {
    grade = { try await Doubling<Student>.graded() }
    self.state = state
    self.earned = earned
    self.phrases = phrases
    self.culprit = culprit
    testDescription = "\(student)"
  }

  static let all: [HostileCase] = [
    .init(
      OutOfRange.self,
      .crashed,
      "during forward, on random probe 1",
      "Index out of range",
      "in Student.outOfRange",
      at: "values[x.count]"
    ),
    .init(UnwrapsNil.self, .crashed, "unwrapping an Optional", at: "factors[\"two\"]!"),
    .init(TensorIndex.self, .crashed, "[7, 7]", "[2, 3]", at: "x[7, 7]"),
    .init(Recurses.self, .crashed, "SIGSEGV", "calls itself", at: "recursesForEver("),
    // The stack may end inside malloc, which keeps no frame pointer: then the runtime knows no line.
    .init(RecursesWithTensors.self, .crashed, "SIGSEGV", "calls itself"),
    .init(Loops.self, .timedOut, "2 s of computing", "loop that never ends"),
    .init(Waits.self, .timedOut, "12 s of waiting"),
    .init(Allocates.self, .crashed, "512 MB of memory"),
    .init(AllocatesAtOnce.self, .crashed, "memory"),
    .init(Prints.self, .passed, earned: 10),
    .init(PrintsVerdict.self, .wrong, earned: 6, "forward is wrong", "your code printed"),
    .init(Exits.self, .crashed, "ended the whole process", "exit"),
    .init(ExitsAtOnce.self, .crashed, "ended the whole process", "exit status 0"),
    .init(Kills.self, .crashed, "SIGKILL"),
    .init(StandsStill.self, .passed, earned: 10),
    .init(ReturnsNaN.self, .wrong, earned: 6, "NaN"),
    .init(WrongShape.self, .wrong, earned: 6, "[3, 2]", "should be [2, 3]"),
    .init(Nothing.self, .wrong, earned: 6, "shape is [0]", "should be [2, 3]"),
    .init(Throws.self, .wrong, earned: 6, "threw", "Cannot multiply matrices"),
    .init(
      ChangesGlobal.self,
      .wrong,
      earned: 6,
      "depends on the calls before it",
      "gives another result"
    ),
    .init(Zeros.self, .wrong, earned: 4, "Every entry that you returned is 0"),
    .init(IgnoresUpstream.self, .wrong, earned: 4, "does not change when the upstream"),
    .init(
      CrashesInBackward.self,
      .crashed,
      earned: 4,
      "✔ forward",
      "was not reached",
      at: "g * values[0]"
    ),
    .init(FitsLargeSizes.self, .wrong, earned: 4, "1.5 times the right value"),
    .init(Stub.self, .notStarted),
    .init(OnlyForward.self, .wrong, earned: 4, "✔ forward", "∂L/∂x is not written yet"),
    .init(OnlyBackward.self, .wrong, earned: 6, "forward is not written yet", "✔ backward: ∂L/∂x"),
    .init(Innocent.self, .passed, earned: 10),
  ]
}

@Suite("Hostile code", .maintainers)
struct HostileCodeTests {
  @Test(
    "gets the right state and a useful sentence, and does no other harm",
    arguments: HostileCase.all
  )
  func verdict(_ hostile: HostileCase) async throws {
    let (verdict, text) = try await hostile.grade()
    #expect(verdict.state == hostile.state, "\(text)")
    #expect(verdict.earned == hostile.earned, "\(text)")
    // Where a sentence is broken into lines is no part of its meaning.
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for phrase in hostile.phrases {
      #expect(words.contains(phrase), "\(phrase) is not in:\n\(text)")
    }
    if let culprit = hostile.culprit {
      let line = try #require(verdict.sourceLine, "\(text)")
      let source = try String(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "Exercises/Hostile/Student.swift"),
        encoding: .utf8
      )
      let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[line - 1].contains(culprit), "line \(line): \(lines[line - 1])")
    }
  }

  @Test("forty-eight correct solutions at once all pass")
  func manyAtOnce() async throws {
    let states = try await withThrowingTaskGroup(of: State.self) { group in
      for _ in 0..<48 { group.addTask { try await Doubling<Innocent>.graded().verdict.state } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(states.count == 48)
    #expect(states.allSatisfy { $0 == .passed })
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs only with `GRADSCHOOL_FULL=1`, so that students need not wait.
  static var maintainers: Self {
    .enabled(if: TestRun.certifies, "runs with GRADSCHOOL_FULL=1")
  }
}
