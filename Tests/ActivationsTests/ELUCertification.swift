import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension ELUGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::ELU.forward,
      backward: ReferenceLayers::ELU.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "a closure for each entry, with exp",
        Implementation(
          forward: { (x: Tensor, alpha: Double) in
            x.map { $0 > 0 ? $0 : alpha * (exp($0) - 1) }
          },
          backward: { (g: Tensor, x: Tensor, alpha: Double) in
            try g.combined(with: x) { g, x in x > 0 ? g : g * alpha * exp(x) }
          }
        )
      ),
      Alternative(
        "the slope from the output: y + α",
        Implementation(
          forward: { (x: Tensor, alpha: Double) in
            try maximum(x, 0) + alpha * (exp(minimum(x, 0)) - 1)
          },
          backward: { (g: Tensor, x: Tensor, alpha: Double) in
            let y = try ELU.forward(x, alpha: alpha)
            return try g * ((x .> 0) + (x .<= 0) * (y + alpha))
          }
        )
      ),
      Alternative(
        "a loop in place",
        Implementation(
          forward: { (x: Tensor, alpha: Double) in
            var y = x
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] where x[i, j] < 0 { y[i, j] = alpha * (exp(x[i, j]) - 1) }
            }
            return y
          },
          backward: { (g: Tensor, x: Tensor, alpha: Double) in
            var result = g
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] where x[i, j] <= 0 { result[i, j] *= alpha * exp(x[i, j]) }
            }
            return result
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "mask from the sign of the upstream gradient",
        "The side was chosen by the sign of the upstream gradient. Which slope applies depends on the "
          + "input: use x .> 0.",
        wrong { g, x, alpha in
          try g * ((g .> 0) + (g .<= 0) * (alpha * exp(minimum(x, 0))))
        }
      ),
      KnownMistake(
        "slope 1 at zero",
        "At x = 0 the slope of the positive side was taken. This exercise asks for that of the negative "
          + "side, α · e⁰ = α: use x .> 0 rather than x .>= 0.",
        wrong { g, x, alpha in
          try g * ((x .>= 0) + (x .< 0) * (alpha * exp(minimum(x, 0))))
        }
      ),
      KnownMistake(
        "alpha forgotten in the slope",
        "On the negative side the slope was taken as eˣ. The function is α times eˣ − 1, so its slope is "
          + "α times as steep.",
        wrong { g, x, _ in try g * exp(minimum(x, 0)) }
      ),
      KnownMistake(
        "output for slope",
        "On the negative side the upstream gradient was multiplied by the output, α · (eˣ − 1). The "
          + "derivative of −1 is 0: the slope is α · eˣ.",
        wrong { g, x, alpha in try g * ((x .> 0) + alpha * expm1(minimum(x, 0))) }
      ),
      KnownMistake(
        "slope y + 1 on the negative side",
        "On the negative side the slope was taken as y + 1, which is right for α = 1 alone. From the output, "
          + "the slope α · eˣ is y + α.",
        wrong { g, x, alpha in
          let y = try ELU.forward(x, alpha: alpha)
          return try g * ((x .> 0) + (x .<= 0) * (y + 1))
        }
      ),
      KnownMistake(
        "negative side stopped",
        "This is the gradient of ReLU: nothing passes where x is negative. Here the slope there is "
          + "α · eˣ.",
        wrong { g, x, _ in try g * (x .> 0) }
      ),
      KnownMistake(
        "constant slope on the negative side",
        "The slope on the negative side was taken as α, a constant. That is its value at 0; further left "
          + "the curve flattens: α · eˣ.",
        wrong { g, x, alpha in try g * ((x .> 0) + alpha * (x .<= 0)) }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope alone: 1 or α · eˣ. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, x, alpha in try (x .> 0) + (x .<= 0) * (alpha * exp(minimum(x, 0))) }
      ),
      KnownMistake(
        "overflow behind a mask in backward",
        "The exponential was taken of large positive numbers and then multiplied by a mask of 0, but "
          + "0 · ∞ is NaN. Take it of minimum(x, 0).",
        wrong { g, x, alpha in try g * ((x .> 0) + (x .<= 0) * (alpha * exp(x))) }
      ),
      KnownMistake(
        "overflow behind a mask in forward",
        "The exponential was taken of large positive numbers and then multiplied by a mask of 0, but "
          + "0 · ∞ is NaN. Take it of minimum(x, 0).",
        wrongForward { x, alpha in try x * (x .> 0) + (x .<= 0) * (alpha * (exp(x) - 1)) }
      ),
      KnownMistake(
        "alpha forgotten in forward",
        "On the negative side the output is eˣ − 1, without the factor α.",
        wrongForward { x, _ in try maximum(x, 0) + expm1(minimum(x, 0)) }
      ),
      KnownMistake(
        "minus one forgotten",
        "On the negative side the output is α · eˣ. Subtract 1 from eˣ, so that the curve meets the "
          + "positive side at 0.",
        wrongForward { x, alpha in try x * (x .> 0) + (x .<= 0) * (alpha * exp(minimum(x, 0))) }
      ),
      KnownMistake(
        "alpha on the exponential alone",
        "On the negative side the output is α · eˣ − 1. The factor belongs before the bracket: "
          + "α · (eˣ − 1), which is 0 at 0.",
        wrongForward { x, alpha in
          try x * (x .> 0) + (x .<= 0) * (alpha * exp(minimum(x, 0)) - 1)
        }
      ),
      KnownMistake(
        "cut off at 10",
        "Far left the output is exactly −α, where the curve is still on its way: e⁻¹² is 0.000006. "
          + "α · (eˣ − 1) is right for all x that are not positive.",
        wrongForward { x, alpha in
          x.map { $0 > 0 ? $0 : $0 < -10 ? -alpha : alpha * (exp($0) - 1) }
        }
      ),
      KnownMistake(
        "the larger of x and the curve",
        "The larger of x and α · (eˣ − 1) was taken. For α above 1 the curve lies below x near 0, and x was "
          + "taken there: the sign of x decides.",
        wrongForward { x, alpha in try maximum(x, alpha * expm1(minimum(x, 0))) }
      ),
    ]
  )

  private typealias ELU = ActivationsSolutions::ELU

  private static let solution = Implementation(forward: ELU.forward, backward: ELU.backward)

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ alpha: Double) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward(gradient)
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor, _ alpha: Double) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: ELU.backward)
  }
}
