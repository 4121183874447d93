import ReferenceLayers
import Tensors

extension Subject {
  /// Penalties for two weights.
  static let penalties: [Subject] = [
    penalty("L2Penalty", forward: L2Penalty.forward, backward: L2Penalty.backward),
    penalty("L1Penalty", forward: L1Penalty.forward, backward: L1Penalty.backward),
  ]

  private static func penalty(
    _ name: String,
    forward: @escaping @Sendable ([Tensor], Double) throws -> Tensor,
    backward: @escaping @Sendable (Tensor, [Tensor], Double) throws -> [Tensor]
  ) -> Subject {
    Subject(
      name: name,
      forward: { ["y": try forward([$0("first"), $0("second")], $0.double("strength"))] },
      backward: {
        let weights = [try $0("first"), try $0("second")]
        let g = try backward($0.upstream(), weights, $0.double("strength"))
        return ["first": g[0], "second": g[1]]
      },
      sample: { random in
        Case(
          inputs: [
            "first": try random.normalAwayFromZero(random.shape()),
            "second": try random.normalAwayFromZero(random.shape()),
          ],
          settings: ["strength": .number(random.uniform() + 0.1)]
        )
      }
    )
  }
}
