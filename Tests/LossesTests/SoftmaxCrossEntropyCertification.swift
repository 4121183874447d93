import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension SoftmaxCrossEntropyGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (logits: Tensor, labels: [Int]) in
        try ReferenceLayers::SoftmaxCrossEntropy.forward(logits, labels: labels).item()
      },
      backward: { (upstream: Double, logits: Tensor, labels: [Int]) in
        try ReferenceLayers::SoftmaxCrossEntropy.backward(Tensor(upstream), logits, labels: labels)
      }
    ),
    solution: Implementation(forward: Solution.forward, backward: Solution.backward),
    alternatives: [
      Alternative(
        "loops, with the logits in the cache",
        Implementation(
          forward: { (logits: Tensor, labels: [Int]) in
            var total = 0.0
            for (n, label) in labels.enumerated() {
              total += logSumExp(logits, n) - logits[n, label]
            }
            return (total / Double(labels.count), (logits, labels))
          },
          backward: { (upstream: Double, cache: (Tensor, [Int])) in
            let (logits, labels) = cache
            var gradient = Tensor.zeros(like: logits)
            for (n, label) in labels.enumerated() {
              for c in 0..<logits.shape[1] {
                let probability = Foundation.exp(logits[n, c] - logSumExp(logits, n))
                gradient[n, c] =
                  upstream * (probability - (c == label ? 1 : 0)) / Double(labels.count)
              }
            }
            return gradient
          }
        )
      ),
      Alternative(
        "a one-hot product, with the finished gradient in the cache",
        Implementation(
          forward: { (logits: Tensor, labels: [Int]) in
            let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
            let largest = try logits.max(axis: 1, keepingDimensions: true)
            let powers = try exp(logits - largest)
            let sums = try powers.sum(axis: 1, keepingDimensions: true)
            let logProbabilities = try logits - largest - log(sums)
            let loss = try -(oneHot * logProbabilities).sum() / Double(labels.count)
            return (loss, try (powers / sums - oneHot) / labels.count)
          },
          backward: { (upstream: Double, gradient: Tensor) in upstream * gradient }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "1/N missing in the gradient",
        "The gradient is that of the sum over the batch. The loss is the mean: divide by N.",
        wrong { upstream, p, y in try upstream * (p - y) }
      ),
      KnownMistake(
        "1/N twice in the gradient",
        "The gradient was divided by N twice. The mean brings 1/N once.",
        wrong { upstream, p, y in try upstream * (p - y) / (p.shape[0] * p.shape[0]) }
      ),
      KnownMistake(
        "divided by the number of classes",
        "The gradient was divided by the number of classes. The loss is the mean over the examples: "
          + "divide by the number of rows.",
        wrong { upstream, p, y in try upstream * (p - y) / p.shape[1] }
      ),
      KnownMistake(
        "divided by the number of entries",
        "The gradient was divided by N · C, the number of all its entries. The loss is the mean over the N "
          + "examples: divide by the number of rows.",
        wrong { upstream, p, y in try upstream * (p - y) / p.count }
      ),
      KnownMistake(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1.",
        wrong { _, p, y in try (p - y) / p.shape[0] }
      ),
      KnownMistake(
        "one-hot labels not subtracted",
        "The gradient is the probabilities alone. The term −z_label of the loss brings −1 at the true "
          + "class: subtract the one-hot labels.",
        wrong { upstream, p, _ in upstream * p / p.shape[0] }
      ),
      KnownMistake(
        "sign of the gradient",
        "The sign is wrong: the gradient is probabilities minus one-hot labels, not the reverse.",
        wrong { upstream, p, y in try upstream * (y - p) / p.shape[0] }
      ),
      KnownMistake(
        "Jacobian of softmax treated as diagonal",
        "Only the true class gets a gradient. Every logit changes the probability of the true class, "
          + "through the sum in the denominator: the Jacobian of softmax is not diagonal.",
        wrong { upstream, p, y in try upstream * (p - y) * y / p.shape[0] }
      ),
      KnownMistake(
        "log-probabilities for probabilities",
        "The gradient was made from log p instead of p. Keep the probabilities themselves for it: p = e^(log p).",
        wrongCache { logits, labels in (try logSoftmax(logits, axis: 1), labels) }
      ),
      KnownMistake(
        "predicted classes for labels",
        "1 was subtracted at the largest logit of each row, the predicted class. Subtract it at the true class, "
          + "which the label names.",
        wrongCache { logits, _ in
          (exp(try logSoftmax(logits, axis: 1)), try logits.argmax(axis: 1))
        }
      ),
      KnownMistake(
        "sum instead of mean",
        "The losses of the batch were added. Take their mean: divide by N.",
        wrongForward { logits, labels in
          try -logSoftmax(logits, axis: 1).picking(labels).sum()
        }
      ),
      KnownMistake(
        "softmax applied twice",
        "Softmax was applied twice: to the logits, and to the result again. Cross-entropy needs the "
          + "logarithm of one softmax.",
        wrongForward { logits, labels in
          let probabilities = exp(try logSoftmax(logits, axis: 1))
          return try -logSoftmax(probabilities, axis: 1).picking(labels).mean()
        }
      ),
      KnownMistake(
        "softmax over the wrong axis",
        "Softmax ran down the columns, over the examples. Each row is one example, and its classes lie "
          + "along axis 1.",
        wrongForward { logits, labels in
          try -logSoftmax(logits, axis: 0).picking(labels).mean()
        }
      )
      .or(
        wrongForward { logits, labels in
          let shifted = try logits - logits.max(axis: 1, keepingDimensions: true)
          let sums = try exp(shifted).sum(axis: 0, keepingDimensions: true)
          return try -(shifted - log(sums)).picking(labels).mean()
        }
      ),
      KnownMistake(
        "the largest logit subtracted in the sum alone",
        "The largest logit was subtracted inside the sum, and not from the logit in front: log p = (z − m) − log "
          + "Σ e^(z − m). Both need the shifted logits.",
        wrongForward { logits, labels in
          let shifted = try logits - logits.max(axis: 1, keepingDimensions: true)
          let sums = try exp(shifted).sum(axis: 1, keepingDimensions: true)
          return try -(logits - log(sums)).picking(labels).mean()
        }
      ),
      KnownMistake(
        "no shift by the largest logit",
        "e^z overflows for large logits. Subtract the largest logit of each row first; that changes no "
          + "probability.",
        wrongForward { logits, labels in
          let powers = exp(logits)
          let sums = try powers.sum(axis: 1, keepingDimensions: true)
          return try -log(powers / sums).picking(labels).mean()
        }
      ),
      KnownMistake(
        "logarithm of a probability that has become 0",
        "The probability of the true class underflows to 0, and log 0 is −∞. Do not take the logarithm "
          + "of a probability: log p = (z − m) − log Σ e^(z − m).",
        wrongForward { logits, labels in
          try -log(exp(logSoftmax(logits, axis: 1))).picking(labels).mean()
        }
      ),
      KnownMistake(
        "a small number added inside the logarithm",
        "A small number was added inside the logarithm. It keeps the loss finite but makes it wrong. No guard is "
          + "needed when log p is computed as (z − m) − log Σ e^(z − m).",
        adding(1e-8)
      )
      .or(adding(1e-7))
      .or(adding(1e-12)),
      KnownMistake(
        "logits used as probabilities",
        "The logarithm was taken of the logits themselves. They are raw scores: apply softmax first.",
        wrongForward { logits, labels in try -log(logits).picking(labels).mean() }
      ),
      KnownMistake(
        "not the largest logit subtracted",
        "A number below the largest logit was subtracted from each row, so the powers can still overflow. "
          + "The mean, for example, is too small: subtract the largest logit.",
        wrongForward { logits, labels in
          let shifted = try logits - logits.mean(axis: 1, keepingDimensions: true)
          let sums = try exp(shifted).sum(axis: 1, keepingDimensions: true)
          return try -(shifted - log(sums)).picking(labels).mean()
        }
      ),
      KnownMistake(
        "five classes",
        "The number of classes was taken as 5, whatever it is. It is the length of a row of logits.",
        wrong { upstream, p, y in
          let labels = try y.argmax(axis: 1)
          return try upstream * (p - Tensor.oneHot(labels, classes: 5)) / p.shape[0]
        }
      ),
    ]
  )

  private typealias Solution = LossesSolutions::SoftmaxCrossEntropy

  /// The solution with another gradient, from the probabilities and the one-hot labels.
  private static func wrong(
    _ gradient:
      @escaping @Sendable (
        _ upstream: Double, _ probabilities: Tensor, _ oneHot: Tensor
      ) throws -> Tensor
  ) -> Implementation {
    Implementation(
      forward: Solution.forward,
      backward: { (upstream: Double, cache: Solution.Cache) in
        let classes = cache.probabilities.shape[1]
        return try gradient(
          upstream,
          cache.probabilities,
          try Tensor.oneHot(cache.labels, classes: classes)
        )
      }
    )
  }

  /// The solution with another loss, and the right cache.
  private static func wrongForward(
    _ loss: @escaping @Sendable (_ logits: Tensor, _ labels: [Int]) throws -> Double
  ) -> Implementation {
    Implementation(
      forward: { (logits: Tensor, labels: [Int]) in
        (try loss(logits, labels), try Solution.forward(logits, labels: labels).cache)
      },
      backward: Solution.backward
    )
  }

  /// The loss with a number added inside the logarithm.
  private static func adding(_ number: Double) -> Implementation {
    wrongForward { logits, labels in
      try -log(exp(logSoftmax(logits, axis: 1)) + number).picking(labels).mean()
    }
  }

  /// The solution with something else in the cache.
  private static func wrongCache(
    _ kept:
      @escaping @Sendable (
        _ logits: Tensor, _ labels: [Int]
      ) throws -> (probabilities: Tensor, labels: [Int])
  ) -> Implementation {
    Implementation(
      forward: { (logits: Tensor, labels: [Int]) in
        let kept = try kept(logits, labels)
        return (
          try Solution.forward(logits, labels: labels).loss,
          Solution.Cache(probabilities: kept.probabilities, labels: kept.labels)
        )
      },
      backward: Solution.backward
    )
  }

  private static func logSoftmax(_ logits: Tensor, axis: Int) throws -> Tensor {
    let shifted = try logits - logits.max(axis: axis, keepingDimensions: true)
    return try shifted - log(exp(shifted).sum(axis: axis, keepingDimensions: true))
  }

  private static func logSumExp(_ logits: Tensor, _ row: Int) -> Double {
    let scores = (0..<logits.shape[1]).map { logits[row, $0] }
    let largest = scores.max() ?? 0
    return largest + Foundation.log(scores.reduce(0) { $0 + Foundation.exp($1 - largest) })
  }
}
