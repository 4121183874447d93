import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension CrossEntropyGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (logits: Tensor, labels: [Int]) in
        try ReferenceLayers::CrossEntropy.forward(logits, labels: labels).item()
      },
      backward: { (upstream: Double, logits: Tensor, labels: [Int]) in
        try ReferenceLayers::CrossEntropy.backward(Tensor(upstream), logits, labels: labels)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "probabilities minus one-hot at once",
        forward: { logits, labels in
          let largest = try logits.max(axis: 1)
          let shifted = try logits - largest.expandingAxis(at: 1)
          let logSums = try log(exp(shifted).sum(axis: 1)) + largest
          return try (logSums - logits.picking(labels)).mean()
        },
        backward: { upstream, logits, labels in
          let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
          return try upstream * (softmax(logits, axis: 1) - oneHot) / labels.count
        }
      ),
      right.style(
        "loops",
        forward: { logits, labels in
          var total = 0.0
          for (n, label) in labels.enumerated() {
            total += logSumExp(logits, n) - logits[n, label]
          }
          return total / Double(labels.count)
        },
        backward: { upstream, logits, labels in
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
      ),
    ],
    mistakes: [
      right.wrongGradient(
        "gradient stops at the log-probabilities",
        "This is the gradient with respect to the log-probabilities. Take it back through log-softmax "
          + "too: the log-sum of each row depends on all its logits."
      ) { upstream, logits, labels in
        try -upstream * Tensor.oneHot(labels, classes: logits.shape[1]) / labels.count
      },
      right.wrongGradient(
        "Jacobian of softmax treated as diagonal",
        "Only the true class gets a gradient. Every logit changes the log-sum of its row, and with it "
          + "the loss."
      ) { upstream, logits, labels in
        let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
        return try upstream * (softmax(logits, axis: 1) - oneHot) * oneHot / labels.count
      },
      right.wrongGradient(
        "sum over the batch instead of the row",
        "On the way back through log-softmax the gradient was summed down the columns. A log-sum belongs "
          + "to one row: sum over its classes, axis 1."
      ) { upstream, logits, labels in
        let g = try -upstream * Tensor.oneHot(labels, classes: logits.shape[1]) / labels.count
        return try g - softmax(logits, axis: 1) * g.sum(axis: 0, keepingDimensions: true)
      },
      right.wrongGradient(
        "one-hot labels not subtracted",
        "The gradient is the probabilities alone. The logit of the true class also appears by itself, "
          + "and brings −1."
      ) { upstream, logits, labels in try upstream * softmax(logits, axis: 1) / labels.count },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong. A larger logit of the true class makes the loss smaller: its gradient is "
          + "negative."
      ) { upstream, logits, labels in
        let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
        return try upstream * (oneHot - softmax(logits, axis: 1)) / labels.count
      },
      right.wrongGradient(
        "1/N missing in the gradient",
        "The gradient is that of the sum over the batch. The loss is the mean: divide by N."
      ) { upstream, logits, labels in
        let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
        return try upstream * (softmax(logits, axis: 1) - oneHot)
      },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, logits, labels in
        let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
        return try (softmax(logits, axis: 1) - oneHot) / labels.count
      },
      right.wrongGradient(
        "e^z overflows in the gradient",
        "The gradient computes e^z of large logits, which is ∞, and ∞/∞ is NaN. Subtract the largest "
          + "logit of each row here too."
      ) { upstream, logits, labels in
        let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
        let p = try exp(logits) / exp(logits).sum(axis: 1, keepingDimensions: true)
        return try upstream * (p - oneHot) / labels.count
      },
      right.wrongLoss(
        "no shift by the largest logit",
        "e^z overflows for large logits. Subtract the largest logit of each row first; that does not "
          + "change log-softmax."
      ) { logits, labels in
        try -(logits - log(exp(logits).sum(axis: 1, keepingDimensions: true))).picking(labels)
          .mean()
      },
      right.wrongLoss(
        "softmax applied twice",
        "Softmax was applied twice: to the logits, and to the result again. Cross-entropy needs the "
          + "logarithm of one softmax."
      ) { logits, labels in
        try -log(softmax(softmax(logits, axis: 1), axis: 1)).picking(labels).mean()
      },
      right.wrongLoss(
        "logarithm left out",
        "The probability of the true class was averaged, without its logarithm."
      ) { logits, labels in try -softmax(logits, axis: 1).picking(labels).mean() },
      right.wrongLoss(
        "softmax over the wrong axis",
        "The sum ran down the columns, over the examples. Each row is one example: use axis 1."
      ) { logits, labels in
        let shifted = try logits - logits.max(axis: 0, keepingDimensions: true)
        let sums = try exp(shifted).sum(axis: 0, keepingDimensions: true)
        return try -(shifted - log(sums)).picking(labels).mean()
      },
      right.wrongLoss(
        "minus sign forgotten",
        "The minus sign is missing. The logarithm of a probability is negative, and a loss is not."
      ) { logits, labels in
        try -LossesSolutions::CrossEntropy.forward(logits, labels: labels)
      },
      right.wrongLoss(
        "sum instead of mean",
        "The losses of the batch were added. Take their mean: divide by N."
      ) { logits, labels in
        try LossesSolutions::CrossEntropy.forward(logits, labels: labels) * Double(labels.count)
      },
      right.wrongLoss(
        "logarithm of a probability that has become 0",
        "The probability of the true class underflows to 0, and log 0 is −∞. Do not take the logarithm "
          + "of a probability: log p = (z − m) − log Σ e^(z − m)."
      ) { logits, labels in try -log(softmax(logits, axis: 1)).picking(labels).mean() },
      right.wrongLoss(
        "not the largest logit subtracted",
        "A number below the largest logit was subtracted from each row, so the powers can still overflow. "
          + "The mean, for example, is too small: subtract the largest logit."
      ) { logits, labels in
        let shifted = try logits - logits.mean(axis: 1, keepingDimensions: true)
        let sums = try exp(shifted).sum(axis: 1, keepingDimensions: true)
        return try -(shifted - log(sums)).picking(labels).mean()
      },
      right.wrongGradient(
        "five classes",
        "The number of classes was taken as 5, whatever it is. It is logits.shape[1]."
      ) { upstream, logits, labels in
        let oneHot = try Tensor.oneHot(labels, classes: 5)
        return try upstream * (softmax(logits, axis: 1) - oneHot) / labels.count
      },
    ]
  )

  private static let right = LossVariants<[Int]>(
    forward: { try LossesSolutions::CrossEntropy.forward($0, labels: $1) },
    backward: { try LossesSolutions::CrossEntropy.backward($0, $1, labels: $2) }
  )

  private static func softmax(_ logits: Tensor, axis: Int) throws -> Tensor {
    let powers = try exp(logits - logits.max(axis: axis, keepingDimensions: true))
    return try powers / powers.sum(axis: axis, keepingDimensions: true)
  }

  private static func logSumExp(_ logits: Tensor, _ row: Int) -> Double {
    let scores = (0..<logits.shape[1]).map { logits[row, $0] }
    let largest = scores.max() ?? 0
    return largest + Foundation.log(scores.reduce(0) { $0 + Foundation.exp($1 - largest) })
  }
}
