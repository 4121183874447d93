import Grading
import ReferenceLayers
import Tensors

@testable import ActivationsSolutions

extension IdentityGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::Identity.forward,
      backward: ReferenceLayers::Identity.backward
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "multiplied by one",
        Implementation(
          forward: { (x: Tensor) in 1 * x },
          backward: { (g: Tensor, x: Tensor) in try g * Tensor.ones(like: x) }
        )
      ),
      Alternative(
        "copied entry by entry",
        Implementation(
          forward: { (x: Tensor) in x.map { $0 } },
          backward: { (g: Tensor, x: Tensor) in
            var result = Tensor.zeros(like: x)
            for i in 0..<x.shape[0] {
              for j in 0..<x.shape[1] { result[i, j] = g[i, j] }
            }
            return result
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "slope alone",
        "This is the slope of y = x: 1 everywhere. By the chain rule, multiply it by the upstream "
          + "gradient.",
        solution.replacingBackward { (_: Tensor, x: Tensor) in Tensor.ones(like: x) }
      ),
      KnownMistake(
        "x for its gradient",
        "This is x itself. The gradient says how the loss changes with x, and that is known from the "
          + "upstream gradient alone.",
        solution.replacingBackward { (_: Tensor, x: Tensor) in x }
      ),
      KnownMistake(
        "upstream times x",
        "The upstream gradient was multiplied by x. Multiply it by the slope of y = x, which is not x.",
        solution.replacingBackward { (g: Tensor, x: Tensor) in try g * x }
      ),
      KnownMistake(
        "averaged over the batch",
        "The gradient was divided by the batch size. An activation does not average; if the loss does, "
          + "its 1/N is in the upstream gradient already.",
        solution.replacingBackward { (g: Tensor, x: Tensor) in g / x.shape[0] }
      ),
      KnownMistake(
        "sign of the gradient",
        "The sign is wrong. y = x rises with x, so its slope is +1.",
        solution.replacingBackward { (g: Tensor, _: Tensor) in -g }
      ),
    ]
  )

  private typealias Identity = ActivationsSolutions::Identity

  private static let solution = Implementation(
    forward: Identity.forward,
    backward: Identity.backward
  )
}
