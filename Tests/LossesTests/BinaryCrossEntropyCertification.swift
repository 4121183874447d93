import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension BinaryCrossEntropyGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (p: Tensor, t: Tensor) in
        try ReferenceLayers::BinaryCrossEntropy.forward(p, target: t).item()
      },
      backward: { (upstream: Double, p: Tensor, t: Tensor) in
        try ReferenceLayers::BinaryCrossEntropy.backward(Tensor(upstream), p, target: t)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "one fraction, as PyTorch has it",
        forward: { p, t in
          let cost = try -t * maximum(log(p), -100) - (1 - t) * maximum(log1p(-p), -100)
          return cost.sum() / Double(p.count)
        },
        backward: { upstream, p, t in
          let spread = try maximum(p * (1 - p), 1e-12)
          return try (p - t) / spread * (upstream / Double(p.count))
        }
      ),
      right.style(
        "loops",
        forward: { p, t in
          var total = 0.0
          for (p, t) in zip(p.scalars, t.scalars) {
            total -= t * Swift.max(Foundation.log(p), -100)
            total -= (1 - t) * Swift.max(Foundation.log(1 - p), -100)
          }
          return total / Double(p.count)
        },
        backward: { upstream, p, t in
          var gradient = Tensor.zeros(like: p)
          for i in 0..<p.shape[0] {
            for j in 0..<p.shape[1] {
              let yes = -t[i, j] / Swift.max(p[i, j], 1e-12)
              let no = (1 - t[i, j]) / Swift.max(1 - p[i, j], 1e-12)
              gradient[i, j] = upstream * (yes + no) / Double(p.count)
            }
          }
          return gradient
        }
      ),
    ],
    mistakes: [
      right.wrongLoss(
        "logarithm without guard",
        "A probability of 0 or 1 makes one of the logarithms −∞, and 0 · −∞ is NaN. Keep both "
          + "logarithms at −100 or more with maximum."
      ) { p, t in try -(t * log(p) + (1 - t) * log(1 - p)).mean() },
      KnownMistake(
        "a small number inside the logarithms",
        "A small number was added to p and 1 − p, or they were kept above it. This exercise guards in another way: "
          + "each logarithm is kept at −100 or more with maximum.",
        guarding { $0 + 1e-8 }
      )
      .or(guarding { $0 + 1e-7 })
      .or(guarding { maximum($0, 1e-7) })
      .or(guarding { maximum($0, 1e-8) })
      .or(guarding { maximum($0, 1e-12) }),
      KnownMistake(
        "soft targets made hard",
        "A target between 0 and 1 counted as a whole yes or a whole no. It is a share of each: "
          + "t · log p + (1 − t) · log(1 − p).",
        changingTargets { $0 .>= 0.5 }
      )
      .or(changingTargets { $0 .> 0.5 })
      .or(changingTargets { $0 .>= 1 })
      .or(changingTargets { $0 .> 0 }),
      right.wrongLoss(
        "the term for no left out",
        "Only −t log p is there, so a wrong yes costs nothing. Add −(1 − t) log(1 − p) for the "
          + "targets that are 0."
      ) { p, t in try -(t * maximum(log(p), -100)).mean() },
      right.wrongLoss(
        "minus sign forgotten",
        "The minus sign is missing. Logarithms of probabilities are negative, and a loss is not."
      ) { p, t in try -LossesSolutions::BinaryCrossEntropy.forward(p, target: t) },
      right.wrongLoss(
        "sum instead of mean",
        "The losses were added. Take their mean: divide by the number of entries."
      ) { p, t in
        try LossesSolutions::BinaryCrossEntropy.forward(p, target: t) * Double(p.count)
      },
      right.wrongLoss(
        "mean over the batch alone",
        "The sum was divided by the number of examples. Divide it by the number of entries, N · D."
      ) { p, t in
        try LossesSolutions::BinaryCrossEntropy.forward(p, target: t) * Double(p.shape[1])
      },
      right.wrongLoss(
        "sigmoid applied to probabilities",
        "The sigmoid was applied to the inputs. They are probabilities already."
      ) { p, t in
        try LossesSolutions::BinaryCrossEntropy.forward(1 / (1 + exp(-p)), target: t)
      },
      right.wrongLoss(
        "yes and no swapped",
        "The two terms are the wrong way round: log p belongs to t, and log(1 − p) to 1 − t."
      ) { p, t in try LossesSolutions::BinaryCrossEntropy.forward(p, target: 1 - t) },
      right.wrongGradient(
        "sign of the term for no",
        "The second term has the wrong sign. The inner derivative of 1 − p is −1, so "
          + "−(1 − t) log(1 − p) has the slope +(1 − t)/(1 − p)."
      ) { upstream, p, t in
        let yes = try -t / maximum(p, 1e-12)
        let no = try (1 - t) / maximum(1 - p, 1e-12)
        return try upstream * (yes - no) / p.count
      },
      right.wrongGradient(
        "the term for no left out of the gradient",
        "The gradient has only −t/p. Where t is 0 the loss is −log(1 − p), and changes with p too."
      ) { upstream, p, t in try upstream * (-t / maximum(p, 1e-12)) / p.count },
      right.wrongGradient(
        "gradient with respect to logits",
        "This is p − t, the gradient with respect to the logit of a sigmoid. Here the inputs are "
          + "probabilities: the slope is −t/p + (1 − t)/(1 − p)."
      ) { upstream, p, t in try upstream * (p - t) / p.count },
      right.wrongGradient(
        "division by 0",
        "A probability of 0 or 1 makes a denominator 0. Keep p and 1 − p at 1e-12 or more with maximum."
      ) { upstream, p, t in try upstream * (-t / p + (1 - t) / (1 - p)) / p.count },
      right.wrongGradient(
        "a small number added to the denominators",
        "1e-8 was added to the denominators. This exercise guards in another way: each denominator is "
          + "kept at 1e-12 or more with maximum."
      ) { upstream, p, t in
        try upstream * (-t / (p + 1e-8) + (1 - t) / (1 - p + 1e-8)) / p.count
      },
      right.wrongGradient(
        "p clipped instead of 1 − p",
        "p was kept at 1 − 1e-12 or less, and 1 − p taken then: rounding makes that 1.00009e-12. Keep the "
          + "denominator itself at 1e-12 or more: maximum(1 - p, 1e-12)."
      ) { upstream, p, t in
        let clipped = p.clamped(to: 1e-12...(1 - 1e-12))
        return try upstream * (-t / clipped + (1 - t) / (1 - clipped)) / p.count
      },
      right.wrongGradient(
        "1/n missing",
        "The gradient is that of the sum of the losses. The loss is their mean: divide by the number of "
          + "entries."
      ) { upstream, p, t in
        try LossesSolutions::BinaryCrossEntropy.backward(upstream, p, target: t) * p.count
      },
      right.wrongGradient(
        "divided by the batch size",
        "The gradient was divided by the number of examples. The mean is over all entries, of which "
          + "there are N · D: divide by probability.count."
      ) { upstream, p, t in
        try LossesSolutions::BinaryCrossEntropy.backward(upstream, p, target: t) * p.shape[1]
      },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong. Where the answer is yes, more probability makes the loss smaller: the slope "
          + "is −t/p + (1 − t)/(1 − p)."
      ) { upstream, p, t in
        try -LossesSolutions::BinaryCrossEntropy.backward(upstream, p, target: t)
      },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, p, t in try LossesSolutions::BinaryCrossEntropy.backward(1, p, target: t) },
      right.wrongLoss(
        "losses cut off at 100",
        "The loss of an entry was cut off at 100. It is each logarithm that is kept at −100 or more: with "
          + "p = 0 and a target of 0.5 an entry costs 50."
      ) { p, t in
        let cost = try -(t * log(p) + (1 - t) * log(1 - p))
        return try cost.map { $0.isFinite ? $0 : 100 }.mean()
      },
    ]
  )

  private static let right = LossVariants(
    forward: { try LossesSolutions::BinaryCrossEntropy.forward($0, target: $1) },
    backward: { try LossesSolutions::BinaryCrossEntropy.backward($0, $1, target: $2) }
  )

  /// The loss with logarithms that are kept finite from within.
  private static func guarding(
    _ change: @escaping @Sendable (_ probability: Tensor) -> Tensor
  ) -> Implementation {
    right.replacingLoss { p, t in
      try -(t * log(change(p)) + (1 - t) * log(change(1 - p))).mean()
    }
  }

  private static func changingTargets(
    _ change: @escaping @Sendable (_ target: Tensor) -> Tensor
  ) -> Implementation {
    right.replacingLoss { p, t in
      try LossesSolutions::BinaryCrossEntropy.forward(p, target: change(t))
    }
  }
}
