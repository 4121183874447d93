import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Initialisation

@Suite struct KaimingUniformGrader: Grader {
  @Test func `initialisation/kaiming-uniform`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .statistics(Spread.uniform { sqrt(6 / $0.number("inputs")) }),
    points: 10,
    axes: Spread.axes,
    inputs: Spread.fans,
    edges: [Spread.tall, Spread.tiny],
    student: Spread.drawing(KaimingUniform.weights)
  )
}
