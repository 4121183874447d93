import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Initialisation

@Suite struct XavierNormalGrader: Grader {
  @Test func `initialisation/xavier-normal`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .statistics(Spread.normal { sqrt(2 / ($0.number("inputs") + $0.number("outputs"))) }),
    points: 10,
    axes: Spread.axes,
    inputs: Spread.fans,
    edges: [Spread.tall, Spread.tiny],
    student: Spread.drawing(XavierNormal.weights)
  )
}
