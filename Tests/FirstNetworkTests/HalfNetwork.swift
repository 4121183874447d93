import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import FirstNetwork

@Suite struct HalfNetworkGrader: Grader {
  @Test func `first-network/half-network`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .type([
      .member("backward", inputs: data + parameters),
      .member(
        "update",
        inputs: parameters + [
          .tensor("gradient1", "D", "H"), .tensor("gradientOfBias1", "H"),
          .tensor("gradient2", "H", "1"), .tensor("gradientOfBias2", "1"),
          .setting("learningRate", in: 0.01...0.5),
        ]
      ),
      .member(
        "train",
        inputs: data + parameters + [
          .setting("learningRate", in: 0.1...0.5), .made("rounds") { _, _ in 3 },
        ],
        edges: [
          .edge("exclusive or, 300 rounds", sizes: ["N": 4, "D": 2, "H": 3]) {
            $0[tensor: "x"] = [[0, 0], [0, 1], [1, 0], [1, 1]]
            $0[tensor: "labels"] = [[0], [1], [1], [0]]
            $0["learningRate"] = .number(0.5)
            $0["rounds"] = .integer(300)
          }
        ]
      ),
    ]),
    points: 15,
    axes: [
      .axis("N", "number of examples", 5), .axis("D", "number of inputs", 2),
      .axis("H", "number of hidden units", 4),
    ],
    student: HalfFilled.members(
      HalfNetwork.Parameters.self,
      forward: HalfNetwork.forward,
      backward: HalfNetwork.backward,
      update: HalfNetwork.update,
      train: HalfNetwork.train
    )
  )

  private static let data: [Exercise.Input] = [
    .tensor("x", "N", "D"),
    .made("labels") { sizes, random in
      try Tensor(rows: (0..<(sizes["N"] ?? 1)).map { _ in [Double(random.integer(below: 2))] })
    },
  ]

  private static let parameters: [Exercise.Input] = [
    .tensor("weight1", "D", "H"), .tensor("bias1", "H"), .tensor("weight2", "H", "1"),
    .tensor("bias2", "1"),
  ]
}

/// The parameters of the network, as a student, the solution and the known mistakes have them.
protocol NetworkParameters: SendableMetatype {
  init(weight1: Tensor, bias1: Tensor, weight2: Tensor, bias2: Tensor)
  var weight1: Tensor { get }
  var bias1: Tensor { get }
  var weight2: Tensor { get }
  var bias2: Tensor { get }
}

extension HalfNetwork.Parameters: NetworkParameters {}

/// The functions of the network, as functions of tensors and numbers.
enum HalfFilled {
  typealias Forward<P> =
    @Sendable (_ x: Tensor, _ parameters: P) throws -> (hidden: Tensor, probability: Tensor)
  typealias Backward<P> =
    @Sendable (
      _ x: Tensor, _ labels: Tensor, _ hidden: Tensor, _ probability: Tensor, _ parameters: P
    ) throws -> P
  typealias Update<P> =
    @Sendable (_ parameters: P, _ gradients: P, _ learningRate: Double) throws -> P
  typealias Train<P> =
    @Sendable (
      _ x: Tensor, _ labels: Tensor, _ start: P, _ learningRate: Double, _ rounds: Int
    ) throws -> (losses: [Double], parameters: P)

  static func members<P: NetworkParameters>(
    _: P.Type,
    forward: @escaping Forward<P>,
    backward: @escaping Backward<P>,
    update: @escaping Update<P>,
    train: @escaping Train<P>
  ) -> Implementation {
    Implementation(members: [
      "backward": Implementation(function: {
        (x: Tensor, labels: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) in
        let parameters = P(weight1: w1, bias1: b1, weight2: w2, bias2: b2)
        let (hidden, probability) = try forward(x, parameters)
        let gradients = try backward(x, labels, hidden, probability, parameters)
        return (
          weight1: gradients.weight1, bias1: gradients.bias1, weight2: gradients.weight2,
          bias2: gradients.bias2
        )
      }),
      "update": Implementation(function: {
        (
          w1: Tensor,
          b1: Tensor,
          w2: Tensor,
          b2: Tensor,
          g1: Tensor,
          c1: Tensor,
          g2: Tensor,
          c2: Tensor,
          learningRate: Double
        ) in
        let moved = try update(
          P(weight1: w1, bias1: b1, weight2: w2, bias2: b2),
          P(weight1: g1, bias1: c1, weight2: g2, bias2: c2),
          learningRate
        )
        return (
          weight1: moved.weight1, bias1: moved.bias1, weight2: moved.weight2, bias2: moved.bias2
        )
      }),
      "train": Implementation(function: {
        (
          x: Tensor,
          labels: Tensor,
          w1: Tensor,
          b1: Tensor,
          w2: Tensor,
          b2: Tensor,
          learningRate: Double,
          rounds: Int
        ) in
        let start = P(weight1: w1, bias1: b1, weight2: w2, bias2: b2)
        let (losses, trained) = try train(x, labels, start, learningRate, rounds)
        return (
          losses: losses, weight1: trained.weight1, bias1: trained.bias1,
          weight2: trained.weight2, bias2: trained.bias2
        )
      }),
    ])
  }
}
