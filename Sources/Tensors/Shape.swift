import Synchronization

/// The size of every axis, outermost first: up to six in place, more in a table of shapes.
///
/// Sizes are at most ``Tensor/maximumCount`` and take 32 bits each. An array of them would have to be allocated for
/// every result, and counted as long as it lives, which takes longer than adding ten numbers.
package struct Shape: Sendable {
  /// Two sizes each, the first one in the low half; 0 where there are no more axes.
  ///
  /// With more than six axes, the first word is the position in ``ManyAxes``.
  @usableFromInline var words: (UInt64, UInt64, UInt64)
  /// The number of axes.
  @usableFromInline package var rank: Int

  /// The shape of a single value.
  @inlinable
  package init() {
    words = (0, 0, 0)
    rank = 0
  }

  /// The size of an axis.
  @inlinable
  package subscript(axis: Int) -> Int {
    get {
      precondition(UInt(bitPattern: axis) < UInt(bitPattern: rank), "There is no such axis.")
      guard rank <= 6 else { return ManyAxes.sizes(at: words.0)[axis] }
      let word = axis < 2 ? words.0 : axis < 4 ? words.1 : words.2
      return Int(truncatingIfNeeded: (word >> UInt64((axis & 1) &* 32)) & 0xFFFF_FFFF)
    }
    set {
      precondition(UInt(bitPattern: axis) < UInt(bitPattern: rank), "There is no such axis.")
      guard rank <= 6 else {
        var sizes = ManyAxes.sizes(at: words.0)
        sizes[axis] = newValue
        words.0 = ManyAxes.position(of: sizes)
        return
      }
      precondition(UInt64(newValue) <= 0xFFFF_FFFF, "A size takes 32 bits.")
      let shift = UInt64((axis & 1) &* 32)
      let (mask, value) = (UInt64(0xFFFF_FFFF) << shift, UInt64(newValue) << shift)
      switch axis >> 1 {
      case 0: words.0 = words.0 & ~mask | value
      case 1: words.1 = words.1 & ~mask | value
      default: words.2 = words.2 & ~mask | value
      }
    }
  }

  /// Adds an axis behind the others.
  @inlinable
  package mutating func append(_ size: Int) {
    if rank < 6 {
      rank &+= 1
      self[rank &- 1] = size
    } else {
      words = (ManyAxes.position(of: sizes + [size]), 0, 0)
      rank += 1
    }
  }
}

/// All shapes of more than six axes that there have been, each once, so that a position stands for one.
@usableFromInline
enum ManyAxes {
  private static let table = Mutex<(shapes: [[Int]], positions: [[Int]: Int])>(([], [:]))

  @usableFromInline
  static func position(of sizes: [Int]) -> UInt64 {
    table.withLock { table in
      if let known = table.positions[sizes] { return UInt64(known) }
      table.shapes.append(sizes)
      table.positions[sizes] = table.shapes.count - 1
      return UInt64(table.shapes.count - 1)
    }
  }

  @usableFromInline
  static func sizes(at position: UInt64) -> [Int] {
    table.withLock { $0.shapes[Int(position)] }
  }
}

extension Shape {
  /// A shape from its sizes.
  @inlinable
  package init(_ sizes: some Sequence<Int>) {
    self.init()
    for size in sizes { append(size) }
  }

  /// The shape of a vector.
  @inlinable
  package init(_ size: Int) {
    self.init()
    append(size)
  }

  /// The shape of a matrix.
  @inlinable
  package init(_ rows: Int, _ columns: Int) {
    self.init()
    append(rows)
    append(columns)
  }

  /// The sizes as an array.
  @inlinable package var sizes: [Int] { rank <= 6 ? map(\.self) : ManyAxes.sizes(at: words.0) }

  /// The product of the sizes of some axes.
  @inlinable
  package func product(_ axes: Range<Int>) -> Int {
    var product = 1
    for axis in axes { product &*= self[axis] }
    return product
  }

  /// The product of all sizes.
  @inlinable package var product: Int { product(0..<rank) }

  /// The first axes.
  @inlinable
  package func prefix(_ count: Int) -> Shape {
    var result = Shape()
    for axis in 0..<count { result.append(self[axis]) }
    return result
  }

  /// Whether the last axes have the sizes of another shape.
  @inlinable
  package func ends(with other: Shape) -> Bool {
    guard other.rank <= rank else { return false }
    let first = rank &- other.rank
    for axis in 0..<other.rank where self[first &+ axis] != other[axis] { return false }
    return true
  }

  /// Whether it is another shape with a last axis of size 1.
  func isColumn(of other: Shape) -> Bool {
    guard rank == other.rank, rank > 0, self[rank &- 1] == 1 else { return false }
    for axis in 0..<rank &- 1 where self[axis] != other[axis] { return false }
    return true
  }

  /// The shape with an axis more.
  @inlinable
  package func inserting(_ size: Int, at position: Int) -> Shape {
    var result = prefix(position)
    result.append(size)
    for axis in position..<rank { result.append(self[axis]) }
    return result
  }

  /// The shape with an axis less.
  @inlinable
  package func removing(at position: Int) -> Shape {
    var result = prefix(position)
    for axis in (position + 1)..<rank { result.append(self[axis]) }
    return result
  }

  /// The shape with another last axis.
  @inlinable
  package func replacingLast(with size: Int) -> Shape {
    var result = self
    result[rank - 1] = size
    return result
  }
}

extension Shape: RandomAccessCollection {
  /// The first axis.
  @inlinable package var startIndex: Int { 0 }
  /// Behind the last axis.
  @inlinable package var endIndex: Int { rank }
}

extension Shape: Equatable {
  /// Whether two shapes have the same sizes.
  @inlinable
  package static func == (a: Shape, b: Shape) -> Bool {
    a.words.0 == b.words.0 && a.words.1 == b.words.1 && a.words.2 == b.words.2 && a.rank == b.rank
  }
}

extension Shape: ExpressibleByArrayLiteral {
  /// A shape from its sizes.
  @inlinable
  package init(arrayLiteral sizes: Int...) { self.init(sizes) }
}
