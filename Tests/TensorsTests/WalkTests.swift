import Testing

@testable import Tensors

/// Operations on shapes of all kinds against index arithmetic, one entry at a time.
@Suite("Walking over shapes")
struct WalkTests {
  /// A shape of up to eight axes, most of them short, some of size 1 or 0.
  private static func shape(_ random: inout RandomSource) -> [Int] {
    (0..<random.integer(below: 9)).map { _ in
      random.integer(below: 20) == 0 ? 0 : 1 + random.integer(below: 3)
    }
  }

  private static func tensor(_ shape: [Int], _ random: inout RandomSource) throws -> Tensor {
    try Tensor.normal(shape, using: &random)
  }

  /// All positions of a shape, in row-major order.
  private static func positions(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { positions, size in positions.flatMap { p in (0..<size).map { p + [$0] } } }
  }

  /// The entry that stands at a position once the tensor is stretched to it.
  private static func entry(_ x: Tensor, _ position: [Int]) -> Double {
    let own = position.suffix(x.rank)
    return x[at: zip(own, x.shape).map { $1 == 1 ? 0 : $0 }]
  }

  @Test("broadcasting, in place and not, pairs the entries that index arithmetic pairs")
  func broadcasting() throws {
    var random = RandomSource(seed: 71)
    var (stretched, inPlace) = (0, 0)
    for _ in 0..<600 {
      let full = Self.shape(&random)
      func part() -> [Int] {
        let part = full.map { random.integer(below: 3) == 0 ? 1 : $0 }
        return Array(part.dropFirst(random.integer(below: part.count + 1)))
      }
      let (a, b) = (try Self.tensor(part(), &random), try Self.tensor(part(), &random))
      let shape = try Tensor.broadcastShape(a.shape, b.shape)
      if shape != a.shape, shape != b.shape { stretched += 1 }
      let expected = Self.positions(shape).map { Self.entry(a, $0) - 2 * Self.entry(b, $0) }
      let difference = try a.combined(with: b) { $0 - 2 * $1 }
      #expect(difference.shape == shape && difference.scalars == expected)
      var changed = a
      guard shape == a.shape || a.shape.isEmpty else {
        #expect(
          throws: TensorError.wouldGrow(operation: "subtract", shape: a.shape, rhs: b.shape)
        ) { try changed -= b }
        #expect(changed == a)
        continue
      }
      inPlace += 1
      try changed -= b
      try changed -= b
      let minus = Self.positions(shape).map {
        Self.entry(a, $0) - Self.entry(b, $0) - Self.entry(b, $0)
      }
      #expect(changed.shape == shape && changed.scalars == minus)
      #expect(a == (try Tensor(shape: a.shape, a.scalars)))
    }
    #expect(stretched > 50 && inPlace > 50)
  }

  @Test("an operand that is the tensor itself, or shares its storage, keeps its values")
  func sharedStorage() throws {
    var x: Tensor = [[1, 2], [3, 4]]
    let before = x
    try x += x
    #expect(x == [[2, 4], [6, 8]] && before == [[1, 2], [3, 4]])
    x *= 2
    #expect(x == [[4, 8], [12, 16]] && before == [[1, 2], [3, 4]])
  }

  @Test("sums and maxima along any axes fold the entries that index arithmetic folds")
  func reductions() throws {
    var random = RandomSource(seed: 72)
    for _ in 0..<400 {
      let x = try Self.tensor(Self.shape(&random), &random)
      let axes = x.shape.indices.filter { _ in random.uniform() < 0.4 }
      var sums: [[Int]: Double] = [:]
      var maxima: [[Int]: Double] = [:]
      for position in Self.positions(x.shape) {
        let kept = position.indices.map { axes.contains($0) ? 0 : position[$0] }
        sums[kept, default: 0] += x[at: position]
        maxima[kept] = Swift.max(maxima[kept] ?? -.infinity, x[at: position])
      }
      let sum = try x.sum(axes: axes, keepingDimensions: true)
      #expect(sum.shape == x.shape.indices.map { axes.contains($0) ? 1 : x.shape[$0] })
      for position in Self.positions(sum.shape) {
        #expect(abs(sum[at: position] - sums[position, default: 0]) < 1e-13)
      }
      let dropped = x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] }
      #expect(try x.sum(axes: axes).shape == dropped)
      #expect(try x.sum(axes: axes).scalars == sum.scalars)
      #expect(try x.sum(to: sum.shape).scalars == sum.scalars)
      guard axes.allSatisfy({ x.shape[$0] > 0 }) else { continue }
      let largest = try x.max(axes: axes, keepingDimensions: true)
      for position in Self.positions(largest.shape) {
        #expect(largest[at: position] == maxima[position])
      }
    }
  }

  @Test("permuting and slicing take the entries that index arithmetic takes")
  func reordering() throws {
    var random = RandomSource(seed: 73)
    for _ in 0..<400 {
      let x = try Self.tensor(Self.shape(&random), &random)
      let axes = random.permutation(x.rank)
      let permuted = try x.permuted(axes)
      #expect(permuted.shape == axes.map { x.shape[$0] })
      for position in Self.positions(permuted.shape) {
        var own = position
        for (i, axis) in axes.enumerated() { own[axis] = position[i] }
        #expect(permuted[at: position] == x[at: own])
      }
      guard let axis = x.shape.indices.randomElement(using: &random) else { continue }
      let low = random.integer(below: x.shape[axis] + 1)
      let high = low + random.integer(below: x.shape[axis] - low + 1)
      let slice = try x.sliced(low..<high, axis: axis)
      for position in Self.positions(slice.shape) {
        var own = position
        own[axis] += low
        #expect(slice[at: position] == x[at: own])
      }
      let parts = [slice, x, slice]
      let joined = try Tensor.concatenated(parts, axis: axis)
      #expect(try joined.sliced(high - low..<high - low + x.shape[axis], axis: axis) == x)
    }
  }

  @Test("shapes of more than six axes are kept, changed and compared like others")
  func manyAxes() throws {
    var shape = Shape()
    for size in 1...9 {
      shape.append(size)
      #expect(shape.sizes == Array(1...size) && shape.rank == size)
    }
    var other = Shape(1...9)
    #expect(shape == other)
    other[8] = 1
    #expect(shape != other && other.sizes == [1, 2, 3, 4, 5, 6, 7, 8, 1])
    #expect(other.removing(at: 0).sizes == [2, 3, 4, 5, 6, 7, 8, 1])
    #expect(Shape(2...7).inserting(9, at: 6).sizes == [2, 3, 4, 5, 6, 7, 9])
    #expect(Shape([3, 4, 5]).ends(with: [4, 5]) && !Shape([3, 4, 5]).ends(with: [3, 5]))
    let x = try Tensor.range(2).reshaped(Array(repeating: 1, count: 69) + [2])
    #expect(try x.sum(axis: 69).shape == Array(repeating: 1, count: 69))
    #expect(try x.sum(axes: Array(0..<69)).scalars == [0, 1])
  }
}
