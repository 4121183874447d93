import Grading
import ReferenceLayers
import Tensors

/// y = γ ∘ (x − μ)/√(σ² + ε) + β with the statistics of each column of x: [N, C], as in training.
enum BatchNormCorpus {
  static let operation = CorpusOperation(
    name: "batch norm",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 4, role: .batch), .axis("C", "number of channels", 3)],
      inputs: [.tensor("x", "N", "C"), .tensor("scale", "C"), .tensor("shift", "C")],
      edges: [
        .sizes("a batch of two", ["N": 2]),
        .edge("a batch that hardly varies") { $0[tensor: "x"] /= 300 },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "the formula of the paper, multiplied by N",
        backward { g, x, scale in
          let parts = try Normalised(x, axis: 0)
          let n = Double(x.shape[0])
          let slope = try g * scale
          let sums = try slope.sum(axis: 0) + parts.values * (slope * parts.values).sum(axis: 0)
          return try (n * slope - sums) / (n * parts.deviation)
        }
      )
    ],
    wrong: [
      Wrong(
        "statistics treated as constants",
        expected: [.missingTerm],
        backward { g, x, scale in  // wrong on purpose: right only at evaluation
          try g * scale / Normalised(x, axis: 0).deviation
        }
      ),
      Wrong(
        "path through the mean missing",
        expected: [.missingTerm],
        backward { g, x, scale in  // wrong on purpose
          let parts = try Normalised(x, axis: 0)
          let slope = try g * scale
          return try (slope - parts.values * (slope * parts.values).mean(axis: 0)) / parts.deviation
        }
      ),
      Wrong(
        "path through the variance missing",
        expected: [.missingTerm],
        backward { g, x, scale in  // wrong on purpose
          let slope = try g * scale
          return try (slope - slope.mean(axis: 0)) / Normalised(x, axis: 0).deviation
        }
      ),
      Wrong(
        "1/N of the paper's formula forgotten",
        expected: [.scaled],
        backward { g, x, scale in  // wrong on purpose
          try Normalised(x, axis: 0).backward(g * scale) * x.shape[0]
        }
      ),
      Wrong(
        "sums instead of means in the two paths",
        expected: [.missingTerm],
        backward { g, x, scale in  // wrong on purpose
          let parts = try Normalised(x, axis: 0)
          let slope = try g * scale
          let sums = try slope.sum(axis: 0) + parts.values * (slope * parts.values).sum(axis: 0)
          return try (slope - sums) / parts.deviation
        }
      ),
      Wrong(
        "γ and β gradients exchanged",
        expected: [.otherInput],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
          let right = try BatchNorm.backward(g, x, scale: scale, shift: shift)
          return (x: right.x, scale: right.shift, shift: right.scale)  // wrong on purpose
        }
      ),
      Wrong(
        "γ and β averaged over the batch",
        expected: [.scaled],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
          let right = try BatchNorm.backward(g, x, scale: scale, shift: shift)
          let n = g.shape[0]
          return (x: right.x, scale: right.scale / n, shift: right.shift / n)  // wrong on purpose
        }
      ),
      Wrong(
        "x instead of x̂ in the gradient of γ",
        expected: [.wrongVariable],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
          let right = try BatchNorm.backward(g, x, scale: scale, shift: shift)
          // wrong on purpose
          return (x: right.x, scale: try (g * x).sum(axis: 0), shift: right.shift)
        }
      ),
      Wrong(
        "y instead of x̂ in the gradient of γ",
        expected: [.wrongVariable],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
          let right = try BatchNorm.backward(g, x, scale: scale, shift: shift)
          let y = try BatchNorm.forward(x, scale: scale, shift: shift)
          // wrong on purpose
          return (x: right.x, scale: try (g * y).sum(axis: 0), shift: right.shift)
        }
      ),
      Wrong(
        "the statistics of each example, as in layer norm",
        expected: [.forwardWrongAxis, .wrongAxis, .otherFunction],
        normalised { x in try Normalised(x, axis: 1) }  // wrong on purpose
      ),
      Wrong(
        "n − 1 for n",
        expected: [.otherFunction],
        normalised { x in try Normalised(x, axis: 0, sample: true) }  // wrong on purpose
      ),
      Wrong(
        "without ε",
        expected: [.otherFunction],
        normalised { x in try Normalised(x, axis: 0, epsilon: 0) }  // wrong on purpose
      ),
      Wrong(
        "mean not taken off",
        expected: [.forwardOffset, .missingTerm],
        Implementation(
          forward: { (x: Tensor, scale: Tensor, shift: Tensor) in  // wrong on purpose
            try x / Normalised(x, axis: 0).deviation * scale + shift
          },
          backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
            try BatchNorm.backward(g, x, scale: scale, shift: shift)
          }
        )
      ),
      Wrong(
        "β forgotten in forward",
        expected: [.forwardOffset, .missingTerm],
        Implementation(
          forward: { (x: Tensor, scale: Tensor, shift: Tensor) in  // wrong on purpose
            try Normalised(x, axis: 0).values * scale
          },
          backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
            try BatchNorm.backward(g, x, scale: scale, shift: shift)
          }
        )
      ),
    ],
    garbage: [Garbage.signs("x", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, scale: Tensor, shift: Tensor) in
      try BatchNorm.forward(x, scale: scale, shift: shift)
    },
    backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
      try BatchNorm.backward(g, x, scale: scale, shift: shift)
    }
  )

  /// The reference with another gradient of x.
  private static func backward(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ x: Tensor, _ scale: Tensor) throws -> Tensor
  ) -> Implementation {
    reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
      let right = try BatchNorm.backward(g, x, scale: scale, shift: shift)
      return (x: try backward(g, x, scale), scale: right.scale, shift: right.shift)
    }
  }

  /// Another normalisation, forward and backward.
  private static func normalised(
    _ make: @escaping @Sendable (_ x: Tensor) throws -> Normalised
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, scale: Tensor, shift: Tensor) in
        try make(x).values * scale + shift
      },
      backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
        let parts = try make(x)
        return (
          x: try parts.backward(g * scale), scale: try (g * parts.values).sum(axis: 0),
          shift: try g.sum(axis: 0)
        )
      }
    )
  }
}
