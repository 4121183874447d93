import Grading
import ReferenceLayers
import Tensors

/// y = 1/(1 + e⁻ˣ), entry by entry.
enum SigmoidCorpus {
  static let operation = CorpusOperation(
    name: "sigmoid",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
      inputs: [.tensor("x", "N", "D")],
      edges: [
        .edge("inputs of ±1000") {
          $0[tensor: "x"] = [[1_000, -1_000, 0, 0.5], [3, -3, 40, -40]]
        }
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative("y(1 − y)", backward { g, x in try g * sigmoid(x) * (1 - sigmoid(x)) }),
      Alternative(
        "a cache",
        Implementation(
          forward: { (x: Tensor) in
            let y = sigmoid(x)
            return (y, y)
          },
          backward: { (g: Tensor, y: Tensor) in try g * (y - y.squared()) }
        )
      ),
      Alternative(
        "the formula as it stands",
        Implementation(
          forward: { (x: Tensor) in 1 / (1 + exp(-x)) },
          backward: { (g: Tensor, x: Tensor) in
            let y = 1 / (1 + exp(-x))
            return try g * y * (1 - y)
          }
        )
      ),
      Alternative(
        "by the hyperbolic tangent",
        Implementation(
          forward: { (x: Tensor) in 0.5 * (tanh(x / 2) + 1) },
          backward: { (g: Tensor, x: Tensor) in try g * 0.25 * (1 - tanh(x / 2).squared()) }
        )
      ),
    ],
    wrong: [
      Wrong(
        "derivative at the activation",
        expected: [.wrongVariable],
        backward { g, x in  // wrong on purpose
          let s = sigmoid(sigmoid(x))
          return try g * s * (1 - s)
        }
      ),
      Wrong(
        "y(1 − y) with x for y",
        expected: [.wrongVariable],
        backward { g, x in try g * x * (1 - x) }  // wrong on purpose
      ),
      Wrong(
        "upstream ignored",
        expected: [.upstreamIgnored],
        backward { _, x in try sigmoid(x) * (1 - sigmoid(x)) }  // wrong on purpose
      ),
      Wrong(
        "1 − y forgotten",
        expected: [.otherFunction],
        backward { g, x in try g * sigmoid(x) }  // wrong on purpose
      ),
      Wrong(
        "the derivative of tanh",
        expected: [.otherFunction],
        backward { g, x in try g * (1 - tanh(x).squared()) }  // wrong on purpose
      ),
      Wrong(
        "1 − y² as if y were tanh",
        expected: [],
        backward { g, x in try g * (1 - sigmoid(x).squared()) }  // wrong on purpose
      ),
      Wrong(
        "a minus from the exponent",
        expected: [.scaled],
        backward { g, x in try -g * sigmoid(x) * (1 - sigmoid(x)) }  // wrong on purpose
      ),
      Wrong(
        "eˣ/(1 + eˣ)",
        expected: [.forwardOverflow],
        Implementation(
          forward: { (x: Tensor) in try exp(x) / (1 + exp(x)) },  // wrong on purpose
          backward: Sigmoid.backward
        )
      ),
      Wrong(
        "cache changed by backward",
        expected: [],
        Implementation(
          forward: { (x: Tensor) in
            let y = sigmoid(x)
            return (y, Cache(y))
          },
          backward: { (g: Tensor, cache: Cache) in
            cache.y = try cache.y * (1 - cache.y)  // wrong on purpose
            return try g * cache.y
          }
        )
      ),
      Wrong(
        "a step function",
        expected: [.otherFunction, .zero],
        Implementation(
          forward: { (x: Tensor) in x .> 0 },  // wrong on purpose
          backward: { (g: Tensor, x: Tensor) in Tensor.zeros(like: x) }
        )
      ),
    ],
    garbage: [Garbage.factors("x", in: reference), Garbage.noise("x", in: reference, size: 1e-6)]
  )

  static let reference = Implementation(forward: Sigmoid.forward, backward: Sigmoid.backward)

  @Sendable private static func sigmoid(_ x: Tensor) -> Tensor { Sigmoid.forward(x) }

  private static func backward(
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }

  private final class Cache {
    var y: Tensor

    init(_ y: Tensor) { self.y = y }
  }
}
