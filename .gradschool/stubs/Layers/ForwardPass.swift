import Tensors

/// The forward pass through L fully connected layers, with the sigmoid between them.
///
///     a⁰ = x
///     zˡ = aˡ⁻¹ · Wˡ + bˡ          for l = 1 … L
///     aˡ = σ(zˡ)                   for l = 1 … L − 1: no activation after the last layer
///     output = z^L
///
///     x: [N, D₀]   weights[l − 1] = Wˡ: [Dₗ₋₁, Dₗ]   biases[l − 1] = bˡ: [Dₗ]   →   output: [N, D_L]
///
/// The lesson is the cache. Backward needs the input and the weighted sum of every layer, so both are returned
/// beside the output.
enum ForwardPass {
  /// The output, and for each layer its input and its weighted sum.
  ///
  /// `inputs` is [a⁰, …, a^(L−1)] and `sums` is [z¹, …, z^L]: L tensors each, in the order of the layers.
  ///
  /// You need: `matmul`, `+`, and `sigmoid` below.
  static func forward(_ x: Tensor, weights: [Tensor], biases: [Tensor]) throws
    -> (output: Tensor, inputs: [Tensor], sums: [Tensor])
  {
    throw NotStarted()
  }

  /// The sigmoid, given: it is no part of the exercise.
  static func sigmoid(_ z: Tensor) -> Tensor { 1 / (1 + exp(-z)) }
}
