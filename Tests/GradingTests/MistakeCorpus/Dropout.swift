import Grading
import ReferenceLayers
import Tensors

/// y = x · mask/(1 − p) with a given mask of zeros and ones.
enum DropoutCorpus {
  static let operation = CorpusOperation(
    name: "dropout",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
      inputs: [
        .tensor("x", "N", "D"),
        .made("mask") { sizes, random in
          try Tensor.uniform([sizes["N"] ?? 1, sizes["D"] ?? 1], using: &random) .> 0.4
        },
        .setting("probability", in: 0.2...0.45),
      ],
      edges: [
        .edge("a mask with both") {
          $0[tensor: "x"] = [[1, -2, 3], [4, 5, -6]]
          $0[tensor: "mask"] = [[1, 0, 1], [0, 1, 1]]
        },
        .edge("nothing dropped") {
          $0[tensor: "mask"] = .ones(like: $0[tensor: "mask"])
          $0["probability"] = .number(0)
        },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "entry by entry",
        Implementation(
          forward: { (x: Tensor, mask: Tensor, probability: Double) in
            try x.combined(with: mask) { x, m in m == 0 ? 0 : x / (1 - probability) }
          },
          backward: { (g: Tensor, x: Tensor, mask: Tensor, probability: Double) in
            try g.combined(with: mask) { g, m in m == 0 ? 0 : g / (1 - probability) }
          }
        )
      )
    ],
    wrong: [
      Wrong(
        "mask not applied in backward",
        expected: [.maskOnly],
        backward { g, _, p in g / (1 - p) }  // wrong on purpose
      ),
      Wrong(
        "scale dropped in backward",
        expected: [.scaled],
        backward { g, mask, _ in try g * mask }  // wrong on purpose
      ),
      Wrong(
        "times 1 − p in backward",
        expected: [.scaled],
        backward { g, mask, p in try g * mask * (1 - p) }  // wrong on purpose
      ),
      Wrong(
        "upstream passed through",
        expected: [.otherFunction],
        backward { g, _, _ in g }  // wrong on purpose: neither the mask nor the scale
      ),
      Wrong(
        "upstream ignored",
        expected: [.upstreamIgnored],
        backward { _, mask, p in mask / (1 - p) }  // wrong on purpose
      ),
      Wrong(
        "what was dropped gets the gradient",
        expected: [],
        backward { g, mask, p in try g * (1 - mask) / (1 - p) }  // wrong on purpose
      ),
      Wrong(
        "a new mask in backward",
        expected: [],
        backward { g, mask, p in  // wrong on purpose
          var random = RandomSource(seed: 1)
          return try g * Dropout.mask(mask.shape, probability: p, using: &random) / (1 - p)
        }
      ),
      Wrong(
        "scale forgotten in forward",
        expected: [.forwardScaled],
        Implementation(
          forward: { (x: Tensor, mask: Tensor, _: Double) in try x * mask },  // wrong on purpose
          backward: { (g: Tensor, x: Tensor, mask: Tensor, p: Double) in
            try Dropout.backward(g, x, mask: mask, probability: p)
          }
        )
      ),
      Wrong(
        "1 where a mask of 0 should drop",
        expected: [],
        Implementation(
          forward: { (x: Tensor, mask: Tensor, p: Double) in
            try x * (1 - mask) / (1 - p)  // wrong on purpose
          },
          backward: { (g: Tensor, x: Tensor, mask: Tensor, p: Double) in
            try g * (1 - mask) / (1 - p)
          }
        )
      ),
    ],
    garbage: [Garbage.factors("x", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, mask: Tensor, probability: Double) in
      try Dropout.forward(x, mask: mask, probability: probability)
    },
    backward: { (g: Tensor, x: Tensor, mask: Tensor, probability: Double) in
      try Dropout.backward(g, x, mask: mask, probability: probability)
    }
  )

  private static func backward(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ mask: Tensor, _ p: Double) throws -> Tensor
  ) -> Implementation {
    reference.replacingBackward { (g: Tensor, x: Tensor, mask: Tensor, p: Double) in
      try backward(g, mask, p)
    }
  }
}
