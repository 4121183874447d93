import Tensors

/// The cost of a gradient in a network of fully connected layers, in multiplications.
///
///     widths = [d₀, d₁, …, d_K]: K layers y = x · W + b with W: [dₖ₋₁, dₖ], b: [dₖ]   batch: N rows
///
/// Count the multiplications in the matrix products, and nothing else: [N, D] · [D, M] takes N · D · M.
/// Biases, activations and the loss are cheap beside them.
enum GradientCost {
  /// Five numbers.
  ///
  /// - `parameters`: all entries of all weights and biases, P.
  /// - `forward`: one forward pass.
  /// - `backward`: one backward pass, after a forward pass has kept what it needs. Every layer needs
  ///   ∂L/∂W = xᵀ · δ, and every layer but the first ∂L/∂x = δ · Wᵀ for the layer below: nobody asks for the
  ///   gradient of the data.
  /// - `oneSided`: all P derivatives as (L(θ + h) − L(θ)) / h, by forward passes alone; L(θ) is computed once.
  /// - `central`: all P derivatives as (L(θ + h) − L(θ − h)) / 2h, by forward passes alone.
  static func count(
    widths: [Int],
    batch: Int
  ) throws -> (parameters: Int, forward: Int, backward: Int, oneSided: Int, central: Int) {
    throw NotStarted()
  }
}
