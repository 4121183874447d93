import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Initialisation

@Suite struct KaimingNormalGrader: Grader {
  @Test func `initialisation/kaiming-normal`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .statistics(Spread.normal { sqrt(2 / $0.number("inputs")) }),
    points: 10,
    axes: Spread.axes,
    inputs: Spread.fans,
    edges: [Spread.tall, Spread.tiny],
    student: Spread.drawing(KaimingNormal.weights)
  )
}
