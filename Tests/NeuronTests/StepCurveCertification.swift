import Grading
import Tensors

@testable import NeuronSolutions

extension StepCurveGrader: Certified {
  static let certification = Certification(
    // For a cubic with leading coefficient c the central difference is the slope plus c·h², exactly.
    reference: Implementation(function: { (coefficients: Tensor, x: Double, steps: [Double]) in
      let (b, c, d) = (coefficients[1], coefficients[2], coefficients[3])
      let slope = b + 2 * c * x + 3 * d * x * x
      var errors: [Double] = []
      for h in steps {
        let numeric = slope + d * h * h
        let larger = numeric * numeric > slope * slope ? numeric : slope
        errors.append(larger == 0 ? 0 : abs(d * h * h / larger))
      }
      return errors
    }),
    solution: measuring(NeuronSolutions::StepCurve.errors),
    alternatives: [
      Alternative(
        "a loop with a case for each sign",
        measuring { f, slope, x, steps in
          var errors: [Double] = []
          for h in steps {
            let numeric = (try f(x + h) - f(x - h)) / h / 2
            if numeric == slope {
              errors.append(0)
            } else {
              let difference = numeric > slope ? numeric - slope : slope - numeric
              errors.append(difference / max(numeric.magnitude, slope.magnitude))
            }
          }
          return errors
        }
      )
    ],
    mistakes: [
      mistake(
        "absolute error",
        "This is the absolute error, which is large for a steep function and small for a flat one. Divide "
          + "by the larger of |numeric| and |slope|."
      ) { numeric, slope in abs(numeric - slope) },
      mistake(
        "sign of the error kept",
        "The error has a sign. Take its magnitude: an error is as bad upwards as downwards."
      ) { numeric, slope in
        scale(numeric, slope) == 0 ? 0 : (numeric - slope) / scale(numeric, slope)
      },
      mistake(
        "divided by a slope with a sign",
        "The error was divided by the larger of numeric and slope, signs and all. Compare their "
          + "magnitudes, and divide by the larger one."
      ) { numeric, slope in
        let larger = max(numeric, slope)
        return larger == 0 ? 0 : abs(numeric - slope) / larger
      },
      mistake(
        "larger number for larger magnitude",
        "The error was divided by the magnitude of the larger of numeric and slope. Where both are negative, that "
          + "is the smaller magnitude: take the magnitudes first, and the larger of them then."
      ) { numeric, slope in
        let larger = abs(max(numeric, slope))
        return larger == 0 ? 0 : abs(numeric - slope) / larger
      },
      mistake(
        "0 / 0 where both slopes are 0",
        "Where both slopes are 0 the error is 0 / 0, which is NaN. They agree there: return 0."
      ) { numeric, slope in abs(numeric - slope) / scale(numeric, slope) },
      mistake(
        "0 where the exact slope is 0",
        "The error is 0 wherever the exact slope is 0. That is right only where the measured slope is 0 too; "
          + "otherwise numeric is all error, and the relative error is 1."
      ) { numeric, slope in
        slope == 0 ? 0 : abs(numeric - slope) / scale(numeric, slope)
      },
      mistake(
        "0 where the measured slope is 0",
        "The error is 0 wherever the measured slope is 0. That is right only where the exact slope is 0 too; "
          + "otherwise the relative error is 1."
      ) { numeric, slope in
        numeric == 0 ? 0 : abs(numeric - slope) / scale(numeric, slope)
      },
      mistake(
        "0 where one of the slopes is 0",
        "The error is 0 wherever one of the two slopes is 0. That is right only where both are; otherwise "
          + "the relative error is 1."
      ) { numeric, slope in
        numeric * slope == 0 ? 0 : abs(numeric - slope) / scale(numeric, slope)
      },
      mistake(
        "1e-8 added to the denominator",
        "1e-8 was added to the denominator, so that a nearly flat function seems to have a small error. Only "
          + "where both slopes are exactly 0 the denominator needs care."
      ) { numeric, slope in abs(numeric - slope) / (scale(numeric, slope) + 1e-8) },
      mistake(
        "denominator of at least 1e-8",
        "The denominator is never less than 1e-8, so that a nearly flat function seems to have a small error. "
          + "Only where both slopes are exactly 0 it needs care."
      ) { numeric, slope in abs(numeric - slope) / max(scale(numeric, slope), 1e-8) },
      mistake(
        "distance of the magnitudes",
        "The magnitudes of the two slopes were compared. Slopes of −1 and 1 are far from equal: take the "
          + "magnitude of the difference, |numeric − slope|."
      ) { numeric, slope in
        scale(numeric, slope) == 0 ? 0 : abs(abs(numeric) - abs(slope)) / scale(numeric, slope)
      },
      mistake(
        "divided by the exact slope alone",
        "The error was divided by |slope| alone. Divide by the larger of |numeric| and |slope|, so that "
          + "both count alike."
      ) { numeric, slope in slope == 0 ? 0 : abs(numeric - slope) / abs(slope) },
      mistake(
        "divided by the sum of both magnitudes",
        "The error was divided by |numeric| + |slope|. Some authors do; here, divide by the larger of "
          + "the two."
      ) { numeric, slope in
        scale(numeric, slope) == 0 ? 0 : abs(numeric - slope) / (abs(numeric) + abs(slope))
      },
      KnownMistake(
        "one-sided difference",
        "The slope was measured from x to x + h. Take the central difference, from x − h to x + h.",
        measuring { f, slope, x, steps in
          try steps.map { h in relative((try f(x + h) - f(x)) / h, slope) }
        }
      ),
      KnownMistake(
        "divided by h instead of 2h",
        "The rise from x − h to x + h was divided by h. The run is 2h.",
        measuring { f, slope, x, steps in
          try steps.map { h in relative((try f(x + h) - f(x - h)) / h, slope) }
        }
      ),
      KnownMistake(
        "one error for all steps",
        "Every entry is the error of the first step. Compute the difference anew for each step.",
        measuring { f, slope, x, steps in
          let h = steps[0]
          let error = relative((try f(x + h) - f(x - h)) / (2 * h), slope)
          return steps.map { _ in error }
        }
      ),
    ]
  )

  private static func scale(_ numeric: Double, _ slope: Double) -> Double {
    max(abs(numeric), abs(slope))
  }

  private static func relative(_ numeric: Double, _ slope: Double) -> Double {
    scale(numeric, slope) == 0 ? 0 : abs(numeric - slope) / scale(numeric, slope)
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ error: @escaping @Sendable (_ numeric: Double, _ slope: Double) -> Double
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      measuring { f, slope, x, steps in
        try steps.map { h in error((try f(x + h) - f(x - h)) / (2 * h), slope) }
      }
    )
  }
}
