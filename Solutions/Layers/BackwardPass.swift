import Tensors

/// The backward pass through L fully connected layers, with the sigmoid between them.
enum BackwardPass {
  struct Cache {
    var inputs: [Tensor]  // a⁰, …, a^(L−1): what each layer received
    var sums: [Tensor]  // z¹, …, z^L
    var weights: [Tensor]
  }

  static func forward(_ x: Tensor, weights: [Tensor], biases: [Tensor]) throws
    -> (output: Tensor, cache: Cache)
  {
    var (inputs, sums) = ([x], [] as [Tensor])
    for layer in weights.indices {
      sums.append(try inputs[layer].matmul(weights[layer]) + biases[layer])
      inputs.append(sigmoid(sums[layer]))
    }
    inputs.removeLast()
    return (sums[sums.count - 1], Cache(inputs: inputs, sums: sums, weights: weights))
  }

  // With δˡ = ∂L/∂zˡ and zˡ = aˡ⁻¹ · Wˡ + bˡ, each layer is a fully connected one:
  //
  // ∂L/∂Wˡ    = (aˡ⁻¹)ᵀ · δˡ
  // ∂L/∂bˡ    = Σₙ δˡ
  // ∂L/∂aˡ⁻¹  = δˡ · (Wˡ)ᵀ                      which is ∂L/∂x for l = 1
  //
  // and before it stands a sigmoid, aˡ⁻¹ = σ(zˡ⁻¹), with slope σ'(z) = σ(z) · (1 − σ(z)):
  //
  // δˡ⁻¹      = (δˡ · (Wˡ)ᵀ) ∘ σ'(zˡ⁻¹)
  //
  // It starts with δ^L = upstream, because the output is the last sum itself.
  static func backward(_ upstream: Tensor, cache: Cache) throws
    -> (x: Tensor, weights: [Tensor], biases: [Tensor])
  {
    var delta = upstream
    var weights: [Tensor] = []
    var biases: [Tensor] = []
    for layer in cache.weights.indices.reversed() {
      weights.append(try cache.inputs[layer].transposed().matmul(delta))  // [Dₗ₋₁, N] · [N, Dₗ]
      biases.append(try delta.sum(axis: 0))  // [Dₗ]
      delta = try delta.matmul(cache.weights[layer].transposed())  // [N, Dₗ] · [Dₗ, Dₗ₋₁]
      if layer > 0 {
        let activation = sigmoid(cache.sums[layer - 1])
        delta = try delta * activation * (1 - activation)
      }
    }
    return (delta, weights.reversed(), biases.reversed())
  }

  static func sigmoid(_ z: Tensor) -> Tensor { 1 / (1 + exp(-z)) }
}
