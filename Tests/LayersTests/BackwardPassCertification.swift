import Grading
import ReferenceLayers
import Tensors

@testable import LayersSolutions

extension BackwardPassGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, weights: [Tensor], biases: [Tensor]) in
        try network(weights, biases).forward(x)
      },
      backward: { (upstream: Tensor, x: Tensor, weights: [Tensor], biases: [Tensor]) in
        let network = try network(weights, biases)
        let (_, cache) = try network.forwardWithCache(x)
        let gradients = try network.backward(upstream, cache: cache)
        let parameters = gradients.parameters.map(\.value)
        return (
          x: gradients.x,
          weights: stride(from: 0, to: parameters.count, by: 2).map { parameters[$0] },
          biases: stride(from: 1, to: parameters.count, by: 2).map { parameters[$0] }
        )
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "all δ first, the gradients after",
        solution.replacingBackward { (upstream: Tensor, cache: Cache) in
          var deltas = [upstream]
          for layer in cache.weights.indices.dropFirst().reversed() {
            let slope = try slope(cache.sums[layer - 1])
            deltas.insert(try deltas[0].matmul(cache.weights[layer].transposed()) * slope, at: 0)
          }
          return (
            x: try deltas[0].matmul(cache.weights[0].transposed()),
            weights: try zip(cache.inputs, deltas).map { try $0.transposed().matmul($1) },
            biases: try deltas.map { try $0.sum(axis: 0) }
          )
        }
      ),
      Alternative(
        "the slope from the activations that the next layer received, and loops",
        solution.replacingBackward { (upstream: Tensor, cache: Cache) in
          var (delta, weights, biases) = (upstream, cache.weights, cache.sums)
          for layer in cache.weights.indices.reversed() {
            let input = cache.inputs[layer]
            var (weight, before) = (Tensor.zeros(like: weights[layer]), Tensor.zeros(like: input))
            var bias = try Tensor.zeros([delta.shape[1]])
            for n in 0..<delta.shape[0] {
              for m in 0..<delta.shape[1] {
                bias[m] += delta[n, m]
                for d in 0..<input.shape[1] {
                  weight[d, m] += input[n, d] * delta[n, m]
                  before[n, d] += cache.weights[layer][d, m] * delta[n, m]
                }
              }
            }
            (weights[layer], biases[layer]) = (weight, bias)
            delta = layer == 0 ? before : try before * input * (1 - input)
          }
          return (x: delta, weights: weights, biases: biases)
        }
      ),
    ],
    mistakes: [
      mistake(
        "slope of the sigmoid left out",
        "The gradient went from layer to layer without the factor σ'(z). Between two layers stands a "
          + "sigmoid: δˡ = (δˡ⁺¹ · (Wˡ⁺¹)ᵀ) ∘ σ'(zˡ)."
      ) { Recursion(slope: { _, _ in nil }) },
      mistake(
        "slope taken at the activation",
        "The slope of the sigmoid was computed at σ(z) instead of z: the sigmoid was applied twice."
      ) { Recursion(slope: { sums, layer in try slope(BackwardPass.sigmoid(sums[layer - 1])) }) },
      mistake(
        "z used as if it were the activation",
        "The slope was computed as z · (1 − z). That formula wants the activation: σ(z) · (1 − σ(z))."
      ) { Recursion(slope: { sums, layer in try sums[layer - 1] * (1 - sums[layer - 1]) }) },
      mistake(
        "factor 1 − σ forgotten",
        "The slope was taken as σ(z). It is σ(z) · (1 − σ(z))."
      ) { Recursion(slope: { sums, layer in BackwardPass.sigmoid(sums[layer - 1]) }) },
      mistake(
        "factor σ forgotten",
        "The slope was taken as 1 − σ(z). It is σ(z) · (1 − σ(z))."
      ) { Recursion(slope: { sums, layer in 1 - BackwardPass.sigmoid(sums[layer - 1]) }) },
      mistake(
        "slope of tanh",
        "The slope was taken as 1 − σ(z)², as if the activation were tanh. The slope of the sigmoid is "
          + "σ(z) · (1 − σ(z))."
      ) {
        Recursion(slope: { sums, layer in 1 - BackwardPass.sigmoid(sums[layer - 1]).squared() })
      },
      mistake(
        "sum of the wrong layer",
        "The slope was taken at the sum of the layer that is being left, zˡ⁺¹. The sigmoid that has to "
          + "be passed stands after zˡ, one index less."
      ) { Recursion(slope: { sums, layer in try slope(sums[layer]) }) },
      mistake(
        "slope applied to the output",
        "The first δ was multiplied by σ'(z) of the last layer. No sigmoid stands after that layer: δ "
          + "of the last layer is the upstream gradient itself."
      ) { Recursion(start: { upstream, sums in try upstream * slope(sums[sums.count - 1]) }) },
      mistake(
        "weight not transposed",
        "δ was multiplied by the weight itself, which does not fit: δˡ⁺¹ is [N, Dₗ₊₁] and Wˡ⁺¹ is "
          + "[Dₗ, Dₗ₊₁], so transpose it."
      ) { Recursion(weight: { weights, layer in weights[layer] }) },
      mistake(
        "weight of the layer before",
        "δ of a layer was sent back through the weight of the layer before it. It has to go back "
          + "through the weight through which it came: that of its own layer."
      ) {
        Recursion(weight: { weights, layer in try weights[Swift.max(layer - 1, 0)].transposed() })
      },
      mistake(
        "biases not summed over the batch",
        "The bias gradients are the δ as they are. The bias serves all examples: sum over the batch, "
          + "axis 0."
      ) { Recursion(bias: { $0 }) },
      mistake(
        "biases averaged over the batch",
        "The bias gradients were averaged over the batch. The loss has averaged already, and its 1/N is "
          + "in the upstream gradient; here, sum."
      ) { Recursion(bias: { try $0.mean(axis: 0) }) },
      mistake(
        "sums for inputs in the weight gradients",
        "The weight gradients contain the sums of the layer before. What a layer received is its input, "
          + "after the sigmoid: cache.inputs."
      ) { Recursion(input: { inputs, sums, layer in layer == 0 ? inputs[0] : sums[layer - 1] }) },
      KnownMistake(
        "lists in backward order",
        "The gradients are listed from the last layer to the first, in the order in which they were "
          + "found. Return them in the order of the layers.",
        solution.replacingBackward { (upstream: Tensor, cache: Cache) in
          let right = try BackwardPass.backward(upstream, cache: cache)
          return (
            x: right.x, weights: Array(right.weights.reversed()),
            biases: Array(right.biases.reversed())
          )
        }
      ),
      KnownMistake(
        "δ of the first layer for the gradient of x",
        "The gradient of x is δ of the first layer, which has the shape of that layer's sum. Go through "
          + "its weight too: δ¹ · (W¹)ᵀ.",
        solution.replacingBackward { (upstream: Tensor, cache: Cache) in
          let right = try BackwardPass.backward(upstream, cache: cache)
          let slopes = try cache.sums.map { try slope($0) }
          var delta = upstream
          for layer in cache.weights.indices.dropFirst().reversed() {
            delta = try delta.matmul(cache.weights[layer].transposed()) * slopes[layer - 1]
          }
          return (x: delta, weights: right.weights, biases: right.biases)
        }
      ),
      KnownMistake(
        "slope applied to x",
        "The gradient of x was multiplied by a slope, σ'(x) or x · (1 − x). No sigmoid stands before the first "
          + "layer: ∂L/∂x is δ¹ · (W¹)ᵀ.",
        multiplyingX { try slope($0) }
      ).or(multiplyingX { try $0 * (1 - $0) }),
    ]
  )

  private typealias BackwardPass = LayersSolutions::BackwardPass
  private typealias Cache = LayersSolutions::BackwardPass.Cache

  private static let solution = Implementation(
    forward: BackwardPass.forward,
    backward: BackwardPass.backward
  )

  private static func network(_ weights: [Tensor], _ biases: [Tensor]) throws -> Network {
    var layers: [any NetworkLayer] = []
    for (weight, bias) in zip(weights, biases) {
      if !layers.isEmpty { layers.append(ActivationLayer.sigmoid) }
      layers.append(LinearLayer(weight: weight, bias: bias))
    }
    return Network(layers)
  }

  /// The solution with a factor too many in the gradient of x.
  private static func multiplyingX(
    by factor: @escaping @Sendable (_ x: Tensor) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (upstream: Tensor, cache: Cache) in
      let right = try BackwardPass.backward(upstream, cache: cache)
      let x = try right.x * factor(cache.inputs[0])
      return (x: x, weights: right.weights, biases: right.biases)
    }
  }

  private static func slope(_ z: Tensor) throws -> Tensor {
    let activation = BackwardPass.sigmoid(z)
    return try activation * (1 - activation)
  }

  /// The right recursion in pieces, each of which a mistake can replace.
  private struct Recursion {
    var start: (_ upstream: Tensor, _ sums: [Tensor]) throws -> Tensor = { upstream, _ in upstream }
    var input: (_ inputs: [Tensor], _ sums: [Tensor], _ layer: Int) -> Tensor = {
      inputs,
      _,
      layer in
      inputs[layer]
    }
    var bias: (_ delta: Tensor) throws -> Tensor = { try $0.sum(axis: 0) }
    var weight: (_ weights: [Tensor], _ layer: Int) throws -> Tensor = { try $0[$1].transposed() }
    var slope: (_ sums: [Tensor], _ layer: Int) throws -> Tensor? = { sums, layer in
      try BackwardPassGrader.slope(sums[layer - 1])
    }
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ recursion: @escaping @Sendable () -> Recursion
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      solution.replacingBackward { (upstream: Tensor, cache: Cache) in
        let wrong = recursion()
        var delta = try wrong.start(upstream, cache.sums)
        var (weights, biases) = (cache.weights, cache.sums)
        for layer in cache.weights.indices.reversed() {
          let input = wrong.input(cache.inputs, cache.sums, layer)
          weights[layer] = try input.transposed().matmul(delta)
          biases[layer] = try wrong.bias(delta)
          delta = try delta.matmul(wrong.weight(cache.weights, layer))
          if layer > 0, let slope = try wrong.slope(cache.sums, layer) {
            delta = try delta * slope
          }
        }
        return (x: delta, weights: weights, biases: biases)
      }
    )
  }
}
