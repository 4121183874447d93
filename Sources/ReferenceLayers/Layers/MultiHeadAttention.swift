import Tensors

/// Multi-head attention: several attentions side by side, each on its own share of the features.
///
///     Q = X · W_q + b_q        K = M · W_k + b_k        V = M′ · W_v + b_v        cut into H heads each
///     Y = [head₁ … head_H] · W_o + b_o        head = ScaledDotProductAttention(Q, K, V)
///
/// x: [N, T, E], memory M: [N, S, C], M′: [N, S, D] → Y: [N, T, E]. Mostly M′ is M: keys and values come from
/// one memory, which for self-attention is x itself. H divides E, and head h has the columns
/// h·E/H ..< (h + 1)·E/H. PyTorch stores the weights transposed, and those of Q, K and V as one if the widths
/// C and D are E. Smooth everywhere.
///
/// Reference: Vaswani et al., "Attention is all you need", NIPS 2017, section 3.2.2.
public enum MultiHeadAttention {
  /// The parameters of a multi-head attention, or their gradients.
  public struct Parameters: Sendable, Equatable {
    /// W_q, [E, E].
    public var queryWeight: Tensor
    /// b_q, [E].
    public var queryBias: Tensor
    /// W_k, [C, E].
    public var keyWeight: Tensor
    /// b_k, [E].
    public var keyBias: Tensor
    /// W_v, [D, E].
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
    ///   - keyWeight: W_k, [C, E].
    ///   - keyBias: b_k, [E].
    ///   - valueWeight: W_v, [D, E].
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

  /// The output for each position of x, with keys and values from one memory.
  ///
  /// - Parameters:
  ///   - x: [N, T, E].
  ///   - memory: M, [N, S, C]; D is C.
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
    let operation = "MultiHeadAttention.forward"
    try check(x, ("memory", memory), ("memory", memory), parameters, heads, in: operation)
    return try forward(
      x,
      key: memory,
      value: memory,
      parameters: parameters,
      heads: heads,
      mask: mask
    )
  }

