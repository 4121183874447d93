/// A dense array of `Double` values with any number of axes, stored row by row.
///
/// A tensor is a value: assigning it copies it, and no operation changes its operands. Two tensors are
/// equal when their shapes and all their values are; NaN equals nothing, not even itself.
///
///     let x: Tensor = [[1, 2, 3], [4, 5, 6]]
///     x.shape        // [2, 3]
///     x[1, 2]        // 6
///     try x.sum(axis: 0)   // [5, 7, 9]
///
/// Operations that can be misused throw a ``TensorError`` which names the rule that was broken, the
/// shapes, and the remedy. Two operands of different shapes are broadcast by NumPy's rules: axes are
/// matched from the right, and an axis of size 1 (or a missing one) is stretched.
///
/// Reference: NumPy, "Broadcasting", https://numpy.org/doc/stable/user/basics.broadcasting.html
public struct Tensor: Sendable {
  /// The size of every axis, as it is stored.
  package let sizes: Shape

  /// The values in row-major order: the last axis varies fastest.
  public package(set) var scalars: [Double]

  /// Creates a tensor from values that are known to fit the shape.
  package init(unchecked sizes: Shape, _ scalars: [Double]) {
    assert(sizes.product == scalars.count)
    self.sizes = sizes
    self.scalars = scalars
    TensorTally.note(self)
  }

  /// Creates a tensor from values that are known to fit the shape.
  package init(unchecked shape: [Int], _ scalars: [Double]) {
    self.init(unchecked: Shape(shape), scalars)
  }

  /// The size of every axis, outermost first; empty for a single value.
  public var shape: [Int] { sizes.sizes }

  /// The number of axes: 0 for a single value, 1 for a vector, 2 for a matrix.
  public var rank: Int { sizes.rank }

  /// The number of values.
  public var count: Int { scalars.count }
}

extension Tensor: Equatable {
  // Arrays that share storage are equal without a look at their values, even with NaN inside. So the
  // values are compared here: the answer must not depend on which copy is which.
  /// Whether two tensors have one shape and the same values; NaN equals nothing.
  public static func == (lhs: Tensor, rhs: Tensor) -> Bool {
    guard lhs.sizes == rhs.sizes else { return false }
    return lhs.scalars.withUnsafeBufferPointer { a in
      rhs.scalars.withUnsafeBufferPointer { b in
        for i in a.indices where a[i] != b[i] { return false }
        return true
      }
    }
  }
}

// MARK: - Creating

extension Tensor {
  /// The most values a tensor may hold: 2²⁸, which take 2 GiB.
  ///
  /// Far above what an exercise needs, and low enough that a mistaken shape is an error and not the end
  /// of the process.
  public static let maximumCount = 1 << 28

  /// Creates a tensor of a given shape from its values in row-major order.
  ///
  /// - Parameters:
  ///   - shape: The size of every axis.
  ///   - scalars: As many values as the product of the sizes.
  /// - Throws: ``TensorError/wrongCount(shape:count:)``, ``TensorError/negativeSize(shape:)`` or
  ///   ``TensorError/tooLarge(shape:)``.
  public init(shape: [Int], _ scalars: [Double]) throws {
    guard try Tensor.count(of: shape) == scalars.count else {
      throw TensorError.wrongCount(shape: shape, count: scalars.count)
    }
    self.init(unchecked: Shape(shape), scalars)
  }

  /// Creates a tensor without axes that holds one value.
  ///
  /// - Parameter value: The value.
  public init(_ value: Double) {
    self.init(unchecked: Shape(), [value])
  }

  /// Creates a vector from its values.
  ///
  /// - Parameter values: The values of the only axis.
  public init(_ values: [Double]) {
    self.init(unchecked: Shape(values.count), values)
  }

