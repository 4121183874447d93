import Grading
import Tensors

/// Wrong and other right ways to draw weights, for the certifications of this pack.
enum Drawing {
  /// A function that draws weights from two arguments.
  typealias Draw<First, Second> =
    @Sendable (First, Second, inout RandomSource) throws -> Tensor

  /// What certifies the grader of an initialiser that takes the two fans.
  static func certification(
    reference: @escaping Draw<Int, Int>,
    solution: @escaping Draw<Int, Int>,
    alternatives: [Alternative],
    mistakes: [KnownMistake]
  ) -> Certification {
    Certification(
      reference: Spread.drawing(reference),
      solution: Spread.drawing(solution),
      alternatives: alternatives,
      mistakes: mistakes + unrelatedToSpread(solution, Spread.drawing) + [
        fanMistake(
          "axes exchanged",
          "The shape is [outputs, inputs]. For y = x · W the inputs come first: [inputs, outputs]."
        ) { inputs, outputs, random in try solution(inputs, outputs, &random).transposed() },
        fanMistake(
          "all weights 0",
          "All weights are 0. Perhaps a fraction was computed with whole numbers, where 6 / 400 is 0: "
            + "convert the fans first, with Double(n)."
        ) { (inputs: Int, outputs: Int, _) in try Tensor.zeros([inputs, outputs]) },
      ]
    )
  }

  /// A wrong function under a name.
  static func mistake<First: ExerciseValue, Second: ExerciseValue>(
    _ name: String,
    _ sentence: String,
    _ draw: @escaping Draw<First, Second>
  ) -> KnownMistake {
    KnownMistake(name, sentence, Implementation(drawing: draw))
  }

  /// A wrong function of the two fans under a name.
  static func fanMistake(
    _ name: String,
    _ sentence: String,
    _ draw: @escaping Draw<Int, Int>
  ) -> KnownMistake {
    KnownMistake(name, sentence, Spread.drawing(draw))
  }

  /// Uniform weights with a wrong limit, from fan-in and fan-out.
  static func uniform(
    _ name: String,
    _ sentence: String,
    limit: @escaping @Sendable (_ fanIn: Double, _ fanOut: Double) -> Double
  ) -> KnownMistake {
    fanMistake(name, sentence) { (inputs: Int, outputs: Int, random: inout RandomSource) in
      let limit = limit(Double(inputs), Double(outputs))
      return try Tensor.uniform([inputs, outputs], in: -limit..<limit, using: &random)
    }
  }

  /// Normal weights with a wrong standard deviation, from fan-in and fan-out.
  static func normal(
    _ name: String,
    _ sentence: String,
    deviation: @escaping @Sendable (_ fanIn: Double, _ fanOut: Double) -> Double
  ) -> KnownMistake {
    fanMistake(name, sentence) { (inputs: Int, outputs: Int, random: inout RandomSource) in
      let deviation = deviation(Double(inputs), Double(outputs))
      return try Tensor.normal([inputs, outputs], standardDeviation: deviation, using: &random)
    }
  }

  /// Another right way: entry by entry, down the columns.
  static func columnByColumn(
    _ draw: @escaping @Sendable (Int, Int, inout RandomSource) -> Double
  ) -> Alternative {
    Alternative(
      "entry by entry, down the columns",
      Spread.drawing { (inputs: Int, outputs: Int, random: inout RandomSource) in
        var weight = try Tensor.zeros([inputs, outputs])
        for j in 0..<outputs {
          for i in 0..<inputs { weight[i, j] = draw(inputs, outputs, &random) }
        }
        return weight
      }
    )
  }

  /// Mistakes that leave the distribution of a single entry as it is.
  static func unrelatedToSpread<First: ExerciseValue, Second: ExerciseValue>(
    _ right: @escaping Draw<First, Second>,
    _ implementation: (@escaping Draw<First, Second>) -> Implementation = {
      Implementation(drawing: $0)
    }
  ) -> [KnownMistake] {
    func mistake(
      _ name: String,
      _ sentence: String,
      _ draw: @escaping Draw<First, Second>
    ) -> KnownMistake { KnownMistake(name, sentence, implementation(draw)) }
    return [
      mistake(
        "own source with a fixed seed",
        "The numbers come from a source made inside the function, so every layer would get the same. "
          + "Draw from the parameter `random`."
      ) { first, second, _ in
        var own = RandomSource(seed: 0)
        return try right(first, second, &own)
      },
      mistake(
        "one number for all entries",
        "One number was drawn and given to all entries, so all units are alike and stay alike. Draw a "
          + "number for each entry."
      ) { first, second, random in
        let weight = try right(first, second, &random)
        return weight.map { _ in weight.scalars[0] }
      },
      mistake(
        "one row for all rows",
        "One row was drawn and repeated. Draw a number for each entry."
      ) { first, second, random in
        let weight = try right(first, second, &random)
        let length = weight.shape.last ?? 1
        let repeated = weight.scalars.indices.map { weight.scalars[$0 % length] }
        return try Tensor(shape: weight.shape, repeated)
      },
    ]
  }
}
