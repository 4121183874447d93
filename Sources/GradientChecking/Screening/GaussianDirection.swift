import Tensors

/// A random direction: independent standard normal entries.
///
/// Marsaglia's polar method, as that of `RandomSource`, cheaper: both coordinates of a point come from one
/// random number, 31 bits each, and the logarithm from a short series. With s = m·2ᵉ, √½ ≤ m < √2 and
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
    // Points within the unit circle, two numbers each: which of them are kept is no branch.
    var position = 0
    while position < pairs {
      let bits = source.next()
      let u = Double(Int32(truncatingIfNeeded: bits >> 32)) * 0x1p-31
      let v = Double(Int32(truncatingIfNeeded: bits)) * 0x1p-31
      numbers[2 &* position] = u
      numbers[2 &* position &+ 1] = v
      let s = u * u + v * v
      position &+= s > 0 && s < 1 ? 1 : 0
    }
    guard pairs > 0, let first = numbers.baseAddress else { return }
    // Pairs are taken two at a time: there may be one more than is needed.
    if pairs % 2 == 1 {
      numbers[2 &* pairs] = 0.5
      numbers[2 &* pairs &+ 1] = 0.5
    }
    for pair in stride(from: 0, to: pairs, by: 2) {
      let place = UnsafeMutableRawPointer(first + 2 &* pair)
      let points = UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Double>.self)
      let s = points.evenHalf * points.evenHalf + points.oddHalf * points.oddHalf
      let factor = (-2 * shortLog(s) / s).squareRoot()
      place.storeBytes(
        of: points * SIMD4(factor[0], factor[0], factor[1], factor[1]),
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
  // A whole number below 2⁵² behind the leading bit of 2⁵² is that number as a real one.
  let shifted = unsafeBitCast((bits &>> 52) | 0x4330_0000_0000_0000, to: SIMD2<Double>.self)
  var exponent = shifted - (0x1p52 + 1023)
  var m = unsafeBitCast(
    (bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000,
    to: SIMD2<Double>.self
  )
  let isLarge = m .> 1.4142135623730951
  m.replace(with: m * 0.5, where: isLarge)
  exponent.replace(with: exponent + 1, where: isLarge)
  let t = (m - 1) / (m + 1)
  let q = t * t
  let (third, fifth, seventh, ninth) = (1 / 3.0, 1 / 5.0, 1 / 7.0, 1 / 9.0)
  var series = q * ninth + seventh
  series = q * series + fifth
  series = q * series + third
  series = q * series + 1
  return exponent * 0.693147180559945309 + 2 * t * series
}