  /// Creates a matrix from its rows.
  ///
  /// - Parameter rows: Rows of equal length.
  /// - Throws: ``TensorError/raggedRows(lengths:)`` when the rows differ in length.
  public init(rows: [[Double]]) throws {
    let columns = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == columns }) else {
      throw TensorError.raggedRows(lengths: rows.map(\.count))
    }
    self.init(unchecked: Shape(rows.count, columns), Array(rows.joined()))
  }

  /// A tensor filled with one value.
  ///
  /// - Parameters:
  ///   - value: The value of every entry.
  ///   - shape: The size of every axis.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``TensorError/negativeSize(shape:)`` or ``TensorError/tooLarge(shape:)``.
  public static func filled(with value: Double, _ shape: [Int]) throws -> Tensor {
    let count = try count(of: shape)
    return Tensor(unchecked: Shape(shape), Array(repeating: value, count: count))
  }

  /// A tensor of zeros.
  ///
  /// - Parameter shape: The size of every axis.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``TensorError/negativeSize(shape:)`` or ``TensorError/tooLarge(shape:)``.
  public static func zeros(_ shape: [Int]) throws -> Tensor { try filled(with: 0, shape) }

  /// A tensor of ones.
  ///
  /// - Parameter shape: The size of every axis.
  /// - Returns: A tensor of that shape.
  /// - Throws: ``TensorError/negativeSize(shape:)`` or ``TensorError/tooLarge(shape:)``.
  public static func ones(_ shape: [Int]) throws -> Tensor { try filled(with: 1, shape) }

  /// A tensor of zeros with the shape of another.
  ///
  /// - Parameter other: The tensor whose shape is taken.
  /// - Returns: Zeros of the same shape.
  public static func zeros(like other: Tensor) -> Tensor {
    Tensor(unchecked: other.sizes, Array(repeating: 0, count: other.count))
  }

  /// A tensor of ones with the shape of another.
  ///
  /// - Parameter other: The tensor whose shape is taken.
  /// - Returns: Ones of the same shape.
  public static func ones(like other: Tensor) -> Tensor {
    Tensor(unchecked: other.sizes, Array(repeating: 1, count: other.count))
  }

  /// The identity matrix: ones on the diagonal, zeros elsewhere.
  ///
  /// - Parameter size: The number of rows and columns.
  /// - Returns: A tensor of shape `[size, size]`.
  /// - Throws: ``TensorError/negativeSize(shape:)`` or ``TensorError/tooLarge(shape:)``.
  public static func identity(_ size: Int) throws -> Tensor {
    var result = try zeros([size, size])
    for i in 0..<size { result.scalars[i * size + i] = 1 }
    return result
  }

  /// The whole numbers 0, 1, … as a vector.
  ///
  /// - Parameter count: How many.
  /// - Returns: A tensor of shape `[count]`.
  /// - Throws: ``TensorError/negativeSize(shape:)`` or ``TensorError/tooLarge(shape:)``.
  public static func range(_ count: Int) throws -> Tensor {
    let count = try Tensor.count(of: [count])
    return Tensor((0..<count).map(Double.init))
  }

  /// One row per index, with a single 1 at that index and zeros elsewhere.
  ///
  /// - Parameters:
  ///   - indices: N indices, each in `0..<classes`.
  ///   - classes: The number of columns.
  /// - Returns: A tensor of shape `[N, classes]`.
  /// - Throws: ``TensorError/indexOutOfRange(index:position:bound:)``,
  ///   ``TensorError/negativeSize(shape:)`` or ``TensorError/tooLarge(shape:)``.
  public static func oneHot(_ indices: [Int], classes: Int) throws -> Tensor {
    var result = try zeros([indices.count, classes])
    for (row, index) in indices.enumerated() {
      guard (0..<classes).contains(index) else {
        throw TensorError.indexOutOfRange(index: index, position: row, bound: classes)
      }
      result.scalars[row * classes + index] = 1
    }
    return result
  }

  /// The number of values a shape holds.
  ///
  /// The limit holds for the other sizes even where one is 0: strides are products of those.
  static func count(of shape: [Int]) throws -> Int {
    for size in shape where size < 0 { throw TensorError.negativeSize(shape: shape) }
    guard let count = product(of: shape) else { throw TensorError.tooLarge(shape: shape) }
    return count
  }

  /// The number of values a shape holds, whose sizes are not negative.
  static func count(of shape: Shape) throws -> Int {
    guard let count = product(of: shape) else {
      throw TensorError.tooLarge(shape: shape.sizes)
    }
    return count
  }

  /// The number of values, or nil where there are too many.
  @inline(__always)
  static func product(of sizes: some Sequence<Int>) -> Int? {
    var (count, isEmpty) = (1, false)
    for size in sizes {
      guard size > 0 else {
        isEmpty = true
        continue
      }
      // Both are at most 2²⁸ after the first look, so the product cannot overflow.
      guard size <= maximumCount, count &* size <= maximumCount else { return nil }
      count &*= size
    }
    return isEmpty ? 0 : count
  }
}

// MARK: - Single values

extension Tensor {
  /// The only value of a tensor that holds exactly one.
  ///
  /// - Returns: The value.
  /// - Throws: ``TensorError/notASingleValue(shape:)`` when there are more or fewer.
  public func item() throws -> Double {
    guard scalars.count == 1, let value = scalars.first else {
      throw TensorError.notASingleValue(shape: shape)
    }
    return value
  }

