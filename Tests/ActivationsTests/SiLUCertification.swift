import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension SiLUGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::SiLU.forward,
      backward: ReferenceLayers::SiLU.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "one division, and the slope from the output: y + σ · (1 − y)",
        Implementation(
          forward: { (x: Tensor) in try x / (1 + exp(-x)) },
          backward: { (g: Tensor, x: Tensor) in
            let s = 1 / (1 + exp(-x))
            let y = try x * s
            return try g * (y + s * (1 - y))
          }
        )
      ),
      Alternative(
        "a loop, with a case for each sign",
        Implementation(
          forward: { (x: Tensor) in x.map { $0 * stable($0) } },
          backward: { (g: Tensor, x: Tensor) in
            var result = g
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] {
                let s = stable(x[i, j])
                result[i, j] *= s + x[i, j] * s * (1 - s)
              }
            }
            return result
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "product rule: second term forgotten",
        "The slope was taken as σ(x). x appears twice in x · σ(x): add x · σ'(x).",
        wrong { g, _, s in try g * s }
      ),
      KnownMistake(
        "product rule: first term forgotten",
        "The slope was taken as x · σ'(x). x appears twice in x · σ(x): add σ(x).",
        wrong { g, x, s in try g * x * s * (1 - s) }
      ),
      KnownMistake(
        "slope of the sigmoid alone",
        "The slope was taken as σ'(x) = s · (1 − s). That is one part of the product rule: "
          + "σ(x) + x · σ'(x).",
        wrong { g, _, s in try g * s * (1 - s) }
      ),
      KnownMistake(
        "x forgotten in the second term",
        "The slope was taken as σ(x) + σ'(x). In the second term of the product rule the other factor, x, "
          + "stays: σ(x) + x · σ'(x).",
        wrong { g, _, s in try g * (s + s * (1 - s)) }
      ),
      KnownMistake(
        "1 − σ for 1 − y",
        "The slope was taken as y + σ · (1 − σ). With the output y = x · σ(x) it is y + σ · (1 − y).",
        wrong { g, x, s in try g * (x * s + s * (1 - s)) }
      ),
      KnownMistake(
        "sigmoid's formula at the output of SiLU",
        "The slope was computed as y · (1 − y) with y = SiLU(x). That formula holds for the sigmoid's own "
          + "output; here use the product rule.",
        wrong { g, x, s in try g * x * s * (1 - x * s) }
      ),
      KnownMistake(
        "slope taken at the activation",
        "The slope was computed at SiLU(x) instead of x: SiLU was applied twice.",
        wrong { g, x, s in
          let y = try x * s
          let t = 1 / (1 + exp(-y))
          return try g * t * (1 + y * (1 - t))
        }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope alone. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, x, s in try s * (1 + x * (1 - s)) }
      ),
      KnownMistake(
        "sigmoid instead of SiLU",
        "This is σ(x) alone. SiLU multiplies it by x.",
        wrongForward { x in 1 / (1 + exp(-x)) }
      ),
      KnownMistake(
        "sign of the exponent",
        "The exponent has the wrong sign: the sigmoid is 1 / (1 + e⁻ˣ).",
        wrongForward { x in try x / (1 + exp(x)) }
      ),
      KnownMistake(
        "overflow of e to the x",
        "eˣ / (1 + eˣ) is ∞/∞ for large x, which is NaN. Write the sigmoid as 1 / (1 + e⁻ˣ).",
        wrongForward { x in try x * exp(x) / (1 + exp(x)) }
      ),
      KnownMistake(
        "cut off at 10",
        "Far left the output is exactly 0, where x · σ(x) still differs from it: SiLU(−12) is −0.00007. "
          + "x / (1 + e⁻ˣ) is right for all x.",
        wrongForward { x in x.map { $0 < -10 ? 0 : $0 * stable($0) } }
      ),
    ]
  )

  private typealias SiLU = ActivationsSolutions::SiLU

  private static let solution = Implementation(forward: SiLU.forward, backward: SiLU.backward)

  /// The solution with another gradient, from s = σ(x).
  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ s: Tensor) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor) in
      try gradient(g, x, 1 / (1 + exp(-x)))
    }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: SiLU.backward)
  }

  private static func stable(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
  }
}
