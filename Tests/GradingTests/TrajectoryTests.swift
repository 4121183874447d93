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

  @Test("results become the next arguments by name, in any order")
  func right() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      (mean: mean * Double(count - 1) / Double(count) + value / Double(count), count: count + 1)
    }
    #expect(judgement.state == .passed)
  }

  @Test("the first wrong step is shown")
  func departs() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      (mean: mean + (value - mean) / Double(Swift.min(count, 2)), count: count + 1)
    }
    #expect(judgement.marks == [.failed, .passed])
    guard case .differs(let difference)? = judgement.findings.first else {
      Issue.record("\(judgement.findings)")
      return
    }
    #expect(difference.place == Place("random probe 1", step: 3))
    // The first step is right, so that its arguments are no example of what goes wrong.
    #expect(!judgement.findings.contains { if case .smallestCase = $0 { true } else { false } })
  }

  @Test("the smallest case of an optimiser is a first step with a possible state")
  func smallestState() throws {
    func state(_ step: @escaping @Sendable (Tensor, Tensor) throws -> (x: Tensor, sum: Tensor))
      throws
      -> [Value]
    {
      let reference = Implementation(
        function: { (x: Tensor, sum: Tensor) in
          let sum = try sum + x.squared()
          return (x: try x / sqrt(sum), sum: sum)
        })
      let exercise = Exercise(
        .trajectory(steps: 3),
        axes: [.axis("D", "number of parameters", 3)],
        inputs: [.tensor("x", "D"), .tensor("sum", "D", drawn: .zero)],
        student: Implementation(function: step),
        file: "FixturesTests/Sum.swift"
      )
      let certification = Certification(
        reference: reference,
        solution: reference,
        alternatives: [],
        mistakes: []
      )
      return try Judge(exercise, certification).judge(exercise.student).findings.compactMap {
        if case .smallestCase(let smallest) = $0 { smallest.arguments["sum"] } else { nil }
      }
    }
    let atOnce = try state { x, sum in
      let sum = try sum + x.squared()
      return (x: try 2 * x / sqrt(sum), sum: sum)
    }
    #expect(atOnce == [.tensor([0])])
    // A state that is a sum of squares must be positive in the smallest case.
    let forgets = try state { x, sum in
      (x: try x / sqrt(x.squared()), sum: try sum + x.squared())
    }
    #expect(forgets == [.tensor([2])])
    // Wrong on purpose in what is remembered: x is right in the first step and wrong in all others.
    let remembers = try state { x, sum in
      (x: try x / sqrt(sum + x.squared()), sum: try sum + 2 * x.squared())
    }
    #expect(remembers == [.tensor([0])])
  }

  @Test("an error in a later step fails the results that it prevents")
  func throwsLater() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      guard count < 3 else { throw TensorError.negativeSize(shape: [count]) }
      return (mean: mean + (value - mean) / Double(count), count: count + 1)
    }
    #expect(judgement.marks == [.failed, .failed])
  }
}
