/// A seeded source of random numbers: the same seed gives the same numbers on every platform.
///
/// The generator is xoshiro256**, its state filled by SplitMix64. Uniform and normal values are derived
/// from its bits with additions, multiplications, divisions and square roots alone, which IEEE 754 rounds
/// alike everywhere; no library logarithm is involved. Whole numbers follow Lemire's method, spelled out
/// here: the standard library may change its own.
///
/// Reference: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019); Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021);
/// https://prng.di.unimi.it
public struct RandomSource: RandomNumberGenerator, Sendable, Equatable {
  @usableFromInline var state: (UInt64, UInt64, UInt64, UInt64)
  private var spare: Double?

  /// Creates a source.
  ///
  /// - Parameter seed: Any number; each gives a sequence of its own.
  public init(seed: UInt64) {
    var mix = SplitMix64(state: seed)
    state = (mix.next(), mix.next(), mix.next(), mix.next())
  }

  /// Creates a source in a known state, to compare it with published outputs.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// Where the sequence stands, as numbers that can be kept.
  package var position: [UInt64] {
    [state.0, state.1, state.2, state.3] + (spare.map { [$0.bitPattern] } ?? [])
  }

  /// Creates a source that goes on from a position of another.
  package init?(position: [UInt64]) {
    guard position.count == 4 || position.count == 5 else { return nil }
    state = (position[0], position[1], position[2], position[3])
    spare = position.count == 5 ? Double(bitPattern: position[4]) : nil
  }

  /// The next 64 random bits.
  ///
  /// - Returns: Every value with equal probability.
  @inlinable
  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = (product &<< 7 | product &>> 57) &* 9
    let shifted = state.1 &<< 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 &<< 45 | state.3 &>> 19
    return result
  }

  /// A uniform value in 0 ..< 1, a multiple of 2⁻⁵³.
  ///
  /// - Returns: The value.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A uniform whole number in `0..<bound`.
  ///
  /// - Parameter bound: How many different numbers there are.
  /// - Returns: The number.
  /// - Precondition: The bound is positive.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "A random integer needs a positive bound.")
    let range = UInt64(bound)
    // Lemire: the high word of a product is uniform, once the few low words that would favour some
    // results are drawn again.
    while true {
      let (high, low) = range.multipliedFullWidth(by: next())
      if low >= range || low >= (0 &- range) % range { return Int(high) }
    }
  }

  /// A standard normal value: mean 0, standard deviation 1.
  ///
  /// Marsaglia's polar method; every second value comes from the pair before.
  ///
  /// - Returns: The value.
  public mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s > 0, s < 1 {
        let factor = (-2 * portableLog(s) / s).squareRoot()
        spare = v * factor
        return u * factor
      }
    }
  }

  /// As many standard normal values: the same as from ``normal()``, in a third of the time.
  ///
  /// - Parameter count: How many.
  /// - Returns: The values.
  package mutating func normals(_ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    let first = spare
    let needed = first == nil ? count : count - 1
    let end = 2 * ((needed + 1) / 2)
    var source = self
    var values = [Double](unsafeUninitializedCapacity: end + 2) { values, written in
      // Whether a point lies within the circle is no branch: it would be taken at random.
      var k = 0
      while k < end {
        let u = 2 * source.uniform() - 1
        let v = 2 * source.uniform() - 1
        (values[k], values[k &+ 1]) = (u, v)
        let s = u * u + v * v
        k &+= s > 0 && s < 1 ? 2 : 0
      }
      // Two points are scaled at once; behind the last there may be none.
      (values[end], values[end &+ 1]) = (0.5, 0.5)
      for k in stride(from: 0, to: end, by: 4) {
        let u = SIMD2(values[k], values[k &+ 2])
        let v = SIMD2(values[k &+ 1], values[k &+ 3])
        let s = u * u + v * v
        let factor = (-2 * portableLog(s) / s).squareRoot()
        let (x, y) = (u * factor, v * factor)
        (values[k], values[k &+ 1]) = (x[0], y[0])
        (values[k &+ 2], values[k &+ 3]) = (x[1], y[1])
      }
      written = end
    }
    self = source
    spare = needed % 2 == 1 ? values.removeLast() : nil
    if let first { values.insert(first, at: 0) }
    return values
  }

  /// The numbers 0 ..< count in a random order.
  ///
  /// - Parameter count: How many.
  /// - Returns: A permutation; each is equally likely.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<Swift.max(count, 0))
    for i in order.indices.dropFirst().reversed() { order.swapAt(i, integer(below: i + 1)) }
    return order
  }

  /// Two sources are equal when they will produce the same numbers.
  public static func == (lhs: RandomSource, rhs: RandomSource) -> Bool {
    lhs.state == rhs.state && lhs.spare == rhs.spare
  }
}

