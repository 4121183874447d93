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
    try folded(axes, keepingDimensions, initial: 0, run: Tensor.sum, +)
  }

  /// The sum along one axis.
  ///
  /// - Parameters:
  ///   - axis: The axis that disappears; a negative one counts from the end.
  ///   - keepingDimensions: Keep it with size 1, so that the result broadcasts against `self`.
  /// - Returns: The sums.
  /// - Throws: ``TensorError/axisOutOfRange(axis:shape:)``.
  public func sum(axis: Int, keepingDimensions: Bool = false) throws -> Tensor {
    try sum(axes: [axis], keepingDimensions: keepingDimensions)
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
    let size = try nonEmptySize(of: axes, "mean")
    return try sum(axes: axes, keepingDimensions: keepingDimensions) / Double(size)
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
    try mean(axes: [axis], keepingDimensions: keepingDimensions)
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
    _ = try nonEmptySize(of: axes, "maximum")
    return try folded(axes, keepingDimensions, initial: -.infinity, run: Tensor.largest, larger)
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
    try max(axes: [axis], keepingDimensions: keepingDimensions)
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
    _ = try nonEmptySize(of: [axis], "argmax")
    let inner = shape[(axis + 1)...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    return (0..<outer * inner).map { position in
      let start = position / inner * inner * shape[axis] + position % inner
      var best = 0
      for i in 1..<Swift.max(shape[axis], 1) {
        let (candidate, current) = (scalars[start + i * inner], scalars[start + best * inner])
        if candidate > current || (candidate.isNaN && !current.isNaN) { best = i }
      }
      return best
    }
  }

  private func nonEmptySize(of axes: [Int], _ operation: String) throws -> Int {
    let size = try removed(axes).reduce(1) { $0 * shape[$1] }
    guard size > 0 else { throw TensorError.emptyReduction(operation: operation, shape: shape) }
    return size
  }

  /// The axes to reduce, counted from the start.
  private func removed(_ axes: [Int]) throws -> [Int] {
    let removed = try axes.map { try resolved($0) }
    guard Set(removed).count == removed.count else { throw TensorError.repeatedAxis(axes: axes) }
    return removed
  }

  @inline(__always)
  private func folded(
    _ axes: [Int],
    _ keepingDimensions: Bool,
    initial: Double,
    run: Run,
    _ body: (Double, Double) -> Double
  ) throws -> Tensor {
    let removed = try removed(axes)
    let kept = shape.indices.map { removed.contains($0) ? 1 : shape[$0] }
    let result = folded(
      to: kept,
      strides: broadcastStrides(kept, to: shape),
      initial: initial,
      run: run,
      body
    )
    guard !keepingDimensions else { return result }
    let dropped = shape.indices.filter { !removed.contains($0) }.map { shape[$0] }
    return Tensor(unchecked: dropped, result.scalars)
  }

  /// A fold over neighbouring values, given the result so far, their start and their number.
  typealias Run = (Double, UnsafePointer<Double>, Int) -> Double

  @inline(__always)
  static func sum(_ initial: Double, _ values: UnsafePointer<Double>, _ count: Int) -> Double {
    var partial = SIMD8<Double>.zero
    var i = 0
    while i &+ 8 <= count {
      partial += UnsafeRawPointer(values + i).loadUnaligned(as: SIMD8<Double>.self)
      i &+= 8
    }
    var total = initial + partial.sum()
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

  /// Folds every entry into the entry of `target` that `strides` assign to it.
  ///
  /// `body` folds one value, `run` several that end up in the same entry.
  @inline(__always)
  func folded(
    to target: [Int],
    strides: [Int],
    initial: Double,
    run: Run,
    _ body: (Double, Double) -> Double
  ) -> Tensor {
    var result = Array(repeating: initial, count: target.reduce(1, *))
    guard let length = shape.last, let step = strides.last else {
      return Tensor(unchecked: target, scalars.map { body(initial, $0) })
    }
    scalars.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        forEachRun(shape, rowMajorStrides(shape), strides) { from, to in
          let (x, y) = (source + from, target + to)
          if step == 0 {
            y[0] = run(y[0], x, length)
          } else {
            // The target is row-major, so an axis that stays is walked in steps of 1.
            for i in 0..<length { y[i] = body(y[i], x[i]) }
          }
        }
      }
    }
    return Tensor(unchecked: target, result)
  }
}
