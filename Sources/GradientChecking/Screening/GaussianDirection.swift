import Tensors

/// A random direction: independent standard normal entries.
///
/// Marsaglia's polar method, as that of `RandomSource`, cheaper: both coordinates of a point come from one
/// random number, 31 bits each, and the logarithm from a short series. With s = m·2ᵉ, √½ < m ≤ √2 and
/// t = (m − 1)/(m + 1), |t| < 0.172,
///
///     log s = e·log 2 + 2·(t + t³/3 + t⁵/5 + t⁷/7 + t⁹/9 + …)
///
/// is exact to 1e-9 after five terms, which no property of a direction depends on. It makes directions
/// through tens of thousands of coordinates cheap, and the same on every platform.
func gaussianDirection(_ count: Int, using random: inout RandomSource) -> [Double] {
  var numbers = [Double](repeating: 0, count: count + gaussianRoom)
  fillGaussian(&numbers, count, using: &random)
  return Array(numbers[..<count])
}

/// How many numbers more than it is asked for `fillGaussian` may write.
let gaussianRoom = 3

/// Writes such a direction into the first `count` of some numbers, behind which there is room.
func fillGaussian(_ numbers: inout [Double], _ count: Int, using random: inout RandomSource) {
  precondition(numbers.count >= count + gaussianRoom, "There is no room behind the numbers.")
  let pairs = (count + 1) / 2
  var source = random
  numbers.withUnsafeMutableBufferPointer { numbers in
    guard pairs > 0, let first = numbers.baseAddress else { return }
    // Points within the unit circle, two numbers each: which of them are kept is no branch.
    var position = 0
    while position < pairs {
      let bits = source.next()
      // The high half comes first.
      let halves = unsafeBitCast(bits &>> 32 | bits &<< 32, to: SIMD2<Int32>.self)
      let point = SIMD2<Double>(halves) * 0x1p-31
      UnsafeMutableRawPointer(first + 2 &* position)
        .storeBytes(of: point, as: SIMD2<Double>.self)
      let squares = point * point
      let s = squares[0] + squares[1]
      // 0 < s < 1, as whole numbers: below 0 they start again at the top.
      position &+= s.bitPattern &- 1 < 1.0.bitPattern &- 1 ? 1 : 0
    }
    // Pairs are taken two at a time: there may be one more than is needed.
    if pairs % 2 == 1 {
      first[2 &* pairs] = 0.5
      first[2 &* pairs &+ 1] = 0.5
    }
    for pair in stride(from: 0, to: pairs, by: 2) {
      let place = UnsafeMutableRawPointer(first + 2 &* pair)
      let points = UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Double>.self)
      let s = points.evenHalf * points.evenHalf + points.oddHalf * points.oddHalf
      let square = -2 * shortLog(s) / s
      // No square is negative; where the compiler knows that, it calls no function for the root.
      let (factor, next) = (abs(square[0]).squareRoot(), abs(square[1]).squareRoot())
      place.storeBytes(
        of: points * SIMD4(factor, factor, next, next),
        as: SIMD4<Double>.self
      )
    }
  }
  random = source
}

/// log s of two normal numbers s > 0.
@inline(__always)
private func shortLog(_ s: SIMD2<Double>) -> SIMD2<Double> {
  let bits = unsafeBitCast(s, to: SIMD2<UInt64>.self)
  // The exponent, with its bias, that leaves √½ < m ≤ √2: what is added carries where a significand is above √2.
  let carry = 2.0.bitPattern &- 1.4142135623730951.nextUp.bitPattern
  let power = (bits &+ carry) &>> 52
  // A whole number below 2⁵² behind the leading bit of 2⁵² is that number as a real one.
  let shifted = unsafeBitCast(power | 0x4330_0000_0000_0000, to: SIMD2<Double>.self)
  let exponent = shifted - (0x1p52 + 1023)
  let m = unsafeBitCast(bits &- (power &<< 52) &+ 1.0.bitPattern, to: SIMD2<Double>.self)
  let t = (m - 1) / (m + 1)
  let q = t * t
  let (third, fifth, seventh, ninth) = (1 / 3.0, 1 / 5.0, 1 / 7.0, 1 / 9.0)
  var series = q * ninth + seventh
  series = q * series + fifth
  series = q * series + third
  series = q * series + 1
  return exponent * 0.693147180559945309 + 2 * t * series
}
