import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension TanhGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::Tanh.forward,
      backward: ReferenceLayers::Tanh.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "by the sigmoid: 2σ(2x) − 1",
        Implementation(
          forward: { (x: Tensor) in 2 / (1 + exp(-2 * x)) - 1 },
          backward: { (g: Tensor, x: Tensor) in
            let s = 1 / (1 + exp(-2 * x))
            return try 4 * g * s * (1 - s)
          }
        )
      ),
      Alternative(
        "a loop, with the exponential of what is not positive, and (1 − y)(1 + y)",
        Implementation(
          forward: { (x: Tensor) in x.map(stable) },
          backward: { (g: Tensor, x: Tensor) in
            var result = g
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] {
                let y = stable(x[i, j])
                result[i, j] = g[i, j] * (1 - y) * (1 + y)
              }
            }
            return result
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "x used as if it were the output",
        "The slope was computed as 1 − x². That formula wants the output: 1 − y² with y = tanh(x).",
        wrong { g, x, _ in try g * (1 - x.squared()) }
      ),
      KnownMistake(
        "slope taken at the activation",
        "The slope was computed at tanh(x) instead of x: tanh was applied twice. The slope is 1 − y² "
          + "with y = tanh(x).",
        wrong { g, _, y in try g * (1 - tanh(y).squared()) }
      ),
      KnownMistake(
        "square forgotten",
        "The slope was computed as 1 − y. It is 1 − y²: the output is squared.",
        wrong { g, _, y in try g * (1 - y) }
      ),
      KnownMistake(
        "slope of the sigmoid's formula",
        "The slope was computed as y · (1 − y). That belongs to the sigmoid; for tanh it is 1 − y².",
        wrong { g, _, y in try g * y * (1 - y) }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope 1 − y² alone. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, _, y in 1 - y.squared() }
      ),
      KnownMistake(
        "output for slope",
        "The upstream gradient was multiplied by the output. Multiply it by the slope, 1 − y².",
        wrong { g, _, y in try g * y }
      ),
      KnownMistake(
        "sign of the slope",
        "The sign is wrong. tanh rises everywhere, so its slope is positive: 1 − y², not y² − 1.",
        wrong { g, _, y in try g * (y.squared() - 1) }
      ),
      KnownMistake(
        "overflow of the exponentials",
        "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) is ∞/∞ for large x, which is NaN. Use the library's tanh(x).",
        wrongForward { x in try (exp(x) - exp(-x)) / (exp(x) + exp(-x)) }
      ),
      KnownMistake(
        "sigmoid instead of tanh",
        "This is the sigmoid, which runs from 0 to 1. tanh runs from −1 to 1 and is 0 at 0.",
        wrongForward { x in 1 / (1 + exp(-x)) }
      ),
      KnownMistake(
        "half of x in the sigmoid's form",
        "This is 2σ(x) − 1, which is tanh(x/2). The identity reads tanh(x) = 2σ(2x) − 1.",
        wrongForward { x in 2 / (1 + exp(-x)) - 1 }
      ),
    ]
  )

  private typealias Tanh = ActivationsSolutions::Tanh

  private static let solution = Implementation(forward: Tanh.forward, backward: Tanh.backward)

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ y: Tensor) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor) in try gradient(g, x, tanh(x)) }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: Tanh.backward)
  }

  private static func stable(_ x: Double) -> Double {
    let e = exp(-2 * x.magnitude)
    let y = (1 - e) / (1 + e)
    return x < 0 ? -y : y
  }
}
