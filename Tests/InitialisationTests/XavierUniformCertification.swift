import Grading
import ReferenceLayers
import Tensors

@testable import InitialisationSolutions

extension XavierUniformGrader: Certified {
  static let certification = Drawing.certification(
    reference: { try Initialiser.xavierUniform([$0, $1], using: &$2) },
    solution: InitialisationSolutions::XavierUniform.weights,
    alternatives: [
      Drawing.columnByColumn { inputs, outputs, random in
        (2 * random.uniform() - 1) * sqrt(6 / Double(inputs + outputs))
      },
      Alternative(
        "scaled to the right standard deviation",
        Spread.drawing({ (inputs: Int, outputs: Int, random: inout RandomSource) in
          let standard = try Tensor.uniform([inputs, outputs], using: &random) - 0.5
          return standard * sqrt(12.0) * sqrt(2 / Double(inputs + outputs))
        })
      ),
    ],
    mistakes: [
      Drawing.uniform(
        "bias counted among the inputs",
        "The limit is √(6/(fan-in + fan-out + 1)). The bias is no input of the weights: no 1 is added."
      ) { sqrt(6 / ($0 + $1 + 1)) },
      Drawing.uniform(
        "square root forgotten",
        "The limit is 6/(fan-in + fan-out), without the square root."
      ) { 6 / ($0 + $1) },
      Drawing.uniform(
        "standard deviation used as the limit",
        "The limit is √(2/(fan-in + fan-out)). That is the standard deviation; the limit is √3 times as "
          + "large: √(6/(fan-in + fan-out))."
      ) { sqrt(2 / ($0 + $1)) },
      Drawing.uniform(
        "3 for 6",
        "The limit is √(3/(fan-in + fan-out)). The variance 2/(fan-in + fan-out) times 3 gives 6."
      ) { sqrt(3 / ($0 + $1)) },
      Drawing.uniform(
        "mean of the fans",
        "6 was divided by the mean of the two fans. Divide it by their sum."
      ) { sqrt(12 / ($0 + $1)) },
      Drawing.uniform(
        "fan-in alone",
        "The limit is √(6/fan-in), which is Kaiming's. Xavier's takes the sum of both fans."
      ) { fanIn, _ in sqrt(6 / fanIn) },
      Drawing.uniform(
        "fan-out alone",
        "The limit is √(6/fan-out). Xavier's takes the sum of both fans."
      ) { _, fanOut in sqrt(6 / fanOut) },
      Drawing.uniform(
        "the default of a linear layer in PyTorch",
        "The limit is 1/√fan-in, the default of a linear layer in PyTorch. Xavier's is "
          + "√(6/(fan-in + fan-out))."
      ) { fanIn, _ in 1 / sqrt(fanIn) },
      Drawing.fanMistake(
        "only positive",
        "The values run from 0 to the limit. Half of them should be negative."
      ) { (inputs: Int, outputs: Int, random: inout RandomSource) in
        let limit = sqrt(6 / Double(inputs + outputs))
        return try Tensor.uniform([inputs, outputs], in: 0..<limit, using: &random)
      },
      Drawing.normal(
        "Xavier's normal weights",
        "These are Xavier's normal weights. The uniform ones are asked, every value up to the limit "
          + "equally likely."
      ) { sqrt(2 / ($0 + $1)) },
    ]
  )
}
