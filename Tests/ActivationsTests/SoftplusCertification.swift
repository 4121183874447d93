import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension SoftplusGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::Softplus.forward,
      backward: ReferenceLayers::Softplus.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "a case for each sign",
        Implementation(
          forward: { (x: Tensor) in
            x.map { $0 > 0 ? $0 + log(1 + exp(-$0)) : log(1 + exp($0)) }
          },
          backward: { (g: Tensor, x: Tensor) in
            try g.combined(with: x) { g, x in
              x > 0 ? g / (1 + exp(-x)) : g * exp(x) / (1 + exp(x))
            }
          }
        )
      ),
      Alternative(
        "half of x and its magnitude, and a loop with tanh",
        Implementation(
          forward: { (x: Tensor) in try (x + abs(x)) / 2 + log(1 + exp(-abs(x))) },
          backward: { (g: Tensor, x: Tensor) in
            var result = g
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] { result[i, j] *= 0.5 + 0.5 * tanh(x[i, j] / 2) }
            }
            return result
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "overflow in forward",
        "eˣ overflows for large x, and log(1 + ∞) is ∞. Pull the large part out of the logarithm: for "
          + "x > 0, log(1 + eˣ) = x + log(1 + e⁻ˣ).",
        wrongForward { x in log(1 + exp(x)) }
      ),
      KnownMistake(
        "large part not added again",
        "The exponential got −|x|, which is safe, but the part pulled out of the logarithm was not added "
          + "again: max(x, 0).",
        wrongForward { x in log1p(exp(-abs(x))) }
      ),
      KnownMistake(
        "magnitude forgotten in the exponent",
        "The exponent is −x where it should be −|x|: max(x, 0) + log(1 + e^−|x|).",
        wrongForward { x in try maximum(x, 0) + log1p(exp(-x)) }
      ),
      KnownMistake(
        "x added on both sides",
        "x was added on the negative side too, where nothing was pulled out of the logarithm. Add "
          + "max(x, 0).",
        wrongForward { x in try x + log1p(exp(-abs(x))) }
      ),
      KnownMistake(
        "one forgotten",
        "log(eˣ) is x itself. Add 1 to eˣ before the logarithm is taken.",
        wrongForward { x in x }
      ),
      KnownMistake(
        "ReLU instead of softplus",
        "This is ReLU. Softplus lies above it, most of all at 0, where it is log 2.",
        wrongForward { x in maximum(x, 0) }
      ),
      KnownMistake(
        "overflow in backward",
        "eˣ / (1 + eˣ) is ∞/∞ for large x, which is NaN. Multiply numerator and denominator by e⁻ˣ.",
        wrong { g, x, _ in try g * exp(x) / (1 + exp(x)) }
      ),
      KnownMistake(
        "inner derivative forgotten",
        "The slope was taken as 1 / (1 + eˣ). That is the derivative of the logarithm only; the inner "
          + "derivative brings the factor eˣ.",
        wrong { g, x, _ in try g / (1 + exp(x)) }
      ),
      KnownMistake(
        "derivative of the slope",
        "The slope was taken as σ(x) · (1 − σ(x)), which is the derivative of the sigmoid. The slope of "
          + "softplus is the sigmoid itself.",
        wrong { g, _, s in try g * s * (1 - s) }
      ),
      KnownMistake(
        "slope taken at the activation",
        "The slope was computed at softplus(x) instead of x.",
        wrong { g, x, _ in try g / (1 + exp(-Softplus.forward(x))) }
      ),
      KnownMistake(
        "slope of ReLU",
        "The gradient passes where x is positive and is stopped elsewhere: that is ReLU's. The slope of "
          + "softplus goes from 0 to 1 smoothly.",
        wrong { g, x, _ in try g * (x .> 0) }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope alone. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, _, s in s }
      ),
      KnownMistake(
        "cut off at 10",
        "For large x the output is x itself, from where on log(1 + eˣ) still differs from it: "
          + "softplus(12) is 12.000006. max(x, 0) + log(1 + e^−|x|) is right for all x.",
        wrongForward { x in x.map { $0 > 10 ? $0 : log1p(exp($0)) } }
      ),
    ]
  )

  private typealias Softplus = ActivationsSolutions::Softplus

  private static let solution = Implementation(
    forward: Softplus.forward,
    backward: Softplus.backward
  )

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
    Implementation(forward: forward, backward: Softplus.backward)
  }
}
