import Grading
import ReferenceLayers
import Tensors

/// y = tanh(x), entry by entry.
enum TanhCorpus {
  static let operation = CorpusOperation(
    name: "tanh",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 2)],
      inputs: [.tensor("x", "N", "D")],
      edges: [
        .edge("inputs of ±1000") { $0[tensor: "x"] = [[1_000, -1_000], [0, 0.5], [-2, 7]] }
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative("1 − y²", backward { g, x in try g * (1 - tanh(x).squared()) }),
      Alternative("(1 − y)(1 + y)", backward { g, x in try g * (1 - tanh(x)) * (1 + tanh(x)) }),
      Alternative(
        "by the sigmoid",
        Implementation(
          forward: { (x: Tensor) in 2 * Sigmoid.forward(2 * x) - 1 },
          backward: { (g: Tensor, x: Tensor) in try 4 * Sigmoid.backward(g, 2 * x) }
        )
      ),
    ],
    wrong: [
      Wrong(
        "1 − x²",
        expected: [.wrongVariable],
        backward { g, x in try g * (1 - x.squared()) }  // wrong on purpose
      ),
      Wrong(
        "derivative at the activation",
        expected: [.wrongVariable],
        backward { g, x in try g * (1 - tanh(tanh(x)).squared()) }  // wrong on purpose
      ),
      Wrong(
        "square forgotten",
        expected: [],
        backward { g, x in try g * (1 - tanh(x)) }  // wrong on purpose
      ),
      Wrong(
        "sigmoid's y(1 − y)",
        expected: [],
        backward { g, x in try g * tanh(x) * (1 - tanh(x)) }  // wrong on purpose
      ),
      Wrong(
        "upstream applied twice",
        expected: [.upstreamTwice],
        backward { g, x in try g * g * (1 - tanh(x).squared()) }  // wrong on purpose
      ),
      Wrong(
        "upstream averaged first",
        expected: [.upstreamUniform],
        backward { g, x in try g.mean() * (1 - tanh(x).squared()) }  // wrong on purpose
      ),
      Wrong(
        "central differences",
        expected: [.numericallyDifferentiated],
        backward { g, x in try g * (tanh(x + 1e-4) - tanh(x - 1e-4)) / 2e-4 }  // wrong on purpose
      ),
      Wrong(
        "forward differences",
        expected: [.numericallyDifferentiated],
        backward { g, x in try g * (tanh(x + 1e-7) - tanh(x)) / 1e-7 }  // wrong on purpose
      ),
      Wrong(
        "the quotient of exponentials",
        expected: [.forwardOverflow],
        Implementation(
          // wrong on purpose
          forward: { (x: Tensor) in try (exp(x) - exp(-x)) / (exp(x) + exp(-x)) },
          backward: Tanh.backward
        )
      ),
    ],
    garbage: [Garbage.signs("x", in: reference)]
  )

  static let reference = Implementation(forward: Tanh.forward, backward: Tanh.backward)

  private static func backward(
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }
}
