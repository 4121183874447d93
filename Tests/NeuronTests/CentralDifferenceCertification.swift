import Grading
import Tensors

@testable import NeuronSolutions

extension CentralDifferenceGrader: Certified {
  static let certification = Certification(
    // For xⁿ the central difference is (1/2h) · ((x + h)ⁿ − (x − h)ⁿ) = Σ over odd k of C(n, k) xⁿ⁻ᵏ hᵏ⁻¹.
    reference: Implementation(function: { (coefficients: Tensor, x: Double, step: Double) in
      var total = 0.0
      for (power, coefficient) in coefficients.scalars.enumerated() {
        var binomial = 1.0
        for k in stride(from: 1, through: power, by: 1) {
          binomial = binomial * Double(power - k + 1) / Double(k)
          if k % 2 == 1 { total += coefficient * binomial * pow(x, power - k) * pow(step, k - 1) }
        }
      }
      return total
    }),
    solution: measuring(NeuronSolutions::CentralDifference.slope),
    alternatives: [
      Alternative(
        "the mean of both one-sided slopes",
        measuring { f, x, h in
          let middle = try f(x)
          return ((try f(x + h) - middle) / h + (middle - (try f(x - h))) / h) / 2
        }
      ),
      Alternative(
        "the distance of the points as they are stored",
        measuring { f, x, h in
          let (right, left) = (x + h, x - h)
          return (try f(right) - f(left)) / (right - left)
        }
      ),
    ],
    mistakes: [
      mistake(
        "one-sided, to the right",
        "This is the slope from x to x + h. Its error shrinks like h, that of the central difference like "
          + "h²: measure from x − h to x + h."
      ) { f, x, h in (try f(x + h) - f(x)) / h },
      mistake(
        "one-sided, to the left",
        "This is the slope from x − h to x. Its error shrinks like h, that of the central difference like "
          + "h²: measure from x − h to x + h."
      ) { f, x, h in (try f(x) - f(x - h)) / h },
      mistake(
        "divided by h instead of 2h",
        "The rise was divided by h. From x − h to x + h the run is 2h."
      ) { f, x, h in (try f(x + h) - f(x - h)) / h },
      mistake(
        "brackets around 2h missing",
        "The rise was divided by 2 and then multiplied by h: in Swift a / 2 * h is (a / 2) · h. Put "
          + "brackets around 2 * h."
      ) { f, x, h in (try f(x + h) - f(x - h)) / 2 * h },
      mistake(
        "brackets around the rise missing",
        "Only f(x − h) was divided: in Swift a - b / c is a − (b / c). Put brackets around the rise, and around 2 * "
          + "step: (f(x + h) − f(x − h)) / (2h)."
      ) { f, x, h in try f(x + h) - f(x - h) / (2 * h) }
      .or(measuring { f, x, h in try f(x + h) - f(x - h) / 2 * h }),
      mistake(
        "not divided by the run",
        "This is the rise from x − h to x + h. A slope is the rise divided by the run, 2h."
      ) { f, x, h in try f(x + h) - f(x - h) },
      mistake(
        "left minus right",
        "The left value comes first, so the sign is wrong: a rising function must have a positive slope. "
          + "f(x + h) − f(x − h)."
      ) { f, x, h in (try f(x - h) - f(x + h)) / (2 * h) },
      mistake(
        "magnitude of the slope",
        "The sign of the slope was dropped. A falling function has a negative slope."
      ) { f, x, h in abs(try f(x + h) - f(x - h)) / (2 * h) },
      mistake(
        "a tiny step of its own",
        "The step that was passed is ignored, and a tiny one such as 1e-5 is used. Use `step`, so that the "
          + "caller can choose it."
      ) { f, x, _ in (try f(x + 1e-5) - f(x - 1e-5)) / 2e-5 },
      mistake(
        "step hard-coded as 1e-4",
        "The step that was passed is ignored, and 1e-4 is used. Use `step`, so that the caller can "
          + "choose it."
      ) { f, x, _ in (try f(x + 1e-4) - f(x - 1e-4)) / 2e-4 },
      mistake(
        "step too small",
        "The step that was passed is ignored, and 1e-15 is used. That is so small that rounding "
          + "spoils the difference. Use `step`."
      ) { f, x, _ in (try f(x + 1e-15) - f(x - 1e-15)) / 2e-15 },
      mistake(
        "formula with five points",
        "This is the formula with five points, from x − 2h to x + 2h, whose error shrinks like h⁴. Here the "
          + "central difference is asked for, including its error: two points, x − h and x + h."
      ) { f, x, h in
        let (near, far) = (try f(x + h) - f(x - h), try f(x + 2 * h) - f(x - 2 * h))
        return (8 * near - far) / (12 * h)
      },
      mistake(
        "half of the step to each side",
        "The points are x ± h/2. Here a whole step h is asked for to each side, and a run of 2h."
      ) { f, x, h in (try f(x + h / 2) - f(x - h / 2)) / h },
    ]
  )

  private typealias Slope =
    @Sendable (_ f: (Double) throws -> Double, _ x: Double, _ step: Double) throws -> Double

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ slope: @escaping Slope
  ) -> KnownMistake {
    KnownMistake(name, sentence, measuring(slope))
  }
}
