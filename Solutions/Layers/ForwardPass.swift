import Tensors

/// The forward pass through L fully connected layers, with the sigmoid between them.
enum ForwardPass {
  static func forward(_ x: Tensor, weights: [Tensor], biases: [Tensor]) throws
    -> (output: Tensor, inputs: [Tensor], sums: [Tensor])
  {
    var (output, inputs, sums): (Tensor, [Tensor], [Tensor]) = (x, [], [])
    for layer in weights.indices {
      let input = layer == 0 ? x : sigmoid(output)  // [N, Dₗ₋₁]
      output = try input.matmul(weights[layer]) + biases[layer]  // [N, Dₗ]
      inputs.append(input)
      sums.append(output)
    }
    return (output, inputs, sums)
  }

  static func sigmoid(_ z: Tensor) -> Tensor { 1 / (1 + exp(-z)) }
}
