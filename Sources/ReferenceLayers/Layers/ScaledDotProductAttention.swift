import Tensors

/// Attention: every query gathers the values whose keys are like it.
///
///     S = Q · Kᵀ / √d        P = softmax(S) along the keys        Y = P · V
///
/// query Q: [N, …, T, d], key K: [N, …, S, d], value V: [N, …, S, E] → Y: [N, …, T, E]; leading axes are
/// equal in all three, and may be missing. The optional mask broadcasts to [N, …, T, S]: 1 where a query
/// may attend to a key, 0 where not (its score counts as −∞). The division by √d keeps the spread of the
/// scores from growing with d. Smooth everywhere.
///
/// Reference: Vaswani et al., "Attention is all you need", NIPS 2017, section 3.2.1.
public enum ScaledDotProductAttention {
  /// The causal mask: each position attends to itself and to the positions before it.
  ///
  /// - Parameter length: T, the number of positions.
  /// - Returns: [T, T]: 1 on and below the diagonal, 0 above.
  /// - Throws: `TensorError.negativeSize`.
  public static func causalMask(_ length: Int) throws -> Tensor {
    let position = try Tensor.range(length)
    return try position.expandingAxis(at: 1) .>= position
  }

  /// For each query, the mean of the values, weighted by attention.
  ///
  /// - Parameters:
  ///   - query: Q, [N, …, T, d].
  ///   - key: K, [N, …, S, d].
  ///   - value: V, [N, …, S, E].
  ///   - mask: Broadcasts to [N, …, T, S]; `nil` lets every query attend to every key.
  /// - Returns: Y, [N, …, T, E].
  /// - Throws: ``LayerError`` for wrong shapes, or a query that may attend to nothing.
  public static func forward(
    _ query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor? = nil
  ) throws -> Tensor {
    try check(query, key, value, in: "ScaledDotProductAttention.forward")
    return try weights(query, key, mask, in: "ScaledDotProductAttention.forward").matmul(value)
  }

  /// How much each query attends to each key.
  ///
  ///     P = softmax(Q · Kᵀ / √d) along the keys
  ///
  /// - Parameters:
  ///   - query: Q, [N, …, T, d].
  ///   - key: K, [N, …, S, d].
  ///   - mask: Broadcasts to [N, …, T, S]; `nil` lets every query attend to every key.
  /// - Returns: P, [N, …, T, S]: each row sums to 1.
  /// - Throws: ``LayerError`` for wrong shapes, or a query that may attend to nothing.
  public static func weights(_ query: Tensor, key: Tensor, mask: Tensor? = nil) throws -> Tensor {
    let operation = "ScaledDotProductAttention.weights"
    try check(query, key, in: operation)
    return try weights(query, key, mask, in: operation)
  }

  /// The gradients of ``weights(_:key:mask:)`` with respect to query and key.
  ///
  ///     ∂L/∂S = P ∘ (h − Σ_keys h ∘ P)        ∂L/∂Q = ∂L/∂S · K / √d        ∂L/∂K = ∂L/∂Sᵀ · Q / √d
  ///
  /// If a loss uses both the weights and the output, the gradients of both are added.
  ///
  /// - Parameters:
  ///   - upstream: h = ∂L/∂P, [N, …, T, S].
  ///   - query: Q, [N, …, T, d].
  ///   - key: K, [N, …, S, d].
  ///   - mask: As given to the forward pass.
  /// - Returns: ∂L/∂query and ∂L/∂key, in their shapes.
  /// - Throws: ``LayerError`` for wrong shapes, or a query that may attend to nothing.
  public static func weightsBackward(
    _ upstream: Tensor,
    _ query: Tensor,
    key: Tensor,
    mask: Tensor? = nil
  ) throws -> (query: Tensor, key: Tensor) {
    let operation = "ScaledDotProductAttention.weightsBackward"
    try check(query, key, in: operation)
    let p = try weights(query, key, mask, in: operation)  // [N, …, T, S]
    try requireShape(upstream, p.sizes, "upstream", in: operation)
    return try throughScores(upstream, p, query, key)
  }

