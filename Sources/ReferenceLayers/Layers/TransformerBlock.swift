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
    try run(x, parameters, heads, norm, mask).output
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
    let network = { (g: Tensor, input: Tensor) in try networkBackward(g, input, p) }
    let attention = { (g: Tensor, input: Tensor) in
      let parts = try MultiHeadAttention.backward(
        g,
        input,
        memory: input,
        parameters: p.attention,
        heads: heads,
        mask: mask
      )
      return (x: try parts.x + parts.memory, parameters: parts.parameters)
    }
    let firstNorm = { (g: Tensor, input: Tensor) in
      try LayerNorm.backward(g, input, scale: p.firstScale, shift: p.firstShift)
    }
    let secondNorm = { (g: Tensor, input: Tensor) in
      try LayerNorm.backward(g, input, scale: p.secondScale, shift: p.secondShift)
    }

    let (f, n2, a, n1):
      (
        (
          x: Tensor, firstWeight: Tensor, firstBias: Tensor, secondWeight: Tensor,
          secondBias: Tensor
        ),
        (x: Tensor, scale: Tensor, shift: Tensor),
        (x: Tensor, parameters: MultiHeadAttention.Parameters),
        (x: Tensor, scale: Tensor, shift: Tensor)
      )
    let gradient: Tensor
    // Each half is out = in + part(N(in)) before, or out = N(in + part(in)) after. With g = ∂L/∂out and J the
    // backward of the part or the norm (all derived in their own files), the bypass adds to the other path:
    //
    // before:  ∂L/∂in = g + J_norm(J_part(g))
    // after:   h = J_norm(g),  ∂L/∂in = h + J_part(h)
    // In self-attention x is query and memory at once: both gradients are added.
    switch norm {
    case .before:
      f = try network(upstream, pass.networkInput)
      n2 = try secondNorm(f.x, pass.middle)
      let middle = try upstream + n2.x  // ∂L/∂a
      a = try attention(middle, pass.attentionInput)
      n1 = try firstNorm(a.x, x)
      gradient = try middle + n1.x
    case .after:
      n2 = try secondNorm(upstream, pass.secondSum)
      f = try network(n2.x, pass.networkInput)
      let middle = try n2.x + f.x  // ∂L/∂a
      n1 = try firstNorm(middle, pass.firstSum)
      a = try attention(n1.x, pass.attentionInput)
      gradient = try n1.x + a.x
    }
    return (
      x: gradient,  // [N, T, E]
      parameters: Parameters(
        attention: a.parameters,
        firstScale: n1.scale,
        firstShift: n1.shift,
        secondScale: n2.scale,
        secondShift: n2.shift,
        firstWeight: f.firstWeight,
        firstBias: f.firstBias,
        secondWeight: f.secondWeight,
        secondBias: f.secondBias
      )
    )
  }

  /// A forward pass with everything its backward needs, [N, T, E] each.
  private struct Pass {
    var attentionInput, firstSum, middle, networkInput, secondSum, output: Tensor
  }

  private static func run(
    _ x: Tensor,
    _ p: Parameters,
    _ heads: Int,
    _ norm: Norm,
    _ mask: Tensor?
  ) throws -> Pass {
    try requireRank(x, ["N", "T", "E"], "x", in: "TransformerBlock")
    let first = { (t: Tensor) in
      try LayerNorm.forward(t, scale: p.firstScale, shift: p.firstShift)
    }
    let second = { (t: Tensor) in
      try LayerNorm.forward(t, scale: p.secondScale, shift: p.secondShift)
    }
    let attentionInput = try norm == .before ? first(x) : x
    let firstSum =
      try x
      + MultiHeadAttention.forward(
        attentionInput,
        memory: attentionInput,
        parameters: p.attention,
        heads: heads,
        mask: mask
      )
    let middle = try norm == .before ? firstSum : first(firstSum)
    let networkInput = try norm == .before ? second(middle) : middle
    let secondSum = try middle + network(networkInput, p)
    return Pass(
      attentionInput: attentionInput,
      firstSum: firstSum,
      middle: middle,
      networkInput: networkInput,
      secondSum: secondSum,
      output: try norm == .before ? secondSum : second(secondSum)
    )
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
    let first = try Linear.backward(
      GELU.backward(second.x, z),
      a,
      weight: p.firstWeight,
      bias: p.firstBias
    )
    return (first.x, first.weight, first.bias, second.weight, second.bias)
  }
}
