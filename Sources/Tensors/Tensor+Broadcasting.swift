extension Tensor {
  /// The tensor stretched to a larger shape by repeating its values.
  ///
  /// Axes are matched from the right; an axis of size 1, or a missing one, is repeated.
  ///
  /// - Parameter target: The shape to reach.
  /// - Returns: A tensor of shape `target`.
  /// - Throws: ``TensorError/cannotBroadcast(shape:target:)`` or ``TensorError/tooLarge(shape:)``.
  public func broadcast(to target: [Int]) throws -> Tensor {
    guard Tensor.broadcasts(shape, to: target) else {
      throw TensorError.cannotBroadcast(shape: shape, target: target)
    }
    guard shape != target else { return self }
    _ = try Tensor.count(of: target)
    return strided(target, broadcastStrides(shape, to: target))
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
    guard Tensor.broadcasts(target, to: shape) else {
      throw TensorError.cannotSum(shape: shape, target: target)
    }
    guard shape != target else { return self }
    let strides = broadcastStrides(target, to: shape)
    return folded(to: target, strides: strides, initial: 0, run: Tensor.sum, +)
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

  private static func broadcasts(_ shape: [Int], to target: [Int]) -> Bool {
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
    if lhs.shape == rhs.shape {
      let count = lhs.count
      let scalars = [Double](unsafeUninitializedCapacity: count) { target, initialized in
        lhs.scalars.withUnsafeBufferPointer { a in
          rhs.scalars.withUnsafeBufferPointer { b in
            for i in 0..<count { target[i] = body(a[i], b[i]) }
          }
        }
        initialized = count
      }
      return Tensor(unchecked: lhs.shape, scalars)
    }
    let shape = try broadcastShape(lhs.shape, rhs.shape, operation: operation)
    let (left, right) = (
      broadcastStrides(lhs.shape, to: shape), broadcastStrides(rhs.shape, to: shape)
    )
    let count = try count(of: shape)
    guard count > 0, let length = shape.last, let stepA = left.last, let stepB = right.last else {
      return Tensor(unchecked: shape, [])
    }
    let scalars = [Double](unsafeUninitializedCapacity: count) { target, initialized in
      lhs.scalars.withUnsafeBufferPointer { a in
        rhs.scalars.withUnsafeBufferPointer { b in
          guard var next = target.baseAddress, let a = a.baseAddress, let b = b.baseAddress else {
            return
          }
          forEachRun(shape, left, right) { offsetA, offsetB in
            let (x, y) = (a + offsetA, b + offsetB)
            if stepA == 1, stepB == 1 {
              for i in 0..<length { next[i] = body(x[i], y[i]) }
            } else if stepA == 1 {
              let value = y[0]
              for i in 0..<length { next[i] = body(x[i], value) }
            } else if stepB == 1 {
              let value = x[0]
              for i in 0..<length { next[i] = body(value, y[i]) }
            } else {
              for i in 0..<length { next[i] = body(x[i &* stepA], y[i &* stepB]) }
            }
            next += length
          }
        }
      }
      initialized = count
    }
    return Tensor(unchecked: shape, scalars)
  }
}
