import Foundation
import Grading
import ReferenceLayers
import Tensors

@testable import LayersSolutions

extension ForwardPassGrader: Certified {
  static let certification = Certification(
    reference: pass { x, weights, biases in
      var (inputs, sums) = ([x], [] as [Tensor])
      for (weight, bias) in zip(weights, biases) {
        sums.append(
          try ReferenceLayers::Linear.forward(inputs[inputs.count - 1], weight: weight, bias: bias)
        )
        inputs.append(ReferenceLayers::Sigmoid.forward(sums[sums.count - 1]))
      }
      return (sums[sums.count - 1], Array(inputs.dropLast()), sums)
    },
    solution: pass(solution),
    alternatives: [
      Alternative(
        "loops over every entry",
        pass { x, weights, biases in
          var (activation, inputs, sums): (Tensor, [Tensor], [Tensor]) = (x, [], [])
          for (weight, bias) in zip(weights, biases) {
            inputs.append(activation)
            var z = try Tensor.zeros([activation.shape[0], weight.shape[1]])
            for n in 0..<z.shape[0] {
              for m in 0..<z.shape[1] {
                z[n, m] = bias[m]
                for d in 0..<weight.shape[0] { z[n, m] += activation[n, d] * weight[d, m] }
              }
            }
            sums.append(z)
            activation = z.map { 0.5 * (1 + Foundation.tanh($0 / 2)) }
          }
          return (sums[sums.count - 1], inputs, sums)
        }
      ),
      Alternative(
        "recursion from the last layer",
        pass { x, weights, biases in try recursive(x, weights[...], biases[...]) }
      ),
    ],
    mistakes: [
      mistake(
        "activation after the last layer",
        "The sigmoid was applied to the output. It stands between the layers: the output is the last "
          + "sum itself."
      ) { right, _ in (ForwardPass.sigmoid(right.output), right.inputs, right.sums) },
      mistake(
        "no activation between the layers",
        "The sigmoid was left out, so each layer received the sum of the one before. Without it all "
          + "layers together are only one."
      ) { x, weights, biases in try chain(x, weights, biases) { sum, _ in sum } },
      mistake(
        "three layers at most",
        "Of more than three layers only the first three are computed. Go through all weights in a loop."
      ) { x, weights, biases in
        try solution(x, Array(weights.prefix(3)), Array(biases.prefix(3)))
      },
      mistake(
        "sigmoid applied to x",
        "The sigmoid was applied to x before the first layer. It stands between the layers only: the "
          + "first layer receives x itself."
      ) { x, weights, biases in
        try chain(ForwardPass.sigmoid(x), weights, biases) { sum, _ in ForwardPass.sigmoid(sum) }
      },
      mistake(
        "ReLU for the sigmoid",
        "The activation between the layers is the ReLU. Here it is the sigmoid."
      ) { x, weights, biases in
        try chain(x, weights, biases) { sum, _ in maximum(sum, 0) }
      },
      mistake(
        "bias left out",
        "The biases are not added: zˡ = aˡ⁻¹ · Wˡ + bˡ."
      ) { x, weights, biases in try solution(x, weights, biases.map { .zeros(like: $0) }) },
      mistake(
        "bias behind the sigmoid",
        "The bias of a hidden layer was added after the sigmoid. It belongs inside: "
          + "aˡ = σ(aˡ⁻¹ · Wˡ + bˡ)."
      ) { x, weights, biases in
        var (inputs, sums) = ([x], [] as [Tensor])
        for (weight, bias) in zip(weights, biases) {
          sums.append(try inputs[sums.count].matmul(weight))
          inputs.append(try ForwardPass.sigmoid(sums[sums.count - 1]) + bias)
        }
        sums[sums.count - 1] = try sums[sums.count - 1] + biases[biases.count - 1]
        return (sums[sums.count - 1], Array(inputs.dropLast()), sums)
      },
      mistake(
        "outputs cached instead of inputs",
        "`inputs` holds what each layer put out, beginning with a¹. Backward needs what each layer received, "
          + "a⁰ … a^(L−1): the first is x."
      ) { right, _ in (right.output, right.sums.map(ForwardPass.sigmoid), right.sums) }.or(
        spoiling { right, _ in
          (right.output, right.inputs.dropFirst() + [right.output], right.sums)
        }
      ),
      mistake(
        "output kept among the inputs",
        "`inputs` has one tensor too many: what the last layer put out. Of L layers there are L "
          + "inputs, a⁰ … a^(L−1)."
      ) { right, _ in
        (right.output, right.inputs + [ForwardPass.sigmoid(right.output)], right.sums)
      }.or(
        spoiling { right, _ in (right.output, right.inputs + [right.output], right.sums) }
      ),
      mistake(
        "x missing from the inputs",
        "`inputs` begins with a¹. The first layer received x: begin with a⁰ = x."
      ) { right, _ in (right.output, Array(right.inputs.dropFirst()), right.sums) },
      mistake(
        "activations for sums",
        "`sums` holds the sigmoid of the sums. Keep zˡ as it is before the activation: backward needs "
          + "the slope there."
      ) { right, _ in (right.output, right.inputs, right.sums.map(ForwardPass.sigmoid)) },
      mistake(
        "last sum not kept",
        "`sums` has one tensor too few: the sum of the last layer, which is the output, belongs to it."
      ) { right, _ in (right.output, right.inputs, Array(right.sums.dropLast())) },
      mistake(
        "sums kept for inputs",
        "`inputs` holds the sums of the layers before, without the sigmoid. What a layer received is "
          + "σ of that sum."
      ) { right, x in (right.output, [x] + right.sums.dropLast(), right.sums) },
    ]
  )

