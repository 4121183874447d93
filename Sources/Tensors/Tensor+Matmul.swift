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
/// Four rows of `a` meet four columns of `b` at a time: the 16 sums stay in registers while the inner
/// axis runs, so that each value loaded is used four times. Index arithmetic does not check for
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
  let (wideRows, wideColumns) = (rows & ~3, columns & ~3)
  var i = 0
  while i < wideRows {
    let (a0, a1) = (a + i &* inner, a + (i &+ 1) &* inner)
    let (a2, a3) = (a + (i &+ 2) &* inner, a + (i &+ 3) &* inner)
    var j = 0
    while j < wideColumns {
      var s0 = SIMD4<Double>.zero
      var s1 = s0
      var s2 = s0
      var s3 = s0
      var source = b + j
      for k in 0..<inner {
        let row = UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Double>.self)
        s0 += row * a0[k]
        s1 += row * a1[k]
        s2 += row * a2[k]
        s3 += row * a3[k]
        source += columns
      }
      var target = UnsafeMutableRawPointer(c + (i &* columns &+ j))
      for sum in [s0, s1, s2, s3] {
        target.storeBytes(of: sum, as: SIMD4<Double>.self)
        target += columns &* 8
      }
      j &+= 4
    }
    i &+= 4
  }
  accumulate(a, b, into: c, 0..<wideRows, wideColumns..<columns, inner: inner, columns: columns)
  accumulate(a, b, into: c, wideRows..<rows, 0..<columns, inner: inner, columns: columns)
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
