import Foundation
import Grading
import Tensors
import Testing

@testable import ExerciseTesting

/// The exercise y = 2x, of which the student's backward never ends.
struct EndlessGrader: Certified {
  static let exercise = Exercise(
    .differentiable,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("x", "D")],
    limits: .init(processorSeconds: 1, wallSeconds: 120, megabytes: 512),
    student: Implementation(
      forward: { (x: Tensor) in 2 * x },
      backward: { (g: Tensor, x: Tensor) in
        var gradient = g
        while gradient.count == x.count { gradient += 1 }
        return gradient
      }
    ),
    file: "EndlessTests/Endless.swift"
  )

  static var certification: Certification {
    let right = Implementation(
      forward: { (x: Tensor) in 2 * x },
      backward: { (g: Tensor, _: Tensor) in 2 * g }
    )
    return Certification(reference: right, solution: right, alternatives: [], mistakes: [])
  }
}

@Suite("The line of a verdict")
struct SourceLineTests {
  @Test("a time limit points to the function that was running")
  func endless() async throws {
    await enterChildIfStartedAsOne()
    let root = FileManager.default.temporaryDirectory.appending(path: "gradschool-\(UUID())")
    defer { try? FileManager.default.removeItem(at: root) }
    let workspace = Workspace(root: root)
    let text = "enum Endless {\n  static func forward(\n\n  static func backward(\n}\n"
    let file = workspace.file(EndlessGrader.exercise.id.sourcePath)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    let verdict = await TestRun(workspace: workspace).verdict(of: EndlessGrader.self)
    #expect(verdict.state == .timedOut)
    #expect(verdict.sourceLine == 4)
  }
}
