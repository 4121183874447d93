import Grading
import ReferenceLayers
import Tensors

@testable import InitialisationSolutions

extension SmallNormalGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      drawing: { (shape: [Int], deviation: Double, random: inout RandomSource) in
        try Initialiser.normal(shape, standardDeviation: deviation, using: &random)
      }),
    solution: Implementation(drawing: InitialisationSolutions::SmallNormal.weights),
    alternatives: [
      Alternative(
        "entry by entry",
        Implementation(
          drawing: { (shape: [Int], deviation: Double, random: inout RandomSource) in
            var values: [Double] = []
            for _ in 0..<shape.reduce(1, *) { values.append(deviation * random.normal()) }
            return try Tensor(shape: shape, values)
          })
      ),
      Alternative(
        "from pairs of uniform numbers, by the formula of Box and Muller",
        Implementation(
          drawing: { (shape: [Int], deviation: Double, random: inout RandomSource) in
            try Tensor.zeros(shape).map { _ in
              let radius = sqrt(-2 * log(1 - random.uniform()))
              return deviation * radius * cos(2 * Double.pi * random.uniform())
            }
          })
      ),
    ],
    mistakes: [
      mistake(
        "variance for the standard deviation",
        "s² was passed as the standard deviation. s² is the variance; the standard deviation is s."
      ) { shape, s, random in try Tensor.normal(shape, standardDeviation: s * s, using: &random) },
      mistake(
        "root of the standard deviation",
        "√s was passed as the standard deviation, as if s were the variance. s is the standard deviation "
          + "already."
      ) { shape, s, random in
        try Tensor.normal(shape, standardDeviation: sqrt(s), using: &random)
      },
      mistake(
        "not scaled",
        "The standard deviation is 1. Multiply each number by s."
      ) { shape, _, random in try Tensor.normal(shape, using: &random) },
      mistake(
        "shifted instead of scaled",
        "s was added to each number, which moves the mean. Multiply by s."
      ) { shape, s, random in try Tensor.normal(shape, using: &random) + s },
      mistake(
        "uniform up to s",
        "The values are uniform from −s to s. They should be normal with the standard deviation s."
      ) { shape, s, random in try Tensor.uniform(shape, in: -s..<s, using: &random) },
      mistake(
        "uniform of the same spread",
        "The values are uniform, though with the right standard deviation. They should be normal: most "
          + "near 0, few far away."
      ) { shape, s, random in
        let limit = sqrt(3.0) * s
        return try Tensor.uniform(shape, in: -limit..<limit, using: &random)
      },
      mistake(
        "only positive",
        "The magnitudes were taken. Half of the weights should be negative."
      ) { shape, s, random in
        abs(try Tensor.normal(shape, standardDeviation: s, using: &random))
      },
    ]
      + Drawing.unrelatedToSpread { (shape: [Int], s: Double, random: inout RandomSource) in
        try InitialisationSolutions::SmallNormal.weights(shape, deviation: s, using: &random)
      }
  )

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ draw: @escaping Drawing.Draw<[Int], Double>
  ) -> KnownMistake { Drawing.mistake(name, sentence, draw) }
}
