extension Tensor {
  /// The same values in the same order under another shape.
  ///
  /// - Parameter target: The new sizes. One of them may be −1, for whatever is left.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``TensorError/cannotReshape(shape:target:)`` or ``TensorError/tooLarge(shape:)``.
  public func reshaped(_ target: [Int]) throws -> Tensor {
    let known = target.filter { $0 != -1 }
    guard known.allSatisfy({ $0 >= 0 }), target.count - known.count <= 1 else {
      throw TensorError.cannotReshape(shape: shape, target: target)
    }
    let product = try Tensor.count(of: known)
    var resolved = target
    if let free = target.firstIndex(of: -1), product > 0, count % product == 0 {
      resolved[free] = count / product
    }
    guard !resolved.contains(-1), try Tensor.count(of: resolved) == count else {
      throw TensorError.cannotReshape(shape: shape, target: target)
    }
    return Tensor(unchecked: resolved, scalars)
  }

  /// All values on a single axis.
  ///
  /// - Returns: A tensor of shape `[count]`.
  public func flattened() -> Tensor { Tensor(unchecked: [count], scalars) }

  /// The matrix mirrored at its diagonal: rows become columns.
  ///
  /// - Returns: A tensor of shape `[columns, rows]`.
  /// - Throws: ``TensorError/wrongRank(operation:expected:shape:)`` unless there are two axes.
  public func transposed() throws -> Tensor {
    guard rank == 2 else {
      throw TensorError.wrongRank(operation: "transposed()", expected: 2, shape: shape)
    }
    return strided([shape[1], shape[0]], [1, shape[1]])
  }

  /// The tensor with its axes in another order.
  ///
  /// - Parameter axes: For each axis of the result, the axis of `self` it comes from.
  /// - Returns: A tensor whose axis i has the size of axis `axes[i]` of `self`.
  /// - Throws: ``TensorError/notAPermutation(axes:shape:)``.
  public func permuted(_ axes: [Int]) throws -> Tensor {
    guard axes.sorted() == Array(shape.indices) else {
      throw TensorError.notAPermutation(axes: axes, shape: shape)
    }
    let strides = rowMajorStrides(shape)
    return strided(axes.map { shape[$0] }, axes.map { strides[$0] })
  }

  /// The tensor with two axes exchanged.
  ///
  /// - Parameters:
  ///   - first: One axis; a negative one counts from the end.
  ///   - second: The other axis.
  /// - Returns: The tensor with the two axes exchanged.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)``.
  public func swappingAxes(_ first: Int, _ second: Int) throws -> Tensor {
    var axes = Array(shape.indices)
    axes.swapAt(try resolved(first), try resolved(second))
    return try permuted(axes)
  }

  /// The tensor with a new axis of size 1.
  ///
  /// - Parameter axis: Where the new axis stands in the result; −1 is behind the last one.
  /// - Returns: A tensor with one more axis.
  /// - Throws: ``TensorError/newAxisOutOfRange(axis:shape:)``.
  public func expandingAxis(at axis: Int) throws -> Tensor {
    let position = axis < 0 ? axis + rank + 1 : axis
    guard (0...rank).contains(position) else {
      throw TensorError.newAxisOutOfRange(axis: axis, shape: shape)
    }
    var target = shape
    target.insert(1, at: position)
    return Tensor(unchecked: target, scalars)
  }

  /// The tensor without an axis of size 1.
  ///
  /// - Parameter axis: The axis to drop; a negative one counts from the end.
  /// - Returns: A tensor with one axis fewer.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or ``TensorError/cannotSqueeze(axis:shape:)``.
  public func squeezingAxis(at axis: Int) throws -> Tensor {
    let position = try resolved(axis)
    guard shape[position] == 1 else {
      throw TensorError.cannotSqueeze(axis: position, shape: shape)
    }
    var target = shape
    target.remove(at: position)
    return Tensor(unchecked: target, scalars)
  }

  /// An axis counted from the start, for one that may be counted from the end.
  func resolved(_ axis: Int) throws -> Int {
    let position = axis < 0 ? axis + rank : axis
    guard shape.indices.contains(position) else {
      throw TensorError.axisOutOfRange(axis: axis, shape: shape)
    }
    return position
  }
}
