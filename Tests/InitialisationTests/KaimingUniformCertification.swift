import Grading
import ReferenceLayers
import Tensors

@testable import InitialisationSolutions

extension KaimingUniformGrader: Certified {
  static let certification = Drawing.certification(
    reference: { try Initialiser.kaimingUniform([$0, $1], using: &$2) },
    solution: InitialisationSolutions::KaimingUniform.weights,
    alternatives: [
      Drawing.columnByColumn { inputs, _, random in
        (2 * random.uniform() - 1) * sqrt(6 / Double(inputs))
      },
      Alternative(
        "gain √2 times √(3/fan-in)",
        Spread.drawing({ (inputs: Int, outputs: Int, random: inout RandomSource) in
          let limit = sqrt(2.0) * sqrt(3 / Double(inputs))
          return try 2 * limit * Tensor.uniform([inputs, outputs], using: &random) - limit
        })
      ),
    ],
    mistakes: [
      Drawing.uniform(
        "bias counted among the inputs",
        "The limit is √(6/(fan-in + 1)). The bias is no input of the weights: no 1 is added."
      ) { fanIn, _ in sqrt(6 / (fanIn + 1)) },
      Drawing.uniform(
        "fan-out for fan-in",
        "The limit is √(6/fan-out). Here it is fan-in that counts: the number of rows of W, D inputs."
      ) { _, fanOut in sqrt(6 / fanOut) },
      Drawing.uniform(
        "square root forgotten",
        "The limit is 6/fan-in, without the square root."
      ) { fanIn, _ in 6 / fanIn },
      Drawing.uniform(
        "standard deviation used as the limit",
        "The limit is √(2/fan-in). That is the standard deviation; a uniform number has a third of limit² "
          + "as its variance, so the limit is √3 times as large."
      ) { fanIn, _ in sqrt(2 / fanIn) },
      Drawing.uniform(
        "gain of ReLU forgotten",
        "The limit is √(3/fan-in), for the variance 1/fan-in. Behind a ReLU the variance is 2/fan-in."
      ) { fanIn, _ in sqrt(3 / fanIn) },
      Drawing.uniform(
        "gain of ReLU squared",
        "The limit is √(12/fan-in): the gain √2 was multiplied in although 2/fan-in contains it already."
      ) { fanIn, _ in sqrt(12 / fanIn) },
      Drawing.uniform(
        "Xavier's weights",
        "The limit is √(6/(fan-in + fan-out)), which is Xavier's. Kaiming's takes fan-in alone."
      ) { sqrt(6 / ($0 + $1)) },
      Drawing.uniform(
        "the default of a linear layer in PyTorch",
        "The limit is 1/√fan-in, the default of a linear layer in PyTorch. Behind a ReLU the variance "
          + "should be 2/fan-in."
      ) { fanIn, _ in 1 / sqrt(fanIn) },
      Drawing.fanMistake(
        "only positive",
        "The values run from 0 to the limit. Half of them should be negative."
      ) { (inputs: Int, outputs: Int, random: inout RandomSource) in
        try Tensor.uniform([inputs, outputs], in: 0..<sqrt(6 / Double(inputs)), using: &random)
      },
      Drawing.normal(
        "Kaiming's normal weights",
        "These are Kaiming's normal weights. The uniform ones are asked, every value up to the limit "
          + "equally likely."
      ) { fanIn, _ in sqrt(2 / fanIn) },
    ]
  )
}
