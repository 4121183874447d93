import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct GradientDescentGrader: Grader {
  @Test func `optimisers/gradient-descent`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .trajectory(steps: 6),
    points: 5,
    axes: [.axis("D", "number of parameters", 3)],
    inputs: [
      .tensor("parameter", "D"),
      .tensor("gradient", "D").redrawnEachStep,
      .setting("learningRate", in: 0.01...0.5),
    ],
    edges: [
      .edge("a matrix of parameters") {
        $0[tensor: "parameter"] = [[1, 2], [-3, 4]]
        $0[tensor: "gradient"] = [[0.5, -1], [2, 0.25]]
      },
      .edge("a rate of 0") { $0["learningRate"] = .number(0) },
      .edge("a rate above 1") { $0["learningRate"] = .number(3) },
    ],
    shows: [.path(steps: 40, settings: ["learningRate": 0.17])],
    student: Implementation(function: GradientDescent.step)
  )
}
