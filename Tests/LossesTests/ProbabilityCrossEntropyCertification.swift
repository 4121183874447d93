import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension ProbabilityCrossEntropyGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (p: Tensor, t: Tensor) in
        try ReferenceLayers::ProbabilityCrossEntropy.forward(p, targets: t).item()
      },
      backward: { (upstream: Double, p: Tensor, t: Tensor) in
        try ReferenceLayers::ProbabilityCrossEntropy.backward(Tensor(upstream), p, targets: t)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "loops over the true classes",
        forward: { p, t in
          var total = 0.0
          for n in 0..<p.shape[0] {
            for c in 0..<p.shape[1] where t[n, c] == 1 { total -= Foundation.log(p[n, c] + 1e-8) }
          }
          return total / Double(p.shape[0])
        },
        backward: { upstream, p, t in
          var gradient = Tensor.zeros(like: p)
          for n in 0..<p.shape[0] {
            for c in 0..<p.shape[1] where t[n, c] == 1 {
              gradient[n, c] = -upstream / (p[n, c] + 1e-8) / Double(p.shape[0])
            }
          }
          return gradient
        }
      ),
      right.style(
        "a sum for each row, then the mean",
        forward: { p, t in try (-t * log(p + 1e-8)).sum(axis: 1).mean() },
        backward: { upstream, p, t in
          try (t / (p + 1e-8)) * (-upstream / Double(p.shape[0]))
        }
      ),
    ],
    mistakes: [
      right.wrongLoss(
        "logarithm without guard",
        "The logarithm was taken of p itself. Where p is 0 that is −∞, and 0 · −∞ is NaN: add 1e-8 "
          + "inside the logarithm."
      ) { p, t in try -(t * log(p)).sum() / Double(p.shape[0]) },
      right.wrongLoss(
        "ε outside the logarithm",
        "1e-8 was added to the logarithm instead of to the probability inside it, where it keeps log 0 "
          + "away."
      ) { p, t in try -(t * (log(p) + 1e-8)).sum() / Double(p.shape[0]) },
      right.wrongLoss(
        "raised to ε instead of ε added",
        "Probabilities were raised to at least 1e-8. Here 1e-8 is added to every one of them."
      ) { p, t in try -(t * log(maximum(p, 1e-8))).sum() / Double(p.shape[0]) },
      right.wrongLoss(
        "mean over all entries",
        "The sum was divided by all N · C entries. The loss is the mean over the rows: divide by N."
      ) { p, t in try -(t * log(p + 1e-8)).mean() },
      right.wrongLoss(
        "sum instead of mean",
        "The losses of the batch were added. Take their mean: divide by the number of rows."
      ) { p, t in try -(t * log(p + 1e-8)).sum() },
      right.wrongLoss(
        "minus sign forgotten",
        "The minus sign is missing. The logarithm of a probability is negative, and a loss is not."
      ) { p, t in try (t * log(p + 1e-8)).sum() / Double(p.shape[0]) },
      right.wrongLoss(
        "softmax applied to probabilities",
        "Softmax was applied to the inputs. They are probabilities already."
      ) { p, t in
        let powers = exp(p)
        let again = try powers / powers.sum(axis: 1, keepingDimensions: true)
        return try -(t * log(again + 1e-8)).sum() / Double(p.shape[0])
      },
      right.wrongLoss(
        "the terms of binary cross-entropy added",
        "−(1 − t) log(1 − p + ε) was added, as in binary cross-entropy. Here each row is one choice, and only the "
          + "true class counts: −Σ t log(p + ε)."
      ) { p, t in
        try -(t * log(p + 1e-8) + (1 - t) * log(1 - p + 1e-8)).sum() / Double(p.shape[0])
      },
      right.wrongLoss(
        "targets inside the logarithm",
        "The logarithm was taken of the targets. It belongs to the probabilities: −Σ t log(p + ε)."
      ) { p, t in try -(p * log(t + 1e-8)).sum() / Double(p.shape[0]) },
      right.wrongGradient(
        "ε missing in the gradient",
        "The gradient was divided by p, not by p + ε. Where p is 0 that is a division by 0."
      ) { upstream, p, t in try -upstream * t / p / p.shape[0] },
      right.wrongGradient(
        "p raised instead of ε added in the gradient",
        "The gradient was divided by p itself, except where p is 0 or nearly 0: there it was raised to a small "
          + "number. Forward adds 1e-8 to every p: divide by p + 1e-8."
      ) { upstream, p, t in try -upstream * t / maximum(p, 1e-8) / p.shape[0] }.or(
        right.replacingGradient { upstream, p, t in
          try -upstream * t / maximum(p, 1e-12) / p.shape[0]
        }
      ),
      right.wrongGradient(
        "gradient with respect to logits",
        "This is p − t, the gradient with respect to the logits of a softmax. Here the inputs are "
          + "probabilities: the derivative of −t log(p + ε) is −t/(p + ε)."
      ) { upstream, p, t in try upstream * (p - t) / p.shape[0] },
      right.wrongGradient(
        "targets left out of the gradient",
        "Every class got a gradient. Only the true class appears in the loss: multiply by the targets."
      ) { upstream, p, _ in -upstream / (p + 1e-8) / p.shape[0] },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong. More probability for the true class makes the loss smaller: the gradient "
          + "there is negative."
      ) { upstream, p, t in try upstream * t / (p + 1e-8) / p.shape[0] },
      right.wrongGradient(
        "1/N missing",
        "The gradient is that of the sum over the batch. The loss is the mean: divide by N."
      ) { upstream, p, t in try -upstream * t / (p + 1e-8) },
      right.wrongGradient(
        "gradient divided by all entries",
        "The gradient was divided by all N · C entries. The loss is the mean over the rows: divide by N."
      ) { upstream, p, t in try -upstream * t / (p + 1e-8) / p.count },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, p, t in try -t / (p + 1e-8) / p.shape[0] },
    ]
  )

  private static let right = LossVariants(
    forward: { try LossesSolutions::ProbabilityCrossEntropy.forward($0, targets: $1) },
    backward: { try LossesSolutions::ProbabilityCrossEntropy.backward($0, $1, targets: $2) }
  )
}
