import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension BinaryCrossEntropyWithLogitsGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (z: Tensor, t: Tensor) in
        try ReferenceLayers::BinaryCrossEntropyWithLogits.forward(z, target: t).item()
      },
      backward: { (upstream: Double, z: Tensor, t: Tensor) in
        try ReferenceLayers::BinaryCrossEntropyWithLogits.backward(Tensor(upstream), z, target: t)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "loops with two cases",
        forward: { z, t in
          var total = 0.0
          for (z, t) in zip(z.scalars, t.scalars) {
            total += z > 0 ? z + Foundation.log1p(exp(-z)) : Foundation.log1p(exp(z))
            total -= z * t
          }
          return total / Double(z.count)
        },
        backward: { upstream, z, t in
          var gradient = Tensor.zeros(like: z)
          for i in 0..<z.shape[0] {
            for j in 0..<z.shape[1] {
              let power = Foundation.exp(-abs(z[i, j]))
              let sigmoid = z[i, j] > 0 ? 1 / (1 + power) : power / (1 + power)
              gradient[i, j] = upstream * (sigmoid - t[i, j]) / Double(z.count)
            }
          }
          return gradient
        }
      ),
      right.style(
        "log(1 + …) without log1p, and the sigmoid from tanh",
        forward: { z, t in
          try (maximum(z, 0) - z * t + log(1 + exp(-abs(z)))).sum() / Double(z.count)
        },
        backward: { upstream, z, t in
          try (0.5 * (1 + tanh(z / 2)) - t) * (upstream / Double(z.count))
        }
      ),
    ],
    mistakes: [
      right.wrongLoss(
        "sigmoid first, logarithm after",
        "For a large logit the sigmoid is exactly 0 or 1, and the logarithm −∞ or NaN. Put the sigmoid "
          + "into the logarithm by hand: the loss is log(1 + eᶻ) − z·t."
      ) { z, t in
        let p = 1 / (1 + exp(-z))
        return try -(t * log(p) + (1 - t) * log(1 - p)).mean()
      },
      right.wrongLoss(
        "logarithms cut off at −100",
        "The logarithms were cut off at −100, so a logit of 1000 costs 100 instead of 1000. Without a "
          + "sigmoid in the way no guard is needed: the loss is log(1 + eᶻ) − z·t."
      ) { z, t in
        let p = 1 / (1 + exp(-z))
        let (yes, no) = (maximum(log(p), -100), maximum(log(1 - p), -100))
        return try -(t * yes + (1 - t) * no).mean()
      },
      KnownMistake(
        "a small number inside the logarithms",
        "A small number was added to p and 1 − p, or they were kept above it. It keeps the loss finite, but makes it "
          + "wrong. No guard is needed: the loss is log(1 + eᶻ) − z·t.",
        guarding { $0 + 1e-8 }
      )
      .or(guarding { $0 + 1e-7 })
      .or(guarding { $0 + 1e-12 })
      .or(guarding { maximum($0, 1e-7) })
      .or(guarding { maximum($0, 1e-8) })
      .or(guarding { maximum($0, 1e-12) }),
      right.wrongLoss(
        "e to the z overflows",
        "log(1 + eᶻ) is right, but eᶻ overflows for large z. Write it as max(z, 0) + log(1 + e^−|z|)."
      ) { z, t in try (log(1 + exp(z)) - z * t).mean() },
      right.wrongLoss(
        "magnitude forgotten in the exponent",
        "The exponent is −z where it should be −|z|: max(z, 0) + log(1 + e^−|z|)."
      ) { z, t in try (maximum(z, 0) + log1p(exp(-z)) - z * t).mean() },
      right.wrongLoss(
        "target left out",
        "The term −z·t is missing: the loss is log(1 + eᶻ) − z·t."
      ) { z, _ in try (maximum(z, 0) + log1p(exp(-abs(z)))).mean() },
      right.wrongLoss(
        "sum instead of mean",
        "The losses were added. Take their mean: divide by the number of entries."
      ) { z, t in
        try LossesSolutions::BinaryCrossEntropyWithLogits.forward(z, target: t) * Double(z.count)
      },
      right.wrongLoss(
        "mean over the batch alone",
        "The sum was divided by the number of examples. Divide it by the number of entries, N · D."
      ) { z, t in
        try LossesSolutions::BinaryCrossEntropyWithLogits.forward(z, target: t) * Double(z.shape[1])
      },
      slope(
        "slope of the sigmoid left over",
        "The gradient has a factor σ(1 − σ) too many. It is in the derivative of the sigmoid, but the "
          + "denominators of the cross-entropy cancel it: what is left is σ(z) − t."
      ) { p, t, _ in try (p - t) * p * (1 - p) },
      slope(
        "logits for probabilities in the gradient",
        "The gradient is z − t. Apply the sigmoid to the logits first: σ(z) − t."
      ) { _, t, z in try z - t },
      slope(
        "target not subtracted",
        "The gradient is the probabilities alone. The term −z·t of the loss brings −t."
      ) { p, _, _ in p },
      slope(
        "sign of the gradient",
        "The sign is wrong: the gradient is what was predicted minus what is true, σ(z) − t."
      ) { p, t, _ in try t - p },
      slope(
        "overflow in the sigmoid",
        "eᶻ/(1 + eᶻ) is ∞/∞ for large z, which is NaN. Write the sigmoid as 1/(1 + e⁻ᶻ): there the "
          + "exponential may overflow, and the result is still right."
      ) { _, t, z in try exp(z) / (1 + exp(z)) - t },
      right.wrongGradient(
        "1/n missing",
        "The gradient is that of the sum of the losses. The loss is their mean: divide by the number of "
          + "entries."
      ) { upstream, z, t in try upstream * (1 / (1 + exp(-z)) - t) },
      right.wrongGradient(
        "divided by the batch size",
        "The gradient was divided by the number of examples. The mean is over all entries, of which "
          + "there are N · D: divide by logits.count."
      ) { upstream, z, t in try upstream * (1 / (1 + exp(-z)) - t) / z.shape[0] },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, z, t in try (1 / (1 + exp(-z)) - t) / z.count },
      right.wrongLoss(
        "cut off at 10",
        "For large logits log(1 + eᶻ) was taken as z, from where on it still differs: at z = 11 it is "
          + "11.00002. max(z, 0) + log(1 + e^−|z|) is right for all z."
      ) { z, t in
        try (z.map { $0 > 10 ? $0 : Foundation.log1p(Foundation.exp($0)) } - z * t).mean()
      },
    ]
  )

  private static let right = LossVariants(
    forward: { try LossesSolutions::BinaryCrossEntropyWithLogits.forward($0, target: $1) },
    backward: { try LossesSolutions::BinaryCrossEntropyWithLogits.backward($0, $1, target: $2) }
  )

  /// The loss from the sigmoid, with logarithms that are kept finite from within.
  private static func guarding(
    _ change: @escaping @Sendable (_ probability: Tensor) -> Tensor
  ) -> Implementation {
    right.replacingLoss { z, t in
      let p = 1 / (1 + exp(-z))
      return try -(t * log(change(p)) + (1 - t) * log(change(1 - p))).mean()
    }
  }

  /// A wrong slope of the loss of one entry, from p = σ(z), the target and z.
  private static func slope(
    _ name: String,
    _ sentence: String,
    _ slope: @escaping @Sendable (_ p: Tensor, _ t: Tensor, _ z: Tensor) throws -> Tensor
  ) -> KnownMistake {
    right.wrongGradient(name, sentence) { upstream, z, t in
      try upstream * slope(1 / (1 + exp(-z)), t, z) / z.count
    }
  }
}
