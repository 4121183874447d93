import Tensors

/// Multi-head attention: several attentions side by side, each on its own share of the features.
///
///     Q = X · W_q + b_q        K = M · W_k + b_k        V = M · W_v + b_v        cut into H heads each
///     Y = [head₁ … head_H] · W_o + b_o        head = ScaledDotProductAttention(Q, K, V)
///
/// x: [N, T, E], memory M: [N, S, E] → Y: [N, T, E]. For self-attention the memory is x itself. H divides E,
/// and head h has the columns h·E/H ..< (h + 1)·E/H. PyTorch stores the weights transposed, and those of Q, K
/// and V as one. Smooth everywhere.
///
/// Reference: Vaswani et al., "Attention is all you need", NIPS 2017, section 3.2.2.
public enum MultiHeadAttention {
  /// The parameters of a multi-head attention, or their gradients.
  public struct Parameters: Sendable, Equatable {
    /// W_q, [E, E].
    public var queryWeight: Tensor
    /// b_q, [E].
    public var queryBias: Tensor
    /// W_k, [E, E].
    public var keyWeight: Tensor
    /// b_k, [E].
    public var keyBias: Tensor
    /// W_v, [E, E].
    public var valueWeight: Tensor
    /// b_v, [E].
    public var valueBias: Tensor
    /// W_o, [E, E].
    public var outputWeight: Tensor
    /// b_o, [E].
    public var outputBias: Tensor

    /// Creates the parameters.
    ///
    /// - Parameters:
    ///   - queryWeight: W_q, [E, E].
    ///   - queryBias: b_q, [E].
    ///   - keyWeight: W_k, [E, E].
    ///   - keyBias: b_k, [E].
    ///   - valueWeight: W_v, [E, E].
    ///   - valueBias: b_v, [E].
    ///   - outputWeight: W_o, [E, E].
    ///   - outputBias: b_o, [E].
    public init(
      queryWeight: Tensor,
      queryBias: Tensor,
      keyWeight: Tensor,
      keyBias: Tensor,
      valueWeight: Tensor,
      valueBias: Tensor,
      outputWeight: Tensor,
      outputBias: Tensor
    ) {
      self.queryWeight = queryWeight
      self.queryBias = queryBias
      self.keyWeight = keyWeight
      self.keyBias = keyBias
      self.valueWeight = valueWeight
      self.valueBias = valueBias
      self.outputWeight = outputWeight
      self.outputBias = outputBias
    }
  }

