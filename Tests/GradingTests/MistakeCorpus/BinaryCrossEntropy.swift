import Grading
import ReferenceLayers
import Tensors

/// The mean of −t log p − (1 − t) log(1 − p) with p and t: [N, D].
enum BinaryCrossEntropyCorpus {
  static let operation = CorpusOperation(
    name: "binary cross-entropy",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of outputs", 2)],
      inputs: [
        .tensor("probability", "N", "D", drawn: .uniform(0.05...0.95)),
        .made("target") { sizes, random in
          try Tensor.uniform([sizes["N"] ?? 1, sizes["D"] ?? 1], using: &random) .> 0.5
        },
      ],
      edges: [
        .edge("both classes") {
          $0[tensor: "probability"] = [[0.1, 0.8], [0.7, 0.3]]
          $0[tensor: "target"] = [[0, 1], [0, 1]]
        },
        .edge("a batch of one", sizes: ["N": 1]) {
          $0[tensor: "probability"] = [[0.25, 0.5]]
          $0[tensor: "target"] = [[1, 0]]
        },
        .edge("sure and right") {
          $0[tensor: "probability"] = [[0, 0.4], [1, 0.6]]
          $0[tensor: "target"] = [[0, 1], [1, 1]]
        },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "by cases",
        Implementation(
          forward: { (probability: Tensor, target: Tensor) in
            let losses = try probability.combined(with: target) { p, t in
              t == 1 ? -log(p) : -log(1 - p)
            }
            return Tensor(try losses.mean())
          },
          backward: { (g: Tensor, probability: Tensor, target: Tensor) in
            let slope = try probability.combined(with: target) { p, t in
              t == 1 ? -1 / p : 1 / (1 - p)
            }
            return try g * slope / probability.count
          }
        )
      ),
      Alternative(
        "the probability of what happened",
        Implementation(
          forward: { (probability: Tensor, target: Tensor) in
            let happened = try target * probability + (1 - target) * (1 - probability)
            return Tensor(try -log(happened).mean())
          },
          backward: { (g: Tensor, probability: Tensor, target: Tensor) in
            let happened = try target * probability + (1 - target) * (1 - probability)
            return try g * (1 - 2 * target) / happened / probability.count
          }
        )
      ),
    ],
    wrong: [
      Wrong(
        "the second half forgotten in backward",
        expected: [.maskOnly, .otherFunction],
        backward { g, p, t in try -g * t / maximum(p, 1e-12) / p.count }  // wrong on purpose
      ),
      Wrong(
        "sign of the second half",
        expected: [.maskOnly],
        backward { g, p, t in  // wrong on purpose
          let first = try t / maximum(p, 1e-12)
          let second = try (1 - t) / maximum(1 - p, 1e-12)
          return try -g * (first + second) / p.count
        }
      ),
      Wrong(
        "1/n forgotten",
        expected: [.scaled, .otherFunction],
        backward { g, p, t in  // wrong on purpose
          try BinaryCrossEntropy.backward(g, p, target: t) * p.count
        }
      ),
      Wrong(
        "divided by the batch size only",
        expected: [.scaled],
        backward { g, p, t in  // wrong on purpose
          try BinaryCrossEntropy.backward(g, p, target: t) * p.shape[1]
        }
      ),
      Wrong(
        "p − t, as for logits",
        expected: [.wrongVariable, .otherFunction],
        backward { g, p, t in try g * (p - t) / p.count }  // wrong on purpose
      ),
      Wrong(
        "minus forgotten",
        expected: [.scaled],
        backward { g, p, t in  // wrong on purpose
          try -BinaryCrossEntropy.backward(g, p, target: t)
        }
      ),
      Wrong(
        "the second half forgotten, forward and backward",
        expected: [.otherFunction],
        Implementation(
          forward: { (p: Tensor, t: Tensor) in
            Tensor(try -(t * log(maximum(p, 1e-12))).mean())  // wrong on purpose
          },
          backward: { (g: Tensor, p: Tensor, t: Tensor) in
            try -g * t / maximum(p, 1e-12) / p.count
          }
        )
      ),
      Wrong(
        "0 · log 0",
        expected: [.forwardOverflow],
        Implementation(
          forward: { (p: Tensor, t: Tensor) in
            Tensor(try -(t * log(p) + (1 - t) * log(1 - p)).mean())  // wrong on purpose
          },
          backward: { (g: Tensor, p: Tensor, t: Tensor) in
            try BinaryCrossEntropy.backward(g, p, target: t)
          }
        )
      ),
      Wrong(
        "an average over the classes instead of a sum of both halves",
        expected: [.forwardScaled],
        Implementation(
          forward: { (p: Tensor, t: Tensor) in
            try BinaryCrossEntropy.forward(p, target: t) / 2  // wrong on purpose
          },
          backward: { (g: Tensor, p: Tensor, t: Tensor) in
            try BinaryCrossEntropy.backward(g, p, target: t)
          }
        )
      ),
    ],
    garbage: [Garbage.factors("probability", in: reference)]
  )

  static let reference = Implementation(
    forward: { (p: Tensor, t: Tensor) in try BinaryCrossEntropy.forward(p, target: t) },
    backward: { (g: Tensor, p: Tensor, t: Tensor) in
      try BinaryCrossEntropy.backward(g, p, target: t)
    }
  )

  private static func backward(
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ p: Tensor, _ t: Tensor) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }
}
