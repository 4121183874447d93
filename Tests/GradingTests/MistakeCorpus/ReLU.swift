import Grading
import ReferenceLayers
import Tensors

/// y = max(x, 0), entry by entry, with the derivative 0 at 0.
enum ReLUCorpus {
  static let operation = CorpusOperation(
    name: "ReLU",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 5)],
      inputs: [.tensor("x", "N", "D")],
      edges: [.edge("zeros among the inputs") { $0[tensor: "x"] = [[0, 1, -2], [3, 0, -0.5]] }],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative("times a mask", backward { g, x in try g * (x .> 0) }),
      Alternative("mask from the output", backward { g, x in try g * (ReLU.forward(x) .> 0) }),
      Alternative(
        "a cached mask",
        Implementation(
          forward: { (x: Tensor) in
            let mask = x .> 0
            return (try x * mask, mask)
          },
          backward: { (g: Tensor, mask: Tensor) in try g * mask }
        )
      ),
      Alternative(
        "half of x + |x|",
        Implementation(
          forward: { (x: Tensor) in try (x + abs(x)) / 2 },
          backward: { (g: Tensor, x: Tensor) in try g * maximum(sign(x), 0) }
        )
      ),
    ],
    wrong: [
      Wrong(
        "≥ at zero",
        expected: [.maskOnly],
        backward { g, x in try g * (x .>= 0) }  // wrong on purpose
      ),
      Wrong(
        "one half at zero",
        expected: [.maskOnly],
        backward { g, x in try g * (sign(x) + 1) / 2 }  // wrong on purpose
      ),
      Wrong(
        "mask from the sign of upstream",
        expected: [],
        backward { g, _ in try g * (g .> 0) }  // wrong on purpose
      ),
      Wrong(
        "mask forgotten",
        expected: [.maskOnly, .otherFunction],
        backward { g, _ in g }  // wrong on purpose
      ),
      Wrong(
        "upstream ignored",
        expected: [.upstreamIgnored],
        backward { _, x in x .> 0 }  // wrong on purpose
      ),
      Wrong(
        "upstream times the output",
        expected: [],
        backward { g, x in try g * ReLU.forward(x) }  // wrong on purpose
      ),
      Wrong(
        "sign for the mask",
        expected: [.maskOnly, .otherFunction],
        backward { g, x in try g * sign(x) }  // wrong on purpose: the derivative of |x|
      ),
      Wrong(
        "mask the wrong way round",
        expected: [.otherFunction],
        backward { g, x in try g * (x .< 0) }  // wrong on purpose
      ),
      Wrong(
        "a leak in backward",
        expected: [.maskOnly, .otherFunction],
        backward { g, x in try LeakyReLU.backward(g, x) }  // wrong on purpose
      ),
      Wrong(
        "the absolute value",
        expected: [.maskOnly, .otherFunction],
        Implementation(
          forward: { (x: Tensor) in abs(x) },  // wrong on purpose
          backward: { (g: Tensor, x: Tensor) in try g * sign(x) }
        )
      ),
    ],
    garbage: [Garbage.shuffle("x", in: reference)]
  )

  static let reference = Implementation(forward: ReLU.forward, backward: ReLU.backward)

  private static func backward(
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }
}