  /// The output for each position of x.
  ///
  /// - Parameters:
  ///   - x: [N, T, E].
  ///   - memory: M, [N, S, E].
  ///   - parameters: The eight weights and biases.
  ///   - heads: H, a divisor of E.
  ///   - mask: Broadcasts to [N, H, T, S]: 1 where a position may attend to another; `nil` for everywhere.
  /// - Returns: Y, [N, T, E].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    memory: Tensor,
    parameters: Parameters,
    heads: Int,
    mask: Tensor? = nil
  ) throws -> Tensor {
    try check(x, memory, heads, in: "MultiHeadAttention.forward")
    let (q, k, v) = try projected(x, memory, parameters, heads)  // [N, H, T or S, E/H]
    let gathered = try ScaledDotProductAttention.forward(q, key: k, value: v, mask: mask)
    let (weight, bias) = (parameters.outputWeight, parameters.outputBias)
    return try Linear.forward(merged(gathered), weight: weight, bias: bias)  // [N, T, E]
  }

  /// The gradients with respect to x, the memory and the parameters.
  ///
  ///     g → W_o → heads → attention → Q → x
  ///                                 → K → memory
  ///                                 → V → memory        the two are added
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂Y, [N, T, E].
  ///   - x: [N, T, E].
  ///   - memory: M, [N, S, E].
  ///   - parameters: The eight weights and biases.
  ///   - heads: H, a divisor of E.
  ///   - mask: As given to the forward pass.
  /// - Returns: ∂L/∂x and ∂L/∂memory, in their shapes, and the gradients of the parameters.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    memory: Tensor,
    parameters: Parameters,
    heads: Int,
    mask: Tensor? = nil
  ) throws -> (x: Tensor, memory: Tensor, parameters: Parameters) {
    try check(x, memory, heads, in: "MultiHeadAttention.backward")
    try requireShape(upstream, x.sizes, "upstream", in: "MultiHeadAttention.backward")
    let (q, k, v) = try projected(x, memory, parameters, heads)  // [N, H, T or S, E/H]
    let gathered = try ScaledDotProductAttention.forward(q, key: k, value: v, mask: mask)

    // Y is four linear layers around an attention; each backward is that of its part, last to first. Splitting
    // into heads and merging them only move values, so gradients move the other way. M is used twice:
    //
    // ∂L/∂M = ∂L/∂M through K + ∂L/∂M through V
    let (p, y) = (parameters, try merged(gathered))
    let output = try Linear.backward(upstream, y, weight: p.outputWeight, bias: p.outputBias)
    let g = try split(output.x, heads)  // [N, H, T, E/H]
    let parts = try ScaledDotProductAttention.backward(g, q, key: k, value: v, mask: mask)
    let (dQ, dK, dV) = (try merged(parts.query), try merged(parts.key), try merged(parts.value))
    let query = try Linear.backward(dQ, x, weight: p.queryWeight, bias: p.queryBias)
    let key = try Linear.backward(dK, memory, weight: p.keyWeight, bias: p.keyBias)
    let value = try Linear.backward(dV, memory, weight: p.valueWeight, bias: p.valueBias)
    return (
      x: query.x,  // [N, T, E]
      memory: try key.x + value.x,  // [N, S, E]
      parameters: Parameters(
        queryWeight: query.weight,
        queryBias: query.bias,
        keyWeight: key.weight,
        keyBias: key.bias,
        valueWeight: value.weight,
        valueBias: value.bias,
        outputWeight: output.weight,
        outputBias: output.bias
      )
    )
  }

  /// Q, K and V, cut into heads.
  private static func projected(
    _ x: Tensor,
    _ memory: Tensor,
    _ parameters: Parameters,
    _ heads: Int
  ) throws -> (q: Tensor, k: Tensor, v: Tensor) {
    let q = try Linear.forward(x, weight: parameters.queryWeight, bias: parameters.queryBias)
    let k = try Linear.forward(memory, weight: parameters.keyWeight, bias: parameters.keyBias)
    let v = try Linear.forward(memory, weight: parameters.valueWeight, bias: parameters.valueBias)
    return (try split(q, heads), try split(k, heads), try split(v, heads))
  }

  /// [N, T, E] → [N, H, T, E/H]: first the columns are cut, then the axes exchanged.
  private static func split(_ x: Tensor, _ heads: Int) throws -> Tensor {
    try x.reshaped([x.sizes[0], x.sizes[1], heads, x.sizes[2] / heads]).swappingAxes(1, 2)
  }

  /// [N, H, T, E/H] → [N, T, E]: the inverse of `split`.
  private static func merged(_ x: Tensor) throws -> Tensor {
    try x.swappingAxes(1, 2).reshaped([x.sizes[0], x.sizes[2], x.sizes[1] * x.sizes[3]])
  }

  private static func check(
    _ x: Tensor,
    _ memory: Tensor,
    _ heads: Int,
    in operation: String
  ) throws {
    try requireRank(x, ["N", "T", "E"], "x", in: operation)
    try requireItems(x, in: operation)
    let (items, width) = (x.sizes[0], x.sizes[2])
    let fits = memory.rank == 3 && memory.sizes[0] == items && memory.sizes[2] == width
    try requireShape(fits && memory.count > 0, memory.shape, "memory", in: operation) {
      "[\(items), S, \(width)], S at least 1"
    }
    let divides = heads > 0 && width % heads == 0
    try require(divides, "heads", heads, "a divisor of the \(width) features", in: operation)
  }
}
