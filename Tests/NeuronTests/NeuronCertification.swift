import Grading
import Tensors

@testable import NeuronSolutions

extension NeuronGrader: Certified {
  static let certification = Certification(
    reference: Implementation(forward: loopForward, backward: loopBackward),
    solution: solution,
    alternatives: [
      Alternative(
        "the slope from the exponential",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Double) in
            let power = exp(try x.dot(weight) + bias)
            return power / (1 + power)
          },
          backward: { (g: Double, x: Tensor, weight: Tensor, bias: Double) in
            let power = exp(-(try x.dot(weight) + bias))
            let delta = g * power / ((1 + power) * (1 + power))
            return (x: weight * delta, weight: x * delta, bias: delta)
          }
        )
      )
    ],
    mistakes: [
      KnownMistake(
        "slope taken at the activation",
        "The slope was computed at a instead of z: the sigmoid was applied twice. With a = σ(z) the "
          + "slope is a · (1 − a).",
        wrong { g, x, weight, z in
          let twice = sigmoid(sigmoid(z))
          return all(g * twice * (1 - twice), x, weight)
        }
      ),
      KnownMistake(
        "z used as if it were the activation",
        "The slope was computed as z · (1 − z). That formula wants the activation: a · (1 − a) with "
          + "a = σ(z).",
        wrong { g, x, weight, z in all(g * z * (1 - z), x, weight) }
      ),
      KnownMistake(
        "slope of the sigmoid forgotten",
        "These are the gradients of the weighted sum. On the way from a to z multiply by the slope of "
          + "the sigmoid first.",
        wrong { g, x, weight, _ in all(g, x, weight) }
      ),
      KnownMistake(
        "slope of the sigmoid forgotten for the bias",
        "The bias gradient is upstream as it is. It too goes through the sigmoid: it is ∂L/∂z.",
        wrong { g, x, weight, z in
          let delta = g * sigmoid(z) * (1 - sigmoid(z))
          return (delta * weight, delta * x, g)
        }
      ),
      KnownMistake(
        "bias gradient times the bias",
        "The bias gradient was multiplied by the bias. The bias is added with factor 1: its gradient is ∂L/∂z, "
          + "whatever its value is.",
        solution.replacingBackward { (g: Double, x: Tensor, weight: Tensor, bias: Double) in
          let right = try NeuronSolutions::Neuron.backward(g, x, weight: weight, bias: bias)
          return (x: right.x, weight: right.weight, bias: right.bias * bias)
        }
      ),
      KnownMistake(
        "factor 1 − a forgotten",
        "The factor 1 − a is missing: the slope of the sigmoid is a · (1 − a).",
        wrong { g, x, weight, z in all(g * sigmoid(z), x, weight) }
      ),
      KnownMistake(
        "factor a forgotten",
        "The factor a is missing: the slope of the sigmoid is a · (1 − a).",
        wrong { g, x, weight, z in all(g * (1 - sigmoid(z)), x, weight) }
      ),
      KnownMistake(
        "slope of tanh",
        "1 − a² is the slope of tanh. The slope of the sigmoid is a · (1 − a).",
        wrong { g, x, weight, z in all(g * (1 - sigmoid(z) * sigmoid(z)), x, weight) }
      ),
      KnownMistake(
        "sign of the slope",
        "The sign is wrong. The sigmoid rises everywhere, so its slope is positive: a · (1 − a).",
        wrong { g, x, weight, z in all(-g * sigmoid(z) * (1 - sigmoid(z)), x, weight) }
      ),
      KnownMistake(
        "upstream ignored",
        "These are the slopes of a alone. By the chain rule, multiply by upstream.",
        wrong { _, x, weight, z in all(sigmoid(z) * (1 - sigmoid(z)), x, weight) }
      ),
      KnownMistake(
        "x and weight exchanged",
        "The gradients of x and weight are exchanged. In the term w₁x₁ the slope with respect to one "
          + "factor is the other factor.",
        wrong { g, x, weight, z in
          let delta = g * sigmoid(z) * (1 - sigmoid(z))
          return (delta * x, delta * weight, delta)
        }
      ),
      KnownMistake(
        "sigmoid left out",
        "This is the weighted sum z. Apply the sigmoid to it: a = 1 / (1 + e⁻ᶻ).",
        wrongForward { x, weight, bias in try x.dot(weight) + bias }
      ),
      KnownMistake(
        "bias left out",
        "The bias is not added. The weighted sum is w·x + b.",
        wrongForward { x, weight, _ in sigmoid(try x.dot(weight)) }
      ),
      KnownMistake(
        "bias added after the sigmoid",
        "The bias was added after the sigmoid. It belongs to the weighted sum: a = σ(w·x + b).",
        wrongForward { x, weight, bias in sigmoid(try x.dot(weight)) + bias }
      ),
      KnownMistake(
        "sign of the exponent",
        "The exponent has the wrong sign, so a falls as z rises: 1 / (1 + e⁻ᶻ).",
        wrongForward { x, weight, bias in sigmoid(-(try x.dot(weight)) - bias) }
      ),
      KnownMistake(
        "minus sign for the product alone",
        "The minus sign of the exponent reached w·x and not the bias. Put brackets around the whole sum: "
          + "−(w·x + b).",
        wrongForward { x, weight, bias in sigmoid(try x.dot(weight) - bias) }
      ),
      KnownMistake(
        "step instead of a curve",
        "This is the step function: 1 above 0 and 0 below. The sigmoid is a smooth curve, "
          + "1 / (1 + e⁻ᶻ).",
        wrongForward { x, weight, bias in try x.dot(weight) + bias > 0 ? 1 : 0 }
      ),
    ]
  )

  private static let solution = Implementation(
    forward: NeuronSolutions::Neuron.forward,
    backward: NeuronSolutions::Neuron.backward
  )

  /// All three gradients, from ∂L/∂z.
  private static func all(_ delta: Double, _ x: Tensor, _ weight: Tensor) -> (
    Tensor, Tensor, Double
  ) {
    (delta * weight, delta * x, delta)
  }

  private static func wrong(
    _ gradients:
      @escaping @Sendable (
        _ g: Double, _ x: Tensor, _ weight: Tensor, _ z: Double
      ) throws -> (Tensor, Tensor, Double)
  ) -> Implementation {
    solution.replacingBackward { (g: Double, x: Tensor, weight: Tensor, bias: Double) in
      try gradients(g, x, weight, try x.dot(weight) + bias)
    }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor, _ weight: Tensor, _ bias: Double) throws -> Double
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, weight: Tensor, bias: Double) in try forward(x, weight, bias) },
      backward: NeuronSolutions::Neuron.backward
    )
  }

  private static func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

  // The reference goes by tanh: σ(z) = (1 + tanh(z/2)) / 2, σ′(z) = (1 − tanh²(z/2)) / 4.
  private static func halfAngle(_ x: Tensor, _ weight: Tensor, _ bias: Double) -> Double {
    var z = bias
    for i in 0..<x.count { z += weight[i] * x[i] }
    return tanh(z / 2)
  }

  private static func loopForward(_ x: Tensor, weight: Tensor, bias: Double) -> Double {
    (1 + halfAngle(x, weight, bias)) / 2
  }

  private static func loopBackward(
    _ upstream: Double,
    _ x: Tensor,
    weight: Tensor,
    bias: Double
  ) -> (x: Tensor, weight: Tensor, bias: Double) {
    let t = halfAngle(x, weight, bias)
    let slope = (1 - t * t) / 4
    var gradient = (
      x: Tensor.zeros(like: x), weight: Tensor.zeros(like: weight), bias: upstream * slope
    )
    for i in 0..<x.count {
      gradient.x[i] = upstream * slope * weight[i]
      gradient.weight[i] = upstream * slope * x[i]
    }
    return gradient
  }
}
