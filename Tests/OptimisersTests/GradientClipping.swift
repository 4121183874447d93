import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct GradientClippingGrader: Grader {
  @Test func `optimisers/gradient-clipping`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    axes: [.axis("D", "number of features", 3), .axis("M", "number of outputs", 2)],
    inputs: [
      .made("gradients") { sizes, random in
        let (features, outputs) = (sizes["D"] ?? 1, sizes["M"] ?? 1)
        return [
          try Tensor.normal([features, outputs], using: &random),
          try Tensor.normal([outputs], using: &random),
        ]
      },
      .setting("maxNorm", in: 0.2...0.8),
    ],
    edges: [
      .edge("a norm below the limit") { $0["maxNorm"] = .number(100) },
      .edge("a norm of exactly the limit") {
        $0["gradients"] = .tensors([[3], [[0, 4]]])
        $0["maxNorm"] = .number(5)
      },
      .edge("a limit above each tensor’s norm, below that of all") {
        $0["gradients"] = .tensors([[3, 0], [[0], [-4]]])
        $0["maxNorm"] = .number(4.5)
      },
      .edge("a single tensor") {
        $0["gradients"] = .tensors([[6, -8]])
        $0["maxNorm"] = .number(5)
      },
      .edge("three tensors, the one in the middle the largest") {
        $0["gradients"] = .tensors([[1, -2], [[4, 8], [-4, 2]], [-2]])
      },
      .edge("five tensors, the last the largest") {
        $0["gradients"] = .tensors([[1], [[-2, 0.5]], [0.25], [[1], [-1]], [6, -8]])
      },
      .edge("all gradients 0") {
        $0["gradients"] = .tensors([[0, 0], [0]])
      },
    ],
    student: Implementation(function: GradientClipping.clip)
  )
}
