extension Tensor {
  /// The tensor stretched to a larger shape by repeating its values.
  ///
  /// Axes are matched from the right; an axis of size 1, or a missing one, is repeated.
  ///
  /// - Parameter target: The shape to reach.
  /// - Returns: A tensor of shape `target`.
  /// - Throws: ``TensorError/cannotBroadcast(shape:target:)`` or ``TensorError/tooLarge(shape:)``.
  public func broadcast(to target: [Int]) throws -> Tensor {
    guard Tensor.broadcasts(sizes, to: target) else {
      throw TensorError.cannotBroadcast(shape: shape, target: target)
    }
    _ = try Tensor.count(of: target)
    return broadcast(to: Shape(target))
  }

  /// The tensor stretched to a larger shape, which it is known to fit.
  package func broadcast(to target: Shape) -> Tensor {
    guard sizes != target else { return self }
    return reordered(target, Walk(over: target, sizes, target))
  }

  /// The tensor summed back to a shape from which it could have been stretched.
  ///
  /// This is the transpose of ``broadcast(to:)``: if y = broadcast(x), then ∂L/∂x = sum(∂L/∂y) over the
  /// axes along which x was repeated.
  ///
  /// - Parameter target: A shape that broadcasts to the shape of this tensor.
  /// - Returns: A tensor of shape `target`.
  /// - Throws: ``TensorError/cannotSum(shape:target:)``.
  public func sum(to target: [Int]) throws -> Tensor {
    guard Tensor.broadcasts(target, to: sizes) else {
      throw TensorError.cannotSum(shape: shape, target: target)
    }
    let target = Shape(target)
    guard sizes != target else { return self }
    return folded(to: target, Walk(over: sizes, sizes, target), initial: 0, run: Tensor.sum, +)
  }

  /// The shape of the result when two shapes are broadcast together.
  ///
  /// - Parameters:
  ///   - lhs: One shape.
  ///   - rhs: The other shape.
  ///   - operation: A verb for the error message.
  /// - Returns: The common shape.
  /// - Throws: ``TensorError/notBroadcastable(operation:lhs:rhs:)``.
  public static func broadcastShape(
    _ lhs: [Int],
    _ rhs: [Int],
    operation: String = "broadcast"
  ) throws -> [Int] {
    let rank = Swift.max(lhs.count, rhs.count)
    var result = Array(repeating: 1, count: rank)
    for axis in 0..<rank {
      let left = axis < rank - lhs.count ? 1 : lhs[axis - rank + lhs.count]
      let right = axis < rank - rhs.count ? 1 : rhs[axis - rank + rhs.count]
      guard left == right || left == 1 || right == 1 else {
        throw TensorError.notBroadcastable(operation: operation, lhs: lhs, rhs: rhs)
      }
      result[axis] = left == 1 ? right : left
    }
    return result
  }

  /// The common shape of two, or nil where there is none.
  static func broadcastShape(_ lhs: Shape, _ rhs: Shape) -> Shape? {
    let rank = Swift.max(lhs.rank, rhs.rank)
    var result = Shape()
    for axis in 0..<rank {
      let left = axis < rank - lhs.rank ? 1 : lhs[axis - rank + lhs.rank]
      let right = axis < rank - rhs.rank ? 1 : rhs[axis - rank + rhs.rank]
      guard left == right || left == 1 || right == 1 else { return nil }
      result.append(left == 1 ? right : left)
    }
    return result
  }

  @inline(__always)
  private static func broadcasts(
    _ shape: some BidirectionalCollection<Int>,
    to target: some BidirectionalCollection<Int>
  ) -> Bool {
    shape.count <= target.count
      && zip(shape.reversed(), target.reversed()).allSatisfy { $0 == $1 || $0 == 1 }
      && target.allSatisfy { $0 >= 0 }
  }

