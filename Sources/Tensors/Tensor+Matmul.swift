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
    guard rank > 0, other.rank > 0 else {
      throw TensorError.matmul(lhs: shape, rhs: other.shape)
    }
    let left = rank == 1 ? [1] + shape : shape
    let right = other.rank == 1 ? other.shape + [1] : other.shape
    let (rows, inner) = (left[left.count - 2], left[left.count - 1])
    let columns = right[right.count - 1]
    guard inner == right[right.count - 2],
      let batch = try? Tensor.broadcastShape(Array(left.dropLast(2)), Array(right.dropLast(2)))
    else { throw TensorError.matmul(lhs: shape, rhs: other.shape) }

    let stepsA = broadcastStrides(Array(left.dropLast(2)), to: batch)
    let stepsB = broadcastStrides(Array(right.dropLast(2)), to: batch)
    let product = rows * columns
    let result =
      batch + (rank == 1 ? [] : [rows]) + (other.rank == 1 ? [] : [columns])
    let count = try Tensor.count(of: result)
    let scalars = [Double](unsafeUninitializedCapacity: count) { target, initialized in
      target.initialize(repeating: 0)
      initialized = count
      guard count > 0, inner > 0 else { return }
      self.scalars.withUnsafeBufferPointer { a in
        other.scalars.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, var c = target.baseAddress else {
            return
          }
          // A last axis of size 1 stands for "one run per batch item".
          forEachRun(batch + [1], stepsA + [0], stepsB + [0]) { itemA, itemB in
            multiply(
              a + itemA * rows * inner,
              b + itemB * inner * columns,
              into: c,
              rows: rows,
              inner: inner,
              columns: columns
            )
            c += product
          }
        }
      }
    }
    return Tensor(unchecked: result, scalars)
  }

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

/// c += a · b for row-major blocks.
///
/// Four rows of `a` meet four columns of `b` at a time: the 16 sums stay in registers while the inner axis
/// runs, so that each value loaded is used four times. The inner axis is cut into lengths, and the rows into
/// heights, whose part of `a` stays in the cache; the four columns of `b` are copied side by side once for
/// every such part, since in `b` itself neighbours are a whole row apart. Index arithmetic does not check for
/// overflow (`&+`, `&*`): the checks would keep the loop from being vectorised.
private func multiply(
  _ a: UnsafePointer<Double>,
  _ b: UnsafePointer<Double>,
  into c: UnsafeMutablePointer<Double>,
  rows: Int,
  inner: Int,
  columns: Int
) {
  guard columns > 1 else {
    // A column vector lies in one piece, like the rows it meets.
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
    return
  }
  let (length, height) = (256, 64)
  let (wideRows, wideColumns) = (rows & ~3, columns & ~3)
  withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: min(length, inner)) { panel in
    guard let panel = panel.baseAddress else { return }
    for start in stride(from: 0, to: inner, by: length) {
      let depth = min(length, inner &- start)
      for top in stride(from: 0, to: wideRows, by: height) {
        let bottom = min(top &+ height, wideRows)
        for j in stride(from: 0, to: wideColumns, by: 4) {
          var source = UnsafeRawPointer(b + (start &* columns &+ j))
          for k in 0..<depth {
            panel[k] = source.loadUnaligned(as: SIMD4<Double>.self)
            source += columns &* 8
          }
          for i in stride(from: top, to: bottom, by: 4) {
            multiplyBlock(
              a + (i &* inner &+ start),
              inner,
              panel,
              into: c + (i &* columns &+ j),
              columns,
              depth: depth
            )
          }
        }
      }
    }
  }
  accumulate(a, b, into: c, 0..<wideRows, wideColumns..<columns, inner: inner, columns: columns)
  accumulate(a, b, into: c, wideRows..<rows, 0..<columns, inner: inner, columns: columns)
}

/// c += a · b for four rows of `a` and a panel of four columns of `b`.
@inline(__always)
private func multiplyBlock(
  _ a: UnsafePointer<Double>,
  _ strideA: Int,
  _ panel: UnsafePointer<SIMD4<Double>>,
  into c: UnsafeMutablePointer<Double>,
  _ strideC: Int,
  depth: Int
) {
  let (a1, a2, a3) = (a + strideA, a + 2 &* strideA, a + 3 &* strideA)
  var s0 = SIMD4<Double>.zero
  var s1 = s0
  var s2 = s0
  var s3 = s0
  for k in 0..<depth {
    let row = panel[k]
    s0 += row * a[k]
    s1 += row * a1[k]
    s2 += row * a2[k]
    s3 += row * a3[k]
  }
  var target = UnsafeMutableRawPointer(c)
  for sum in [s0, s1, s2, s3] {
    let before = UnsafeRawPointer(target).loadUnaligned(as: SIMD4<Double>.self)
    target.storeBytes(of: before + sum, as: SIMD4<Double>.self)
    target += strideC &* 8
  }
}

/// c += a · b for the rows and columns that do not fill a block.
private func accumulate(
  _ a: UnsafePointer<Double>,
  _ b: UnsafePointer<Double>,
  into c: UnsafeMutablePointer<Double>,
  _ rows: Range<Int>,
  _ span: Range<Int>,
  inner: Int,
  columns: Int
) {
  guard !span.isEmpty else { return }
  for i in rows {
    let target = c + i &* columns
    for k in 0..<inner {
      let value = a[i &* inner &+ k]
      let source = b + k &* columns
      for j in span { target[j] += value * source[j] }
    }
  }
}
