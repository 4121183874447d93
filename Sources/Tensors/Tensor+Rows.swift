extension Tensor {
  /// The rows at some indices, in that order; an index may repeat.
  ///
  /// With self = [R, …] and K indices the result is [K, …]. This is the forward pass of an embedding.
  ///
  /// - Parameter indices: Rows of `self`, each in `0..<R`.
  /// - Returns: A tensor whose row k is row `indices[k]` of `self`.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` without axes,
  ///   ``TensorError/indexOutOfRange(index:position:bound:)``, ``TensorError/tooLarge(shape:)``.
  public func gatheringRows(_ indices: [Int]) throws -> Tensor {
    let length = try rowLength(indices)
    var target = sizes
    target[0] = indices.count
    let count = try Tensor.count(of: target)
    let scalars = [Double](count: count) { target in
      self.scalars.withUnsafeBufferPointer { source in
        for (k, index) in indices.enumerated() {
          for j in 0..<length { target[k &* length &+ j] = source[index &* length &+ j] }
        }
      }
    }
    return Tensor(unchecked: target, scalars)
  }

  /// The tensor with rows added at some indices; repeated indices accumulate.
  ///
  /// This is the transpose of ``gatheringRows(_:)``: the backward pass of an embedding adds each row of
  /// the upstream gradient to the row it was taken from.
  ///
  /// - Parameters:
  ///   - rows: K rows shaped like those of `self`.
  ///   - indices: K rows of `self`, each in `0..<R`.
  /// - Returns: `self` with row k of `rows` added to row `indices[k]`.
  /// - Throws: ``TensorError/countMismatch(operation:expected:actual:)``,
  ///   ``TensorError/indexOutOfRange(index:position:bound:)``, or
  ///   ``TensorError/rowsDiffer(operation:shape:rows:)`` when the rows differ in shape.
  public func scatteringAdd(_ rows: Tensor, at indices: [Int]) throws -> Tensor {
    let length = try rowLength(indices)
    guard rows.rank == rank, rows.sizes.dropFirst().elementsEqual(sizes.dropFirst()) else {
      throw TensorError.rowsDiffer(
        operation: "scatteringAdd(_:at:)",
        shape: shape,
        rows: rows.shape
      )
    }
    guard rows.sizes[0] == indices.count else {
      throw TensorError.countMismatch(
        operation: "scatteringAdd(_:at:)",
        expected: rows.sizes[0],
        actual: indices.count
      )
    }
    var result = self
    result.scalars.withUnsafeMutableBufferPointer { target in
      rows.scalars.withUnsafeBufferPointer { source in
        for (k, index) in indices.enumerated() {
          for j in 0..<length { target[index &* length &+ j] += source[k &* length &+ j] }
        }
      }
    }
    return result
  }

  /// One entry of each row of a matrix.
  ///
  /// With self = [N, C] and N indices the result is [N]: the score of the true class, say.
  ///
  /// - Parameter indices: A column for each row, each in `0..<C`.
  /// - Returns: The entries `self[n, indices[n]]`.
  /// - Throws: ``TensorError/wrongRank(operation:expected:shape:)``,
  ///   ``TensorError/countMismatch(operation:expected:actual:)`` or
  ///   ``TensorError/indexOutOfRange(index:position:bound:)``.
  public func picking(_ indices: [Int]) throws -> Tensor {
    guard rank == 2 else {
      throw TensorError.wrongRank(operation: "picking(_:)", expected: 2, shape: shape)
    }
    guard indices.count == sizes[0] else {
      throw TensorError.countMismatch(
        operation: "picking(_:)",
        expected: sizes[0],
        actual: indices.count
      )
    }
    let columns = sizes[1]
    try Tensor.check(indices, below: columns)
    return Tensor(indices.enumerated().map { scalars[$0 * columns + $1] })
  }

  private func rowLength(_ indices: [Int]) throws -> Int {
    guard let rows = sizes.first else { throw TensorError.axisOutOfRange(axis: 0, shape: shape) }
    try Tensor.check(indices, below: rows)
    return sizes.product(1..<rank)
  }

  private static func check(_ indices: [Int], below bound: Int) throws {
    for (position, index) in indices.enumerated() where !(0..<bound).contains(index) {
      throw TensorError.indexOutOfRange(index: index, position: position, bound: bound)
    }
  }
}
