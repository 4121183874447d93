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
  [Double](unsafeUninitializedCapacity: count) { direction, initialized in
    var position = 0
    while position < count {
      let bits = random.next()
      let u = Double(Int32(truncatingIfNeeded: bits >> 32)) * 0x1p-31
      let v = Double(Int32(truncatingIfNeeded: bits)) * 0x1p-31
      let s = u * u + v * v
      guard s > 0, s < 1 else { continue }
      let factor = (-2 * shortLog(s) / s).squareRoot()
      direction[position] = u * factor
      if position + 1 < count { direction[position + 1] = v * factor }
      position += 2
    }
    initialized = count
  }
}

/// log s for a normal number s > 0.
@inline(__always)
private func shortLog(_ s: Double) -> Double {
  let bits = s.bitPattern
  var exponent = Double(Int(bits >> 52) - 1023)
  var m = Double(bitPattern: (bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)
  if m > 1.4142135623730951 {
    m *= 0.5
    exponent += 1
  }
  let t = (m - 1) / (m + 1)
  let q = t * t
  let series = 1 + q * (1 / 3.0 + q * (1 / 5.0 + q * (1 / 7.0 + q * (1 / 9.0))))
  return exponent * 0.693147180559945309 + 2 * t * series
}
