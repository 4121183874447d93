import Foundation
import Grading
import Testing

/// Grades a student's exercise.
///
///     @Suite struct LinearGrader: Grader {
///       @Test func `layers/linear`() async throws { try await grade(Self.self) }
///       …
///     }
///
/// The student's code runs in a child process. An exercise that is not started cancels the test, which is not a
/// failure. A wrong exercise fails the test, with the whole message at the student's line.
///
/// With the environment variable `GRADSCHOOL_FULL`, the grader itself is certified too: the solution must
/// pass, and every known mistake must be rejected by its name.
///
/// - Parameters:
///   - grader: The grader.
///   - sourceLocation: The location of the test, at which problems of certification are reported.
/// - Throws: The cancellation of a test whose exercise is not started.
public func grade(
  _ grader: any Grader.Type,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  await enterChildIfStartedAsOne()
  let testRun = TestRun.current
  if TestRun.isRecording {
    if let problem = await testRun.recordingProblem(of: grader) {
      Issue.record(Comment(rawValue: problem), sourceLocation: sourceLocation)
    }
    return
  }
  if TestRun.certifies {
    for problem in await testRun.certificationProblems(of: grader) {
      Issue.record(Comment(rawValue: "\(problem)"), sourceLocation: sourceLocation)
    }
  }
  let verdict = await testRun.verdict(of: grader)
  let text = VerdictMessage(verdict, title: testRun.title(of: grader.exercise.id)).text
  switch verdict.state {
  case .passed: return
  case .notStarted:
    try Test.cancel("not started: open \(verdict.sourcePath)", sourceLocation: sourceLocation)
  case .doesNotCompile, .crashed, .timedOut, .wrong, .inconclusive:
    let path = testRun.workspace.file(verdict.sourcePath).path
    let id = grader.exercise.id
    Issue.record(
      Comment(rawValue: text),
      sourceLocation: SourceLocation(
        fileID: "\(id.pack)/\(id.name).swift",
        filePath: path,
        line: verdict.sourceLine ?? 1,
        column: 1
      )
    )
  }
}
