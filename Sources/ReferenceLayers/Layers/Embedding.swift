import Tensors

/// A table of learnt vectors, looked up by index: how words enter a network.
///
///     yₖ = table[indexₖ]
///
/// table: [V, D], indices: K numbers in 0 ..< V → y: [K, D]. The same as onehot(indices) · table, without
/// the product. One row may be reserved for padding: it is looked up like any other, but it is a constant, which
/// gets no gradient and so is never learnt. Linear in the table, so smooth everywhere.
///
/// Reference: Bengio et al., "A neural probabilistic language model", JMLR 3 (2003).
public enum Embedding {
  /// The rows of the table at the indices.
  ///
  /// - Parameters:
  ///   - table: [V, D].
  ///   - indices: K rows, each in `0..<V`; an index may repeat.
  ///   - paddingIndex: The row that stands for padding, in `0..<V`, which changes nothing here; `nil` if there
  ///     is none.
  /// - Returns: y, [K, D].
  /// - Throws: ``LayerError`` for a wrong shape or padding index, or `TensorError.indexOutOfRange`.
  public static func forward(
    _ table: Tensor,
    indices: [Int],
    paddingIndex: Int? = nil
  ) throws -> Tensor {
    try check(table, paddingIndex, in: "Embedding.forward")
    return try table.gatheringRows(indices)
  }

  /// The gradient with respect to the table.
  ///
  ///     ∂L/∂table[v] = Σ gₖ over all k with indexₖ = v        g = ∂L/∂y
  ///                  = 0 if v is the padding index
  ///
  /// - Parameters:
  ///   - upstream: g, [K, D].
  ///   - table: [V, D], as given to ``forward(_:indices:paddingIndex:)``; its values do not matter.
  ///   - indices: K rows.
  ///   - paddingIndex: As given to the forward pass.
  /// - Returns: ∂L/∂table, [V, D].
  /// - Throws: ``LayerError`` for a wrong shape or padding index, or `TensorError.indexOutOfRange`.
  public static func backward(
    _ upstream: Tensor,
    _ table: Tensor,
    indices: [Int],
    paddingIndex: Int? = nil
  ) throws -> Tensor {
    let operation = "Embedding.backward"
    try check(table, paddingIndex, in: operation)
    try requireShape(upstream, [indices.count, table.sizes[1]], "upstream", in: operation)
    // ∂yₖ/∂table[v] = [indexₖ = v]
    // ∂L/∂table[v]  = Σₖ gₖ [indexₖ = v]
    // A row that was looked up twice collects both gradients; one that was not gets none. The row of the
    // padding is a constant: whatever has been collected for it is dropped.
    var gradient = try Tensor.zeros(like: table).scatteringAdd(upstream, at: indices)
    if let paddingIndex {
      for column in 0..<table.sizes[1] { gradient[paddingIndex, column] = 0 }
    }
    return gradient
  }

  private static func check(
    _ table: Tensor,
    _ paddingIndex: Int?,
    in operation: String
  ) throws {
    try requireRank(table, ["V", "D"], "table", in: operation)
    guard let paddingIndex else { return }
    let rows = table.sizes[0]
    let names = (0..<rows).contains(paddingIndex)
    try require(names, "paddingIndex", paddingIndex, "a row in 0 ..< \(rows)", in: operation)
  }
}