  /// The value at a position of a vector.
  ///
  /// - Parameter i: The position, from 0.
  /// - Precondition: The tensor has one axis and the position is on it.
  public subscript(_ i: Int) -> Double {
    get {
      requireIndex(rank == 1 && inside(i, 0), [i])
      return scalars[i]
    }
    set {
      requireIndex(rank == 1 && inside(i, 0), [i])
      scalars[i] = newValue
    }
  }

  /// The value at a row and a column of a matrix.
  ///
  /// - Parameters:
  ///   - i: The row, from 0.
  ///   - j: The column, from 0.
  /// - Precondition: The tensor has two axes and the position is on them.
  public subscript(_ i: Int, _ j: Int) -> Double {
    get {
      requireIndex(rank == 2 && inside(i, 0) && inside(j, 1), [i, j])
      return scalars[i &* sizes[1] &+ j]
    }
    set {
      requireIndex(rank == 2 && inside(i, 0) && inside(j, 1), [i, j])
      scalars[i &* sizes[1] &+ j] = newValue
    }
  }

  /// The value at a position of a tensor with three axes.
  ///
  /// - Parameters:
  ///   - i: The position on the first axis, from 0.
  ///   - j: The position on the second axis.
  ///   - k: The position on the third axis.
  /// - Precondition: The tensor has three axes and the position is on them.
  public subscript(_ i: Int, _ j: Int, _ k: Int) -> Double {
    get { scalars[offset(i, j, k)] }
    set { scalars[offset(i, j, k)] = newValue }
  }

  /// The value at a position of a tensor with four axes.
  ///
  /// - Parameters:
  ///   - i: The position on the first axis, from 0.
  ///   - j: The position on the second axis.
  ///   - k: The position on the third axis.
  ///   - l: The position on the fourth axis.
  /// - Precondition: The tensor has four axes and the position is on them.
  public subscript(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double {
    get { scalars[offset(i, j, k, l)] }
    set { scalars[offset(i, j, k, l)] = newValue }
  }

  /// The value at a position of a tensor with five or more axes.
  ///
  /// - Parameters:
  ///   - i: The position on the first axis, from 0.
  ///   - j: The position on the second axis.
  ///   - k: The position on the third axis.
  ///   - l: The position on the fourth axis.
  ///   - rest: The position on each further axis.
  /// - Precondition: There is one index for every axis, and each lies on its axis.
  public subscript(_ i: Int, _ j: Int, _ k: Int, _ l: Int, _ rest: Int...) -> Double {
    get { scalars[offset(of: [i, j, k, l] + rest)] }
    set { scalars[offset(of: [i, j, k, l] + rest)] = newValue }
  }

  /// The value at a position given as an array of one index per axis.
  ///
  /// - Parameter index: One index for every axis; empty for a tensor without axes.
  /// - Precondition: There is one index for every axis, and each lies on its axis.
  public subscript(at index: [Int]) -> Double {
    get { scalars[offset(of: index)] }
    set { scalars[offset(of: index)] = newValue }
  }

  @inline(__always)
  private func offset(_ i: Int, _ j: Int, _ k: Int) -> Int {
    requireIndex(rank == 3 && inside(i, 0) && inside(j, 1) && inside(k, 2), [i, j, k])
    return (i &* sizes[1] &+ j) &* sizes[2] &+ k
  }

  @inline(__always)
  private func offset(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Int {
    requireIndex(
      rank == 4 && inside(i, 0) && inside(j, 1) && inside(k, 2) && inside(l, 3),
      [i, j, k, l]
    )
    return ((i &* sizes[1] &+ j) &* sizes[2] &+ k) &* sizes[3] &+ l
  }

  private func offset(of index: [Int]) -> Int {
    requireIndex(index.count == rank, index)
    var offset = 0
    for (axis, i) in index.enumerated() {
      requireIndex(inside(i, axis), index)
      offset = offset * sizes[axis] + i
    }
    return offset
  }

  private func inside(_ i: Int, _ axis: Int) -> Bool { i >= 0 && i < sizes[axis] }

  @inline(__always)
  private func requireIndex(_ valid: Bool, _ index: @autoclosure () -> [Int]) {
    if !valid { Tensor.trap(index(), shape) }
  }

  @inline(never)
  private static func trap(_ index: [Int], _ shape: [Int]) -> Never {
    fatalError(
      "Tensor index \(index) does not fit the shape \(shape): "
        + (index.count == shape.count
          ? "each index must be at least 0 and below the size of its axis."
          : "give one index for each of its \(shape.count) axes.")
    )
  }
}
