// Walking through row-major storage: every operation that reorders, stretches or sums goes through
// the two loops here.

/// The distance in storage between neighbours on each axis of a row-major shape.
func rowMajorStrides(_ shape: [Int]) -> [Int] {
  var strides = Array(repeating: 1, count: shape.count)
  for axis in shape.indices.dropLast().reversed() {
    strides[axis] = strides[axis + 1] * shape[axis + 1]
  }
  return strides
}

/// The strides by which `shape` is read as if it were stretched to `target`: 0 on stretched axes.
func broadcastStrides(_ shape: [Int], to target: [Int]) -> [Int] {
  let missing = target.count - shape.count
  let own = rowMajorStrides(shape)
  return target.indices.map { axis in
    axis < missing || shape[axis - missing] == 1 ? 0 : own[axis - missing]
  }
}

/// Calls `body` once for each run along the last axis of `shape`, in row-major order.
///
/// `body` receives the position at which the run starts in storage walked with strides `a` and with
/// strides `b`. The last axis itself (length and strides) is left to `body`, whose inner loop can then
/// be a plain one.
@inline(__always)
func forEachRun(_ shape: [Int], _ a: [Int], _ b: [Int], _ body: (_ a: Int, _ b: Int) -> Void) {
  guard !shape.contains(0) else { return }
  let outer = shape.count - 1
  guard outer > 0 else { return body(0, 0) }
  var index = Array(repeating: 0, count: outer)
  var (offsetA, offsetB) = (0, 0)
  while true {
    body(offsetA, offsetB)
    var axis = outer - 1
    while true {
      index[axis] += 1
      offsetA += a[axis]
      offsetB += b[axis]
      if index[axis] < shape[axis] { break }
      offsetA -= a[axis] * shape[axis]
      offsetB -= b[axis] * shape[axis]
      index[axis] = 0
      if axis == 0 { return }
      axis -= 1
    }
  }
}

extension Tensor {
  /// The values of `self` read with the given strides from a starting position, as a new tensor.
  func strided(_ shape: [Int], _ strides: [Int], from start: Int = 0) -> Tensor {
    let count = shape.reduce(1, *)
    guard count > 0 else { return Tensor(unchecked: shape, []) }
    guard let length = shape.last, let step = strides.last else {
      return Tensor(unchecked: [], [scalars[start]])
    }
    let scalars = [Double](unsafeUninitializedCapacity: count) { target, initialized in
      self.scalars.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        var next = target
        forEachRun(shape, strides, strides) { offset, _ in
          let from = source + start + offset
          if step == 1 {
            next.initialize(from: from, count: length)
          } else {
            for i in 0..<length { next[i] = from[i &* step] }
          }
          next += length
        }
      }
      initialized = count
    }
    return Tensor(unchecked: shape, scalars)
  }
}
