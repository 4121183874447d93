import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension KLDivergenceGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (y: Tensor, t: Tensor) in
        try ReferenceLayers::KLDivergence.forward(y, targets: t).item()
      },
      backward: { (upstream: Double, y: Tensor, t: Tensor) in
        try ReferenceLayers::KLDivergence.backward(Tensor(upstream), y, targets: t)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "loops that skip zeros",
        forward: { y, t in
          var total = 0.0
          for n in 0..<t.shape[0] {
            for c in 0..<t.shape[1] where t[n, c] > 0 {
              total += t[n, c] * (Foundation.log(t[n, c]) - y[n, c])
            }
          }
          return total / Double(t.shape[0])
        },
        backward: { upstream, y, t in
          var gradient = Tensor.zeros(like: y)
          for n in 0..<t.shape[0] {
            for c in 0..<t.shape[1] { gradient[n, c] = -upstream * t[n, c] / Double(t.shape[0]) }
          }
          return gradient
        }
      ),
      right.style(
        "cross-entropy minus entropy",
        forward: { y, t in
          let entropy = -t.map { $0 == 0 ? 0 : $0 * Foundation.log($0) }.sum()
          return (try -(t * y).sum() - entropy) / Double(t.shape[0])
        },
        backward: { upstream, _, t in t * (-upstream / Double(t.shape[0])) }
      ),
    ],
    mistakes: [
      right.wrongLoss(
        "0 · log 0 is NaN",
        "Where a target is 0, log 0 is −∞ and 0 · −∞ is NaN. The term is 0 there: keep the argument "
          + "of the logarithm above 0."
      ) { y, t in try (t * (log(t) - y)).sum() / Double(t.shape[0]) },
      right.wrongLoss(
        "mean over all entries",
        "The sum was divided by all N · C entries. The divergence of a row is a sum over its classes, "
          + "and the loss the mean over the rows: divide by N."
      ) { y, t in
        try LossesSolutions::KLDivergence.forward(y, targets: t) / Double(t.shape[1])
      },
      right.wrongLoss(
        "sum instead of mean",
        "The divergences of the batch were added. Take their mean: divide by N."
      ) { y, t in
        try LossesSolutions::KLDivergence.forward(y, targets: t) * Double(t.shape[0])
      },
      right.wrongLoss(
        "sign of the divergence",
        "The difference is the wrong way round: t · (log t − y). A divergence is never negative."
      ) { y, t in try -LossesSolutions::KLDivergence.forward(y, targets: t) },
      right.wrongLoss(
        "entropy left out",
        "This is the cross-entropy −Σ t · y. The divergence has Σ t log t besides, so that it is 0 when "
          + "the two distributions are equal."
      ) { y, t in try -(t * y).sum() / Double(t.shape[0]) },
      right.wrongLoss(
        "distributions swapped",
        "The terms were weighted with the model's probabilities. The divergence weights them with the "
          + "target's: Σ t (log t − y)."
      ) { y, t in
        try (exp(y) * (y - log(maximum(t, 1e-300)))).sum() / Double(t.shape[0])
      },
      right.wrongGradient(
        "gradient with respect to probabilities",
        "The gradient was divided by the model's probabilities: that is the gradient with respect to "
          + "these. Here the inputs are their logarithms, and the slope is −t."
      ) { upstream, y, t in try -upstream * t / exp(y) / t.shape[0] },
      right.wrongGradient(
        "gradient with respect to logits",
        "This is p − t, the gradient with respect to the logits. Here the inputs are log-probabilities, "
          + "and the slope is −t."
      ) { upstream, y, t in try upstream * (exp(y) - t) / t.shape[0] },
      right.wrongGradient(
        "difference for slope",
        "The gradient contains the difference log t − y. The loss is linear in y: its slope is −t."
      ) { upstream, y, t in
        try -upstream * t * (log(maximum(t, 1e-300)) - y) / t.shape[0]
      },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong: y enters with a minus sign, so the slope is −t."
      ) { upstream, _, t in upstream * t / t.shape[0] },
      right.wrongGradient(
        "1/N missing",
        "The gradient is that of the sum over the batch. The loss is the mean: divide by N."
      ) { upstream, _, t in -upstream * t },
      right.wrongGradient(
        "gradient divided by all entries",
        "The gradient was divided by all N · C entries. The loss is a mean over the rows: divide by N."
      ) { upstream, _, t in -upstream * t / t.count },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, _, t in -t / t.shape[0] },
    ]
  )

  private static let right = LossVariants(
    forward: { try LossesSolutions::KLDivergence.forward($0, targets: $1) },
    backward: { try LossesSolutions::KLDivergence.backward($0, $1, targets: $2) }
  )
}
