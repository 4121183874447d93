import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension LeakyReLUGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::LeakyReLU.forward,
      backward: ReferenceLayers::LeakyReLU.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "a closure for each entry",
        Implementation(
          forward: { (x: Tensor, slope: Double) in x.map { $0 > 0 ? $0 : slope * $0 } },
          backward: { (g: Tensor, x: Tensor, slope: Double) in
            try g.combined(with: x) { g, x in x > 0 ? g : slope * g }
          }
        )
      ),
      Alternative(
        "the larger of x and slope · x, and a loop",
        Implementation(
          forward: { (x: Tensor, slope: Double) in try maximum(x, slope * x) },
          backward: { (g: Tensor, x: Tensor, slope: Double) in
            var result = slope * g
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] where x[i, j] > 0 { result[i, j] = g[i, j] }
            }
            return result
          }
        )
      ),
      Alternative(
        "masks, and the mask taken from the output",
        Implementation(
          forward: { (x: Tensor, slope: Double) in try x * (x .> 0) + slope * x * (x .<= 0) },
          backward: { (g: Tensor, x: Tensor, slope: Double) in
            let y = try LeakyReLU.forward(x, slope: slope)
            return try g * (slope + (1 - slope) * (y .> 0))
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "mask from the sign of the upstream gradient",
        "The side was chosen by the sign of the upstream gradient. Which slope applies depends on the "
          + "input: use x .> 0.",
        wrong { g, _, slope in try g * ((g .> 0) + slope * (g .<= 0)) }
      ),
      KnownMistake(
        "slope 1 at zero",
        "At x = 0 the slope of the positive side was taken. This exercise asks for that of the negative "
          + "side: use x .> 0 rather than x .>= 0.",
        wrong { g, x, slope in try g * ((x .>= 0) + slope * (x .< 0)) }
      ),
      KnownMistake(
        "nothing at zero",
        "At x = 0 the gradient is 0: neither mask holds there. One of them must include 0: x .> 0 and "
          + "x .<= 0.",
        wrong { g, x, slope in try g * ((x .> 0) + slope * (x .< 0)) }
      ),
      KnownMistake(
        "negative side stopped",
        "This is the gradient of ReLU: nothing passes where x is negative. Here the slope there is "
          + "`slope`.",
        wrong { g, x, _ in try g * (x .> 0) }
      ),
      KnownMistake(
        "sides exchanged",
        "The sides are exchanged. Where x is positive the slope is 1; elsewhere it is `slope`.",
        wrong { g, x, slope in try g * ((x .<= 0) + slope * (x .> 0)) }
      ),
      KnownMistake(
        "output for slope",
        "On the negative side the upstream gradient was multiplied by the output, slope · x. Multiply it "
          + "by the slope alone.",
        wrong { g, x, slope in try g * ((x .> 0) + slope * minimum(x, 0)) }
      ),
      KnownMistake(
        "slope of 0.01 in backward",
        "Backward uses the slope 0.01 whatever it is given. Use the parameter `slope`.",
        wrong { g, x, _ in try g * ((x .> 0) + 0.01 * (x .<= 0)) }
      ),
      KnownMistake(
        "upstream ignored",
        "This is the slope alone: 1 or `slope`. By the chain rule, multiply it by the upstream gradient.",
        wrong { _, x, slope in try (x .> 0) + slope * (x .<= 0) }
      ),
      KnownMistake(
        "slope of 0.01 in forward",
        "Forward uses the slope 0.01 whatever it is given. Use the parameter `slope`.",
        wrongForward { x, _ in try maximum(x, 0.01 * x) }
      ),
      KnownMistake(
        "no leak",
        "This is ReLU: negative inputs become 0. Here they become slope · x.",
        wrongForward { x, _ in maximum(x, 0) }
      ),
      KnownMistake(
        "leak on both sides",
        "slope · x was added on both sides, so that positive inputs grow. Add it where x is not positive "
          + "only: slope · minimum(x, 0).",
        wrongForward { x, slope in try maximum(x, 0) + slope * x }
      ),
      KnownMistake(
        "sign of the leak",
        "Negative inputs come out positive. slope · x keeps the sign of x.",
        wrongForward { x, slope in try maximum(x, 0) + slope * maximum(-x, 0) }
      ),
    ]
  )

  private typealias LeakyReLU = ActivationsSolutions::LeakyReLU

  private static let solution = Implementation(
    forward: LeakyReLU.forward,
    backward: LeakyReLU.backward
  )

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ slope: Double) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward(gradient)
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor, _ slope: Double) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: forward, backward: LeakyReLU.backward)
  }
}
