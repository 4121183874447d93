import Grading
import ReferenceLayers
import Tensors

@testable import InitialisationSolutions

extension XavierNormalGrader: Certified {
  static let certification = Drawing.certification(
    reference: { try Initialiser.xavierNormal([$0, $1], using: &$2) },
    solution: InitialisationSolutions::XavierNormal.weights,
    alternatives: [
      Drawing.columnByColumn { inputs, outputs, random in
        random.normal() * sqrt(2 / Double(inputs + outputs))
      },
      Alternative(
        "a standard normal tensor divided by the root of the mean fan",
        Spread.drawing({ (inputs: Int, outputs: Int, random: inout RandomSource) in
          let fan = (Double(inputs) + Double(outputs)) / 2
          return try Tensor.normal([inputs, outputs], using: &random) / sqrt(fan)
        })
      ),
    ],
    mistakes: [
      Drawing.normal(
        "bias counted among the inputs",
        "The standard deviation is √(2/(fan-in + fan-out + 1)). The bias is no input of the weights: no 1 is added."
      ) { sqrt(2 / ($0 + $1 + 1)) },
      Drawing.normal(
        "variance used as the standard deviation",
        "The standard deviation is 2/(fan-in + fan-out). That is the variance: take its square root."
      ) { 2 / ($0 + $1) },
      Drawing.normal(
        "limit of the uniform weights",
        "The standard deviation is √(6/(fan-in + fan-out)). That is the limit of Xavier's uniform weights; "
          + "here the number is 2."
      ) { sqrt(6 / ($0 + $1)) },
      Drawing.normal(
        "1 for 2",
        "The standard deviation is √(1/(fan-in + fan-out)). Xavier's is √(2/(fan-in + fan-out)): one over "
          + "the mean of the two fans."
      ) { sqrt(1 / ($0 + $1)) },
      Drawing.normal(
        "fan-in alone",
        "The standard deviation is √(1/fan-in). That keeps the variance forward but not backward; Xavier "
          + "compromises with 2/(fan-in + fan-out)."
      ) { fanIn, _ in sqrt(1 / fanIn) },
      Drawing.normal(
        "Kaiming's weights",
        "The standard deviation is √(2/fan-in), which is Kaiming's. Xavier's takes the sum of both fans."
      ) { fanIn, _ in sqrt(2 / fanIn) },
      Drawing.normal(
        "fan-out alone",
        "The standard deviation is √(2/fan-out). Xavier's takes the sum of both fans."
      ) { _, fanOut in sqrt(2 / fanOut) },
      Drawing.normal(
        "2 outside the root",
        "The standard deviation is 2/√(fan-in + fan-out). The 2 belongs under the root."
      ) { 2 / sqrt($0 + $1) },
      Drawing.uniform(
        "Xavier's uniform weights",
        "These are Xavier's uniform weights, with the right spread. The normal ones are asked: most near "
          + "0, few far away."
      ) { sqrt(6 / ($0 + $1)) },
      Drawing.uniform(
        "uniform up to the standard deviation",
        "The values are uniform up to ±√(2/(fan-in + fan-out)). They should be normal with that standard "
          + "deviation."
      ) { sqrt(2 / ($0 + $1)) },
    ]
  )
}