/// The generator that spreads a seed over the state of another.
///
/// Reference: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
/// https://prng.di.unimi.it/splitmix64.c
package struct SplitMix64 {
  private var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The natural logarithm of a positive, finite number, within 1 ulp or so, by arithmetic alone: it rounds
/// alike on every platform.
///
/// With x = 2ᵉ·(1 + f), √½ ≤ 1 + f ≤ √2 and s = f/(2 + f), so that 2s = f − s·f:
///
///     log x = e·log 2 + 2·(s + s³/3 + s⁵/5 + …)
///           = e·log 2 + f − s·(f − r)     r = 2·(s²/3 + s⁴/5 + …),   s² < 0.0295: 11 terms reach 1e-19
///
/// The first line alone would be off by up to 3 ulp near 1: s is rounded, but f is exact. For the same
/// reason log 2 comes in two parts, the first short enough that e times it is exact.
///
/// Reference: the constants and the rearrangement are those of fdlibm's e_log.c
package func portableLog(_ x: Double) -> Double {
  guard x < .leastNormalMagnitude else { return portableLog(SIMD2(repeating: x))[0] }
  return portableLog(SIMD2(repeating: x * 0x1p54), raisedBy: 54)[0]
}

/// The same of two normal numbers, which may be raised by a power of two.
@inline(__always)
private func portableLog(_ x: SIMD2<Double>, raisedBy power: Double = 0) -> SIMD2<Double> {
  let bits = unsafeBitCast(x, to: SIMD2<UInt64>.self)
  // The exponent, with its bias, behind the leading bit of 2⁵².
  let biased = unsafeBitCast(bits &>> 52 | 0x4330_0000_0000_0000, to: SIMD2<Double>.self)
  var exponent = biased - (0x1p52 + 1023 + power)
  let one = 1.0.bitPattern
  var mantissa = unsafeBitCast(bits & 0x000F_FFFF_FFFF_FFFF | one, to: SIMD2<Double>.self)
  let isHigh = mantissa .> 2 * 0.5.squareRoot()
  mantissa.replace(with: mantissa / 2, where: isHigh)
  exponent.replace(with: exponent + 1, where: isHigh)
  let f = mantissa - 1
  let s = f / (2 + f)
  let square = s * s
  // 2/23, 2/21 … 2/3 as constants: a loop would divide each time.
  var r = 2.0 / 23 * square
  r = (r + 2.0 / 21) * square
  r = (r + 2.0 / 19) * square
  r = (r + 2.0 / 17) * square
  r = (r + 2.0 / 15) * square
  r = (r + 2.0 / 13) * square
  r = (r + 2.0 / 11) * square
  r = (r + 2.0 / 9) * square
  r = (r + 2.0 / 7) * square
  r = (r + 2.0 / 5) * square
  r = (r + 2.0 / 3) * square
  let (high, low) = (6.93147180369123816490e-01, 1.90821492927058770002e-10)
  return exponent * high - ((s * (f - r) - exponent * low) - f)
}
