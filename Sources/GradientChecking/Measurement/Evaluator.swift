/// A function at a point with all types erased: its coordinates can be moved, and its outputs read.
///
/// An evaluator owns copies of the inputs and moves their coordinates in place, so that an evaluation
/// costs what the function costs and little more. Every check and every product measures through one; it
/// is used by one thread at a time.
final class Evaluator {
  /// The coordinates at the point where the gradient is checked.
  let point: [Double]
  /// In which ranges of coordinates values are stored with which precision.
  let storage: [(range: Range<Int>, precision: Precision)]
  /// The outputs at the point.
  let base: [Double]
  /// One weight for each output: the upstream gradient.
  let upstream: [Double]
  /// The type in which the function computes.
  let precision: Precision
  /// Where the function may be evaluated.
  let region: Region
  /// The scale of each coordinate that the options state; empty where they state none.
  let scales: [Double]
  /// The error that the options add to every bound.
  let tolerance: GradientCheckOptions.Tolerance

  private let set: (_ index: Int, _ value: Double) -> Void
  /// Lets a body write all coordinates of one of the ranges of `storage`.
  private let write: (_ range: Int, (UnsafeMutableBufferPointer<Double>) -> Void) -> Void
  /// Calls the function where the coordinates stand and hands over its outputs.
  private let call: ((UnsafeBufferPointer<Double>) -> Void) throws -> Void
  /// The coordinates as they stand, where a region must be told.
  private var moved: [Double]
  /// Whether they stand elsewhere than at the point: from one direction to the next there is no need to go back.
  private var isAway = false
  private(set) var evaluations = 0
  /// How many evaluations may be made; the next one throws ``OutOfBudget``.
  var limit = Int.max
  /// The first error that the function threw away from the point.
  private(set) var firstError: String?

  init(
    point: [Double],
    storage: [(range: Range<Int>, precision: Precision)],
    base: [Double],
    upstream: [Double],
    precision: Precision,
    region: Region = Region(),
    scales: [Double] = [],
    tolerance: GradientCheckOptions.Tolerance = .none,
    set: @escaping (Int, Double) -> Void,
    write: @escaping (Int, (UnsafeMutableBufferPointer<Double>) -> Void) -> Void,
    call: @escaping ((UnsafeBufferPointer<Double>) -> Void) throws -> Void
  ) {
    self.point = point
    self.storage = storage
    self.base = base
    self.upstream = upstream
    self.precision = precision
    self.region = region
    self.scales = scales
    self.tolerance = tolerance
    self.set = set
    self.write = write
    self.call = call
    moved = region.isEverywhere ? [] : point
  }

  /// How the values of a coordinate are stored.
  func precision(of coordinate: Int) -> Precision {
    storage.first { $0.range.contains(coordinate) }?.precision ?? .double
  }

  /// The scale of a coordinate: that of the options, or a power of two not below max(1, |x|).
  func scale(of coordinate: Int) -> Double {
    scales.isEmpty ? Self.scale(at: point[coordinate]) : scales[coordinate]
  }

  /// The scales of four coordinates that follow each other.
  @inline(__always)
  func scales(from i: Int) -> SIMD4<Double> {
    guard scales.isEmpty else { return scales.withUnsafeBufferPointer { load($0, i, 4) } }
    let size = point.withUnsafeBufferPointer { magnitude(load($0, i, 4)) }
    return powersOfTwo(notBelow: size.replacing(with: 1, where: size .< 1))
  }

  @inline(__always)
  private static func scale(at x: Double) -> Double { powerOfTwo(notBelow: max(1, abs(x))) }

  // MARK: Calling the function

  /// The outputs at the point; false where the function throws.
  func evaluate(_ body: (UnsafeBufferPointer<Double>) -> Void) throws -> Bool {
    goBack()
    return try evaluateHere(body)
  }

