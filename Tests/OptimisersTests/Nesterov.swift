import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct NesterovGrader: Grader {
  @Test func `optimisers/nesterov`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .trajectory(steps: 6),
    points: 10,
    axes: [.axis("D", "number of parameters", 3)],
    inputs: [
      .tensor("parameter", "D"),
      .tensor("gradient", "D").redrawnEachStep,
      .tensor("velocity", "D", drawn: .zero),
      .setting("learningRate", in: 0.01...0.5),
      .setting("momentum", in: 0.5...0.95),
    ],
    edges: [
      .edge("a velocity from earlier steps") { $0[tensor: "velocity"] = [2, -1, 0.5] },
      .edge("a matrix of parameters") {
        $0[tensor: "parameter"] = [[1, 2], [-3, 4]]
        $0[tensor: "gradient"] = [[0.5, -1], [2, 0.25]]
        $0[tensor: "velocity"] = [[0, 1], [-1, 0]]
      },
      .edge("no momentum") { $0["momentum"] = .number(0) },
    ],
    shows: [.path(steps: 40, settings: ["learningRate": 0.05, "momentum": 0.8])],
    student: Implementation(function: Nesterov.step)
  )
}
