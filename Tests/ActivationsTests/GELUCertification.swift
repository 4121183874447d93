import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension GELUGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::GELU.forward,
      backward: ReferenceLayers::GELU.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "a loop, with the complementary error function",
        Implementation(
          forward: { (x: Tensor) in x.map { $0 / 2 * Foundation.erfc(-$0 / root2) } },
          backward: { (g: Tensor, x: Tensor) in
            var result = g
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] {
                let v = x[i, j]
                let density = Foundation.exp(-0.5 * v * v) / rootTwoPi
                result[i, j] *= 0.5 * Foundation.erfc(-v / root2) + v * density
              }
            }
            return result
          }
        )
      ),
      Alternative(
        "everything multiplied out",
        Implementation(
          forward: { (x: Tensor) in try 0.5 * x + 0.5 * x * erf(x * 0.5.squareRoot()) },
          backward: { (g: Tensor, x: Tensor) in
            let outer = 0.5 * erf(x * 0.5.squareRoot()) + 0.5
            let inner = try x * exp(-0.5 * x * x) / root2 / Double.pi.squareRoot()
            return try g * outer + g * inner
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "product rule: second term forgotten",
        "The slope was taken as Φ(x). x appears twice in x · Φ(x): add x · Φ'(x).",
        wrong { g, _, cumulative, _ in try g * cumulative }
      ),
      KnownMistake(
        "product rule: first term forgotten",
        "The slope was taken as x · Φ'(x). x appears twice in x · Φ(x): add Φ(x).",
        wrong { g, x, _, density in try g * x * density }
      ),
      KnownMistake(
        "density not multiplied by x",
        "The slope was taken as Φ(x) + Φ'(x). In the second term of the product rule the other factor, x, "
          + "stays: Φ(x) + x · Φ'(x).",
        wrong { g, _, cumulative, density in try g * (cumulative + density) }
      ),
      KnownMistake(
        "inner derivative forgotten",
        "In Φ' the inner derivative is missing: u = x/√2 brings a factor 1/√2 to d/dx erf(u).",
        wrong { g, x, cumulative, density in try g * (cumulative + x * density * root2) }
      ),
      KnownMistake(
        "density not normalised",
        "Φ' was taken as e^(−x²/2), without the factor 1/√(2π).",
        wrong { g, x, cumulative, density in try g * (cumulative + x * density * rootTwoPi) }
      ),
      KnownMistake(
        "one half forgotten in the density",
        "In Φ' the half is missing: Φ is (1 + erf) / 2, so its derivative is half that of erf.",
        wrong { g, x, cumulative, density in try g * (cumulative + x * density * 2) }
      ),
      KnownMistake(
        "exponent of the density",
        "The density was computed with e^(−x²). With u = x/√2 the exponent −u² is −x²/2.",
        wrong { g, x, cumulative, _ in
          try g * (cumulative + x * exp(-x.squared()) / rootTwoPi)
        }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope alone. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, x, cumulative, density in try cumulative + x * density }
      ),
      KnownMistake(
        "slope of the tanh approximation",
        "This is the gradient of the tanh approximation. This exercise asks for the exact form, with erf.",
        wrong { g, x, _, _ in try ReferenceLayers::GELUTanh.backward(g, x) }
      ),
      KnownMistake(
        "tanh approximation",
        "This is the tanh approximation, which is off by up to 0.0005. This exercise asks for the exact form, with "
          + "erf.",
        wrongForward { x in
          let inner = try (2 / Double.pi).squareRoot() * (x + 0.044715 * pow(x, 3))
          return try 0.5 * x * (1 + tanh(inner))
        }
      ),
      KnownMistake(
        "sigmoid approximation",
        "This is the approximation x · σ(1.702x). This exercise asks for the exact form, with erf.",
        wrongForward { x in try x / (1 + exp(-1.702 * x)) }
      ),
      KnownMistake(
        "SiLU instead of GELU",
        "This is SiLU: x · σ(x). GELU multiplies x by Φ(x), which is computed with erf.",
        wrongForward { x in try x / (1 + exp(-x)) }
      ),
      KnownMistake(
        "root of two forgotten",
        "erf was taken of x. The normal distribution function needs erf(x/√2).",
        wrongForward { x in try x * (1 + erf(x)) / 2 }
      ),
      KnownMistake(
        "half forgotten",
        "The output is twice too large: Φ(x) is (1 + erf(x/√2)) divided by 2.",
        wrongForward { x in try x * (1 + erf(x / root2)) }
      ),
      KnownMistake(
        "not multiplied by x",
        "The output is Φ(x) alone. GELU is x · Φ(x).",
        wrongForward { x in (1 + erf(x / root2)) / 2 }
      ),
    ]
  )

  private typealias GELU = ActivationsSolutions::GELU

  private static let root2 = 2.0.squareRoot()
  private static let rootTwoPi = (2 * Double.pi).squareRoot()

  private static let solution = Implementation(forward: GELU.forward, backward: GELU.backward)

  /// The solution with another gradient, from Φ(x) and Φ'(x).
  private static func wrong(
    _ gradient:
      @escaping @Sendable (
        _ g: Tensor, _ x: Tensor, _ cumulative: Tensor, _ density: Tensor
      ) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor) in
      let cumulative = (1 + erf(x / root2)) / 2
      return try gradient(g, x, cumulative, exp(-x.squared() / 2) / rootTwoPi)
    }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: GELU.backward)
  }
}
