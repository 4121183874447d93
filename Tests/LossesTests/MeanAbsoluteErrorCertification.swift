import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension MeanAbsoluteErrorGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, t: Tensor) in
        try ReferenceLayers::MeanAbsoluteError.forward(x, target: t).item()
      },
      backward: { (upstream: Double, x: Tensor, t: Tensor) in
        try ReferenceLayers::MeanAbsoluteError.backward(Tensor(upstream), x, target: t)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "loops",
        forward: { x, t in
          var total = 0.0
          for (x, t) in zip(x.scalars, t.scalars) { total += x > t ? x - t : t - x }
          return total / Double(x.count)
        },
        backward: { upstream, x, t in
          var gradient = Tensor.zeros(like: x)
          for i in 0..<x.shape[0] {
            for j in 0..<x.shape[1] where x[i, j] != t[i, j] {
              gradient[i, j] = (x[i, j] > t[i, j] ? upstream : -upstream) / Double(x.count)
            }
          }
          return gradient
        }
      ),
      right.style(
        "two masks",
        forward: { x, t in try sqrt((x - t).squared()).sum() / Double(x.count) },
        backward: { upstream, x, t in
          try ((x .> t) - (x .< t)) * (upstream / Double(x.count))
        }
      ),
    ],
    mistakes: [
      right.wrongGradient(
        "difference for sign",
        "The gradient grows with the error. The slope of |d| is the same everywhere on one side of 0: "
          + "only the sign of x − t counts."
      ) { upstream, x, t in try upstream * (x - t) / x.count },
      right.wrongGradient(
        "gradient of the squared error",
        "This is 2(x − t)/n, the gradient of the squared error. The slope of |d| is 1 or −1."
      ) { upstream, x, t in try upstream * 2 * (x - t) / x.count },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong: the loss grows with x where x is above the target, so use sign(x − t), not "
          + "sign(t − x)."
      ) { upstream, x, t in try upstream * sign(t - x) / x.count },
      right.wrongGradient(
        "sign lost",
        "The slope is 1 everywhere, even below the target. There |x − t| falls while x grows: the slope "
          + "is −1."
      ) { upstream, x, _ in upstream * Tensor.ones(like: x) / x.count },
      right.wrongGradient(
        "sign of upstream alone",
        "Only the sign of upstream counts in the gradient, not its size. Take the sign of x − t alone, and multiply "
          + "it by upstream."
      ) { upstream, x, t in try sign(upstream * (x - t)) / x.count },
      right.wrongGradient(
        "slope 1 where the prediction is exact",
        "Where a prediction is exact the slope was taken as 1. This exercise asks for 0 there."
      ) { upstream, x, t in try upstream * ((x .>= t) - (x .< t)) / x.count },
      right.wrongGradient(
        "slope −1 where the prediction is exact",
        "Where a prediction is exact the slope was taken as −1. This exercise asks for 0 there."
      ) { upstream, x, t in try upstream * ((x .> t) - (x .<= t)) / x.count },
      right.wrongGradient(
        "0/0 where the prediction is exact",
        "d / |d| is the sign of d, except where d is 0: 0/0 is NaN. Use sign(d), which is 0 there."
      ) { upstream, x, t in try upstream * ((x - t) / abs(x - t)) / x.count },
      right.wrongGradient(
        "1/n missing",
        "The gradient is that of the sum of the errors. The loss is their mean: divide by the number of "
          + "entries."
      ) { upstream, x, t in try upstream * sign(x - t) },
      right.wrongGradient(
        "divided by the batch size",
        "The gradient was divided by the number of examples. The mean is over all entries, of which "
          + "there are N · D: divide by prediction.count."
      ) { upstream, x, t in try upstream * sign(x - t) / x.shape[0] },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, x, t in try sign(x - t) / x.count },
      right.wrongLoss(
        "magnitudes forgotten",
        "The differences were averaged as they are, so that positive and negative errors cancel. Take "
          + "the magnitude of each one first."
      ) { x, t in try (x - t).mean() },
      right.wrongLoss(
        "magnitude of the mean",
        "The magnitude was taken of the mean difference. Take it of each difference, and average then."
      ) { x, t in abs(try (x - t).mean()) },
      right.wrongLoss(
        "sum instead of mean",
        "The errors were added. Take their mean: divide by the number of entries."
      ) { x, t in try abs(x - t).sum() },
      right.wrongLoss(
        "mean over the batch alone",
        "The sum was divided by the number of examples. Divide it by the number of entries, N · D."
      ) { x, t in try abs(x - t).sum() / Double(x.shape[0]) },
      right.wrongLoss(
        "four columns",
        "The sum was divided by 4 · N. Arguments have other sizes too: divide by the number of entries, "
          + "prediction.count."
      ) { x, t in
        try LossesSolutions::MeanAbsoluteError.forward(x, target: t) * Double(x.shape[1]) / 4
      },
    ]
  )

  private static let right = LossVariants(
    forward: { try LossesSolutions::MeanAbsoluteError.forward($0, target: $1) },
    backward: { try LossesSolutions::MeanAbsoluteError.backward($0, $1, target: $2) }
  )
}
