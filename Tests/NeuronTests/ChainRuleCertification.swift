import Grading
import Tensors

@testable import NeuronSolutions

extension ChainRuleGrader: Certified {
  static let certification = Certification(
    // z = xy(xy + x) = x²y² + x²y, differentiated as a polynomial.
    reference: Implementation(
      forward: { (x: Double, y: Double) in x * x * y * y + x * x * y },
      backward: { (g: Double, x: Double, y: Double) in
        (x: g * (2 * x * y * y + 2 * x * y), y: g * (2 * x * x * y + x * x))
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "gradients that are collected in variables",
        solution.replacingBackward { (g: Double, x: Double, y: Double) in
          let u = x * y
          let v = u + x
          var (toX, toU, toV) = (0.0, 0.0, 0.0)
          toU += g * v
          toV += g * u
          toU += toV
          toX += toV
          toX += toU * y
          return (x: toX, y: toU * x)
        }
      ),
      Alternative(
        "the slopes forwards, one argument at a time",
        solution.replacingBackward { (g: Double, x: Double, y: Double) in
          let u = x * y
          let v = u + x
          func slope(_ dx: Double, _ dy: Double) -> Double {
            let du = dx * y + x * dy
            return du * v + u * (du + dx)
          }
          return (x: g * slope(1, 0), y: g * slope(0, 1))
        }
      ),
    ],
    mistakes: [
      mistake(
        "upstream omitted",
        "These are the slopes of z alone. By the chain rule, every gradient starts from upstream."
      ) { _, x, y in
        let (u, v) = (x * y, x * y + x)
        return (u + (v + u) * y, (v + u) * x)
      },
      mistake(
        "u overwritten: only what came through v",
        "u is used twice, by z and by v, but only what came through v was kept. Add the two: += "
          + "instead of =."
      ) { g, x, y in
        let u = x * y
        return (g * (u + u * y), g * u * x)
      },
      mistake(
        "u overwritten: only what came from z",
        "u is used twice, by z and by v, but only the gradient that comes directly from z was "
          + "kept. Add the one that comes through v."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        return (g * (u + v * y), g * v * x)
      },
      mistake(
        "u passed on to x too early",
        "Of u's gradient only what comes directly from z arrived at x; what comes through v is missing there. Add "
          + "the two first, and multiply by y then."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        return (g * (u + v * y), g * (v + u) * x)
      },
      mistake(
        "x overwritten: only what came through u",
        "x is used twice, by u and by v, but only what came through u was kept. Add the two: += "
          + "instead of =."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        return (g * (v + u) * y, g * (v + u) * x)
      },
      mistake(
        "x overwritten: only what came through v",
        "x is used twice, by u and by v, but only the gradient that comes directly from v was "
          + "kept. Add the one that comes through u."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        return (g * u, g * (v + u) * x)
      },
      mistake(
        "u and v exchanged in the last step",
        "In z = u · v the slope with respect to u is v, and with respect to v it is u. They are "
          + "exchanged."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        return (g * (v + (u + v) * y), g * (u + v) * x)
      },
      mistake(
        "x and y exchanged in the first step",
        "In u = x · y the slope with respect to x is y, and with respect to y it is x. They are "
          + "exchanged."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        return (g * (u + (v + u) * x), g * (v + u) * y)
      },
      mistake(
        "upstream counted twice",
        "upstream was multiplied in more than once. It enters at the last step, and everything further "
          + "back has it already."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        return (g * g * (u + (v + u) * y), g * g * (v + u) * x)
      },
      mistake(
        "slopes by division",
        "The slope of z with respect to u was computed as z / u, which is 0 / 0 where u is 0. It is the other "
          + "factor, v, and needs no division."
      ) { g, x, y in
        let (u, v) = (x * y, x * y + x)
        let slope = u * v / u
        return (g * (u + (slope + u) * y), g * (slope + u) * x)
      },
      KnownMistake(
        "sum instead of product in the last step",
        "z was computed as u + v. The last step is a product: z = u · v.",
        Implementation(
          forward: { (x: Double, y: Double) in x * y + (x * y + x) },
          backward: NeuronSolutions::ChainRule.backward
        )
      ),
      KnownMistake(
        "y instead of x in the second step",
        "v was computed as u + y. The second step is v = u + x.",
        Implementation(
          forward: { (x: Double, y: Double) in x * y * (x * y + y) },
          backward: NeuronSolutions::ChainRule.backward
        )
      ),
    ]
  )

  private static let solution = Implementation(
    forward: NeuronSolutions::ChainRule.forward,
    backward: NeuronSolutions::ChainRule.backward
  )

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ gradients: @escaping @Sendable (_ g: Double, _ x: Double, _ y: Double) -> (Double, Double)
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      solution.replacingBackward { (g: Double, x: Double, y: Double) in gradients(g, x, y) }
    )
  }
}