  /// Combines two tensors value by value, after stretching them to a common shape.
  @inline(__always)
  static func combine(
    _ lhs: Tensor,
    _ rhs: Tensor,
    _ operation: String,
    _ body: (Double, Double) -> Double
  ) throws -> Tensor {
    if lhs.sizes == rhs.sizes {
      let count = lhs.count
      let scalars = [Double](count: count) { target in
        lhs.scalars.withUnsafeBufferPointer { a in
          rhs.scalars.withUnsafeBufferPointer { b in
            for i in 0..<count { target[i] = body(a[i], b[i]) }
          }
        }
      }
      return Tensor(unchecked: lhs.sizes, scalars)
    }
    let (shape, walk, count) = try stretched(lhs, rhs, operation)
    guard count > 0 else { return Tensor(unchecked: shape, []) }
    let scalars = [Double](count: count) { target in
      lhs.scalars.withUnsafeBufferPointer { a in
        rhs.scalars.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return }
          var next = target
          let run = walk.inner
          walk.forEachRun { offsetA, offsetB in
            let (x, y) = (a + offsetA, b + offsetB)
            if run.b == 0 {
              let value = y[0]
              for i in 0..<run.length { next[i] = body(x[i], value) }
            } else if run.a == 0 {
              let value = x[0]
              for i in 0..<run.length { next[i] = body(value, y[i]) }
            } else {
              for i in 0..<run.length { next[i] = body(x[i], y[i]) }
            }
            next += run.length
          }
        }
      }
    }
    return Tensor(unchecked: shape, scalars)
  }

  /// Combines a tensor with another one in place.
  ///
  /// Only a single value without axes takes a larger shape.
  @inline(__always)
  static func combine(
    into lhs: inout Tensor,
    _ rhs: Tensor,
    _ operation: String,
    _ body: (Double, Double) -> Double
  ) throws {
    let walk: Walk
    if lhs.sizes == rhs.sizes {
      var whole = Walk()
      whole.add(lhs.count, 1, 1)
      walk = whole
    } else {
      let found = try stretched(lhs, rhs, operation)
      guard found.shape == lhs.sizes else {
        guard lhs.sizes.rank == 0 else {
          throw TensorError.wouldGrow(operation: operation, shape: lhs.shape, rhs: rhs.shape)
        }
        lhs = try combine(lhs, rhs, operation, body)
        return
      }
      walk = found.walk
    }
    lhs.scalars.withUnsafeMutableBufferPointer { a in
      rhs.scalars.withUnsafeBufferPointer { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return }
        let run = walk.inner
        walk.forEachRun { offsetA, offsetB in
          let (x, y) = (a + offsetA, b + offsetB)
          if run.b == 0 {
            let value = y[0]
            for i in 0..<run.length { x[i] = body(x[i], value) }
          } else {
            for i in 0..<run.length { x[i] = body(x[i], y[i]) }
          }
        }
      }
    }
    TensorTally.note(lhs)
  }

  /// The common shape of two tensors, how it is walked, and how many values it holds.
  @inline(never)
  private static func stretched(
    _ lhs: Tensor,
    _ rhs: Tensor,
    _ operation: String
  ) throws -> (shape: Shape, walk: Walk, count: Int) {
    // Rows that meet one row, or the other way round: the most frequent case, and quickly told.
    let (a, b) = (lhs.count, rhs.count)
    if a > 0, b > 0 {
      var walk = Walk()
      if lhs.sizes.ends(with: rhs.sizes) {
        walk.add(b, 1, 1)
        walk.add(a / b, b, 0)
        return (lhs.sizes, walk, a)
      }
      if rhs.sizes.ends(with: lhs.sizes) {
        walk.add(a, 1, 1)
        walk.add(b / a, 0, a)
        return (rhs.sizes, walk, b)
      }
      // Rows that meet one number each, as a sum along them gives.
      if rhs.sizes.isColumn(of: lhs.sizes) {
        walk.add(a / b, 1, 0)
        walk.add(b, a / b, 1)
        return (lhs.sizes, walk, a)
      }
    }
    guard let shape = broadcastShape(lhs.sizes, rhs.sizes) else {
      throw TensorError.notBroadcastable(operation: operation, lhs: lhs.shape, rhs: rhs.shape)
    }
    let count = try count(of: shape)
    return (shape, Walk(over: shape, lhs.sizes, rhs.sizes), count)
  }
}
