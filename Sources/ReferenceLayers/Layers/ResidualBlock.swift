import Tensors

/// A residual block: two linear layers that only have to learn the difference to their input.
///
///     y = x + ReLU(x · W₁ + b₁) · W₂ + b₂
///
/// x: [N, D], first weight W₁: [D, M] and bias b₁: [M], second weight W₂: [M, D] and bias b₂: [D] → y: [N, D].
/// Further leading axes of x are treated as more rows. Not differentiable where an entry of x · W₁ + b₁ is 0;
/// see ``ReLU``.
///
/// Reference: He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016.
public enum ResidualBlock {
  /// The input plus what the two layers add to it.
  ///
  /// - Parameters:
  ///   - x: [N, D].
  ///   - firstWeight: W₁, [D, M].
  ///   - firstBias: b₁, [M].
  ///   - secondWeight: W₂, [M, D].
  ///   - secondBias: b₂, [D].
  /// - Returns: y, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func forward(
    _ x: Tensor,
    firstWeight: Tensor,
    firstBias: Tensor,
    secondWeight: Tensor,
    secondBias: Tensor
  ) throws -> Tensor {
    let z = try Linear.forward(x, weight: firstWeight, bias: firstBias)  // [N, M]
    let branch = try Linear.forward(ReLU.forward(z), weight: secondWeight, bias: secondBias)
    try requireShape(branch, x.sizes, "the output of the branch", in: "ResidualBlock.forward")
    return try x + branch  // [N, D]
  }

  /// The gradients with respect to input, weights and biases.
  ///
  ///     ∂L/∂x = g + ((g · W₂ᵀ) ∘ [z > 0]) · W₁ᵀ        z = x · W₁ + b₁
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂y, the shape of x.
  ///   - x: [N, D].
  ///   - firstWeight: W₁, [D, M].
  ///   - firstBias: b₁, [M].
  ///   - secondWeight: W₂, [M, D].
  ///   - secondBias: b₂, [D].
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    firstWeight: Tensor,
    firstBias: Tensor,
    secondWeight: Tensor,
    secondBias: Tensor
  ) throws -> (
    x: Tensor, firstWeight: Tensor, firstBias: Tensor, secondWeight: Tensor, secondBias: Tensor
  ) {
    try requireShape(upstream, x.sizes, "upstream", in: "ResidualBlock.backward")
    let z = try Linear.forward(x, weight: firstWeight, bias: firstBias)  // [N, M]
    // y = x + F(x), so x reaches L along two paths, and their gradients add up. With g = ∂L/∂y:
    //
    // ∂L/∂x = g + (∂F/∂x)ᵀ g
    // F is linear, ReLU, linear: its backward is theirs, last to first.
    let hidden = ReLU.forward(z)
    let second = try Linear.backward(upstream, hidden, weight: secondWeight, bias: secondBias)
    let toSums = try ReLU.backward(second.x, z)
    let first = try Linear.backward(toSums, x, weight: firstWeight, bias: firstBias)
    return (
      x: try upstream + first.x,  // [N, D]
      firstWeight: first.weight,
      firstBias: first.bias,
      secondWeight: second.weight,
      secondBias: second.bias
    )
  }
}
