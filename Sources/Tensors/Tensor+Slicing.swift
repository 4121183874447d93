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
    guard range.lowerBound >= 0, range.upperBound <= sizes[axis] else {
      throw TensorError.rangeOutOfBounds(range: range, axis: axis, shape: shape)
    }
    var target = sizes
    target[axis] = range.count
    return sliced(range, axis, as: target)
  }

  /// The part in a range of one axis, under a shape that holds as many values.
  private func sliced(_ range: Range<Int>, _ axis: Int, as target: Shape) -> Tensor {
    let inner = sizes.product((axis + 1)..<rank)
    var walk = Walk()
    walk.add(inner, 1, 1)
    walk.add(range.count, inner, inner)
    walk.add(sizes.product(0..<axis), sizes[axis] &* inner, range.count &* inner)
    return reordered(target, walk, from: range.lowerBound &* inner)
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
    guard (0..<sizes[axis]).contains(position) else {
      let range = position..<(position &+ 1 > position ? position &+ 1 : position)
      throw TensorError.rangeOutOfBounds(range: range, axis: axis, shape: shape)
    }
    return sliced(position..<position + 1, axis, as: sizes.removing(at: axis))
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
    var total = 0
    for (position, part) in parts.enumerated() {
      var expected = first.sizes
      if part.rank == first.rank { expected[axis] = part.sizes[axis] }
      guard part.sizes == expected else {
        throw TensorError.cannotJoin(
          operation: "concatenate",
          first: first.shape,
          other: part.shape,
          position: position,
          axis: axis
        )
      }
      total += part.sizes[axis]
    }
    guard total <= maximumCount else {
      throw TensorError.tooLarge(shape: first.shape[..<axis] + [total] + first.shape[(axis + 1)...])
    }
    var target = first.sizes
    target[axis] = total
    return try joined(parts, target, axis)
  }

  /// Tensors joined along an axis of their common shape; a part has as many positions there as its values fill.
  private static func joined(_ parts: [Tensor], _ target: Shape, _ axis: Int) throws -> Tensor {
    let count = try count(of: target)
    let outer = target.product(0..<axis)
    guard count > 0 else { return Tensor(unchecked: target, []) }
    let scalars = [Double](count: count) { target in
      var start = 0
      for part in parts {
        let length = part.count / outer
        part.scalars.withUnsafeBufferPointer { source in
          guard let source = source.baseAddress else { return }
          for block in 0..<outer {
            let (from, to) = (
              source + block &* length, target + (start &+ block &* (count / outer))
            )
            for i in 0..<length { to[i] = from[i] }
          }
        }
        start += length
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
    for (position, part) in parts.enumerated() where part.sizes != first.sizes {
      throw TensorError.cannotJoin(
        operation: "stack",
        first: first.shape,
        other: part.shape,
        position: position,
        axis: axis
      )
    }
    let position = axis < 0 ? axis + first.rank + 1 : axis
    guard (0...first.rank).contains(position) else {
      throw TensorError.newAxisOutOfRange(axis: axis, shape: first.shape)
    }
    return try joined(parts, first.sizes.inserting(parts.count, at: position), position)
  }
}
