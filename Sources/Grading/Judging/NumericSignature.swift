/// Whether a gradient that agrees with the right one has the errors of finite differences: far above rounding,
/// in nearly every entry that is not small, and of both signs; false when a gradient is missing on a probe.
func isNumericThroughout(_ items: [Observation.Item], _ reference: [Observation.Item]) -> Bool {
  let (yours, right) = (items.compactMap(\.outcome.value), reference.compactMap(\.outcome.value))
  guard yours.count == right.count else { return false }
  var errors: [Double] = []
  for (yours, right) in zip(yours, right) {
    let (mine, expected) = (yours.scalars, right.scalars)
    let scale = expected.reduce(0) { max($0, $1.isFinite ? $1.magnitude : 0) }
    for (mine, right) in zip(mine, expected) where right.magnitude > 1e-3 * scale {
      errors.append((mine - right) / right)
    }
  }
  let (above, below) = (errors.filter { $0 > 1e-12 }, errors.filter { $0 < -1e-12 })
  return errors.count >= 12 && above.count + below.count >= Int(0.8 * Double(errors.count))
    && min(above.count, below.count) >= errors.count / 5
}
