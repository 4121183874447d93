import Foundation
import Grading
import Tensors
import Testing

@testable import ExerciseTesting

/// A behaviour of a student's functions; the child process gets the name of the type.
protocol Behaviour: Sendable {
  static var student: Implementation { get }
  /// Seconds by the clock: few for code that must use them up, and many for code that computes.
  static var wallSeconds: Double { get }
}

extension Behaviour {
  static var wallSeconds: Double { 120 }
}

/// The exercise y = 2x, with a student who behaves in a certain way.
struct Doubling<Student: Behaviour>: Certified {
  static var exercise: Exercise {
    Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D")],
      limits: .init(processorSeconds: 2, wallSeconds: Student.wallSeconds, megabytes: 512),
      student: Student.student,
      file: "HostileTests/Student.swift"
    )
  }

  static var certification: Certification {
    let right = Implementation(
      forward: { (x: Tensor) in 2 * x },
      backward: { (g: Tensor, x: Tensor) in 2 * g }
    )
    return Certification(reference: right, solution: right, alternatives: [], mistakes: [])
  }
}

extension Doubling {
  /// The verdict and its message, as `swift test` would show it.
  static func graded() async throws -> (verdict: Verdict, text: String) {
    try await graded(in: nil)
  }

  /// The verdict of a child that is confined as in a class.
  static func graded(in sandbox: Sandbox?) async throws -> (verdict: Verdict, text: String) {
    let root = FileManager.default.temporaryDirectory.appending(path: "gradschool-\(UUID())")
    await enterChildIfStartedAsOne()
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let testRun = TestRun(workspace: Workspace(root: root), sandbox: sandbox)
    try "secret".write(to: root.appending(path: "secret.txt"), atomically: true, encoding: .utf8)
    let verdict = await testRun.verdict(of: Self.self)
    let written = try #require(testRun.workspace.readVerdict(of: "hostile/student"))
    #expect(written.state == verdict.state && written.checks.count == verdict.checks.count)
    return (verdict, VerdictMessage(verdict, title: "Doubling").text)
  }
}

extension Implementation {
  /// The given forward with the right backward.
  static func forward(_ forward: @escaping @Sendable (Tensor) throws -> Tensor) -> Implementation {
    Implementation(forward: forward, backward: { (g: Tensor, x: Tensor) in 2 * g })
  }

  /// The right forward with the given backward.
  static func backward(
    _ backward: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: Student.right, backward: backward)
  }
}