  /// The gradients with respect to query, key and value.
  ///
  ///     ∂L/∂V = Pᵀ · g        ∂L/∂S = P ∘ (g · Vᵀ − Σ_keys (g · Vᵀ) ∘ P)
  ///     ∂L/∂Q = ∂L/∂S · K / √d        ∂L/∂K = ∂L/∂Sᵀ · Q / √d
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂Y, [N, …, T, E].
  ///   - query: Q, [N, …, T, d].
  ///   - key: K, [N, …, S, d].
  ///   - value: V, [N, …, S, E].
  ///   - mask: As given to the forward pass.
  /// - Returns: ∂L/∂query, ∂L/∂key and ∂L/∂value, in their shapes.
  /// - Throws: ``LayerError`` for wrong shapes, or a query that may attend to nothing.
  public static func backward(
    _ upstream: Tensor,
    _ query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor? = nil
  ) throws -> (query: Tensor, key: Tensor, value: Tensor) {
    let operation = "ScaledDotProductAttention.backward"
    try check(query, key, value, in: operation)
    let output = query.sizes.replacingLast(with: value.sizes[value.rank - 1])
    try requireShape(upstream, output, "upstream", in: operation)
    let p = try weights(query, key, mask, in: operation)  // [N, …, T, S]
    // Y = P · V, as in Linear. With g = ∂L/∂Y:
    //
    // ∂L/∂V = Pᵀ · g
    // ∂L/∂P = g · Vᵀ
    let dP = try upstream.matmul(value.swappingAxes(-1, -2))  // [N, …, T, S]
    let (dQ, dK) = try throughScores(dP, p, query, key)
    return (
      query: dQ,  // [N, …, T, d]
      key: dK,  // [N, …, S, d]
      value: try p.swappingAxes(-1, -2).matmul(upstream)  // [N, …, S, E]
    )
  }

  /// The gradients with respect to query and key, given that of P.
  private static func throughScores(
    _ dP: Tensor,
    _ p: Tensor,
    _ query: Tensor,
    _ key: Tensor
  ) throws -> (query: Tensor, key: Tensor) {
    // Row by row through the softmax; then S = Q · Kᵀ/√d:
    //
    // ∂L/∂S = P ∘ (∂L/∂P − Σ_keys ∂L/∂P ∘ P)        as derived in Softmax; 0 where masked, as P = 0 there
    // ∂L/∂Q = ∂L/∂S · K / √d
    // ∂L/∂K = ∂L/∂Sᵀ · Q / √d
    let dS = try p * (dP - (dP * p).sum(axis: -1, keepingDimensions: true))  // [N, …, T, S]
    let scale = 1 / Double(query.sizes[query.rank - 1]).squareRoot()
    return (
      query: try dS.matmul(key) * scale,  // [N, …, T, d]
      key: try dS.swappingAxes(-1, -2).matmul(query) * scale  // [N, …, S, d]
    )
  }

  /// P, [N, …, T, S].
  private static func weights(
    _ query: Tensor,
    _ key: Tensor,
    _ mask: Tensor?,
    in operation: String
  ) throws -> Tensor {
    let scale = 1 / Double(query.sizes[query.rank - 1]).squareRoot()
    var scores = try query.matmul(key.swappingAxes(-1, -2))  // [N, …, T, S]
    scores *= scale
    guard let mask else { return try Softmax.forward(scores) }
    let open: Tensor
    do {
      open = try mask.broadcast(to: scores.shape)
    } catch {
      throw LayerError.wrongShape(
        operation: operation,
        argument: "mask",
        expected: "\(scores.shape), or one that broadcasts to it",
        actual: mask.shape
      )
    }
    if let closed = try open.max(axis: -1).scalars.firstIndex(where: { $0 == 0 }) {
      throw LayerError.invalidSetting(
        operation: operation,
        name: "mask",
        value: 0,
        rule:
          "1 for at least one key of every query (query \(closed % scores.sizes[scores.rank - 2]))"
      )
    }
    return try Softmax.forward(scores.combined(with: open) { s, m in m == 0 ? -.infinity : s })
  }

  private static func check(
    _ query: Tensor,
    _ key: Tensor,
    _ value: Tensor? = nil,
    in operation: String
  ) throws {
    let (q, k) = (query.sizes, key.sizes)
    let features = q.last ?? 0
    let hasQuery = q.rank >= 2 && features > 0
    try requireShape(hasQuery, q.sizes, "query", in: operation) { "[N, …, T, d], d at least 1" }
    let hasKey = k.rank == q.rank && k.prefix(k.rank - 2) == q.prefix(q.rank - 2)
    try requireShape(
      hasKey && k.last == features && k[k.rank - 2] > 0,
      k.sizes,
      "key",
      in: operation
    ) {
      "\(q.sizes.dropLast(2)) + [S, \(features)], S at least 1, to fit the query \(q.sizes)"
    }
    guard let v = value?.sizes else { return }
    let hasValue = v.rank == k.rank && v.prefix(v.rank - 1) == k.prefix(k.rank - 1)
    try requireShape(hasValue, v.sizes, "value", in: operation) {
      "\(k.sizes.dropLast()) + [E], to fit the key \(k.sizes)"
    }
  }
}
