import Foundation
import Grading
import Tensors
import Testing

@Suite("Trajectories")
struct TrajectoryTests {
  /// A running mean: mean ← mean + (value − mean)/count, count ← count + 1.
  private static func judged(
    _ student: @escaping @Sendable (Double, Double, Int) throws -> (mean: Double, count: Int)
  ) throws -> Judge.Judgement {
    let reference = Implementation(
      function: { (mean: Double, value: Double, count: Int) in
        (mean: mean + (value - mean) / Double(count), count: count + 1)
      })
    let exercise = Exercise(
      .trajectory(steps: 4),
      inputs: [
        .made("mean") { _, _ in 0.0 },
        .setting("value", in: 1...2).redrawnEachStep,
        .made("count") { _, _ in 1 },
      ],
      student: Implementation(function: student),
      file: "FixturesTests/Mean.swift"
    )
    return try Judge(
      exercise,
      Certification(reference: reference, solution: reference, alternatives: [], mistakes: [])
    ).judge(exercise.student)
  }

  @Test("results come back as arguments, by name and in any order")
  func right() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      (
        mean: mean * Double(count - 1) / Double(count) + value / Double(count), count: count + 1
      )
    }
    #expect(judgement.state == .passed)
  }

  @Test("the first step off the path is the one that is shown")
  func departs() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      (mean: mean + (value - mean) / Double(Swift.min(count, 2)), count: count + 1)
    }
    #expect(judgement.marks == [.failed, .passed])
    guard case .differs(let difference)? = judgement.findings.first else {
      Issue.record("\(judgement.findings)")
      return
    }
    #expect(difference.place == "random probe 1, step 3")
  }

  @Test("an error in a later step fails what could not be seen any more")
  func throwsLater() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      guard count < 3 else { throw TensorError.negativeSize(shape: [count]) }
      return (mean: mean + (value - mean) / Double(count), count: count + 1)
    }
    #expect(judgement.marks == [.failed, .failed])
  }
}
