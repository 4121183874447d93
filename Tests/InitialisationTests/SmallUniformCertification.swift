import Grading
import ReferenceLayers
import Tensors

@testable import InitialisationSolutions

extension SmallUniformGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      drawing: { (shape: [Int], limit: Double, random: inout RandomSource) in
        try Initialiser.uniform(shape, limit: limit, using: &random)
      }),
    solution: Implementation(drawing: InitialisationSolutions::SmallUniform.weights),
    alternatives: [
      Alternative(
        "entry by entry",
        Implementation(
          drawing: { (shape: [Int], limit: Double, random: inout RandomSource) in
            var values: [Double] = []
            for _ in 0..<shape.reduce(1, *) { values.append((2 * random.uniform() - 1) * limit) }
            return try Tensor(shape: shape, values)
          })
      ),
      Alternative(
        "a magnitude and a sign, drawn one after the other",
        Implementation(
          drawing: { (shape: [Int], limit: Double, random: inout RandomSource) in
            var weight = try Tensor.uniform(shape, in: 0..<limit, using: &random)
            try weight *= Tensor.uniform(shape, using: &random).map { $0 < 0.5 ? -1 : 1 }
            return weight
          })
      ),
    ],
    mistakes: [
      mistake(
        "only positive",
        "The values run from 0 to limit. Half of them should be negative: from −limit to limit."
      ) { shape, limit, random in try Tensor.uniform(shape, in: 0..<limit, using: &random) },
      mistake(
        "limit forgotten",
        "The values run from 0 to 1. They should run from −limit to limit."
      ) { shape, _, random in try Tensor.uniform(shape, using: &random) },
      mistake(
        "half the width",
        "The values run from −limit/2 to limit/2. limit is half the width of the interval, not the whole."
      ) { shape, limit, random in
        try Tensor.uniform(shape, in: -limit / 2..<limit / 2, using: &random)
      },
      mistake(
        "centred after scaling",
        "0.5 was subtracted after the multiplication by limit. Centre first, then scale."
      ) { shape, limit, random in try 2 * limit * Tensor.uniform(shape, using: &random) - 0.5 },
      mistake(
        "normal instead of uniform",
        "The values are normal with the standard deviation limit. Every value from −limit to limit should "
          + "be equally likely, and none beyond."
      ) { shape, limit, random in
        try Tensor.normal(shape, standardDeviation: limit, using: &random)
      },
      mistake(
        "limit taken for the standard deviation",
        "The interval was widened by √3, so that limit is the standard deviation. limit is the bound."
      ) { shape, limit, random in
        let bound = sqrt(3.0) * limit
        return try Tensor.uniform(shape, in: -bound..<bound, using: &random)
      },
    ]
      + Drawing.unrelatedToSpread { (shape: [Int], limit: Double, random: inout RandomSource) in
        try InitialisationSolutions::SmallUniform.weights(shape, limit: limit, using: &random)
      }
  )

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ draw: @escaping Drawing.Draw<[Int], Double>
  ) -> KnownMistake { Drawing.mistake(name, sentence, draw) }
}
