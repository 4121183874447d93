extension Tensor {
  /// The same values in the same order under another shape.
  ///
  /// - Parameter target: The new sizes. One of them may be −1, for whatever is left.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``TensorError/cannotReshape(shape:target:)`` or ``TensorError/tooLarge(shape:)``.
  public func reshaped(_ target: [Int]) throws -> Tensor {
    var free = false
    for size in target where size < 0 {
      guard size == -1, !free else {
        throw TensorError.cannotReshape(shape: shape, target: target)
      }
      free = true
    }
    guard let product = Tensor.product(of: target.lazy.filter { $0 != -1 }) else {
      throw TensorError.tooLarge(shape: target.filter { $0 != -1 })
    }
    guard free ? product > 0 && count % product == 0 : product == count else {
      throw TensorError.cannotReshape(shape: shape, target: target)
    }
    let left = free ? count / product : 0
    return Tensor(unchecked: Shape(target.lazy.map { $0 == -1 ? left : $0 }), scalars)
  }

  /// The same values in the same order under another shape.
  package func reshaped(_ target: Shape) throws -> Tensor {
    guard target != sizes else {
      TensorTally.note(self)
      return self
    }
    guard target.product == count else {
      throw TensorError.cannotReshape(shape: shape, target: target.sizes)
    }
    return Tensor(unchecked: target, scalars)
  }

  /// All values on a single axis.
  ///
  /// - Returns: A tensor of shape `[count]`.
  public func flattened() -> Tensor { Tensor(unchecked: Shape(count), scalars) }

  /// The matrix mirrored at its diagonal: rows become columns.
  ///
  /// - Returns: A tensor of shape `[columns, rows]`.
  /// - Throws: ``TensorError/wrongRank(operation:expected:shape:)`` unless there are two axes.
  public func transposed() throws -> Tensor {
    guard rank == 2 else {
      throw TensorError.wrongRank(operation: "transposed()", expected: 2, shape: shape)
    }
    let (rows, columns) = (sizes[0], sizes[1])
    var walk = Walk()
    walk.add(rows, columns, 1)
    walk.add(columns, 1, rows)
    return reordered(Shape(columns, rows), walk)
  }

  /// The tensor with its axes in another order.
  ///
  /// - Parameter axes: For each axis of the result, the axis of `self` it comes from.
  /// - Returns: A tensor whose axis i has the size of axis `axes[i]` of `self`.
  /// - Throws: ``TensorError/notAPermutation(axes:shape:)``.
  public func permuted(_ axes: [Int]) throws -> Tensor {
    guard axes.count == rank, sizes.indices.allSatisfy(axes.contains) else {
      throw TensorError.notAPermutation(axes: axes, shape: shape)
    }
    return permuted(Shape(axes))
  }

  /// The tensor with its axes in an order that names each of them once.
  private func permuted(_ axes: Shape) -> Tensor {
    var walk = Walk()
    var stride = 1
    for axis in axes.reversed() {
      walk.add(sizes[axis], sizes.product((axis + 1)..<rank), stride)
      stride &*= sizes[axis]
    }
    var target = axes
    for axis in axes.indices { target[axis] = sizes[axes[axis]] }
    return reordered(target, walk)
  }

  /// The tensor with two axes exchanged.
  ///
  /// - Parameters:
  ///   - first: One axis; a negative one counts from the end.
  ///   - second: The other axis.
  /// - Returns: The tensor with the two axes exchanged.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)``.
  public func swappingAxes(_ first: Int, _ second: Int) throws -> Tensor {
    let (first, second) = (try resolved(first), try resolved(second))
    var order = sizes
    for axis in order.indices { order[axis] = axis }
    (order[first], order[second]) = (second, first)
    return permuted(order)
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
    return Tensor(unchecked: sizes.inserting(1, at: position), scalars)
  }

  /// The tensor without an axis of size 1.
  ///
  /// - Parameter axis: The axis to drop; a negative one counts from the end.
  /// - Returns: A tensor with one axis fewer.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or ``TensorError/cannotSqueeze(axis:shape:)``.
  public func squeezingAxis(at axis: Int) throws -> Tensor {
    let position = try resolved(axis)
    guard sizes[position] == 1 else {
      throw TensorError.cannotSqueeze(axis: position, shape: shape)
    }
    return Tensor(unchecked: sizes.removing(at: position), scalars)
  }

  /// An axis counted from the start, for one that may be counted from the end.
  func resolved(_ axis: Int) throws -> Int {
    let position = axis < 0 ? axis + rank : axis
    guard sizes.indices.contains(position) else {
      throw TensorError.axisOutOfRange(axis: axis, shape: shape)
    }
    return position
  }
}
