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
    inputs: [
      .made("gradients") { _, random in
        [
          try Tensor.normal([3, 2], using: &random), try Tensor.normal([4], using: &random),
          try Tensor.normal([1, 5], using: &random),
        ]
      },
      .setting("limit", in: 0.2...0.8),
    ],
    edges: [
      .edge("a norm below the limit") { $0["limit"] = .number(100) },
      .edge("a norm of exactly the limit") {
        $0["gradients"] = .tensors([[3], [[0, 4]]])
        $0["limit"] = .number(5)
      },
      .edge("a limit above each tensor’s norm, below that of all") {
        $0["gradients"] = .tensors([[3, 0], [[0], [-4]]])
        $0["limit"] = .number(4.5)
      },
      .edge("a single tensor") {
        $0["gradients"] = .tensors([[6, -8]])
        $0["limit"] = .number(5)
      },
      .edge("all gradients 0") {
        $0["gradients"] = .tensors([[0, 0], [0]])
      },
    ],
    student: Implementation(function: GradientClipping.clip)
  )
}
