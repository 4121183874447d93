import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct AdamWGrader: Grader {
  @Test func `optimisers/adamw`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .trajectory(steps: 8),
    points: 10,
    axes: [.axis("D", "number of parameters", 3)],
    inputs: [
      .tensor("parameter", "D"),
      .tensor("gradient", "D").redrawnEachStep,
      .tensor("firstMoment", "D", drawn: .zero),
      .tensor("secondMoment", "D", drawn: .zero),
      .made("step") { _, _ in 1 }.countedEachStep,
      .setting("learningRate", in: 0.01...0.5),
      .setting("beta1", in: 0.7...0.95),
      .setting("beta2", in: 0.96...0.999),
      .setting("epsilon", in: 0.001...0.1),
      .setting("weightDecay", in: 0.01...0.5),
    ],
    edges: [
      .edge("from the tenth step on") {
        $0["step"] = .integer(10)
        $0[tensor: "firstMoment"] = [0.4, -1, 0.1]
        $0[tensor: "secondMoment"] = [0.2, 0.5, 0.1]
      },
      .edge("a matrix of parameters") {
        $0[tensor: "parameter"] = [[1, 2], [-3, 4]]
        $0[tensor: "gradient"] = [[0.5, -1], [2, 0.25]]
        $0[tensor: "firstMoment"] = [[0, 0], [0, 0]]
        $0[tensor: "secondMoment"] = [[0, 0], [0, 0]]
      },
      .edge("a first gradient of 0, and the customary ε") {
        $0[tensor: "gradient"] = [0, 0, 0]
        $0["epsilon"] = .number(1e-8)
      },
      .edge("no decay") { $0["weightDecay"] = .number(0) },
    ],
    shows: [
      .path(
        steps: 40,
        settings: [
          "learningRate": 0.3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.1,
        ]
      )
    ],
    student: Implementation(function: AdamW.step)
  )
}
