extension Tensor {
  /// The sum of all entries; 0 when there are none.
  ///
  /// Eight partial sums run side by side. That is faster than one, and its rounding error grows more
  /// slowly; the last digit may differ from that of a plain loop.
  ///
  /// - Returns: The sum.
  public func sum() -> Double {
    scalars.withUnsafeBufferPointer { source in
      source.baseAddress.map { Tensor.sum(0, $0, source.count) } ?? 0
    }
  }

  /// The mean of all entries.
  ///
  /// - Returns: The mean.
  /// - Throws: ``TensorError/emptyReduction(operation:shape:)`` when there are none.
  public func mean() throws -> Double {
    guard count > 0 else { throw TensorError.emptyReduction(operation: "mean", shape: shape) }
    return sum() / Double(count)
  }

  /// The largest entry; NaN if any entry is NaN.
  ///
  /// - Returns: The maximum.
  /// - Throws: ``TensorError/emptyReduction(operation:shape:)`` when there are none.
  public func max() throws -> Double {
    guard count > 0 else { throw TensorError.emptyReduction(operation: "maximum", shape: shape) }
    return scalars.reduce(-.infinity, larger)
  }

  /// The smallest entry; NaN if any entry is NaN.
  ///
  /// - Returns: The minimum.
  /// - Throws: ``TensorError/emptyReduction(operation:shape:)`` when there are none.
  public func min() throws -> Double {
    guard count > 0 else { throw TensorError.emptyReduction(operation: "minimum", shape: shape) }
    return scalars.reduce(.infinity, smaller)
  }
}

// MARK: - Along axes

extension Tensor {
  /// The sum along some axes.
  ///
  /// - Parameters:
  ///   - axes: The axes that disappear; negative ones count from the end.
  ///   - keepingDimensions: Keep them with size 1, so that the result broadcasts against `self`.
  /// - Returns: The sums.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or ``TensorError/repeatedAxis(axes:)``.
  public func sum(axes: [Int], keepingDimensions: Bool = false) throws -> Tensor {
    try sum(removed(axes), keepingDimensions)
  }

  /// The sum along one axis.
  ///
  /// - Parameters:
  ///   - axis: The axis that disappears; a negative one counts from the end.
  ///   - keepingDimensions: Keep it with size 1, so that the result broadcasts against `self`.
  /// - Returns: The sums.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)``.
  public func sum(axis: Int, keepingDimensions: Bool = false) throws -> Tensor {
    try sum(AxisSet(resolved(axis)), keepingDimensions)
  }

  /// The mean along some axes.
  ///
  /// - Parameters:
  ///   - axes: The axes that disappear; negative ones count from the end.
  ///   - keepingDimensions: Keep them with size 1, so that the result broadcasts against `self`.
  /// - Returns: The means.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)``, ``TensorError/repeatedAxis(axes:)``, or
  ///   ``TensorError/emptyReduction(operation:shape:)`` when an axis has size 0.
  public func mean(axes: [Int], keepingDimensions: Bool = false) throws -> Tensor {
    try mean(removed(axes), keepingDimensions)
  }

  /// The mean along one axis.
  ///
  /// - Parameters:
  ///   - axis: The axis that disappears; a negative one counts from the end.
  ///   - keepingDimensions: Keep it with size 1, so that the result broadcasts against `self`.
  /// - Returns: The means.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or
  ///   ``TensorError/emptyReduction(operation:shape:)``.
  public func mean(axis: Int, keepingDimensions: Bool = false) throws -> Tensor {
    try mean(AxisSet(resolved(axis)), keepingDimensions)
  }

  /// The largest entry along some axes; NaN where any of them is NaN.
  ///
  /// - Parameters:
  ///   - axes: The axes that disappear; negative ones count from the end.
  ///   - keepingDimensions: Keep them with size 1, so that the result broadcasts against `self`.
  /// - Returns: The maxima.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)``, ``TensorError/repeatedAxis(axes:)``, or
  ///   ``TensorError/emptyReduction(operation:shape:)`` when an axis has size 0.
  public func max(axes: [Int], keepingDimensions: Bool = false) throws -> Tensor {
    try max(removed(axes), keepingDimensions)
  }

  /// The largest entry along one axis; NaN where any of them is NaN.
  ///
  /// - Parameters:
  ///   - axis: The axis that disappears; a negative one counts from the end.
  ///   - keepingDimensions: Keep it with size 1, so that the result broadcasts against `self`.
  /// - Returns: The maxima.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or
  ///   ``TensorError/emptyReduction(operation:shape:)``.
  public func max(axis: Int, keepingDimensions: Bool = false) throws -> Tensor {
    try max(AxisSet(resolved(axis)), keepingDimensions)
  }

  /// The position of the largest entry along one axis: the first one among equals.
  ///
  /// - Parameter axis: The axis along which to look; a negative one counts from the end.
  /// - Returns: One position for each entry of the remaining shape, in row-major order. For a matrix
  ///   and axis 1 that is one position per row.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)`` or
  ///   ``TensorError/emptyReduction(operation:shape:)``.
  public func argmax(axis: Int) throws -> [Int] {
    let axis = try resolved(axis)
    _ = try nonEmptySize(of: AxisSet(axis), "argmax")
    let (outer, size) = (sizes.product(0..<axis), sizes[axis])
    let inner = sizes.product((axis + 1)..<rank)
    return (0..<outer * inner).map { position in
      let start = position / inner * inner * size + position % inner
      var best = 0
      for i in 1..<Swift.max(size, 1) {
        let (candidate, current) = (scalars[start + i * inner], scalars[start + best * inner])
        if candidate > current || (candidate.isNaN && !current.isNaN) { best = i }
      }
      return best
    }
  }