  /// The output for each position of x, with values that are not the keys.
  ///
  /// - Parameters:
  ///   - x: [N, T, E].
  ///   - key: M, [N, S, C].
  ///   - value: M′, [N, S, D].
  ///   - parameters: The eight weights and biases.
  ///   - heads: H, a divisor of E.
  ///   - mask: Broadcasts to [N, H, T, S]: 1 where a position may attend to another; `nil` for everywhere.
  /// - Returns: Y, [N, T, E].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    key: Tensor,
    value: Tensor,
    parameters: Parameters,
    heads: Int,
    mask: Tensor? = nil
  ) throws -> Tensor {
    let operation = "MultiHeadAttention.forward"
    try check(x, ("key", key), ("value", value), parameters, heads, in: operation)
    let (q, k, v) = try projected(x, key, value, parameters, heads)  // [N, H, T or S, E/H]
    let gathered = try ScaledDotProductAttention.forward(q, key: k, value: v, mask: mask)
    let (weight, bias) = (parameters.outputWeight, parameters.outputBias)
    return try Linear.forward(merged(gathered), weight: weight, bias: bias)  // [N, T, E]
  }

  /// How much each position of x attends to each position of the memory, in each head.
  ///
  /// - Parameters:
  ///   - x: [N, T, E].
  ///   - memory: M, the source of the keys, [N, S, C].
  ///   - parameters: The eight weights and biases, of which those of Q and K are used.
  ///   - heads: H, a divisor of E.
  ///   - mask: Broadcasts to [N, H, T, S]: 1 where a position may attend to another; `nil` for everywhere.
  /// - Returns: [N, H, T, S]: each row sums to 1. PyTorch returns the mean over the heads unless asked not to.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func weights(
    _ x: Tensor,
    memory: Tensor,
    parameters: Parameters,
    heads: Int,
    mask: Tensor? = nil
  ) throws -> Tensor {
    try check(x, ("memory", memory), nil, parameters, heads, in: "MultiHeadAttention.weights")
    let q = try Linear.forward(x, weight: parameters.queryWeight, bias: parameters.queryBias)
    let k = try Linear.forward(memory, weight: parameters.keyWeight, bias: parameters.keyBias)
    return
      try ScaledDotProductAttention
      .weights(split(q, heads), key: split(k, heads), mask: mask)
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
  ///   - memory: M, [N, S, C]; D is C.
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
    let operation = "MultiHeadAttention.backward"
    try check(x, ("memory", memory), ("memory", memory), parameters, heads, in: operation)
    let gradients = try backward(
      upstream,
      x,
      key: memory,
      value: memory,
      parameters: parameters,
      heads: heads,
      mask: mask
    )
    // M is used twice: ∂L/∂M = ∂L/∂M through K + ∂L/∂M through V
    return (gradients.x, try gradients.key + gradients.value, gradients.parameters)
  }

  /// The gradients with respect to x, the sources of keys and values, and the parameters.
  ///
  ///     g → W_o → heads → attention → Q → x
  ///                                 → K → key
  ///                                 → V → value
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂Y, [N, T, E].
  ///   - x: [N, T, E].
  ///   - key: M, [N, S, C].
  ///   - value: M′, [N, S, D].
  ///   - parameters: The eight weights and biases.
  ///   - heads: H, a divisor of E.
  ///   - mask: As given to the forward pass.
  /// - Returns: ∂L/∂x, ∂L/∂key and ∂L/∂value, in their shapes, and the gradients of the parameters.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    key: Tensor,
    value: Tensor,
    parameters: Parameters,
    heads: Int,
    mask: Tensor? = nil
  ) throws -> (x: Tensor, key: Tensor, value: Tensor, parameters: Parameters) {
    let operation = "MultiHeadAttention.backward"
    try check(x, ("key", key), ("value", value), parameters, heads, in: operation)
    try requireShape(upstream, x.sizes, "upstream", in: operation)
    let p = parameters
    let (q, k, v) = try projected(x, key, value, p, heads)  // [N, H, T or S, E/H]
    let gathered = try ScaledDotProductAttention.forward(q, key: k, value: v, mask: mask)

    // Y is four linear layers around an attention; each backward is that of its part, last to first. Splitting
    // into heads and merging them only move values, so gradients move the other way.
    let output =
      try Linear
      .backward(upstream, merged(gathered), weight: p.outputWeight, bias: p.outputBias)
    let g = try split(output.x, heads)  // [N, H, T, E/H]
    let parts = try ScaledDotProductAttention.backward(g, q, key: k, value: v, mask: mask)
    let (dQ, dK, dV) = (try merged(parts.query), try merged(parts.key), try merged(parts.value))
    let toX = try Linear.backward(dQ, x, weight: p.queryWeight, bias: p.queryBias)
    let toKey = try Linear.backward(dK, key, weight: p.keyWeight, bias: p.keyBias)
    let toValue = try Linear.backward(dV, value, weight: p.valueWeight, bias: p.valueBias)
    return (
      x: toX.x,  // [N, T, E]
      key: toKey.x,  // [N, S, C]
      value: toValue.x,  // [N, S, D]
      parameters: Parameters(
        queryWeight: toX.weight,
        queryBias: toX.bias,
        keyWeight: toKey.weight,
        keyBias: toKey.bias,
        valueWeight: toValue.weight,
        valueBias: toValue.bias,
        outputWeight: output.weight,
        outputBias: output.bias
      )
    )
  }

  /// Q, K and V, cut into heads.
  private static func projected(
    _ x: Tensor,
    _ key: Tensor,
    _ value: Tensor,
    _ parameters: Parameters,
    _ heads: Int
  ) throws -> (q: Tensor, k: Tensor, v: Tensor) {
    let q = try Linear.forward(x, weight: parameters.queryWeight, bias: parameters.queryBias)
    let k = try Linear.forward(key, weight: parameters.keyWeight, bias: parameters.keyBias)
    let v = try Linear.forward(value, weight: parameters.valueWeight, bias: parameters.valueBias)
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
    _ key: (name: String, tensor: Tensor),
    _ value: (name: String, tensor: Tensor)?,
    _ parameters: Parameters,
    _ heads: Int,
    in operation: String
  ) throws {
    try requireRank(x, ["N", "T", "E"], "x", in: operation)
    try requireItems(x, in: operation)
    let (items, width) = (x.sizes[0], x.sizes[2])
    let divides = heads > 0 && width % heads == 0
    try require(divides, "heads", heads, "a divisor of the \(width) features", in: operation)
    let k = key.tensor.sizes
    let keyWidth = parameters.keyWeight.sizes.first ?? 0
    let hasKey = k.rank == 3 && k[0] == items && k[1] > 0 && k[2] == keyWidth
    try requireShape(hasKey, k.sizes, key.name, in: operation) {
      "[\(items), S, \(keyWidth)], S at least 1"
    }
    let valueWidth = parameters.valueWeight.sizes.first ?? 0
    if let (name, tensor) = value {
      try requireShape(tensor, [items, k[1], valueWidth], name, in: operation)
    }
    let p = parameters
    try requireShape(p.queryWeight, [width, width], "queryWeight", in: operation)
    try requireShape(p.keyWeight, [keyWidth, width], "keyWeight", in: operation)
    try requireShape(p.valueWeight, [valueWidth, width], "valueWeight", in: operation)
    try requireShape(p.outputWeight, [width, width], "outputWeight", in: operation)
  }
}
