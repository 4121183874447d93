import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension GradientClippingGrader: Certified {
  static let certification = Certification(
    reference: implementation { gradients, maxNorm in
      let result = try ReferenceLayers::Clipping.byNorm(gradients, maxNorm: maxNorm)
      return (result.gradients, result.norm)
    },
    solution: Implementation(function: OptimisersSolutions::GradientClipping.clip),
    alternatives: [
      style("the smaller of 1 and limit / norm") { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        let factor = norm > 0 ? min(1, maxNorm / norm) : 1
        return (gradients.map { $0 * factor }, norm)
      },
      style("divided by the larger of 1 and norm / limit") { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        return (gradients.map { $0 / max(1, norm / maxNorm) }, norm)
      },
      style("one flat list") { gradients, maxNorm in
        let norm = Tensor(gradients.flatMap(\.scalars)).squared().sum().squareRoot()
        guard norm > maxNorm else { return (gradients, norm) }
        return (gradients.map { $0 * maxNorm / norm }, norm)
      },
    ],
    mistakes: [
      mistake(
        "norm of each tensor",
        "Each tensor was clipped by its own norm, which changes the direction of the whole. "
          + "There is one norm, over all tensors together."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        let clipped = gradients.map { gradient in
          let own = gradient.squared().sum().squareRoot()
          return own > maxNorm ? gradient * (maxNorm / own) : gradient
        }
        return (clipped, norm)
      },
      mistake(
        "always scaled",
        "The gradients were scaled up to the limit too. Change them only when the norm is "
          + "above it."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        return (gradients.map { norm > 0 ? $0 * (maxNorm / norm) : $0 }, norm)
      },
      mistake(
        "condition the wrong way round",
        "Gradients below the limit were scaled up to it, and larger ones left alone. It is the reverse: "
          + "scale only when the norm is above the limit."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        return (norm < maxNorm ? gradients.map { $0 * (maxNorm / norm) } : gradients, norm)
      },
      mistake(
        "scaled when all gradients are 0",
        "The gradients were divided by their norm even when it is 0, and 0/0 is not a number. "
          + "Change them only when the norm is above the limit."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        return (gradients.map { $0 * (maxNorm / norm) }, norm)
      },
      mistake(
        "each entry clamped",
        "Each entry was brought into −limit … limit, which changes the direction. Scale all "
          + "entries by one factor."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        return (gradients.map { $0.clamped(to: -maxNorm...maxNorm) }, norm)
      },
      mistake(
        "root forgotten",
        "The sum of the squares was used as the norm. Take its root."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }
        guard norm > maxNorm else { return (gradients, norm) }
        return (gradients.map { $0 * (maxNorm / norm) }, norm)
      },
      mistake(
        "sum of magnitudes",
        "The magnitudes of the entries were added up. The norm is the root of the sum of "
          + "their squares."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + abs($1).sum() }
        guard norm > maxNorm else { return (gradients, norm) }
        return (gradients.map { $0 * (maxNorm / norm) }, norm)
      },
      mistake(
        "sum of the tensors’ norms",
        "The norms of the tensors were added. Add their squares, and take one root at the "
          + "end."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum().squareRoot() }
        guard norm > maxNorm else { return (gradients, norm) }
        return (gradients.map { $0 * (maxNorm / norm) }, norm)
      },
      mistake(
        "norm of two tensors alone",
        "Of three tensors only the first two are in the norm. Add up the squares of all tensors, however "
          + "many there are."
      ) { gradients, maxNorm in
        let norm = gradients.prefix(2).reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        guard norm > maxNorm else { return (gradients, norm) }
        return (gradients.map { $0 * (maxNorm / norm) }, norm)
      },
      mistake(
        "limit forgotten",
        "The gradients were divided by their norm, so that it is 1. Multiply by the limit "
          + "too."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        guard norm > maxNorm else { return (gradients, norm) }
        return (gradients.map { $0 / norm }, norm)
      },
      mistake(
        "1e-6 added to the norm",
        "1e-6 was added to the norm that the gradients are divided by, so that they end a little below the limit. "
          + "Divide by the norm itself: where it is above the limit, it is not 0."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        let factor = min(1, maxNorm / (norm + 1e-6))
        return (gradients.map { $0 * factor }, norm)
      }.or(
        implementation { gradients, maxNorm in
          let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
          guard norm > maxNorm else { return (gradients, norm) }
          return (gradients.map { $0 * (maxNorm / (norm + 1e-6)) }, norm)
        }
      ),
      mistake(
        "norm after clipping returned",
        "The norm that was returned is the one after clipping. Return the one from before: it "
          + "tells whether training runs away."
      ) { gradients, maxNorm in
        let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
        guard norm > maxNorm else { return (gradients, norm) }
        return (gradients.map { $0 * (maxNorm / norm) }, maxNorm)
      },
    ]
  )

  private typealias Function =
    @Sendable (_ gradients: [Tensor], _ maxNorm: Double) throws -> ([Tensor], Double)

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (gradients: [Tensor], maxNorm: Double) in
      let results = try function(gradients, maxNorm)
      return (gradients: results.0, norm: results.1)
    }
  }

  private static func style(_ name: String, _ function: @escaping Function) -> Alternative {
    Alternative(name, implementation(function))
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ function: @escaping Function
  ) -> KnownMistake {
    KnownMistake(name, sentence, implementation(function))
  }
}
