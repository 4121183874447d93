import Tensors

/// What keeps named tensors from agreeing with the expected ones, or `nil` when they do.
///
/// Names and shapes are compared first. Then no entry may be off by more than a share of the largest
/// magnitude that the expected tensor holds; a tensor that vanishes in exact arithmetic holds nothing but
/// rounding errors, and is measured by the largest magnitude of all.
func disagreement(
  _ actual: [String: Tensor],
  _ expected: [String: Tensor],
  vanishing: Set<String> = [],
  share: Double = 1e-12
) -> String? {
  guard Set(actual.keys) == Set(expected.keys) else {
    return "has \(actual.keys.sorted()), expected \(expected.keys.sorted())"
  }
  for name in expected.keys.sorted() {
    guard let a = actual[name], let e = expected[name] else { continue }
    guard a.shape == e.shape else { return "\(name) has shape \(a.shape), expected \(e.shape)" }
    let measure = vanishing.contains(name) ? expected.values.flatMap(\.scalars) : e.scalars
    let scale = measure.reduce(0) { max($0, $1.magnitude) }
    for (position, (x, y)) in zip(a.scalars, e.scalars).enumerated()
    where !((x - y).magnitude <= share * scale) {
      return "\(name) at position \(position) is \(x), expected \(y) of at most \(scale)"
    }
  }
  return nil
}
