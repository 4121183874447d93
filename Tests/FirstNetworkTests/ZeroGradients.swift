import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import FirstNetwork

@Suite struct ZeroGradientsGrader: Grader {
  @Test func `first-network/zero-gradients`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .type([
      .member(
        "accumulate",
        inputs: [.tensor("value", "D"), .tensor("first", "D"), .tensor("second", "D")]
      ),
      .member(
        "step",
        inputs: [
          .tensor("value", "D"), .tensor("gradient", "D"), .setting("learningRate", in: 0.01...0.5),
        ]
      ),
      .member(
        "zero, then accumulate",
        inputs: [.tensor("value", "D"), .tensor("gradient", "D"), .tensor("next", "D")]
      ),
      .member(
        "epoch",
        inputs: [
          .tensor("start", "D"), .tensor("x", "N", "D"), .made("batchSize") { _, _ in 2 },
          .setting("learningRate", in: 0.01...0.2),
        ],
        edges: [
          .edge("one example a batch") { $0["batchSize"] = .integer(1) },
          .edge("the whole set in one batch") { $0["batchSize"] = .integer(100) },
          .edge("batches of four, the last one shorter", sizes: ["N": 10]) {
            $0["batchSize"] = .integer(4)
          },
          .edge("the numbers of the lesson", sizes: ["N": 3, "D": 1]) {
            $0[tensor: "start"] = [0]
            $0[tensor: "x"] = [[1], [1], [1]]
            $0["batchSize"] = .integer(1)
            $0["learningRate"] = .number(0.5)
          },
        ]
      ),
    ]),
    points: 10,
    axes: [.axis("N", "number of examples", 5), .axis("D", "number of entries", 3)],
    student: CollectedGradients.members(
      of: ZeroGradients.Parameter.self,
      epoch: ZeroGradients.epoch
    )
  )
}

/// What the parameter of a student, of the solution and of the known mistakes can do.
protocol CollectingParameter: SendableMetatype {
  init(_ value: Tensor)
  var value: Tensor { get set }
  var gradient: Tensor { get set }
  mutating func accumulate(_ gradient: Tensor) throws
  mutating func step(learningRate: Double) throws
  mutating func zero() throws
}

extension ZeroGradients.Parameter: CollectingParameter {}

enum CollectedGradients {
  typealias Epoch =
    @Sendable (_ start: Tensor, _ x: Tensor, _ batchSize: Int, _ learningRate: Double) throws ->
    Tensor

  /// The members of a type, as functions of tensors.
  static func members<P: CollectingParameter>(
    of type: P.Type,
    epoch: @escaping Epoch
  ) -> Implementation {
    @Sendable func parts(_ parameter: P) -> (value: Tensor, gradient: Tensor) {
      (value: parameter.value, gradient: parameter.gradient)
    }
    return Implementation(members: [
      "accumulate": Implementation(function: { (value: Tensor, first: Tensor, second: Tensor) in
        var parameter = P(value)
        try parameter.accumulate(first)
        try parameter.accumulate(second)
        return parts(parameter)
      }),
      "step": Implementation(function: {
        (value: Tensor, gradient: Tensor, learningRate: Double) in
        var parameter = P(value)
        parameter.gradient = gradient
        try parameter.step(learningRate: learningRate)
        return parts(parameter)
      }),
      "zero, then accumulate": Implementation(function: {
        (value: Tensor, gradient: Tensor, next: Tensor) in
        var parameter = P(value)
        parameter.gradient = gradient
        try parameter.zero()
        try parameter.accumulate(next)
        return parts(parameter)
      }),
      "epoch": Implementation(function: epoch),
    ])
  }
}
