import Grading
import ReferenceLayers
import Tensors

/// The logarithm of softmax along the classes of x: [N, C].
enum LogSoftmaxCorpus {
  static let operation = CorpusOperation(
    name: "log-softmax",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("C", "number of classes", 4)],
      inputs: [.tensor("x", "N", "C")],
      edges: [
        .sizes("a batch of one", ["N": 1]),
        .edge("logits of ±1000") {
          $0[tensor: "x"] = [[1_000, -1_000, 0, 999], [-1_000, -999, -1_001, -1_003]]
        },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "x less the log-sum-exp",
        Implementation(
          forward: { (x: Tensor) in
            let top = try x.max(axis: 1, keepingDimensions: true)
            let total = try exp(x - top).sum(axis: 1, keepingDimensions: true)
            return try x - (top + log(total))
          },
          backward: { (g: Tensor, x: Tensor) in
            try g - Softmax.forward(x) * g.sum(axis: 1, keepingDimensions: true)
          }
        )
      )
    ],
    wrong: [
      Wrong(
        "softmax's own gradient",
        expected: [.otherFunction],
        backward { g, x in try Softmax.backward(g, x) }  // wrong on purpose
      ),
      Wrong(
        "upstream − p, as if upstream summed to 1",
        expected: [.missingTerm],
        backward { g, x in try g - Softmax.forward(x) }  // wrong on purpose
      ),
      Wrong(
        "projection forgotten",
        expected: [.missingTerm],
        backward { g, _ in g }  // wrong on purpose
      ),
      Wrong(
        "diagonal only",
        expected: [.missingTerm],
        backward { g, x in try g * (1 - Softmax.forward(x)) }  // wrong on purpose
      ),
      Wrong(
        "log p for p",
        expected: [.wrongVariable],
        backward { g, x in  // wrong on purpose
          try g - LogSoftmax.forward(x) * g.sum(axis: 1, keepingDimensions: true)
        }
      ),
      Wrong(
        "upstream summed over the batch",
        expected: [.wrongAxis],
        backward { g, x in  // wrong on purpose
          try g - Softmax.forward(x) * g.sum(axis: 0, keepingDimensions: true)
        }
      ),
      Wrong(
        "upstream averaged instead of summed",
        expected: [.missingTerm],
        backward { g, x in  // wrong on purpose
          try g - Softmax.forward(x) * g.mean(axis: 1, keepingDimensions: true)
        }
      ),
      Wrong(
        "the logarithm of softmax, unguarded",
        expected: [.forwardOverflow],
        Implementation(
          forward: { (x: Tensor) in log(try Softmax.forward(x)) },  // wrong on purpose: log 0
          backward: { (g: Tensor, x: Tensor) in try LogSoftmax.backward(g, x) }
        )
      ),
      Wrong(
        "the maximum not taken off again",
        expected: [.forwardOffset, .missingTerm],
        Implementation(
          forward: { (x: Tensor) in  // wrong on purpose
            let top = try x.max(axis: 1, keepingDimensions: true)
            return try x - log(exp(x - top).sum(axis: 1, keepingDimensions: true))
          },
          backward: { (g: Tensor, x: Tensor) in try LogSoftmax.backward(g, x) }
        )
      ),
      Wrong(
        "softmax without the logarithm",
        expected: [.otherFunction],
        SoftmaxCorpus.reference  // wrong on purpose
      ),
    ],
    garbage: [Garbage.noise("x", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor) in try LogSoftmax.forward(x) },
    backward: { (g: Tensor, x: Tensor) in try LogSoftmax.backward(g, x) }
  )

  private static func backward(
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }
}
