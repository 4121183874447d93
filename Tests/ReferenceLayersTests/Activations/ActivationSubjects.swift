import ReferenceLayers
import Tensors

extension Subject {
  static let activations: [Subject] = [
    activation("Identity", { Identity.forward(try $0("x")) }, Identity.backward),
    activation("Sigmoid", { Sigmoid.forward(try $0("x")) }, Sigmoid.backward),
    activation("Tanh", { Tanh.forward(try $0("x")) }, Tanh.backward),
    activation("ReLU", { ReLU.forward(try $0("x")) }, ReLU.backward),
    activation("GELU", { GELU.forward(try $0("x")) }, GELU.backward),
    activation("GELUTanh", { GELUTanh.forward(try $0("x")) }, GELUTanh.backward),
    activation("SiLU", { SiLU.forward(try $0("x")) }, SiLU.backward),
    activation("Softplus", { Softplus.forward(try $0("x")) }, Softplus.backward),
    Subject(
      name: "LeakyReLU",
      forward: { ["y": try LeakyReLU.forward($0("x"), slope: $0.double("slope"))] },
      backward: {
        ["x": try LeakyReLU.backward($0.upstream(), $0("x"), slope: $0.double("slope"))]
      },
      sample: { random in
        Case(inputs: ["x": try random.normalAwayFromZero(random.shape())], settings: ["slope": 0.3])
      }
    ),
    Subject(
      name: "ELU",
      forward: { ["y": try ELU.forward($0("x"), alpha: $0.double("alpha"))] },
      backward: { ["x": try ELU.backward($0.upstream(), $0("x"), alpha: $0.double("alpha"))] },
      sample: { random in
        Case(inputs: ["x": try random.normalAwayFromZero(random.shape())], settings: ["alpha": 0.7])
      }
    ),
    Subject(
      name: "Softmax",
      forward: { ["y": try Softmax.forward($0("x"), axis: $0.int("axis"))] },
      backward: { ["x": try Softmax.backward($0.upstream(), $0("x"), axis: $0.int("axis"))] },
      sample: alongAnAxis
    ),
    Subject(
      name: "LogSoftmax",
      forward: { ["y": try LogSoftmax.forward($0("x"), axis: $0.int("axis"))] },
      backward: { ["x": try LogSoftmax.backward($0.upstream(), $0("x"), axis: $0.int("axis"))] },
      sample: alongAnAxis
    ),
  ]

  private static func activation(
    _ name: String,
    _ forward: @escaping @Sendable (Case) throws -> Tensor,
    _ backward: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
  ) -> Subject {
    Subject(
      name: name,
      forward: { ["y": try forward($0)] },
      backward: { ["x": try backward($0.upstream(), $0("x"))] },
      sample: { random in
        // One entry is positive: a rectifier passes no gradient where all are negative.
        let x = try random.normalAwayFromZero(random.shape())
        let scalars = [x.scalars[0].magnitude] + x.scalars.dropFirst()
        return Case(inputs: ["x": try Tensor(shape: x.shape, scalars)])
      }
    )
  }

  private static func alongAnAxis(_ random: inout RandomSource) throws -> Case {
    // An axis of size 1 would make every output constant.
    let shape = (0..<random.size(1...3)).map { _ in random.size(2...4) }
    let axis = random.integer(below: shape.count)
    return Case(
      inputs: ["x": try Tensor.normal(shape, using: &random)],
      settings: ["axis": .number(Double(axis))]
    )
  }
}
