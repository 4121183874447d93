import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension SoftmaxGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (z: Tensor) in try ReferenceLayers::Softmax.forward(z) },
      backward: { (g: Tensor, z: Tensor) in try ReferenceLayers::Softmax.backward(g, z) }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "loops",
        Implementation(
          forward: { (z: Tensor) in
            var y = z
            for n in 0..<z.shape[0] {
              let row = probabilities((0..<z.shape[1]).map { z[n, $0] })
              for c in row.indices { y[n, c] = row[c] }
            }
            return y
          },
          backward: { (g: Tensor, z: Tensor) in
            var gradient = Tensor.zeros(like: z)
            for n in 0..<z.shape[0] {
              let y = probabilities((0..<z.shape[1]).map { z[n, $0] })
              for k in y.indices {
                for i in y.indices {
                  gradient[n, k] += g[n, i] * y[i] * ((i == k ? 1.0 : 0.0) - y[k])
                }
              }
            }
            return gradient
          }
        )
      ),
      Alternative(
        "the exponential of log-softmax, and the Jacobian of each row as a matrix",
        Implementation(
          forward: { (z: Tensor) in
            let shifted = try z - z.max(axis: 1, keepingDimensions: true)
            return try exp(shifted - log(exp(shifted).sum(axis: 1, keepingDimensions: true)))
          },
          backward: { (g: Tensor, z: Tensor) in
            let rows = try (0..<z.shape[0]).map { n in
              let p = try Softmax.forward(z).at(n)
              let column = try p.expandingAxis(at: 1)
              let jacobian = try Tensor.identity(p.count) * p - column * p
              return try jacobian.matmul(g.at(n))
            }
            return try Tensor.stacked(rows)
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "Jacobian treated as diagonal",
        "The slope was taken as y · (1 − y), as if every probability depended on its own score only. Each "
          + "score changes all probabilities of its row: sum over them.",
        wrong { g, y in try g * y * (1 - y) }
      ),
      KnownMistake(
        "second term forgotten",
        "This is g · y, the first term only. The denominator depends on every score and brings a second "
          + "one: the sum over the row in −yₖ · Σᵢ gᵢ · yᵢ.",
        wrong { g, y in try g * y }
      ),
      KnownMistake(
        "upstream summed without the probabilities",
        "The sum over the row adds up the upstream gradients alone. Each enters with the weight yᵢ: "
          + "Σᵢ gᵢ · yᵢ.",
        wrong { g, y in try y * (g - g.sum(axis: 1, keepingDimensions: true)) }
      ),
      KnownMistake(
        "plain mean of upstream",
        "The plain mean of the upstream gradients was subtracted. The mean to subtract is weighted with "
          + "the probabilities: Σᵢ gᵢ · yᵢ.",
        wrong { g, y in try y * (g - g.mean(axis: 1, keepingDimensions: true)) }
      ),
      KnownMistake(
        "sum over the batch",
        "The sum in backward runs down the columns, over the examples. Only the classes of one row depend "
          + "on each other: sum along axis 1.",
        wrong { g, y in try y * (g - (g * y).sum(axis: 0, keepingDimensions: true)) }
      ),
      KnownMistake(
        "sum over everything",
        "The sum in backward runs over the whole tensor, and mixes the examples. Sum each row on its own: "
          + "along axis 1, keeping the dimension.",
        wrong { g, y in try y * (g - (g * y).sum()) }
      ),
      KnownMistake(
        "factor y forgotten",
        "The factor yₖ is missing in front of the bracket gₖ − Σᵢ gᵢ · yᵢ.",
        wrong { g, y in try g - (g * y).sum(axis: 1, keepingDimensions: true) }
      ),
      KnownMistake(
        "upstream ignored",
        "This is y · (1 − y): the diagonal of the Jacobian, without the upstream gradient. Multiply each "
          + "∂yᵢ/∂zₖ by the upstream gradient of yᵢ, and sum over i.",
        wrong { _, y in try y * (1 - y) }
      ),
      KnownMistake(
        "wrong axis",
        "The probabilities were normalised down the columns, over the examples. Each row is one example: "
          + "work along axis 1.",
        wrongForward { z in
          let powers = try exp(z - z.max(axis: 0, keepingDimensions: true))
          return try powers / powers.sum(axis: 0, keepingDimensions: true)
        }
      )
      .or(
        wrongForward { z in
          let powers = try exp(z - z.max(axis: 1, keepingDimensions: true))
          return try powers / powers.sum(axis: 0, keepingDimensions: true)
        }
      ),
      KnownMistake(
        "normalised over the whole tensor",
        "All entries together sum to 1. Each row must sum to 1 on its own: use sum(axis: 1, "
          + "keepingDimensions: true).",
        wrongForward { z in
          let powers = try exp(z - z.max())
          return powers / powers.sum()
        }
      ),
      KnownMistake(
        "not normalised",
        "The powers were not divided by their sum, so the rows do not sum to 1.",
        wrongForward { z in try exp(z - z.max(axis: 1, keepingDimensions: true)) }
      ),
      KnownMistake(
        "no shift by the largest score",
        "e^z overflows for large scores, and where all scores are far below 0 the sum underflows to 0. "
          + "Subtract the largest score of each row first; that changes no probability.",
        wrongForward { z in try exp(z) / exp(z).sum(axis: 1, keepingDimensions: true) }
      ),
      KnownMistake(
        "shifted by the largest score of all rows",
        "The largest score of the whole tensor was subtracted. In a row that lies far below it every power "
          + "becomes 0, and 0/0 is NaN: subtract the largest score of each row.",
        wrongForward { z in
          let powers = try exp(z - z.max())
          return try powers / powers.sum(axis: 1, keepingDimensions: true)
        }
      ),
      KnownMistake(
        "divided without the exponential",
        "The scores themselves were divided by their sum. Raise e to each score first: that makes every "
          + "number positive.",
        wrongForward { z in try z / z.sum(axis: 1, keepingDimensions: true) }
      ),
      KnownMistake(
        "not the largest score subtracted",
        "A number below the largest score was subtracted from each row, so the powers can still overflow. "
          + "The mean, for example, is too small: subtract the largest score.",
        wrongForward { z in
          let powers = try exp(z - z.mean(axis: 1, keepingDimensions: true))
          return try powers / powers.sum(axis: 1, keepingDimensions: true)
        }
      ),
    ]
  )

  private typealias Softmax = LossesSolutions::Softmax

  private static let solution = Implementation(forward: Softmax.forward, backward: Softmax.backward)

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ y: Tensor) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, z: Tensor) in
      try gradient(g, try Softmax.forward(z))
    }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ z: Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: Softmax.backward)
  }

  private static func probabilities(_ scores: [Double]) -> [Double] {
    let largest = scores.max() ?? 0
    let powers = scores.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
