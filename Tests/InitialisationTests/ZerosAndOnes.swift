import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Initialisation

@Suite struct ZerosAndOnesGrader: Grader {
  @Test func `initialisation/zeros-and-ones`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    axes: [
      .axis("N", "batch size", 5, role: .batch), .axis("D", "number of inputs", 3),
      .axis("H", "number of hidden units", 4), .axis("M", "number of outputs", 2),
    ],
    inputs: [
      .tensor("x", "N", "D"), .tensor("target", "N", "M"), .tensor("first", "D", "H"),
      .tensor("second", "H", "M"), .setting("learningRate", in: 0.01...0.2),
    ],
    edges: [
      .edge("all weights 0") {
        $0[tensor: "first"] = Tensor.zeros(like: $0[tensor: "first"])
        $0[tensor: "second"] = Tensor.zeros(like: $0[tensor: "second"])
      },
      .edge("all weights 1") {
        $0[tensor: "first"] = Tensor.ones(like: $0[tensor: "first"])
        $0[tensor: "second"] = Tensor.ones(like: $0[tensor: "second"])
      },
      .edge("only the first layer 0") {
        $0[tensor: "first"] = Tensor.zeros(like: $0[tensor: "first"])
      },
      .edge("only the second layer 0") {
        $0[tensor: "second"] = Tensor.zeros(like: $0[tensor: "second"])
      },
      .edge("two units that start alike") {
        $0[tensor: "first"] = [[1, -0.5, 1, 0.25], [0, 2, 0, -1], [-1, 0.5, -1, 0.75]]
        $0[tensor: "second"] = [[0.5, -1], [1, 0.25], [0.5, -1], [-2, 1]]
      },
      .sizes("two examples with two features, and one hidden unit", ["N": 2, "D": 2, "H": 1]),
      // Nothing moves, so that columns of the first layer may be alike whose rows of the second are not. All
      // columns have the same sum.
      .edge("inputs of 0, and two columns of W₁ alike") {
        $0[tensor: "x"] = Tensor.zeros(like: $0[tensor: "x"])
        $0[tensor: "first"] = [[1, -1, 1, 0], [0, 0, 0, 1], [-1, 1, -1, -1]]
        $0[tensor: "second"] = [[0.5, -1], [0.5, -1], [1, 0.25], [0.5, -1]]
      },
      .edge("inputs of 0, and two columns of W₁ that differ by 1e-12") {
        $0[tensor: "x"] = Tensor.zeros(like: $0[tensor: "x"])
        $0[tensor: "first"] = [[1, -0.5, 1, 0.25], [0, 2, 1e-12, -1], [-1, 0.5, -1, 0.75]]
      },
    ],
    student: Implementation(function: ZerosAndOnes.step)
  )
}
