import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Initialisation

@Suite struct XavierUniformGrader: Grader {
  @Test func `initialisation/xavier-uniform`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .statistics(Spread.uniform { sqrt(6 / ($0.number("inputs") + $0.number("outputs"))) }),
    points: 10,
    axes: Spread.axes,
    inputs: Spread.fans,
    edges: [Spread.tall, Spread.tiny],
    student: Spread.drawing(XavierUniform.weights)
  )
}
