import Grading
import ReferenceLayers
import Tensors

/// Softmax along the classes of x: [N, C].
enum SoftmaxCorpus {
  static let operation = CorpusOperation(
    name: "softmax",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("C", "number of classes", 5)],
      inputs: [.tensor("x", "N", "C")],
      edges: [
        .sizes("a batch of one", ["N": 1]),
        .edge("logits of ±1000") {
          $0[tensor: "x"] = [
            [1_000, -1_000, 0, 999, 998], [-1_000, -999, -1_001, -1_000, -1_002],
          ]
        },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "the Jacobian of each row",
        backward { g, x in
          let y = try Softmax.forward(x)
          let rows = try (0..<x.shape[0]).map { n in
            let p = try y.at(n)
            let column = try p.expandingAxis(at: 1)
            let jacobian = try Tensor.identity(p.count) * p - column * p
            return try jacobian.matmul(g.at(n))
          }
          return try Tensor.stacked(rows)
        }
      ),
      Alternative(
        "a cache, shifted by the largest of all in the row",
        Implementation(
          forward: { (x: Tensor) in
            let e = try exp(x - x.max(axes: [1], keepingDimensions: true))
            let y = try e / e.sum(axis: 1, keepingDimensions: true)
            return (y, y)
          },
          backward: { (g: Tensor, y: Tensor) in
            let product = try g * y
            return try product - y * product.sum(axis: 1, keepingDimensions: true)
          }
        )
      ),
    ],
    wrong: wrong,
    garbage: [Garbage.noise("x", in: reference), Garbage.shuffle("x", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor) in try Softmax.forward(x) },
    backward: { (g: Tensor, x: Tensor) in try Softmax.backward(g, x) }
  )

  private static func backward(
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }

  private static let wrong: [Wrong] = [
    Wrong(
      "Jacobian treated as diagonal",
      expected: [.missingTerm],
      backward { g, x in  // wrong on purpose
        let y = try Softmax.forward(x)
        return try g * y * (1 - y)
      }
    ),
    Wrong(
      "projection forgotten",
      expected: [.missingTerm],
      backward { g, x in try g * Softmax.forward(x) }  // wrong on purpose
    ),
    Wrong(
      "projection of upstream alone",
      expected: [.missingTerm],
      backward { g, x in  // wrong on purpose
        try Softmax.forward(x) * (g - g.sum(axis: 1, keepingDimensions: true))
      }
    ),
    Wrong(
      "mean of upstream for the weighted mean",
      expected: [.missingTerm],
      backward { g, x in  // wrong on purpose
        try Softmax.forward(x) * (g - g.mean(axis: 1, keepingDimensions: true))
      }
    ),
    Wrong(
      "projection over the batch",
      expected: [.wrongAxis],
      backward { g, x in  // wrong on purpose
        let y = try Softmax.forward(x)
        return try y * (g - (g * y).sum(axis: 0, keepingDimensions: true))
      }
    ),
    Wrong(
      "projection over the whole batch at once",
      expected: [.wrongAxis, .batchOne],
      backward { g, x in  // wrong on purpose
        let y = try Softmax.forward(x)
        return try y * (g - (g * y).sum())
      }
    ),
    Wrong(
      "diagonal without upstream",
      expected: [.upstreamIgnored],
      backward { _, x in  // wrong on purpose
        let y = try Softmax.forward(x)
        return try y * (1 - y)
      }
    ),
    Wrong(
      "factor y forgotten",
      expected: [],
      backward { g, x in  // wrong on purpose
        try g - (g * Softmax.forward(x)).sum(axis: 1, keepingDimensions: true)
      }
    ),
    Wrong(
      "over the batch, forward and backward",
      expected: [.forwardWrongAxis, .wrongAxis],
      Implementation(
        forward: { (x: Tensor) in try Softmax.forward(x, axis: 0) },  // wrong on purpose
        backward: { (g: Tensor, x: Tensor) in try Softmax.backward(g, x, axis: 0) }
      )
    ),
    Wrong(
      "normalised over the whole tensor",
      expected: [.forwardWrongAxis, .wrongAxis, .batchOne, .forwardScaled],
      Implementation(
        forward: { (x: Tensor) in  // wrong on purpose
          let e = try exp(x - x.max())
          return e / e.sum()
        },
        backward: { (g: Tensor, x: Tensor) in
          let e = try exp(x - x.max())
          let y = e / e.sum()
          return try y * (g - (g * y).sum())
        }
      )
    ),
    Wrong(
      "not shifted",
      expected: [.forwardOverflow],
      Implementation(
        forward: { (x: Tensor) in  // wrong on purpose
          try exp(x) / exp(x).sum(axis: 1, keepingDimensions: true)
        },
        backward: { (g: Tensor, x: Tensor) in try Softmax.backward(g, x) }
      )
    ),
    Wrong(
      "shifted by the maximum of the whole tensor",
      expected: [.forwardOverflow],
      Implementation(
        forward: { (x: Tensor) in  // wrong on purpose: another row's maximum may be far away
          let e = try exp(x - x.max())
          return try e / e.sum(axis: 1, keepingDimensions: true)
        },
        backward: { (g: Tensor, x: Tensor) in try Softmax.backward(g, x) }
      )
    ),
    Wrong(
      "not normalised",
      expected: [.forwardScaled],
      Implementation(
        forward: { (x: Tensor) in  // wrong on purpose
          try exp(x - x.max(axis: 1, keepingDimensions: true))
        },
        backward: { (g: Tensor, x: Tensor) in try Softmax.backward(g, x) }
      )
    ),
  ]
}
