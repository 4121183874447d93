extension Tensor {
  /// The part of the tensor that lies in a range of one axis.
  ///
  /// - Parameters:
  ///   - range: The positions to keep.
  ///   - axis: The axis they lie on; a negative one counts from the end.
  /// - Returns: A tensor whose size on that axis is the length of the range.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or
  ///   ``TensorError/rangeOutOfBounds(range:axis:shape:)``.
  public func sliced(_ range: Range<Int>, axis: Int = 0) throws -> Tensor {
    let axis = try resolved(axis)
    guard range.lowerBound >= 0, range.upperBound <= shape[axis] else {
      throw TensorError.rangeOutOfBounds(range: range, axis: axis, shape: shape)
    }
    let strides = rowMajorStrides(shape)
    var target = shape
    target[axis] = range.count
    return strided(target, strides, from: range.lowerBound * strides[axis])
  }

  /// One position of an axis, which disappears.
  ///
  /// - Parameters:
  ///   - position: The position to keep.
  ///   - axis: The axis it lies on; a negative one counts from the end.
  /// - Returns: A tensor with one axis fewer: `at(2)` is row 2 of a matrix.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or
  ///   ``TensorError/rangeOutOfBounds(range:axis:shape:)``.
  public func at(_ position: Int, axis: Int = 0) throws -> Tensor {
    let axis = try resolved(axis)
    guard (0..<shape[axis]).contains(position) else {
      let range = position..<(position &+ 1 > position ? position &+ 1 : position)
      throw TensorError.rangeOutOfBounds(range: range, axis: axis, shape: shape)
    }
    return try sliced(position..<position + 1, axis: axis).squeezingAxis(at: axis)
  }

  /// Tensors joined along an existing axis.
  ///
  /// - Parameters:
  ///   - parts: At least one tensor; all agree on every other axis.
  ///   - axis: The axis that grows; a negative one counts from the end.
  /// - Returns: A tensor whose size on that axis is the sum of theirs.
  /// - Throws: ``TensorError/nothingToJoin(operation:)``, ``TensorError/axisOutOfRange(axis:shape:)``,
  ///   ``TensorError/tooLarge(shape:)`` or
  ///   ``TensorError/cannotJoin(operation:first:other:position:axis:)``.
  public static func concatenated(_ parts: [Tensor], axis: Int = 0) throws -> Tensor {
    guard let first = parts.first else {
      throw TensorError.nothingToJoin(operation: "concatenate")
    }
    let axis = try first.resolved(axis)
    for (position, part) in parts.enumerated() {
      var expected = first.shape
      if part.rank == first.rank { expected[axis] = part.shape[axis] }
      guard part.shape == expected else {
        throw TensorError.cannotJoin(
          operation: "concatenate",
          first: first.shape,
          other: part.shape,
          position: position,
          axis: axis
        )
      }
    }
    var target = first.shape
    target[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    let outer = target[..<axis].reduce(1, *)
    var scalars: [Double] = []
    scalars.reserveCapacity(try count(of: target))
    for block in 0..<outer {
      for part in parts {
        let length = part.count / Swift.max(outer, 1)
        scalars += part.scalars[block * length..<(block + 1) * length]
      }
    }
    return Tensor(unchecked: target, scalars)
  }

  /// Tensors of one shape joined along a new axis.
  ///
  /// - Parameters:
  ///   - parts: At least one tensor; all have the same shape.
  ///   - axis: Where the new axis stands in the result; −1 is behind the last one.
  /// - Returns: A tensor with one more axis, of size `parts.count`.
  /// - Throws: ``TensorError/nothingToJoin(operation:)``,
  ///   ``TensorError/newAxisOutOfRange(axis:shape:)``, ``TensorError/tooLarge(shape:)`` or
  ///   ``TensorError/cannotJoin(operation:first:other:position:axis:)``.
  public static func stacked(_ parts: [Tensor], axis: Int = 0) throws -> Tensor {
    guard let first = parts.first else { throw TensorError.nothingToJoin(operation: "stack") }
    for (position, part) in parts.enumerated() where part.shape != first.shape {
      throw TensorError.cannotJoin(
        operation: "stack",
        first: first.shape,
        other: part.shape,
        position: position,
        axis: axis
      )
    }
    let expanded = try parts.map { try $0.expandingAxis(at: axis) }
    return try concatenated(expanded, axis: axis < 0 ? axis + first.rank + 1 : axis)
  }
}
