import Grading
import ReferenceLayers
import Tensors

/// y = γ ∘ (x − μ)/√(σ² + ε) + β with the statistics of each row of x: [N, D].
enum LayerNormCorpus {
  static let operation = CorpusOperation(
    name: "layer norm",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 5)],
      inputs: [.tensor("x", "N", "D"), .tensor("scale", "D"), .tensor("shift", "D")],
      edges: [
        .sizes("a batch of one", ["N": 1]),
        .edge("rows that hardly vary") { $0[tensor: "x"] /= 300 },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "the quotient rule step by step",
        backward { g, x, scale in
          let parts = try Normalised(x, axis: 1)
          let d = Double(x.shape[1])
          let slope = try g * scale
          let inverse = 1 / parts.deviation
          let variance =
            try -0.5 * (slope * parts.centred).sum(axis: 1, keepingDimensions: true)
            * inverse * inverse * inverse
          let mean = try -(slope * inverse).sum(axis: 1, keepingDimensions: true)
          return try slope * inverse + 2 / d * parts.centred * variance + mean / d
        }
      ),
      Alternative(
        "a cache",
        Implementation(
          forward: { (x: Tensor, scale: Tensor, shift: Tensor) in
            let parts = try Normalised(x, axis: 1)
            return (try parts.values * scale + shift, (parts, scale))
          },
          backward: { (g: Tensor, cache: (parts: Normalised, scale: Tensor)) in
            (
              x: try cache.parts.backward(g * cache.scale),
              scale: try (g * cache.parts.values).sum(axis: 0), shift: try g.sum(axis: 0)
            )
          }
        )
      ),
      Alternative(
        "the mean square less the squared mean",
        Implementation(
          forward: { (x: Tensor, scale: Tensor, shift: Tensor) in
            let mean = try x.mean(axis: 1, keepingDimensions: true)
            let square = try x.squared().mean(axis: 1, keepingDimensions: true)
            let variance = try square - mean.squared()
            return try (x - mean) / sqrt(variance + 1e-5) * scale + shift
          },
          backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
            try LayerNorm.backward(g, x, scale: scale, shift: shift)
          }
        )
      ),
    ],
    wrong: wrong,
    garbage: [Garbage.noise("x", in: reference), Garbage.shuffle("scale", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, scale: Tensor, shift: Tensor) in
      try LayerNorm.forward(x, scale: scale, shift: shift)
    },
    backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
      try LayerNorm.backward(g, x, scale: scale, shift: shift)
    }
  )

  /// The reference with another gradient of x.
  private static func backward(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ x: Tensor, _ scale: Tensor) throws -> Tensor
  ) -> Implementation {
    reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
      let right = try LayerNorm.backward(g, x, scale: scale, shift: shift)
      return (x: try backward(g, x, scale), scale: right.scale, shift: right.shift)
    }
  }

  /// The reference with other gradients of scale and shift, given the upstream gradient and x̂.
  private static func parameters(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ standard: Tensor) throws -> (Tensor, Tensor)
  ) -> Implementation {
    reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
      let right = try LayerNorm.backward(g, x, scale: scale, shift: shift)
      let (scale, shift) = try backward(g, Normalised(x, axis: 1).values)
      return (x: right.x, scale: scale, shift: shift)
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

  private static let wrong: [Wrong] = [
    Wrong(
      "path through the mean missing",
      expected: [.missingTerm],
      backward { g, x, scale in  // wrong on purpose
        let parts = try Normalised(x, axis: 1)
        let slope = try g * scale
        let along = try (slope * parts.values).mean(axis: 1, keepingDimensions: true)
        return try (slope - parts.values * along) / parts.deviation
      }
    ),
    Wrong(
      "path through the variance missing",
      expected: [.missingTerm],
      backward { g, x, scale in  // wrong on purpose
        let slope = try g * scale
        let mean = try slope.mean(axis: 1, keepingDimensions: true)
        return try (slope - mean) / Normalised(x, axis: 1).deviation
      }
    ),
    Wrong(
      "statistics treated as constants",
      expected: [.missingTerm],
      backward { g, x, scale in  // wrong on purpose
        try g * scale / Normalised(x, axis: 1).deviation
      }
    ),
    Wrong(
      "γ forgotten in the gradient of x",
      expected: [.otherFunction],
      backward { g, x, _ in try Normalised(x, axis: 1).backward(g) }  // wrong on purpose
    ),
    Wrong(
      "means of the gradient over the batch",
      expected: [.wrongAxis],
      backward { g, x, scale in  // wrong on purpose
        let parts = try Normalised(x, axis: 1)
        let slope = try g * scale
        let mean = try slope.mean(axis: 0, keepingDimensions: true)
        let along = try (slope * parts.values).mean(axis: 0, keepingDimensions: true)
        return try (slope - mean - parts.values * along) / parts.deviation
      }
    ),
    Wrong(
      "x̂ forgotten in the gradient of γ",
      expected: [.otherInput],
      parameters { g, _ in (try g.sum(axis: 0), try g.sum(axis: 0)) }  // wrong on purpose
    ),
    Wrong(
      "γ and β exchanged",
      expected: [.otherInput],
      parameters { g, x in (try g.sum(axis: 0), try (g * x).sum(axis: 0)) }  // wrong on purpose
    ),
    Wrong(
      "γ not summed over the batch",
      expected: [.notSummed],
      parameters { g, x in (try g * x, try g.sum(axis: 0)) }  // wrong on purpose
    ),
    Wrong(
      "γ and β summed over the features",
      expected: [.wrongAxis],
      parameters { g, x in (try (g * x).sum(axis: 1), try g.sum(axis: 1)) }  // wrong on purpose
    ),
    Wrong(
      "β averaged",
      expected: [.scaled],
      parameters { g, x in (try (g * x).sum(axis: 0), try g.mean(axis: 0)) }  // wrong on purpose
    ),
    Wrong(
      "γ and β never learn",
      expected: [.zero],
      reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
        let right = try LayerNorm.backward(g, x, scale: scale, shift: shift)
        // wrong on purpose
        return (x: right.x, scale: Tensor.zeros(like: scale), shift: Tensor.zeros(like: shift))
      }
    ),
    Wrong(
      "the statistics of the batch, as in batch norm",
      expected: [.forwardWrongAxis, .wrongAxis, .otherFunction],
      normalised { x in try Normalised(x, axis: 0) }  // wrong on purpose
    ),
    Wrong(
      "n − 1 for n",
      expected: [.otherFunction],
      normalised { x in try Normalised(x, axis: 1, sample: true) }  // wrong on purpose
    ),
    Wrong(
      "without ε",
      expected: [.otherFunction],
      normalised { x in try Normalised(x, axis: 1, epsilon: 0) }  // wrong on purpose
    ),
    Wrong(
      "ε of 1e-8",
      expected: [.otherFunction],
      normalised { x in try Normalised(x, axis: 1, epsilon: 1e-8) }  // wrong on purpose
    ),
    Wrong(
      "ε outside the root",
      expected: [.otherFunction],
      Implementation(
        forward: { (x: Tensor, scale: Tensor, shift: Tensor) in
          let parts = try Normalised(x, axis: 1, epsilon: 0)
          return try parts.centred / (parts.deviation + 1e-5) * scale + shift  // wrong on purpose
        },
        backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
          try LayerNorm.backward(g, x, scale: scale, shift: shift)
        }
      )
    ),
    Wrong(
      "divided by the variance",
      expected: [],
      Implementation(
        forward: { (x: Tensor, scale: Tensor, shift: Tensor) in
          let parts = try Normalised(x, axis: 1)
          return try parts.centred / parts.deviation.squared() * scale + shift  // wrong on purpose
        },
        backward: { (g: Tensor, x: Tensor, scale: Tensor, shift: Tensor) in
          try LayerNorm.backward(g, x, scale: scale, shift: shift)
        }
      )
    ),
  ]
}

/// A tensor standardised along an axis, as a student would write it.
struct Normalised: Sendable {
  let axis: Int
  let centred: Tensor
  let deviation: Tensor
  let values: Tensor
  let count: Double

  init(_ x: Tensor, axis: Int, epsilon: Double = 1e-5, sample: Bool = false) throws {
    self.axis = axis
    count = Double(x.shape[axis] - (sample ? 1 : 0))
    centred = try x - x.mean(axis: axis, keepingDimensions: true)
    let variance = try centred.squared().sum(axis: axis, keepingDimensions: true) / count
    deviation = sqrt(variance + epsilon)
    values = try centred / deviation
  }

  /// The gradient with respect to x, given the one with respect to the standardised values.
  func backward(_ g: Tensor) throws -> Tensor {
    let mean = try g.mean(axis: axis, keepingDimensions: true)
    let along = try (g * values).sum(axis: axis, keepingDimensions: true) / count
    return try (g - mean - values * along) / deviation
  }
}