  private typealias ForwardPass = LayersSolutions::ForwardPass
  private typealias Pass = (output: Tensor, inputs: [Tensor], sums: [Tensor])
  private typealias Function =
    @Sendable (_ x: Tensor, _ weights: [Tensor], _ biases: [Tensor]) throws -> Pass

  private static let solution: Function = {
    try ForwardPass.forward($0, weights: $1, biases: $2)
  }

  private static func pass(_ function: @escaping Function) -> Implementation {
    Implementation(function: function)
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ function: @escaping Function
  ) -> KnownMistake {
    KnownMistake(name, sentence, pass(function))
  }

  /// A mistake made from what is right.
  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ spoil: @escaping @Sendable (_ right: Pass, _ x: Tensor) -> Pass
  ) -> KnownMistake {
    KnownMistake(name, sentence, spoiling(spoil))
  }

  private static func spoiling(
    _ spoil: @escaping @Sendable (_ right: Pass, _ x: Tensor) -> Pass
  ) -> Implementation {
    pass { x, weights, biases in spoil(try solution(x, weights, biases), x) }
  }

  private static func chain(
    _ x: Tensor,
    _ weights: [Tensor],
    _ biases: [Tensor],
    activation: (_ sum: Tensor, _ layer: Int) -> Tensor
  ) throws -> Pass {
    var (inputs, sums) = ([x], [] as [Tensor])
    for layer in weights.indices {
      sums.append(try inputs[layer].matmul(weights[layer]) + biases[layer])
      inputs.append(activation(sums[layer], layer))
    }
    return (sums[sums.count - 1], Array(inputs.dropLast()), sums)
  }

  private static func recursive(
    _ x: Tensor,
    _ weights: ArraySlice<Tensor>,
    _ biases: ArraySlice<Tensor>
  ) throws -> Pass {
    guard let weight = weights.last, let bias = biases.last else { return (x, [], []) }
    let before = try recursive(x, weights.dropLast(), biases.dropLast())
    let input = before.sums.isEmpty ? x : ForwardPass.sigmoid(before.output)
    let sum = try input.matmul(weight) + bias
    return (sum, before.inputs + [input], before.sums + [sum])
  }
}
