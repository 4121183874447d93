import Tensors

/// A table of learnt vectors, looked up by index: how words enter a network.
///
///     yₖ = table[indexₖ]
///
/// table: [V, D], indices: K numbers in 0 ..< V → y: [K, D]. The same as onehot(indices) · table, without
/// the product. Linear in the table, so smooth everywhere.
///
/// Reference: Bengio et al., "A neural probabilistic language model", JMLR 3 (2003).
public enum Embedding {
  /// The rows of the table at the indices.
  ///
  /// - Parameters:
  ///   - table: [V, D].
  ///   - indices: K rows, each in `0..<V`; an index may repeat.
  /// - Returns: y, [K, D].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``, or
  ///   `TensorError.indexOutOfRange`.
  public static func forward(_ table: Tensor, indices: [Int]) throws -> Tensor {
    try requireRank(table, ["V", "D"], "table", in: "Embedding.forward")
    return try table.gatheringRows(indices)
  }

  /// The gradient with respect to the table.
  ///
  ///     ∂L/∂table[v] = Σ gₖ over all k with indexₖ = v        g = ∂L/∂y
  ///
  /// - Parameters:
  ///   - upstream: g, [K, D].
  ///   - table: [V, D], as given to ``forward(_:indices:)``; its values do not matter.
  ///   - indices: K rows.
  /// - Returns: ∂L/∂table, [V, D].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``, or
  ///   `TensorError.indexOutOfRange`.
  public static func backward(
    _ upstream: Tensor,
    _ table: Tensor,
    indices: [Int]
  ) throws -> Tensor {
    let operation = "Embedding.backward"
    try requireRank(table, ["V", "D"], "table", in: operation)
    try requireShape(upstream, [indices.count, table.sizes[1]], "upstream", in: operation)
    // ∂yₖ/∂table[v] = [indexₖ = v]
    // ∂L/∂table[v]  = Σₖ gₖ [indexₖ = v]
    // A row that was looked up twice collects both gradients; one that was not gets none.
    return try Tensor.zeros(like: table).scatteringAdd(upstream, at: indices)
  }
}
