import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension MeanSquaredErrorGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, t: Tensor) in
        try ReferenceLayers::MeanSquaredError.forward(x, target: t).item()
      },
      backward: { (upstream: Double, x: Tensor, t: Tensor) in
        try ReferenceLayers::MeanSquaredError.backward(Tensor(upstream), x, target: t)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "loops",
        forward: { x, t in
          var total = 0.0
          for i in 0..<x.shape[0] {
            for j in 0..<x.shape[1] { total += (x[i, j] - t[i, j]) * (x[i, j] - t[i, j]) }
          }
          return total / Double(x.count)
        },
        backward: { upstream, x, t in
          var gradient = Tensor.zeros(like: x)
          for i in 0..<x.shape[0] {
            for j in 0..<x.shape[1] {
              gradient[i, j] = upstream * 2 * (x[i, j] - t[i, j]) / Double(x.count)
            }
          }
          return gradient
        }
      ),
      right.style(
        "a sum divided by the count, and the factors collected first",
        forward: { x, t in try pow(x - t, 2).sum() / Double(x.count) },
        backward: { upstream, x, t in try (x - t) * (2 * upstream / Double(x.count)) }
      ),
    ],
    mistakes: [
      right.wrongGradient(
        "2 missing",
        "The factor 2 is missing: the derivative of (x − t)² is 2(x − t). It is only absent where "
          + "the loss is defined with ½."
      ) { upstream, x, t in try upstream * (x - t) / x.count },
      right.wrongGradient(
        "1/n missing",
        "The gradient is that of the sum of the squares. The loss is their mean: divide by the number "
          + "of entries."
      ) { upstream, x, t in try upstream * 2 * (x - t) },
      right.wrongGradient(
        "1/n twice",
        "The gradient was divided by the number of entries twice. The mean brings 1/n once."
      ) { upstream, x, t in try upstream * 2 * (x - t) / (x.count * x.count) },
      right.wrongGradient(
        "divided by the batch size",
        "The gradient was divided by the number of examples. The mean is over all entries, of which "
          + "there are N · D: divide by prediction.count."
      ) { upstream, x, t in try upstream * 2 * (x - t) / x.shape[0] },
      right.wrongGradient(
        "divided by the number of outputs",
        "The gradient was divided by the number of columns. The mean is over all entries, of which "
          + "there are N · D: divide by prediction.count."
      ) { upstream, x, t in try upstream * 2 * (x - t) / x.shape[1] },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong: with respect to the prediction the slope is 2(x − t), not 2(t − x)."
      ) { upstream, x, t in try upstream * 2 * (t - x) / x.count },
      right.wrongGradient(
        "2 / n in whole numbers",
        "2 / n was computed in whole numbers, where 2 / 12 is 0. Write 2 / Double(n), or divide the "
          + "tensor by n at the end."
      ) { upstream, x, t in try upstream * (x - t) * (2 / x.count) },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, x, t in try 2 * (x - t) / x.count },
      right.wrongGradient(
        "loss for gradient",
        "The difference was squared in the gradient too. The square is the loss; its derivative is "
          + "2(x − t)."
      ) { upstream, x, t in try upstream * (x - t).squared() / x.count },
      right.wrongLoss(
        "sum instead of mean",
        "The squares were added. Take their mean: divide by the number of entries."
      ) { x, t in try (x - t).squared().sum() },
      right.wrongLoss(
        "mean over the batch alone",
        "The sum was divided by the number of examples. Divide it by the number of entries, N · D."
      ) { x, t in try (x - t).squared().sum() / Double(x.shape[0]) },
      right.wrongLoss(
        "half of the loss",
        "The loss is half of what it should be. Some books define it with ½; this exercise does not."
      ) { x, t in try (x - t).squared().mean() / 2 },
      right.wrongLoss(
        "root taken",
        "The square root was taken at the end. That is the root mean square error; the loss here has "
          + "no root."
      ) { x, t in try sqrt((x - t).squared().mean()) },
      right.wrongLoss(
        "errors not squared",
        "The differences were averaged as they are, so that positive and negative errors cancel. Square "
          + "each one first."
      ) { x, t in try (x - t).mean() },
      right.wrongLoss(
        "mean squared instead of squares averaged",
        "The mean of the differences was squared. Square each difference first, and average then."
      ) { x, t in
        let mean = try (x - t).mean()
        return mean * mean
      },
    ]
  )

  private static let right = LossVariants(
    forward: { try LossesSolutions::MeanSquaredError.forward($0, target: $1) },
    backward: { try LossesSolutions::MeanSquaredError.backward($0, $1, target: $2) }
  )
}
