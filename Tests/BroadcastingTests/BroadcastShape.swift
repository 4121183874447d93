import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Broadcasting

@Suite struct BroadcastShapeGrader: Grader {
  @Test func `broadcasting/broadcast-shape`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    inputs: [
      shape("a", among: [[2, 3], [2, 1], [1, 3]]),
      shape("b", among: [[3], [1], [2, 3], [4, 2, 3], [5, 1, 1]]),
    ],
    edges: [
      pair([4, 2], [4, 2]),
      pair([5, 2, 3], [3]),
      pair([3], [5, 2, 3]),
      pair([4, 1], [1, 5]),
      pair([4, 1], [5]),
      pair([7, 1], [2, 1, 3]),
      pair([], [2, 3]),
      pair([2, 3], []),
      pair([], []),
      pair([2, 1, 3, 1, 4], [5, 1, 6, 1]),
      pair([3, 1], [2, 1, 1, 3, 5]),
      pair([2, 0], [1]),
      pair([1, 3], [0, 3]),
      pair([2, 3], [2]),
      pair([2, 3], [3, 2]),
      pair([2, 3], [4, 3]),
      pair([4], [2]),
      pair([0], [3]),
    ],
    student: answering(BroadcastShape.combined)
  )

  /// A function that returns nil for what does not fit, as one that says so in a result of its own.
  ///
  /// A shape that was returned where none fits counts there alone: it is no wrong shape besides.
  static func answering(
    _ combined: @escaping @Sendable (_ a: [Int], _ b: [Int]) throws -> [Int]?
  ) -> Implementation {
    Implementation(function: { (a: [Int], b: [Int]) in
      let shape = try combined(a, b)
      let fits = (try? Tensor.broadcastShape(a, b)) != nil
      return (fits: shape != nil, shape: fits ? shape ?? [] : [])
    })
  }

  private static func shape(_ name: String, among choices: [[Int]]) -> Exercise.Input {
    .made(name) { _, random in choices[random.integer(below: choices.count)] }
  }

  private static func pair(_ a: [Int], _ b: [Int]) -> Exercise.Probe {
    .edge("\(a) with \(b)") {
      $0["a"] = .integers(a)
      $0["b"] = .integers(b)
    }
  }
}
