import Grading
import Tensors

@testable import NeuronSolutions

extension WeightedSumGrader: Certified {
  static let certification = Certification(
    reference: Implementation(forward: loopForward, backward: loopBackward),
    solution: solution,
    alternatives: [
      Alternative(
        "a product and a sum",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Double) in try (x * weight).sum() + bias },
          backward: { (g: Double, x: Tensor, weight: Tensor, bias: Double) in
            (x: weight.map { g * $0 }, weight: x.map { $0 * g }, bias: g)
          }
        )
      ),
      Alternative(
        "the matrix product of two vectors",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Double) in
            try (weight.matmul(x) + bias).item()
          },
          backward: { (g: Double, x: Tensor, weight: Tensor, bias: Double) in
            var (toX, toWeight) = (weight, x)
            toX *= g
            toWeight *= g
            return (x: toX, weight: toWeight, bias: g)
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "upstream ignored",
        "These are the slopes of z alone. The loss changes upstream times as much: multiply each of "
          + "them by upstream.",
        wrong { _, x, weight, _ in (weight, x, 1) }
      ),
      KnownMistake(
        "upstream ignored in the bias gradient",
        "The bias gradient is 1, the slope of z. Multiply it by upstream, like the others.",
        wrong { g, x, weight, _ in (g * weight, g * x, 1) }
      ),
      KnownMistake(
        "x and weight exchanged",
        "The gradients of x and weight are exchanged. In the term w₁x₁ the slope with respect to one "
          + "factor is the other factor.",
        wrong { g, x, weight, _ in (g * x, g * weight, g) }
      ),
      KnownMistake(
        "bias times upstream",
        "The bias gradient is upstream · bias. The bias is added with factor 1, so its slope is 1, "
          + "whatever its value is.",
        wrong { g, x, weight, bias in (g * weight, g * x, g * bias) }
      ),
      KnownMistake(
        "bias gradient 0",
        "The bias gradient is 0, as if z did not depend on the bias. It does: when the bias grows by 1, "
          + "so does z.",
        wrong { g, x, weight, _ in (g * weight, g * x, 0) }
      ),
      KnownMistake(
        "upstream added",
        "The upstream gradient was added to the slope. The chain rule multiplies: upstream · slope.",
        wrong { g, x, weight, _ in (weight + g, x + g, g + 1) }
      ),
      KnownMistake(
        "bias left out",
        "The bias is not added. The output is w·x + b.",
        wrongForward { x, weight, _ in try x.dot(weight) }
      ),
      KnownMistake(
        "bias added to every product",
        "The bias was added to every product, and so entered once for each input. Add it once, to "
          + "the sum.",
        wrongForward { x, weight, bias in try (x * weight + bias).sum() }
      ),
      KnownMistake(
        "mean instead of sum",
        "The products were averaged. Add them up: w₁x₁ + w₂x₂ + … .",
        wrongForward { x, weight, bias in try (x * weight).mean() + bias }
      ),
      KnownMistake(
        "sums multiplied",
        "x and weight were summed first and then multiplied. Multiply entry by entry, then sum.",
        wrongForward { x, weight, bias in x.sum() * weight.sum() + bias }
      ),
    ]
  )

  private static let solution = Implementation(
    forward: NeuronSolutions::WeightedSum.forward,
    backward: NeuronSolutions::WeightedSum.backward
  )

  private static func wrong(
    _ gradients:
      @escaping @Sendable (
        _ g: Double, _ x: Tensor, _ weight: Tensor, _ bias: Double
      ) throws -> (Tensor, Tensor, Double)
  ) -> Implementation {
    solution.replacingBackward { (g: Double, x: Tensor, weight: Tensor, bias: Double) in
      try gradients(g, x, weight, bias)
    }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor, _ weight: Tensor, _ bias: Double) throws -> Double
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, weight: Tensor, bias: Double) in try forward(x, weight, bias) },
      backward: NeuronSolutions::WeightedSum.backward
    )
  }

  private static func loopForward(_ x: Tensor, weight: Tensor, bias: Double) -> Double {
    var z = bias
    for i in 0..<x.count { z += weight[i] * x[i] }
    return z
  }

  private static func loopBackward(
    _ upstream: Double,
    _ x: Tensor,
    weight: Tensor,
    bias: Double
  ) -> (x: Tensor, weight: Tensor, bias: Double) {
    var gradient = (x: Tensor.zeros(like: x), weight: Tensor.zeros(like: weight), bias: upstream)
    for i in 0..<x.count {
      gradient.x[i] = upstream * weight[i]
      gradient.weight[i] = upstream * x[i]
    }
    return gradient
  }
}
