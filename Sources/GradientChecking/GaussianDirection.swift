import Tensors

/// A random direction: independent standard normal entries.
///
/// Marsaglia's polar method, as ``RandomSource/normal()``, with a shorter series for the logarithm: with
/// s = m·2ᵉ, √½ ≤ m < √2 and t = (m − 1)/(m + 1), |t| < 0.172,
///
///     log s = e·log 2 + 2·(t + t³/3 + t⁵/5 + t⁷/7 + t⁹/9 + …)
///
/// is exact to 1e-9 after five terms, which no property of a direction depends on. It makes directions
/// through tens of thousands of coordinates cheap, and the same on every platform.
func gaussianDirection(_ count: Int, using random: inout RandomSource) -> [Double] {
  var direction: [Double] = []
  direction.reserveCapacity(count + 1)
  while direction.count < count {
    let u = 2 * random.uniform() - 1
    let v = 2 * random.uniform() - 1
    let s = u * u + v * v
    guard s > 0, s < 1 else { continue }
    let factor = (-2 * shortLog(s) / s).squareRoot()
    direction.append(u * factor)
    direction.append(v * factor)
  }
  if direction.count > count { direction.removeLast() }
  return direction
}

@inline(__always)
private func shortLog(_ s: Double) -> Double {
  var (m, e) = (s.significand, Double(s.exponent))
  if m > 1.4142135623730951 {
    m *= 0.5
    e += 1
  }
  let t = (m - 1) / (m + 1)
  let q = t * t
  let series = 1 + q * (1 / 3.0 + q * (1 / 5.0 + q * (1 / 7.0 + q * (1 / 9.0))))
  return e * 0.693147180559945309 + 2 * t * series
}
