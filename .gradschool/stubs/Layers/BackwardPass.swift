import Tensors

/// The backward pass through L fully connected layers, with the sigmoid between them.
///
///     zˡ = aˡ⁻¹ · Wˡ + bˡ     aˡ = σ(zˡ)     output = z^L          forward: given below
///
///     δ^L      = upstream                                         δˡ means ∂L/∂zˡ: [N, Dₗ]
///     δˡ       = (δˡ⁺¹ · (Wˡ⁺¹)ᵀ) ∘ σ'(zˡ)          for l = L − 1 … 1
///     ∂L/∂Wˡ, ∂L/∂bˡ, ∂L/∂x                         each from the δ of one layer, ∂L/∂x from δ¹:
///                                                   yours to find
///
///     a⁰ = x: [N, D₀]   weights[l − 1] = Wˡ: [Dₗ₋₁, Dₗ]   biases[l − 1] = bˡ: [Dₗ]
///
/// The examples are rows here. Books with columns write the same as (Wˡ⁺¹)ᵀ δˡ⁺¹.
enum BackwardPass {
  /// The cache of forward: one tensor for each layer, in order.
  struct Cache {
    var inputs: [Tensor]  // a⁰, …, a^(L−1): what each layer received
    var sums: [Tensor]  // z¹, …, z^L
    var weights: [Tensor]
  }

  /// The output and the cache, given: change nothing here.
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

  /// ∂L/∂x, and ∂L/∂Wˡ and ∂L/∂bˡ of every layer, given `upstream` = ∂L/∂output, a tensor of shape [N, D_L].
  ///
  /// `weights` and `biases` are lists in the order of the layers, the first layer first. You need:
  /// `matmul`, `transposed()`, `sum(axis:)`, `*`, and `sigmoid` below; `weights.indices.reversed()` counts down.
  static func backward(_ upstream: Tensor, cache: Cache) throws
    -> (x: Tensor, weights: [Tensor], biases: [Tensor])
  {
    throw NotStarted()
  }

  /// The sigmoid; its slope is σ(z) · (1 − σ(z)).
  static func sigmoid(_ z: Tensor) -> Tensor { 1 / (1 + exp(-z)) }
}
