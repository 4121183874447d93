extension Tensor {
  /// The matrix product.
  ///
  ///     [N, D] · [D, M]  →  [N, M]        yᵢⱼ = Σₖ aᵢₖ bₖⱼ
  ///
  /// Axes before the last two are batches, and broadcast. A vector on the left counts as a row, one on
  /// the right as a column, and that axis is dropped from the result, as in NumPy's `matmul`.
  ///
  /// - Parameter other: The right factor.
  /// - Returns: The product.
  /// - Throws: ``TensorError/matmul(lhs:rhs:)`` when the inner sizes differ, when the batches do not
  ///   broadcast, or when a factor has no axes; ``TensorError/tooLarge(shape:)``.
  public func matmul(_ other: Tensor) throws -> Tensor {
    guard rank == 2, other.rank == 2, sizes[1] == other.sizes[0], other.sizes[1] > 1 else {
      return try batchedProduct(other)
    }
    let (rows, inner, columns) = (sizes[0], sizes[1], other.sizes[1])
    let result = Shape(rows, columns)
    let scalars = [Double](count: try Tensor.count(of: result)) { target in
      self.scalars.withUnsafeBufferPointer { a in
        other.scalars.withUnsafeBufferPointer { b in
          guard inner > 0, let a = a.baseAddress, let b = b.baseAddress else {
            target.initialize(repeating: 0, count: rows &* columns)
            return
          }
          multiplyMatrices(a, b, target, rows, inner, columns)
        }
      }
    }
    return Tensor(unchecked: result, scalars)
  }

  /// The matrix product of vectors and of batches.
  private func batchedProduct(_ other: Tensor) throws -> Tensor {
    guard rank > 0, other.rank > 0 else {
      throw TensorError.matmul(lhs: shape, rhs: other.shape)
    }
    let (inner, otherInner) = (sizes[rank - 1], other.sizes[Swift.max(other.rank - 2, 0)])
    let columns = other.rank == 1 ? 1 : other.sizes[other.rank - 1]
    let (leading, batch) = (batch, other.batch)
    guard inner == otherInner, var result = Tensor.broadcastShape(leading, batch) else {
      throw TensorError.matmul(lhs: shape, rhs: other.shape)
    }
    var rows = rank == 1 ? 1 : sizes[rank - 2]
    var items = Walk(over: result, leading, batch)
    if rank > 1 { result.append(rows) }
    if other.rank > 1 { result.append(columns) }
    let count = try Tensor.count(of: result)
    // Every item of a batch meets the same matrix: they are rows of one.
    if batch.rank == 0 {
      rows = leading.reduce(rows, &*)
      items = Walk()
    }
    let (stepA, stepB) = (rows &* inner, inner &* columns)
    let scalars = [Double](count: count) { target in
      guard inner > 0 else {
        target.initialize(repeating: 0, count: count)
        return
      }
      self.scalars.withUnsafeBufferPointer { a in
        other.scalars.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return }
          var c = target
          items.forEachRun { itemA, itemB in
            for i in 0..<items.inner.length {
              let left = a + (itemA &+ i &* items.inner.a) &* stepA
              let right = b + (itemB &+ i &* items.inner.b) &* stepB
              if columns == 1 {
                multiplyColumn(left, right, into: c, rows: rows, inner: inner)
              } else {
                multiplyMatrices(left, right, c, rows, inner, columns)
              }
              c += rows &* columns
            }
          }
        }
      }
    }
    return Tensor(unchecked: result, scalars)
  }

  /// The axes before the last two.
  private var batch: Shape { sizes.prefix(Swift.max(rank - 2, 0)) }

  /// The sum of the products of the entries of two vectors.
  ///
  /// - Parameter other: A vector of the same length.
  /// - Returns: Σᵢ aᵢ bᵢ.
  /// - Throws: ``TensorError/wrongRank(operation:expected:shape:)`` or
  ///   ``TensorError/matmul(lhs:rhs:)`` when the lengths differ.
  public func dot(_ other: Tensor) throws -> Double {
    for shape in [shape, other.shape] where shape.count != 1 {
      throw TensorError.wrongRank(operation: "dot(_:)", expected: 1, shape: shape)
    }
    return try matmul(other).item()
  }
}

/// c = a · b for a column vector b, which lies in one piece like the rows it meets.
private func multiplyColumn(
  _ a: UnsafePointer<Double>,
  _ b: UnsafePointer<Double>,
  into c: UnsafeMutablePointer<Double>,
  rows: Int,
  inner: Int
) {
  for i in 0..<rows {
    let row = a + i &* inner
    var partial = SIMD8<Double>.zero
    var k = 0
    while k &+ 8 <= inner {
      partial +=
        UnsafeRawPointer(row + k).loadUnaligned(as: SIMD8<Double>.self)
        * UnsafeRawPointer(b + k).loadUnaligned(as: SIMD8<Double>.self)
      k &+= 8
    }
    var total = partial.sum()
    while k < inner {
      total += row[k] * b[k]
      k &+= 1
    }
    c[i] = total
  }
}
