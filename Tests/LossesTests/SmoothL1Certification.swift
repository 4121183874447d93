import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension SmoothL1Grader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, t: Tensor) in
        try ReferenceLayers::SmoothL1.forward(x, target: t).item()
      },
      backward: { (upstream: Double, x: Tensor, t: Tensor) in
        try ReferenceLayers::SmoothL1.backward(Tensor(upstream), x, target: t)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "masks",
        forward: { x, t in
          let d = try x - t
          let inside = abs(d) .< 1
          return try (inside * d.squared() / 2 + (1 - inside) * (abs(d) - 0.5)).mean()
        },
        backward: { upstream, x, t in
          let d = try x - t
          let inside = abs(d) .<= 1
          return try upstream * (inside * d + (1 - inside) * sign(d)) / x.count
        }
      ),
      right.style(
        "loops",
        forward: { x, t in
          var total = 0.0
          for (x, t) in zip(x.scalars, t.scalars) {
            let distance = abs(x - t)
            if distance < 1 { total += 0.5 * distance * distance } else { total += distance - 0.5 }
          }
          return total / Double(x.count)
        },
        backward: { upstream, x, t in
          var gradient = Tensor.zeros(like: x)
          for i in 0..<x.shape[0] {
            for j in 0..<x.shape[1] {
              let d = x[i, j] - t[i, j]
              let slope = d <= -1 ? -1 : d >= 1 ? 1 : d
              gradient[i, j] = upstream * slope / Double(x.count)
            }
          }
          return gradient
        }
      ),
    ],
    mistakes: [
      right.wrongLoss(
        "½ missing near the target",
        "The square is not halved where |d| < 1. Without the ½ the two formulas do not meet at |d| = 1."
      ) { x, t in try abs(x - t).map { $0 < 1 ? $0 * $0 : $0 - 0.5 }.mean() },
      right.wrongLoss(
        "½ not subtracted far from the target",
        "The loss is |d| where |d| is 1 or more. Subtract ½ there, so that the two formulas meet at 1."
      ) { x, t in try abs(x - t).map { $0 < 1 ? $0 * $0 / 2 : $0 }.mean() },
      right.wrongLoss(
        "magnitude forgotten in the condition",
        "The condition was d < 1, which every negative error satisfies. It is |d| < 1."
      ) { x, t in try (x - t).map { $0 < 1 ? $0 * $0 / 2 : abs($0) - 0.5 }.mean() },
      right.wrongLoss(
        "formulas swapped",
        "The two formulas are the wrong way round: the square belongs where |d| < 1."
      ) { x, t in try abs(x - t).map { $0 >= 1 ? $0 * $0 / 2 : $0 - 0.5 }.mean() },
      right.wrongLoss(
        "sum instead of mean",
        "The losses were added. Take their mean: divide by the number of entries."
      ) { x, t in try abs(x - t).map { $0 < 1 ? $0 * $0 / 2 : $0 - 0.5 }.sum() },
      right.wrongLoss(
        "mean over the batch alone",
        "The sum was divided by the number of examples. Divide it by the number of entries, N · D."
      ) { x, t in
        try abs(x - t).map { $0 < 1 ? $0 * $0 / 2 : $0 - 0.5 }.sum() / Double(x.shape[0])
      },
      slope(
        "not limited far from the target",
        "The slope is x − t everywhere. Where |x − t| is 1 or more, the loss is a straight line: the "
          + "slope is 1 or −1."
      ) { $0 },
      right.wrongGradient(
        "limited after the division by n",
        "The limits −1 and 1 were applied after the division by n, so that they cut huge errors alone. Limit x − t "
          + "itself, and then divide."
      ) { upstream, x, t in try upstream * ((x - t) / x.count).clamped(to: -1...1) }.or(
        right.replacingGradient { upstream, x, t in
          try (upstream * (x - t) / x.count).clamped(to: -1...1)
        }
      ),
      right.wrongGradient(
        "limited after the product with upstream",
        "The limits −1 and 1 were applied to upstream · (x − t). They belong to x − t alone: limit it, and then "
          + "multiply by upstream."
      ) { upstream, x, t in try (upstream * (x - t)).clamped(to: -1...1) / x.count },
      slope(
        "slope of the absolute error",
        "The slope is 1 or −1 everywhere. Where |x − t| < 1 the loss is a parabola, with slope x − t."
      ) { sign($0) },
      slope(
        "slope 2d near the target",
        "The slope is 2(x − t) where |x − t| < 1. The loss there is ½ d², with slope d."
      ) { d in d.map { abs($0) < 1 ? 2 * $0 : $0 > 0 ? 1 : -1 } },
      slope(
        "magnitude forgotten in the slope's condition",
        "The condition was d < 1, which every negative error satisfies, so the slope has no lower "
          + "limit. The condition is |d| < 1."
      ) { minimum($0, 1) },
      slope(
        "sign lost far from the target",
        "The slope is 1 wherever |x − t| is 1 or more, also below the target. There it is −1."
      ) { d in d.map { abs($0) < 1 ? $0 : 1 } },
      slope(
        "slopes swapped",
        "The two slopes are the wrong way round: x − t belongs where |x − t| < 1."
      ) { d in d.map { abs($0) >= 1 ? $0 : $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } },
      slope(
        "sign of the gradient",
        "The sign is wrong: with respect to the prediction, d is x − t, not t − x."
      ) { -$0.clamped(to: -1...1) },
      right.wrongGradient(
        "1/n missing",
        "The gradient is that of the sum of the losses. The loss is their mean: divide by the number of "
          + "entries."
      ) { upstream, x, t in try upstream * (x - t).clamped(to: -1...1) },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, x, t in try (x - t).clamped(to: -1...1) / x.count },
      right.wrongLoss(
        "four columns",
        "The sum was divided by 4 · N. Arguments have other sizes too: divide by the number of entries, "
          + "prediction.count."
      ) { x, t in
        try LossesSolutions::SmoothL1.forward(x, target: t) * Double(x.shape[1]) / 4
      },
    ]
  )

  private static let right = LossVariants(
    forward: { try LossesSolutions::SmoothL1.forward($0, target: $1) },
    backward: { try LossesSolutions::SmoothL1.backward($0, $1, target: $2) }
  )

  /// A wrong slope of the loss of one entry, as a function of d = x − t.
  private static func slope(
    _ name: String,
    _ sentence: String,
    _ slope: @escaping @Sendable (_ difference: Tensor) -> Tensor
  ) -> KnownMistake {
    right.wrongGradient(name, sentence) { upstream, x, t in
      try upstream * slope(x - t) / x.count
    }
  }
}
