/// The index of a position in row-major order.
package func index(_ position: Int, in shape: [Int]) -> [Int] {
  var rest = position
  var index = shape
  for axis in shape.indices.reversed() {
    index[axis] = rest % shape[axis]
    rest /= shape[axis]
  }
  return index
}

/// The position of an index in row-major order.
package func offset(of index: [Int], in shape: [Int]) -> Int {
  zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
}
