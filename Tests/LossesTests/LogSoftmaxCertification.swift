import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension LogSoftmaxGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (z: Tensor) in try ReferenceLayers::LogSoftmax.forward(z) },
      backward: { (g: Tensor, z: Tensor) in try ReferenceLayers::LogSoftmax.backward(g, z) }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "loops",
        Implementation(
          forward: { (z: Tensor) in
            var y = z
            for n in 0..<z.shape[0] {
              let total = logSumExp((0..<z.shape[1]).map { z[n, $0] })
              for c in 0..<z.shape[1] { y[n, c] -= total }
            }
            return y
          },
          backward: { (g: Tensor, z: Tensor) in
            var gradient = g
            for n in 0..<z.shape[0] {
              let total = logSumExp((0..<z.shape[1]).map { z[n, $0] })
              let sum = (0..<z.shape[1]).reduce(0) { $0 + g[n, $1] }
              for c in 0..<z.shape[1] { gradient[n, c] -= exp(z[n, c] - total) * sum }
            }
            return gradient
          }
        )
      ),
      Alternative(
        "z less the log-sum-exp, and the Jacobian of each row as a matrix",
        Implementation(
          forward: { (z: Tensor) in
            let largest = try z.max(axis: 1, keepingDimensions: true)
            let sums = try exp(z - largest).sum(axis: 1, keepingDimensions: true)
            return try z - (largest + log(sums))
          },
          backward: { (g: Tensor, z: Tensor) in
            let rows = try (0..<z.shape[0]).map { n in
              let p = exp(try LogSoftmax.forward(z).at(n))
              let jacobian = try Tensor.identity(p.count) - p
              return try jacobian.transposed().matmul(g.at(n))
            }
            return try Tensor.stacked(rows)
          }
        )
      ),
      Alternative(
        "each slope from the other scores, everything computed anew",
        Implementation(forward: LogSoftmax.forward, backward: fromTheOthers)
      ),
    ],
    mistakes: [
      KnownMistake(
        "gradient of softmax",
        "This is the gradient of softmax. Here the logarithm follows: ∂yᵢ/∂zₖ = [i = k] − pₖ.",
        wrong { g, _, p in try p * (g - (g * p).sum(axis: 1, keepingDimensions: true)) }
      ),
      KnownMistake(
        "sum of upstream forgotten",
        "The gradient is g − p, which is right only where the upstream gradients of a row sum to 1. "
          + "Multiply p by their sum.",
        wrong { g, _, p in try g - p }
      ),
      KnownMistake(
        "second term forgotten",
        "The upstream gradient was passed on as it is. The term log Σⱼ e^zⱼ depends on every score and "
          + "brings −pₖ · Σᵢ gᵢ.",
        wrong { g, _, _ in g }
      ),
      KnownMistake(
        "Jacobian treated as diagonal",
        "The slope was taken as 1 − p, as if every output depended on its own score only. Each score "
          + "changes all outputs of its row: sum over them.",
        wrong { g, _, p in try g * (1 - p) }
      ),
      KnownMistake(
        "log-probabilities for probabilities",
        "The log-probabilities were used where the probabilities belong: p = e^y.",
        wrong { g, y, _ in try g - y * g.sum(axis: 1, keepingDimensions: true) }
      ),
      KnownMistake(
        "sum over the batch",
        "The upstream gradients were summed down the columns, over the examples. Only the classes of one "
          + "row depend on each other: sum along axis 1.",
        wrong { g, _, p in try g - p * g.sum(axis: 0, keepingDimensions: true) }
      ),
      KnownMistake(
        "sum over all rows",
        "The upstream gradients of all rows were added to one number. Only the classes of one row depend on each "
          + "other: sum along axis 1.",
        wrong { g, _, p in try g - p * g.sum() }
      ),
      KnownMistake(
        "mean of upstream",
        "The upstream gradients of the row were averaged. Sum them.",
        wrong { g, _, p in try g - p * g.mean(axis: 1, keepingDimensions: true) }
      ),
      KnownMistake(
        "probabilities in the sum",
        "The sum over the row weights each upstream gradient with its probability, as in softmax. Here it "
          + "is the plain sum: Σᵢ gᵢ.",
        wrong { g, _, p in try g - p * (g * p).sum(axis: 1, keepingDimensions: true) }
      ),
      KnownMistake(
        "logarithm of a probability that has become 0",
        "Softmax was computed first, and its logarithm then. Where a probability underflows to 0, the "
          + "logarithm is −∞: subtract log Σ e^(z − m) from z − m instead.",
        wrongForward { z in
          let powers = try exp(z - z.max(axis: 1, keepingDimensions: true))
          return log(try powers / powers.sum(axis: 1, keepingDimensions: true))
        }
      ),
      KnownMistake(
        "no shift by the largest score",
        "e^z overflows for large scores, and where all scores are far below 0 the sum underflows to 0. "
          + "Subtract the largest score of each row first.",
        wrongForward { z in try z - log(exp(z).sum(axis: 1, keepingDimensions: true)) }
      ),
      KnownMistake(
        "largest score not subtracted from z",
        "The largest score was subtracted inside the logarithm but not outside. Both terms must be "
          + "shifted: (z − m) − log Σ e^(z − m).",
        wrongForward { z in
          let largest = try z.max(axis: 1, keepingDimensions: true)
          return try z - log(exp(z - largest).sum(axis: 1, keepingDimensions: true))
        }
      ),
      KnownMistake(
        "wrong axis",
        "The probabilities were normalised down the columns, over the examples. Each row is one example: "
          + "work along axis 1.",
        wrongForward { z in
          let shifted = try z - z.max(axis: 0, keepingDimensions: true)
          return try shifted - log(exp(shifted).sum(axis: 0, keepingDimensions: true))
        }
      ),
      KnownMistake(
        "logarithm forgotten",
        "These are the probabilities themselves, between 0 and 1. Their logarithms are asked.",
        wrongForward { z in exp(try LogSoftmax.forward(z)) }
      ),
      KnownMistake(
        "a small number added inside the logarithm",
        "A small number was added inside the logarithm. It keeps the result finite but makes it wrong. No guard is "
          + "needed for (z − m) − log Σ e^(z − m).",
        wrongForward { z in log(exp(try LogSoftmax.forward(z)) + 1e-8) }
      )
      .or(wrongForward { z in log(exp(try LogSoftmax.forward(z)) + 1e-7) })
      .or(wrongForward { z in log(exp(try LogSoftmax.forward(z)) + 1e-12) }),
      KnownMistake(
        "not the largest score subtracted",
        "A number below the largest score was subtracted from each row, so the powers can still overflow. "
          + "The mean, for example, is too small: subtract the largest score.",
        wrongForward { z in
          let shifted = try z - z.mean(axis: 1, keepingDimensions: true)
          return try shifted - log(exp(shifted).sum(axis: 1, keepingDimensions: true))
        }
      ),
    ]
  )

  private typealias LogSoftmax = LossesSolutions::LogSoftmax

  private static let solution = Implementation(
    forward: LogSoftmax.forward,
    backward: LogSoftmax.backward
  )

  /// The solution with another gradient, from the log-probabilities y and the probabilities p.
  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ y: Tensor, _ p: Tensor) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, z: Tensor) in
      let y = try LogSoftmax.forward(z)
      return try gradient(g, y, exp(y))
    }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ z: Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: LogSoftmax.backward)
  }

  private static func logSumExp(_ scores: [Double]) -> Double {
    let largest = scores.max() ?? 0
    return largest + log(scores.reduce(0) { $0 + exp($1 - largest) })
  }

  /// Tensors with one score left out differ in one entry from those of forward, as those of a difference quotient do.
  @Sendable private static func fromTheOthers(_ g: Tensor, _ z: Tensor) throws -> Tensor {
    var gradient = g
    for n in 0..<z.shape[0] {
      for k in 0..<z.shape[1] {
        var isOther = Tensor.ones(like: z)
        isOther[n, k] = 0
        let powers = try exp(z - z.max(axis: 1, keepingDimensions: true))
        let others = try (powers * isOther).at(n).sum()
        let rest = try (g * isOther).at(n).sum()
        gradient[n, k] = (g[n, k] * others - powers[n, k] * rest) / (others + powers[n, k])
      }
    }
    return gradient
  }
}
