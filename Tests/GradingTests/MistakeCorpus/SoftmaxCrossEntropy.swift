import Grading
import ReferenceLayers
import Tensors

/// The mean over the batch of −log softmax(logits) at the true class, with logits: [N, C].
enum SoftmaxCrossEntropyCorpus {
  static let operation = CorpusOperation(
    name: "softmax cross-entropy",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("C", "number of classes", 5)],
      inputs: [.tensor("logits", "N", "C"), .labels("labels", "N", below: "C")],
      edges: [
        .sizes("a batch of one", ["N": 1]),
        .edge("the same class throughout") { $0["labels"] = .integers([2, 2, 2]) },
        .edge("three classes in turn") { $0["labels"] = .integers([4, 0, 3]) },
        .edge("logits of ±1000", sizes: ["N": 2]) {
          $0[tensor: "logits"] = [
            [1_000, -1_000, 0, 999, 998], [-1_000, -999, -1_001, -1_000, -1_002],
          ]
          $0["labels"] = .integers([1, 0])
        },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "p[n, label] −= 1",
        backward { g, logits, labels in
          var p = try Softmax.forward(logits)
          for (n, label) in labels.enumerated() { p[n, label] -= 1 }
          return try g * p / labels.count
        }
      ),
      Alternative(
        "log-sum-exp less the true logit",
        Implementation(
          forward: { (logits: Tensor, labels: [Int]) in
            let top = try logits.max(axis: 1, keepingDimensions: true)
            let total = try log(exp(logits - top).sum(axis: 1)) + top.flattened()
            return Tensor(try (total - logits.picking(labels)).mean())
          },
          backward: { (g: Tensor, logits: Tensor, labels: [Int]) in
            try SoftmaxCrossEntropy.backward(g, logits, labels: labels)
          }
        )
      ),
      Alternative(
        "a cache, through the one-hot targets",
        Implementation(
          forward: { (logits: Tensor, labels: [Int]) in
            let target = try Tensor.oneHot(labels, classes: logits.shape[1])
            let logP = try LogSoftmax.forward(logits)
            let loss = try -(target * logP).sum() / Double(labels.count)
            return (Tensor(loss), (exp(logP), target))
          },
          backward: { (g: Tensor, cache: (p: Tensor, target: Tensor)) in
            try (cache.p - cache.target) * g / cache.p.shape[0]
          }
        )
      ),
    ],
    wrong: wrong,
    garbage: [Garbage.noise("logits", in: reference, size: 0.01)]
  )

  static let reference = Implementation(
    forward: { (logits: Tensor, labels: [Int]) in
      try SoftmaxCrossEntropy.forward(logits, labels: labels)
    },
    backward: { (g: Tensor, logits: Tensor, labels: [Int]) in
      try SoftmaxCrossEntropy.backward(g, logits, labels: labels)
    }
  )

  private typealias Backward =
    @Sendable (_ upstream: Tensor, _ logits: Tensor, _ labels: [Int]) throws -> Tensor

  private static func backward(_ backward: @escaping Backward) -> Implementation {
    reference.replacingBackward(backward)
  }

  private static func forward(
    _ forward: @escaping @Sendable (_ logits: Tensor, _ labels: [Int]) throws -> Tensor,
    backward: @escaping Backward = { try SoftmaxCrossEntropy.backward($0, $1, labels: $2) }
  ) -> Implementation { Implementation(forward: forward, backward: backward) }

  /// p − one-hot.
  @Sendable private static func error(_ logits: Tensor, _ labels: [Int]) throws -> Tensor {
    try Softmax.forward(logits) - Tensor.oneHot(labels, classes: logits.shape[1])
  }

  private static let wrong: [Wrong] = [
    Wrong(
      "1/N forgotten",
      expected: [.scaled, .otherFunction],
      backward { g, z, labels in try g * error(z, labels) }  // wrong on purpose
    ),
    Wrong(
      "1/N twice",
      expected: [.scaled],
      backward { g, z, labels in  // wrong on purpose
        try g * error(z, labels) / (labels.count * labels.count)
      }
    ),
    Wrong(
      "divided by the classes too",
      expected: [.scaled],
      backward { g, z, labels in try g * error(z, labels) / z.count }  // wrong on purpose
    ),
    Wrong(
      "one-hot − p",
      expected: [.scaled],
      backward { g, z, labels in try -g * error(z, labels) / labels.count }  // wrong on purpose
    ),
    Wrong(
      "one-hot forgotten",
      expected: [.maskOnly, .missingTerm],
      backward { g, z, labels in try g * Softmax.forward(z) / labels.count }  // wrong on purpose
    ),
    Wrong(
      "gradient at the true class only",
      expected: [.maskOnly],
      backward { g, z, labels in  // wrong on purpose
        let target = try Tensor.oneHot(labels, classes: z.shape[1])
        return try g * error(z, labels) * target / labels.count
      }
    ),
    Wrong(
      "upstream ignored",
      expected: [.upstreamIgnored],
      backward { _, z, labels in try error(z, labels) / labels.count }  // wrong on purpose
    ),
    Wrong(
      "softmax over the batch in backward",
      expected: [.wrongAxis],
      backward { g, z, labels in  // wrong on purpose
        let target = try Tensor.oneHot(labels, classes: z.shape[1])
        return try g * (Softmax.forward(z, axis: 0) - target) / labels.count
      }
    ),
    Wrong(
      "logits − one-hot",
      expected: [.wrongVariable, .otherFunction],
      backward { g, z, labels in  // wrong on purpose
        try g * (z - Tensor.oneHot(labels, classes: z.shape[1])) / labels.count
      }
    ),
    Wrong(
      "the first label for all",
      expected: [.batchOne],
      backward { g, z, labels in  // wrong on purpose
        let first = Array(repeating: labels[0], count: labels.count)
        return try g * error(z, first) / labels.count
      }
    ),
    Wrong(
      "the gradient with respect to the probabilities",
      expected: [.wrongVariable],
      backward { g, z, labels in  // wrong on purpose
        let target = try Tensor.oneHot(labels, classes: z.shape[1])
        return try -g * target / (Softmax.forward(z) + 1e-8) / labels.count
      }
    ),
    Wrong(
      "softmax twice, forward and backward",
      expected: [.otherFunction],
      forward(
        { z, labels in try SoftmaxCrossEntropy.forward(Softmax.forward(z), labels: labels) }
      ) { g, z, labels in  // wrong on purpose
        let p = try Softmax.forward(z)
        return try Softmax.backward(SoftmaxCrossEntropy.backward(g, p, labels: labels), z)
      }
    ),
    Wrong(
      "sum instead of mean in forward",
      expected: [.forwardScaled, .otherFunction],
      forward { z, labels in  // wrong on purpose
        Tensor(try -LogSoftmax.forward(z).picking(labels).sum())
      }
    ),
    Wrong(
      "minus forgotten in forward",
      expected: [.forwardScaled],
      forward { z, labels in  // wrong on purpose
        Tensor(try LogSoftmax.forward(z).picking(labels).mean())
      }
    ),
    Wrong(
      "the logarithm unguarded",
      expected: [.forwardOverflow],
      forward { z, labels in  // wrong on purpose
        Tensor(try -log(Softmax.forward(z)).picking(labels).mean())
      }
    ),
    Wrong(
      "an ε inside the logarithm",
      expected: [.otherFunction],
      forward { z, labels in  // wrong on purpose
        Tensor(try -log(Softmax.forward(z) + 1e-8).picking(labels).mean())
      }
    ),
    Wrong(
      "not shifted",
      expected: [.forwardOverflow],
      forward { z, labels in  // wrong on purpose
        Tensor(try (log(exp(z).sum(axis: 1)) - z.picking(labels)).mean())
      }
    ),
  ]
}
