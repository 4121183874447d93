import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension HuberGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, t: Tensor, delta: Double) in
        try ReferenceLayers::Huber.forward(x, target: t, delta: delta).item()
      },
      backward: { (upstream: Double, x: Tensor, t: Tensor, delta: Double) in
        try ReferenceLayers::Huber.backward(Tensor(upstream), x, target: t, delta: delta)
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "masks",
        Implementation(
          forward: { (x: Tensor, t: Tensor, delta: Double) in
            let d = try abs(x - t)
            let inside = d .<= delta
            let line = delta * (d - delta / 2)
            return try (inside * d.squared() / 2 + (1 - inside) * line).mean()
          },
          backward: { (upstream: Double, x: Tensor, t: Tensor, delta: Double) in
            let d = try x - t
            let inside = abs(d) .< delta
            return try upstream * (inside * d + (1 - inside) * delta * sign(d)) / x.count
          }
        )
      ),
      Alternative(
        "the square of the inner part plus the outer part",
        Implementation(
          forward: { (x: Tensor, t: Tensor, delta: Double) in
            let distance = try abs(x - t)
            let inner = minimum(distance, delta)
            return try (0.5 * inner.squared() + delta * (distance - inner)).mean()
          },
          backward: { (upstream: Double, x: Tensor, t: Tensor, delta: Double) in
            var gradient = Tensor.zeros(like: x)
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] {
                let d = x[i, j] - t[i, j]
                let slope = d > delta ? delta : d < -delta ? -delta : d
                gradient[i, j] = upstream * slope / Double(x.count)
              }
            }
            return gradient
          }
        )
      ),
    ],
    mistakes: [
      wrongLoss(
        "δ missing in the straight part",
        "The straight part is |d| − δ/2. It has to be multiplied with δ, so that the two parts meet "
          + "with the same slope."
      ) { d, delta in d <= delta ? d * d / 2 : d - delta / 2 },
      wrongLoss(
        "δ/2 not subtracted",
        "The straight part is δ · |d|. Subtract δ/2 from |d| first, so that the two parts meet at δ."
      ) { d, delta in d <= delta ? d * d / 2 : delta * d },
      wrongLoss(
        "½ missing in the square",
        "The square is not halved where |d| ≤ δ. Without the ½ the two parts do not meet at δ."
      ) { d, delta in d <= delta ? d * d : delta * (d - delta / 2) },
      wrongLoss(
        "half of 1 subtracted instead of half of δ",
        "The straight part is δ · |d| − δ/2, which is δ · (|d| − ½). Subtract δ/2 from |d| first, and "
          + "multiply by δ then: δ · (|d| − δ/2)."
      ) { d, delta in d <= delta ? d * d / 2 : delta * (d - 0.5) },
      wrongLoss(
        "divided by δ as smooth L1 is",
        "The loss is divided by δ: that is PyTorch's smooth L1 with β = δ. The Huber loss is ½ d² near "
          + "the target."
      ) { d, delta in d <= delta ? d * d / (2 * delta) : d - delta / 2 },
      wrongLoss(
        "border at 1 instead of δ",
        "The parts change over at |d| = 1. The border is δ, which is an argument."
      ) { d, delta in d <= 1 ? d * d / 2 : delta * (d - delta / 2) },
      KnownMistake(
        "magnitude forgotten in the condition",
        "The condition was d ≤ δ, which every negative error satisfies: its square counts, however large it is. The "
          + "condition is |d| ≤ δ.",
        Implementation(
          forward: { (x: Tensor, t: Tensor, delta: Double) in
            try (x - t).map { $0 <= delta ? $0 * $0 / 2 : delta * ($0 - delta / 2) }.mean()
          },
          backward: LossesSolutions::Huber.backward
        )
      ),
      wrongSlope(
        "magnitude forgotten in the slope's condition",
        "The slope has no lower limit: the condition was d ≤ δ, which every negative error satisfies. The condition "
          + "is |d| ≤ δ."
      ) { d, delta in min(d, delta) },
      wrongSlope(
        "slope 1 far from the target",
        "The slope is 1 or −1 beyond δ. The straight part is δ · (|d| − δ/2): its slope is δ or −δ."
      ) { d, delta in abs(d) <= delta ? d : d > 0 ? 1 : -1 },
      wrongSlope(
        "border of the slope at 1",
        "The slope was kept between −1 and 1. Its limits are −δ and δ."
      ) { d, _ in max(-1, min(1, d)) },
      wrongSlope(
        "not limited far from the target",
        "The slope is x − t everywhere, so outliers pull with full force. Beyond δ it is δ or −δ."
      ) { d, _ in d },
      wrongSlope(
        "gradient divided by δ",
        "The slope is d/δ near the target, that of smooth L1 with β = δ. The derivative of ½ d² is d."
      ) { d, delta in max(-1, min(1, d / delta)) },
      wrongSlope(
        "sign lost far from the target",
        "The slope is δ wherever |d| exceeds δ, also below the target. There it is −δ."
      ) { d, delta in abs(d) <= delta ? d : delta },
      wrongSlope(
        "sign of the gradient",
        "The sign is wrong: with respect to the prediction, d is x − t, not t − x."
      ) { d, delta in -max(-delta, min(delta, d)) },
      KnownMistake(
        "limited after the division by n",
        "The limits −δ and δ were applied after the division by n, so that they cut huge errors alone. Limit x − t "
          + "itself, and then divide.",
        gradient { upstream, d, delta in (upstream * d / d.count).clamped(to: -delta...delta) }
      ).or(
        gradient { upstream, d, delta in upstream * (d / d.count).clamped(to: -delta...delta) }
      ),
      KnownMistake(
        "limited after the product with upstream",
        "The limits −δ and δ were applied to upstream · (x − t). They belong to x − t alone: limit it, and then "
          + "multiply by upstream.",
        gradient { upstream, d, delta in (upstream * d).clamped(to: -delta...delta) / d.count }
      ),
      KnownMistake(
        "1/n missing",
        "The gradient is that of the sum of the losses. The loss is their mean: divide by the number of "
          + "entries.",
        gradient { upstream, d, delta in upstream * d.clamped(to: -delta...delta) }
      ),
      KnownMistake(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1.",
        gradient { _, d, delta in d.clamped(to: -delta...delta) / d.count }
      ),
    ]
  )

  private static let solution = Implementation(
    forward: LossesSolutions::Huber.forward,
    backward: LossesSolutions::Huber.backward
  )

  /// A wrong loss of one entry, as a function of the distance |x − t|.
  private static func wrongLoss(
    _ name: String,
    _ sentence: String,
    _ loss: @escaping @Sendable (_ distance: Double, _ delta: Double) -> Double
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      Implementation(
        forward: { (x: Tensor, t: Tensor, delta: Double) in
          try abs(x - t).map { loss($0, delta) }.mean()
        },
        backward: LossesSolutions::Huber.backward
      )
    )
  }

  /// A wrong slope of the loss of one entry, as a function of x − t.
  private static func wrongSlope(
    _ name: String,
    _ sentence: String,
    _ slope: @escaping @Sendable (_ difference: Double, _ delta: Double) -> Double
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      gradient { upstream, d, delta in upstream * d.map { slope($0, delta) } / d.count }
    )
  }

  /// The solution with another gradient, from the differences x − t.
  private static func gradient(
    _ gradient:
      @escaping @Sendable (_ upstream: Double, _ differences: Tensor, _ delta: Double) -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (upstream: Double, x: Tensor, t: Tensor, delta: Double) in
      gradient(upstream, try x - t, delta)
    }
  }
}