  private func sum(_ removed: AxisSet, _ keepingDimensions: Bool) -> Tensor {
    folded(removed, keepingDimensions, initial: 0, run: Tensor.sum, +)
  }

  private func mean(_ removed: AxisSet, _ keepingDimensions: Bool) throws -> Tensor {
    let size = try nonEmptySize(of: removed, "mean")
    var result = sum(removed, keepingDimensions)
    result /= Double(size)
    return result
  }

  private func max(_ removed: AxisSet, _ keepingDimensions: Bool) throws -> Tensor {
    _ = try nonEmptySize(of: removed, "maximum")
    return folded(removed, keepingDimensions, initial: -.infinity, run: Tensor.largest, larger)
  }

  private func nonEmptySize(of axes: AxisSet, _ operation: String) throws -> Int {
    var size = 1
    for axis in sizes.indices where axes.contains(axis) { size *= sizes[axis] }
    guard size > 0 else { throw TensorError.emptyReduction(operation: operation, shape: shape) }
    return size
  }

  /// The axes to reduce, counted from the start.
  private func removed(_ axes: [Int]) throws -> AxisSet {
    var removed = AxisSet()
    var isRepeated = false
    for axis in axes {
      let axis = try resolved(axis)
      if removed.contains(axis) { isRepeated = true }
      removed.insert(axis)
    }
    guard !isRepeated else { throw TensorError.repeatedAxis(axes: axes) }
    return removed
  }

  @inline(__always)
  private func folded(
    _ removed: AxisSet,
    _ keepingDimensions: Bool,
    initial: Double,
    run: Run,
    _ body: (Double, Double) -> Double
  ) -> Tensor {
    let (target, walk) = reduction(removed, keepingDimensions)
    return folded(to: target, walk, initial: initial, run: run, body)
  }

  /// The shape without some axes, and the walk that takes every entry to where it is folded.
  @inline(never)
  private func reduction(_ removed: AxisSet, _ keepingDimensions: Bool) -> (Shape, Walk) {
    var target = Shape()
    for axis in sizes.indices {
      if !removed.contains(axis) {
        target.append(sizes[axis])
      } else if keepingDimensions {
        target.append(1)
      }
    }
    var walk = Walk()
    var (from, to) = (1, 1)
    for axis in sizes.indices.reversed() {
      let isRemoved = removed.contains(axis)
      walk.add(sizes[axis], from, isRemoved ? 0 : to)
      from &*= sizes[axis]
      if !isRemoved { to &*= sizes[axis] }
    }
    return (target, walk)
  }

  /// A fold over neighbouring values, given the result so far, their start and their number.
  typealias Run = (Double, UnsafePointer<Double>, Int) -> Double

  @inline(__always)
  static func sum(_ initial: Double, _ values: UnsafePointer<Double>, _ count: Int) -> Double {
    var total = initial
    var i = 0
    if count >= 8 {
      var partial = SIMD8<Double>.zero
      while i &+ 8 <= count {
        partial += UnsafeRawPointer(values + i).loadUnaligned(as: SIMD8<Double>.self)
        i &+= 8
      }
      total += partial.sum()
    }
    while i < count {
      total += values[i]
      i &+= 1
    }
    return total
  }

  @inline(__always)
  static func largest(_ initial: Double, _ values: UnsafePointer<Double>, _ count: Int) -> Double {
    var result = initial
    for i in 0..<count { result = larger(result, values[i]) }
    return result
  }

  /// Folds every entry, the first storage of a walk, into the entry of the result that is the second.
  ///
  /// `body` folds one value, `run` several that end up in the same entry.
  @inline(__always)
  func folded(
    to target: Shape,
    _ walk: Walk,
    initial: Double,
    run: Run,
    _ body: (Double, Double) -> Double
  ) -> Tensor {
    let count = target.product
    let result = [Double](count: count) { target in
      target.initialize(repeating: initial, count: count)
      scalars.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        let inner = walk.inner
        walk.forEachRun { from, to in
          let (x, y) = (source + from, target + to)
          if inner.b == 0 {
            y[0] = run(y[0], x, inner.length)
          } else {
            // The target is row-major, so an axis that stays is walked in steps of 1.
            for i in 0..<inner.length { y[i] = body(y[i], x[i]) }
          }
        }
      }
    }
    return Tensor(unchecked: target, result)
  }
}

/// A set of axes: one bit for each of the first 64, a list for others.
struct AxisSet {
  private var bits: UInt64 = 0
  private var others: [Int] = []

  init() {}

  init(_ axis: Int) { insert(axis) }

  func contains(_ axis: Int) -> Bool {
    axis < 64 ? bits & 1 << UInt64(axis) != 0 : others.contains(axis)
  }

  mutating func insert(_ axis: Int) {
    if axis < 64 { bits |= 1 << UInt64(axis) } else { others.append(axis) }
  }
}
