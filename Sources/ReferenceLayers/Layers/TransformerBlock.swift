import Tensors

/// The block that transformers are stacks of: self-attention and a small network, each with a bypass.
///
///     before (pre-norm):   a = x + A(N₁(x))        y = a + F(N₂(a))
///     after (post-norm):   a = N₁(x + A(x))        y = N₂(a + F(a))
///
/// A is multi-head self-attention, F(a) = GELU(a · W₁ + b₁) · W₂ + b₂, and N₁, N₂ are layer norms over the
/// features. x: [N, T, E], W₁: [E, M], W₂: [M, E] → y: [N, T, E]. The paper normalises after; most networks
/// since normalise before, which trains without warm-up. Smooth everywhere.
///
/// Reference: Vaswani et al., "Attention is all you need", NIPS 2017; Xiong et al., "On layer normalization in
/// the transformer architecture", ICML 2020.
public enum TransformerBlock {
  /// Where the layer norms stand.
  public enum Norm: String, Sendable, CaseIterable {
    /// On the way into each part (pre-norm).
    case before
    /// After each sum (post-norm).
    case after
  }

  /// The parameters of a transformer block, or their gradients.
  public struct Parameters: Sendable, Equatable {
    /// The parameters of A.
    public var attention: MultiHeadAttention.Parameters
    /// The scale of N₁, [E].
    public var firstScale: Tensor
    /// The shift of N₁, [E].
    public var firstShift: Tensor
    /// The scale of N₂, [E].
    public var secondScale: Tensor
    /// The shift of N₂, [E].
    public var secondShift: Tensor
    /// W₁, [E, M].
    public var firstWeight: Tensor
    /// b₁, [M].
    public var firstBias: Tensor
    /// W₂, [M, E].
    public var secondWeight: Tensor
    /// b₂, [E].
    public var secondBias: Tensor

    /// Creates the parameters.
    ///
    /// - Parameters:
    ///   - attention: The parameters of A.
    ///   - firstScale: The scale of N₁, [E].
    ///   - firstShift: The shift of N₁, [E].
    ///   - secondScale: The scale of N₂, [E].
    ///   - secondShift: The shift of N₂, [E].
    ///   - firstWeight: W₁, [E, M].
    ///   - firstBias: b₁, [M].
    ///   - secondWeight: W₂, [M, E].
    ///   - secondBias: b₂, [E].
    public init(
      attention: MultiHeadAttention.Parameters,
      firstScale: Tensor,
      firstShift: Tensor,
      secondScale: Tensor,
      secondShift: Tensor,
      firstWeight: Tensor,
      firstBias: Tensor,
      secondWeight: Tensor,
      secondBias: Tensor
    ) {
      self.attention = attention
      self.firstScale = firstScale
      self.firstShift = firstShift
      self.secondScale = secondScale
      self.secondShift = secondShift
      self.firstWeight = firstWeight
      self.firstBias = firstBias
      self.secondWeight = secondWeight
      self.secondBias = secondBias
    }
  }

