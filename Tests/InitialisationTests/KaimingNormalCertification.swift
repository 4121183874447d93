import Grading
import ReferenceLayers
import Tensors

@testable import InitialisationSolutions

extension KaimingNormalGrader: Certified {
  static let certification = Drawing.certification(
    reference: { try Initialiser.kaimingNormal([$0, $1], using: &$2) },
    solution: InitialisationSolutions::KaimingNormal.weights,
    alternatives: [
      Drawing.columnByColumn { inputs, _, random in random.normal() * sqrt(2 / Double(inputs)) },
      Alternative(
        "a standard normal tensor times the gain, divided by the root of fan-in",
        Spread.drawing({ (inputs: Int, outputs: Int, random: inout RandomSource) in
          let standard = try Tensor.normal([inputs, outputs], using: &random)
          return standard * sqrt(2.0) / sqrt(Double(inputs))
        })
      ),
    ],
    mistakes: [
      Drawing.normal(
        "bias counted among the inputs",
        "The standard deviation is √(2/(fan-in + 1)). The bias is no input of the weights: no 1 is added."
      ) { fanIn, _ in sqrt(2 / (fanIn + 1)) },
      Drawing.normal(
        "fan-out for fan-in",
        "The standard deviation is √(2/fan-out). Here it is fan-in that counts: the number of rows of W, D "
          + "inputs."
      ) { _, fanOut in sqrt(2 / fanOut) },
      Drawing.normal(
        "variance used as the standard deviation",
        "The standard deviation is 2/fan-in. That is the variance: take its square root."
      ) { fanIn, _ in 2 / fanIn },
      Drawing.normal(
        "gain of ReLU forgotten",
        "The standard deviation is √(1/fan-in). ReLU removes half of the mean square; the 2 makes up for "
          + "it."
      ) { fanIn, _ in sqrt(1 / fanIn) },
      Drawing.normal(
        "2 outside the root",
        "The standard deviation is 2/√fan-in. The 2 belongs under the root."
      ) { fanIn, _ in 2 / sqrt(fanIn) },
      Drawing.normal(
        "fan-in outside the root",
        "The standard deviation is √2/fan-in. The whole fraction 2/fan-in belongs under the root."
      ) { fanIn, _ in sqrt(2.0) / fanIn },
      Drawing.normal(
        "limit of the uniform weights",
        "The standard deviation is √(6/fan-in). That is the limit of Kaiming's uniform weights; here the "
          + "number is 2."
      ) { fanIn, _ in sqrt(6 / fanIn) },
      Drawing.normal(
        "Xavier's weights",
        "The standard deviation is √(2/(fan-in + fan-out)), which is Xavier's. Kaiming's takes fan-in "
          + "alone."
      ) { sqrt(2 / ($0 + $1)) },
      Drawing.uniform(
        "Kaiming's uniform weights",
        "These are Kaiming's uniform weights, with the right spread. The normal ones are asked: most near "
          + "0, few far away."
      ) { fanIn, _ in sqrt(6 / fanIn) },
      Drawing.uniform(
        "uniform up to the standard deviation",
        "The values are uniform up to ±√(2/fan-in). They should be normal with that standard deviation."
      ) { fanIn, _ in sqrt(2 / fanIn) },
    ]
  )
}
