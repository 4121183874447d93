// Walking through row-major storage: every operation that reorders, stretches or sums goes through here.

/// A walk over all positions of a shape, in row-major order, in two storages at once.
///
/// Each axis has a stride in either storage, 0 where that one is read as if it were stretched. Neighbouring axes
/// that can be walked in one go count as one; three are left in almost all cases, and kept in place.
struct Walk {
  /// One axis, or several that are walked in one go.
  struct Loop {
    var length = 1
    var a = 1
    var b = 1
  }

  private(set) var inner = Loop()
  private var middle = Loop(length: 1, a: 0, b: 0)
  private var outer = Loop(length: 1, a: 0, b: 0)
  private var others: [Loop]?
  private var loops = 0

  /// Whether there is nothing to walk over.
  private(set) var isEmpty = false

  /// Adds the next axis to the left.
  mutating func add(_ length: Int, _ a: Int, _ b: Int) {
    guard length != 1 else { return }
    if length == 0 { isEmpty = true }
    let loop = Loop(length: length, a: a, b: b)
    func joins(_ right: Loop) -> Bool {
      a == right.a &* right.length && b == right.b &* right.length
    }
    switch loops {
    case 0: inner = loop
    case 1 where joins(inner):
      inner.length &*= length
      return
    case 1: middle = loop
    case 2 where joins(middle):
      middle.length &*= length
      return
    case 2: outer = loop
    case 3 where joins(outer):
      outer.length &*= length
      return
    default: others = (others ?? []) + [loop]
    }
    loops += 1
  }

  /// Calls `body` once for each run along the innermost loop, with the positions at which it starts.
  ///
  /// The innermost loop itself is left to `body`, where it can be a plain one.
  @inline(__always)
  func forEachRun(_ body: (_ a: Int, _ b: Int) -> Void) {
    guard !isEmpty else { return }
    if let others {
      forEachStart(others) { a, b in
        for i in 0..<outer.length {
          for j in 0..<middle.length {
            body(a &+ i &* outer.a &+ j &* middle.a, b &+ i &* outer.b &+ j &* middle.b)
          }
        }
      }
      return
    }
    for i in 0..<outer.length {
      for j in 0..<middle.length {
        body(i &* outer.a &+ j &* middle.a, i &* outer.b &+ j &* middle.b)
      }
    }
  }

  /// The positions of the loops outside the three.
  @inline(never)
  private func forEachStart(_ others: [Loop], _ body: (_ a: Int, _ b: Int) -> Void) {
    var index = [Int](repeating: 0, count: others.count)
    var (a, b) = (0, 0)
    while true {
      body(a, b)
      var k = 0
      while true {
        let loop = others[k]
        index[k] += 1
        a += loop.a
        b += loop.b
        if index[k] < loop.length { break }
        a -= loop.a * loop.length
        b -= loop.b * loop.length
        index[k] = 0
        k += 1
        if k == others.count { return }
      }
    }
  }
}

extension Walk {
  /// A walk over a shape, in storages of two shapes that are stretched to it.
  init(over shape: Shape, _ first: Shape, _ second: Shape) {
    self.init()
    var (strideA, strideB) = (1, 1)
    for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
      let (axisA, axisB) = (axis - shape.rank + first.rank, axis - shape.rank + second.rank)
      let (a, b) = (axisA < 0 ? 1 : first[axisA], axisB < 0 ? 1 : second[axisB])
      add(shape[axis], a == 1 ? 0 : strideA, b == 1 ? 0 : strideB)
      strideA &*= a
      strideB &*= b
    }
  }
}

extension Tensor {
  /// The values of `self` that a walk reads, its first storage, in the order in which it writes them.
  func reordered(_ shape: Shape, _ walk: Walk, from start: Int = 0) -> Tensor {
    let count = shape.product
    guard count > 0 else { return Tensor(unchecked: shape, []) }
    let scalars = [Double](count: count) { target in
      self.scalars.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        let (length, step) = (walk.inner.length, walk.inner.a)
        walk.forEachRun { a, b in
          let (from, to) = (source + (start &+ a), target + b)
          if step == 1 {
            for i in 0..<length { to[i] = from[i] }
          } else {
            for i in 0..<length { to[i] = from[i &* step] }
          }
        }
      }
    }
    return Tensor(unchecked: shape, scalars)
  }
}