  /// The output of the block.
  ///
  /// - Parameters:
  ///   - x: [N, T, E].
  ///   - parameters: All weights, biases, scales and shifts.
  ///   - heads: The number of heads, a divisor of E.
  ///   - norm: Where the layer norms stand.
  ///   - mask: Broadcasts to [N, H, T, T]: 1 where a position may attend to another; `nil` for everywhere.
  /// - Returns: y, [N, T, E].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    parameters: Parameters,
    heads: Int,
    norm: Norm,
    mask: Tensor? = nil
  ) throws -> Tensor {
    try run(x, parameters, heads, norm, mask).second.output
  }

  /// The gradients with respect to x and the parameters.
  ///
  ///     before:   ∂L/∂a = g + J_N₂(J_F(g))              ∂L/∂x = ∂L/∂a + J_N₁(J_A(∂L/∂a))
  ///     after:    h = J_N₂(g), ∂L/∂a = h + J_F(h)       k = J_N₁(∂L/∂a), ∂L/∂x = k + J_A(k)
  ///
  /// with g = ∂L/∂y, and J the backward pass of each part.
  ///
  /// - Parameters:
  ///   - upstream: g, [N, T, E].
  ///   - x: [N, T, E].
  ///   - parameters: All weights, biases, scales and shifts.
  ///   - heads: The number of heads, a divisor of E.
  ///   - norm: Where the layer norms stand.
  ///   - mask: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, T, E], and the gradients of the parameters.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    parameters: Parameters,
    heads: Int,
    norm: Norm,
    mask: Tensor? = nil
  ) throws -> (x: Tensor, parameters: Parameters) {
    try requireShape(upstream, x.sizes, "upstream", in: "TransformerBlock.backward")
    let p = parameters
    let pass = try run(x, p, heads, norm, mask)
    let network = try halfBackward(upstream, pass.first.output, pass.second, norm) {
      try LayerNorm.backward($0, $1, scale: p.secondScale, shift: p.secondShift)
    } part: { g, input in
      let parts = try networkBackward(g, input, p)
      return (x: parts.x, parameters: parts)
    }
    let attention = try halfBackward(network.x, x, pass.first, norm) {
      try LayerNorm.backward($0, $1, scale: p.firstScale, shift: p.firstShift)
    } part: { g, input in
      let parts = try MultiHeadAttention.backward(
        g,
        input,
        memory: input,
        parameters: p.attention,
        heads: heads,
        mask: mask
      )
      // In self-attention x is query and memory at once: both gradients are added.
      return (x: try parts.x + parts.memory, parameters: parts.parameters)
    }
    return (
      x: attention.x,  // [N, T, E]
      parameters: Parameters(
        attention: attention.parameters,
        firstScale: attention.norm.scale,
        firstShift: attention.norm.shift,
        secondScale: network.norm.scale,
        secondShift: network.norm.shift,
        firstWeight: network.parameters.firstWeight,
        firstBias: network.parameters.firstBias,
        secondWeight: network.parameters.secondWeight,
        secondBias: network.parameters.secondBias
      )
    )
  }

  /// A forward pass with everything its backward needs.
  private static func run(
    _ x: Tensor,
    _ p: Parameters,
    _ heads: Int,
    _ norm: Norm,
    _ mask: Tensor?
  ) throws -> (first: Half, second: Half) {
    try requireRank(x, ["N", "T", "E"], "x", in: "TransformerBlock")
    let first = try half(x, norm) {
      try LayerNorm.forward($0, scale: p.firstScale, shift: p.firstShift)
    } part: {
      try MultiHeadAttention
        .forward($0, memory: $0, parameters: p.attention, heads: heads, mask: mask)
    }
    let second = try half(first.output, norm) {
      try LayerNorm.forward($0, scale: p.secondScale, shift: p.secondShift)
    } part: {
      try network($0, p)
    }
    return (first, second)
  }

  // MARK: - One half: a part, its norm and the bypass

  /// The input of the part, the sum with the bypass, and the output, [N, T, E] each.
  private typealias Half = (input: Tensor, sum: Tensor, output: Tensor)

  private static func half(
    _ x: Tensor,
    _ order: Norm,
    norm: (Tensor) throws -> Tensor,
    part: (Tensor) throws -> Tensor
  ) throws -> Half {
    let input = try order == .before ? norm(x) : x
    let sum = try x + part(input)
    return (input, sum, try order == .before ? sum : norm(sum))
  }

  private static func halfBackward<P>(
    _ g: Tensor,
    _ x: Tensor,
    _ half: Half,
    _ order: Norm,
    norm: (Tensor, Tensor) throws -> (x: Tensor, scale: Tensor, shift: Tensor),
    part: (Tensor, Tensor) throws -> (x: Tensor, parameters: P)
  ) throws -> (x: Tensor, norm: (x: Tensor, scale: Tensor, shift: Tensor), parameters: P) {
    // out = x + part(N(x)) before, or out = N(x + part(x)) after. With g = ∂L/∂out and J the backward of the
    // part or the norm (all derived in their own files), the bypass adds to the other path:
    //
    // before:  ∂L/∂x = g + J_norm(J_part(g))
    // after:   h = J_norm(g),  ∂L/∂x = h + J_part(h)
    switch order {
    case .before:
      let parts = try part(g, half.input)
      let normed = try norm(parts.x, x)
      return (try g + normed.x, normed, parts.parameters)
    case .after:
      let normed = try norm(g, half.sum)
      let parts = try part(normed.x, half.input)
      return (try normed.x + parts.x, normed, parts.parameters)
    }
  }

  /// F(a) = GELU(a · W₁ + b₁) · W₂ + b₂.
  private static func network(_ a: Tensor, _ p: Parameters) throws -> Tensor {
    let z = try Linear.forward(a, weight: p.firstWeight, bias: p.firstBias)  // [N, T, M]
    return try Linear.forward(GELU.forward(z), weight: p.secondWeight, bias: p.secondBias)
  }

  private static func networkBackward(_ g: Tensor, _ a: Tensor, _ p: Parameters) throws -> (
    x: Tensor, firstWeight: Tensor, firstBias: Tensor, secondWeight: Tensor, secondBias: Tensor
  ) {
    let z = try Linear.forward(a, weight: p.firstWeight, bias: p.firstBias)  // [N, T, M]
    let second = try Linear.backward(g, GELU.forward(z), weight: p.secondWeight, bias: p.secondBias)
    let toSums = try GELU.backward(second.x, z)
    let first = try Linear.backward(toSums, a, weight: p.firstWeight, bias: p.firstBias)
    return (first.x, first.weight, first.bias, second.weight, second.bias)
  }
}