  /// Puts all coordinates back by assignment.
  private func goBack() {
    guard isAway else { return }
    isAway = false
    if !region.isEverywhere { moved = point }
    writeAll(point)
  }

  private func writeAll(_ values: [Double]) {
    values.withUnsafeBufferPointer { values in
      for k in storage.indices {
        write(k) { room in
          _ = room.update(fromContentsOf: values[storage[k].range])
        }
      }
    }
  }

  /// The outputs where the coordinates stand; false where the point lies outside the domain, or the
  /// function throws.
  private func evaluateHere(_ body: (UnsafeBufferPointer<Double>) -> Void) throws -> Bool {
    guard region.contains(moved) else { return false }
    guard evaluations < limit else { throw OutOfBudget() }
    evaluations += 1
    do {
      try call(body)
      return true
    } catch let error as CancellationError {
      throw error
    } catch let error as GradientCheckError {
      throw error
    } catch {
      // A function that throws away from the point has left its domain, as one that returns NaN.
      if firstError == nil { firstError = "\(error)" }
      return false
    }
  }

  /// The outputs with one coordinate at another value; the coordinate is put back by assignment, since
  /// subtracting a step would round.
  func evaluate(
    coordinate i: Int,
    at value: Double,
    _ body: (UnsafeBufferPointer<Double>) -> Void
  ) throws -> Bool {
    guard region.allows(i, value) else { return false }
    goBack()
    set(i, value)
    if region.predicate != nil { moved[i] = value }
    defer {
      set(i, point[i])
      if region.predicate != nil { moved[i] = point[i] }
    }
    return try evaluateHere(body)
  }

  /// The outputs at point + step·direction, every coordinate rounded as it is stored, and how far along
  /// some slopes that moved, Σ slopesᵢ·(movedᵢ − pointᵢ): nil outside the domain, and where the function throws.
  func evaluate(
    along direction: [Double],
    _ step: Double,
    slopes: [Double],
    movesAll: Bool = false,
    _ body: (UnsafeBufferPointer<Double>) -> Void
  ) throws -> Double? {
    isAway = true
    var sum = 0.0
    if region.isEverywhere {
      for k in storage.indices {
        write(k) { sum += move(k, to: $0, along: direction, step, slopes, movesAll) }
      }
      guard sum.isFinite else { return nil }
    } else {
      moved.withUnsafeMutableBufferPointer { moved in
        for k in storage.indices {
          let room = UnsafeMutableBufferPointer(rebasing: moved[storage[k].range])
          sum += move(k, to: room, along: direction, step, slopes, movesAll)
        }
      }
      guard sum.isFinite else { return nil }
      for (i, interval) in region.intervals.enumerated() where direction[i] != 0 {
        guard interval.contains(moved[i]) else { return nil }
      }
      writeAll(moved)
    }
    return try evaluateHere(body) ? sum : nil
  }

  /// Writes the moved coordinates of one range, and returns its part of the sum, taken in four parts.
  private func move(
    _ k: Int,
    to room: UnsafeMutableBufferPointer<Double>,
    along direction: [Double],
    _ step: Double,
    _ slopes: [Double],
    _ movesAll: Bool
  ) -> Double {
    let (range, precision) = storage[k]
    let isRounded = precision == .single
    return point.withUnsafeBufferPointer { point in
      direction.withUnsafeBufferPointer { direction in
        slopes.withUnsafeBufferPointer { slopes in
          @inline(__always)
          func move(rounding: Bool, keeping: Bool) -> Double {
            var sums = SIMD4<Double>.zero
            forFours(range) { i, width in
              let (x, d) = (load(point, i, width), load(direction, i, width))
              var value = x + d * step
              if rounding { value = SIMD4<Double>(SIMD4<Float>(value)) }
              // A coordinate that is not moved keeps its bits, the sign of a 0, too.
              if keeping { value.replace(with: x, where: d .== 0) }
              var part = load(slopes, i, width) * (value - x)
              // Nor does its slope count, which may be no number.
              if keeping { part.replace(with: 0, where: d .== 0) }
              sums += part
              store(value, room, i &- range.lowerBound, width)
            }
            return sums.sum()
          }
          // Each of the loops is compiled by itself.
          if isRounded { return move(rounding: true, keeping: true) }
          return movesAll
            ? move(rounding: false, keeping: false) : move(rounding: false, keeping: true)
        }
      }
    }
  }

