import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension SigmoidGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::Sigmoid.forward,
      backward: ReferenceLayers::Sigmoid.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "a loop over the entries, with a case for each sign",
        Implementation(
          forward: { (x: Tensor) in x.map(stable) },
          backward: { (g: Tensor, x: Tensor) in
            var result = g
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] {
                let y = stable(x[i, j])
                result[i, j] = g[i, j] * (y - y * y)
              }
            }
            return result
          }
        )
      ),
      Alternative(
        "by the hyperbolic tangent",
        Implementation(
          forward: { (x: Tensor) in 0.5 * (1 + tanh(x / 2)) },
          backward: { (g: Tensor, x: Tensor) in try g * (1 - tanh(x / 2).squared()) / 4 }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "slope taken at the activation",
        "The slope was computed at σ(x) instead of x: the sigmoid was applied twice. σ'(x) is "
          + "y · (1 − y) with y = σ(x).",
        wrong { g, x, y in
          let twice = try Sigmoid.forward(y)
          return try g * twice * (1 - twice)
        }
      ),
      KnownMistake(
        "x used as if it were the output",
        "The slope was computed as x · (1 − x). That formula wants the output: y · (1 − y) with "
          + "y = σ(x).",
        wrong { g, x, _ in try g * x * (1 - x) }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope σ'(x) alone. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, _, y in try y * (1 - y) }
      ),
      KnownMistake(
        "factor 1 − y forgotten",
        "The factor 1 − y is missing: σ'(x) = y · (1 − y).",
        wrong { g, _, y in try g * y }
      ),
      KnownMistake(
        "sign of the slope",
        "The sign is wrong. The sigmoid rises everywhere: the two minus signs of the chain rule (from "
          + "u⁻¹ and from e⁻ˣ) cancel.",
        wrong { g, _, y in try -g * y * (1 - y) }
      ),
      KnownMistake(
        "averaged over the batch",
        "The gradient was divided by the batch size. An activation does not average; if the loss does, "
          + "its 1/N is in the upstream gradient already.",
        wrong { g, x, y in try g * y * (1 - y) / x.shape[0] }
      ),
      KnownMistake(
        "step instead of a curve",
        "This is the step function: 1 above 0 and 0 below. The sigmoid is a smooth curve, "
          + "1 / (1 + e⁻ˣ).",
        wrongForward { x in x .> 0 }
      ),
      KnownMistake(
        "sign of the exponent",
        "The exponent has the wrong sign, so the curve falls instead of rising: 1 / (1 + e⁻ˣ).",
        wrongForward { x in 1 / (1 + exp(x)) }
      ),
      KnownMistake(
        "twice too steep",
        "This is σ(2x), which is (1 + tanh(x)) / 2. By the hyperbolic tangent, σ(x) is (1 + tanh(x / 2)) / 2.",
        wrongForward { x in try Sigmoid.forward(2 * x) }
      ),
      KnownMistake(
        "overflow of e to the x",
        "eˣ / (1 + eˣ) is ∞/∞ for large x, which is NaN. Write it as 1 / (1 + e⁻ˣ): there the "
          + "exponential may overflow, and the result is still right.",
        wrongForward { x in try exp(x) / (1 + exp(x)) }
      ),
      KnownMistake(
        "cut off at 10",
        "Large inputs give exactly 0 or 1, where the sigmoid is still on its way: σ(12) is 0.999994. "
          + "1 / (1 + e⁻ˣ) is right for all of them, and needs no cases.",
        wrongForward { x in x.map { $0 > 10 ? 1 : $0 < -10 ? 0 : 1 / (1 + Foundation.exp(-$0)) } }
      ),
    ]
  )

  private typealias Sigmoid = ActivationsSolutions::Sigmoid

  private static let solution = Implementation(forward: Sigmoid.forward, backward: Sigmoid.backward)

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ y: Tensor) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor) in
      try gradient(g, x, try Sigmoid.forward(x))
    }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: Sigmoid.backward)
  }

  private static func stable(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + Foundation.exp(-x)) : Foundation.exp(x) / (1 + Foundation.exp(x))
  }
}
