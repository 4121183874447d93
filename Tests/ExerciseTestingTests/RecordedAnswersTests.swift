import Foundation
import Grading
import Testing

@testable import ExerciseTesting

/// The grader of a handout: without a reference.
struct Uncertified: Grader {
  static var exercise: Exercise { Doubling<Innocent>.exercise }
}

@Suite("Recorded answers")
struct RecordedAnswersTests {
  @Test(
    "stand in for the reference, in a child that may not read them too",
    arguments: [false, true]
  )
  func recorded(isConfined: Bool) async throws {
    await enterChildIfStartedAsOne()
    let root = URL(filePath: "/tmp").appending(path: "gradschool-\(UUID())")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let workspace = Workspace(root: root)
    let recording = try record(
      Uncertified.exercise,
      Doubling<Innocent>.certification,
      seed: Exercise.defaultSeed,
      run: ""
    )
    try workspace.write(recording)
    let testRun = TestRun(workspace: workspace, sandbox: isConfined ? Sandbox(folder: root) : nil)
    let verdict = await testRun.verdict(of: Uncertified.self)
    #expect(verdict.state == .passed, "\(VerdictMessage(verdict, title: "Doubling").text)")
  }
}
