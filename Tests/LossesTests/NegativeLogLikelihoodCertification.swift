import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension NegativeLogLikelihoodGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (y: Tensor, labels: [Int]) in
        try ReferenceLayers::NegativeLogLikelihood.forward(y, labels: labels).item()
      },
      backward: { (upstream: Double, y: Tensor, labels: [Int]) in
        try ReferenceLayers::NegativeLogLikelihood.backward(Tensor(upstream), y, labels: labels)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "loops",
        forward: { y, labels in
          var total = 0.0
          for (n, label) in labels.enumerated() { total -= y[n, label] }
          return total / Double(labels.count)
        },
        backward: { upstream, y, labels in
          var gradient = Tensor.zeros(like: y)
          for (n, label) in labels.enumerated() {
            gradient[n, label] = -upstream / Double(labels.count)
          }
          return gradient
        }
      ),
      right.style(
        "a one-hot product",
        forward: { y, labels in
          let oneHot = try Tensor.oneHot(labels, classes: y.shape[1])
          return try -(oneHot * y).sum(axis: 1).mean()
        },
        backward: { upstream, y, labels in
          try Tensor.oneHot(labels, classes: y.shape[1]) * (-upstream / Double(y.shape[0]))
        }
      ),
    ],
    mistakes: [
      right.wrongLoss(
        "minus sign forgotten",
        "The minus sign is missing: the loss is minus the mean of the log-probabilities of the labels."
      ) { y, labels in try y.picking(labels).mean() },
      right.wrongLoss(
        "log-softmax applied again",
        "Log-softmax was applied to the inputs. They are log-probabilities already: take the entries "
          + "as they are."
      ) { y, labels in
        try -(y - log(exp(y).sum(axis: 1, keepingDimensions: true))).picking(labels).mean()
      },
      right.wrongLoss(
        "probabilities instead of their logarithms",
        "The exponential was applied, so probabilities were averaged. The inputs are logarithms, and "
          + "the loss takes them as they are."
      ) { y, labels in try -exp(y).picking(labels).mean() },
      right.wrongLoss(
        "mean over all entries",
        "The sum was divided by all N · C entries. One entry is picked from each row: divide by N."
      ) { y, labels in try -y.picking(labels).sum() / Double(y.count) },
      right.wrongLoss(
        "sum instead of mean",
        "The losses of the batch were added. Take their mean: divide by N."
      ) { y, labels in try -y.picking(labels).sum() },
      right.wrongLoss(
        "every class counted",
        "All entries were averaged. Only the entry of the label counts in each row: picking(labels)."
      ) { y, _ in try -y.mean() },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong. A larger log-probability of the true class makes the loss smaller: its "
          + "gradient is negative."
      ) { upstream, y, labels in
        try upstream * Tensor.oneHot(labels, classes: y.shape[1]) / labels.count
      },
      right.wrongGradient(
        "gradient with respect to logits",
        "This is softmax minus one-hot, the gradient with respect to logits. Here the inputs are "
          + "log-probabilities, and only the picked entries get a gradient."
      ) { upstream, y, labels in
        try upstream * (exp(y) - Tensor.oneHot(labels, classes: y.shape[1])) / labels.count
      },
      right.wrongGradient(
        "gradient for every class",
        "Every entry got −1/N. Only the entry of the label appears in the loss: the others get 0."
      ) { upstream, y, labels in -upstream * Tensor.ones(like: y) / labels.count },
      right.wrongGradient(
        "1/N missing",
        "The gradient is that of the sum over the batch. The loss is the mean: divide by N."
      ) { upstream, y, labels in
        try -upstream * Tensor.oneHot(labels, classes: y.shape[1])
      },
      right.wrongGradient(
        "gradient divided by all entries",
        "The gradient was divided by all N · C entries. The loss is a mean over the rows: divide by N."
      ) { upstream, y, labels in
        try -upstream * Tensor.oneHot(labels, classes: y.shape[1]) / y.count
      },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, y, labels in try -Tensor.oneHot(labels, classes: y.shape[1]) / labels.count },
    ]
  )

  private static let right = LossVariants<[Int]>(
    forward: { try LossesSolutions::NegativeLogLikelihood.forward($0, labels: $1) },
    backward: { try LossesSolutions::NegativeLogLikelihood.backward($0, $1, labels: $2) }
  )
}
