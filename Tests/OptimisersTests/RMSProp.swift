import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct RMSPropGrader: Grader {
  @Test func `optimisers/rms-prop`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .trajectory(steps: 8),
    points: 10,
    axes: [.axis("D", "number of parameters", 3)],
    inputs: [
      .tensor("parameter", "D"),
      .tensor("gradient", "D").redrawnEachStep,
      .tensor("meanSquare", "D", drawn: .zero),
      .setting("learningRate", in: 0.01...0.5),
      .setting("decay", in: 0.6...0.99),
      .setting("epsilon", in: 0.001...0.1),
    ],
    edges: [
      .edge("a mean square from earlier steps") { $0[tensor: "meanSquare"] = [2, 1, 0.5] },
      .edge("a matrix of parameters") {
        $0[tensor: "parameter"] = [[1, 2], [-3, 4]]
        $0[tensor: "gradient"] = [[0.5, -1], [2, 0.25]]
        $0[tensor: "meanSquare"] = [[0, 1], [4, 0]]
      },
      .edge("a first gradient of 0, and the customary ε") {
        $0[tensor: "gradient"] = [0, 0, 0]
        $0["epsilon"] = .number(1e-8)
      },
    ],
    shows: [
      .path(steps: 40, settings: ["learningRate": 0.15, "decay": 0.9, "epsilon": 1e-8])
    ],
    student: Implementation(function: RMSProp.step)
  )
}