  /// A copy of those outputs, and the sum.
  func outputs(
    along direction: [Double],
    _ step: Double,
    slopes: [Double]
  ) throws -> (values: [Double], sum: Double)? {
    var values: [Double] = []
    let sum = try evaluate(along: direction, step, slopes: slopes) { values = Array($0) }
    return sum.map { (values, $0) }
  }
}

/// Calls a body with the position of every four numbers of a range, and of the up to three behind them.
@inline(__always)
func forFours(_ range: Range<Int>, _ body: (_ position: Int, _ width: Int) -> Void) {
  var i = range.lowerBound
  while i &+ 4 <= range.upperBound {
    body(i, 4)
    i &+= 4
  }
  if i < range.upperBound { body(i, range.upperBound &- i) }
}

/// Up to four numbers of a buffer, from a position; zeros behind them.
@inline(__always)
func load(
  _ buffer: UnsafeBufferPointer<Double>,
  _ position: Int,
  _ count: Int
) -> SIMD4<Double> {
  if count == 4 {
    return UnsafeRawBufferPointer(buffer).loadUnaligned(
      fromByteOffset: position &* 8,
      as: SIMD4<Double>.self
    )
  }
  var numbers = SIMD4<Double>.zero
  for k in 0..<count { numbers[k] = buffer[position &+ k] }
  return numbers
}

/// Writes the first of four numbers.
@inline(__always)
func store(
  _ numbers: SIMD4<Double>,
  _ buffer: UnsafeMutableBufferPointer<Double>,
  _ position: Int,
  _ count: Int
) {
  if count == 4 {
    UnsafeMutableRawBufferPointer(buffer).storeBytes(
      of: numbers,
      toByteOffset: position &* 8,
      as: SIMD4<Double>.self
    )
    return
  }
  for k in 0..<count { buffer[position &+ k] = numbers[k] }
}

/// The evaluations that the options allow are spent.
struct OutOfBudget: Error {}

/// The smallest power of two that is not below a positive number.
func powerOfTwo(notBelow value: Double) -> Double {
  guard value.isNormal else { return value == 0 ? 1 : .leastNormalMagnitude }
  // The exponent without the significand; a significand that is not 0 carries into it.
  let exponent: UInt64 = 0x7FF0_0000_0000_0000
  let power = value.bitPattern & exponent
  let isLargest = power >= 0x7FD0_0000_0000_0000
  return Double(
    bitPattern: isLargest ? power : (value.bitPattern &+ ~(exponent | 1 << 63)) & exponent
  )
}

/// The same of four normal numbers.
@inline(__always)
private func powersOfTwo(notBelow values: SIMD4<Double>) -> SIMD4<Double> {
  let exponent: UInt64 = 0x7FF0_0000_0000_0000
  let bits = unsafeBitCast(values, to: SIMD4<UInt64>.self)
  let rounded = bits &+ ~(exponent | 1 << 63)
  let powers = rounded.replacing(with: bits, where: values .>= 0x1p1022) & exponent
  return unsafeBitCast(powers, to: SIMD4<Double>.self)
}

/// |x| of four numbers.
@inline(__always)
func magnitude(_ values: SIMD4<Double>) -> SIMD4<Double> {
  let bits = unsafeBitCast(values, to: SIMD4<UInt64>.self) & 0x7FFF_FFFF_FFFF_FFFF
  return unsafeBitCast(bits, to: SIMD4<Double>.self)
}
