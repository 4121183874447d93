import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension ReLUGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::ReLU.forward,
      backward: ReferenceLayers::ReLU.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "a closure for each entry",
        Implementation(
          forward: { (x: Tensor) in x.map { $0 > 0 ? $0 : 0 } },
          backward: { (g: Tensor, x: Tensor) in try g.combined(with: x) { $1 > 0 ? $0 : 0 } }
        )
      ),
      Alternative(
        "the mask taken from the output",
        Implementation(
          forward: { (x: Tensor) in try x * (x .> 0) },
          backward: { (g: Tensor, x: Tensor) in try (ReLU.forward(x) .> 0) * g }
        )
      ),
      Alternative(
        "half of x and its magnitude",
        Implementation(
          forward: { (x: Tensor) in try (x + abs(x)) / 2 },
          backward: { (g: Tensor, x: Tensor) in
            var result = Tensor.zeros(like: g)
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] where x[i, j] > 0 { result[i, j] = g[i, j] }
            }
            return result
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "mask from the sign of the upstream gradient",
        "The mask was taken from the sign of the upstream gradient. Whether a unit is active depends on "
          + "its input: use x .> 0.",
        wrong { g, _ in maximum(g, 0) }
      ),
      KnownMistake(
        "negative upstream gradients stopped",
        "Negative upstream gradients became 0, even where x is positive. Only the sign of x counts: where it is "
          + "positive, every upstream gradient passes.",
        wrong { g, x in try maximum(g, 0) * (x .> 0) }
      ),
      KnownMistake(
        "slope 1 at zero",
        "The gradient passes at x = 0, where this exercise asks for 0. Use x .> 0 rather than x .>= 0.",
        wrong { g, x in try g * (x .>= 0) }
      ),
      KnownMistake(
        "slope one half at zero",
        "The slope at x = 0 was taken halfway between 0 and 1. That is what central differences see at "
          + "a kink; this exercise asks for 0.",
        wrong { g, x in try g * ((x .>= 0) + (x .> 0)) / 2 }
      ),
      KnownMistake(
        "mask not applied",
        "The upstream gradient passes everywhere. Where x is negative the output does not move, so "
          + "nothing may pass.",
        wrong { g, _ in g }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope alone: 1 or 0. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, x in x .> 0 }
      ),
      KnownMistake(
        "mask inverted",
        "The mask is inverted: the gradient passes where x is negative.",
        wrong { g, x in try g * (x .<= 0) }
      ),
      KnownMistake(
        "output for slope",
        "The upstream gradient was multiplied by the output. Multiply it by the slope: 1 where x is "
          + "positive, else 0.",
        wrong { g, x in try g * maximum(x, 0) }
      ),
      KnownMistake(
        "a leak of 0.01",
        "This is the leaky ReLU: negative inputs keep 1 % of their value. Here they become 0.",
        Implementation(
          forward: { (x: Tensor) in x.map { $0 > 0 ? $0 : 0.01 * $0 } },
          backward: ReLU.backward
        )
      ),
      KnownMistake(
        "magnitude instead of maximum",
        "This is the magnitude |x|: negative inputs must become 0, not positive.",
        Implementation(forward: { (x: Tensor) in abs(x) }, backward: ReLU.backward)
      ),
      KnownMistake(
        "step instead of a ramp",
        "The output is the mask itself, 1 or 0. Where x is positive the output is x.",
        Implementation(forward: { (x: Tensor) in x .> 0 }, backward: ReLU.backward)
      ),
      KnownMistake(
        "four columns",
        "Only the first four columns get a gradient. Arguments have other sizes too: there are x.shape[1] "
          + "columns.",
        wrong { g, x in
          var result = Tensor.zeros(like: x)
          for i in 0..<x.shape[0] {
            for j in 0..<Swift.min(4, x.shape[1]) where x[i, j] > 0 { result[i, j] = g[i, j] }
          }
          return result
        }
      ),
    ]
  )

  private typealias ReLU = ActivationsSolutions::ReLU

  private static let solution = Implementation(forward: ReLU.forward, backward: ReLU.backward)

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward(gradient)
  }
}
