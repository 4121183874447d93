extension Ladder {
  /// Whether the function has a derivative at the point, judged by the jump of its slope.
  ///
  ///     J_k = D⁺_k − D⁻_k
  ///
  /// halves from level to level where φ is smooth (J = h·φ″), stays at a kink, grows by √2 where the slope
  /// is that of a root, and doubles where φ itself jumps. It is read at the finest level at which it
  /// stands out of the noise, |J_k| > 64R_k, and at the two before.
  func behaviour(noise: Double) -> NumericDerivative.Behaviour {
    let jumps = levels.map { $0.right - $0.left }
    guard
      let finest = levels.indices.last(where: { abs(jumps[$0]) > 64 * rounding($0, noise: noise) }),
      finest >= 3
    else { return .smooth }
    let ratios = (finest - 2...finest).map { abs(jumps[$0] / jumps[$0 - 1]) }
    func all(_ range: ClosedRange<Double>) -> Bool { ratios.allSatisfy(range.contains) }
    if all(1.7...2.3) { return .jump }
    if all(1.25...1.7) { return .singular }
    if all(0.8...1.25) {
      let left = slope(\.left, noise: noise, upTo: finest)
      let right = slope(\.right, noise: noise, upTo: finest)
      return .kink(left: left.value, right: right.value)
    }
    return .smooth
  }

  /// The slope towards one side: first-order differences extrapolated once, S_k = 2D±_k − D±_{k−1}, at the
  /// level where two neighbours and rounding leave the smallest error.
  func slope(
    _ side: KeyPath<Level, Double>,
    noise: Double,
    upTo finest: Int
  ) -> (value: Double, error: Double) {
    let slopes = levels.map { $0[keyPath: side] }
    var column = [Double](repeating: .nan, count: slopes.count)
    for k in slopes.indices.dropFirst() {
      let ratio = levels[k - 1].step / levels[k].step
      column[k] = slopes[k] + (slopes[k] - slopes[k - 1]) / (ratio - 1)
    }
    var best = (value: slopes[finest], error: Double.infinity)
    for k in 2...max(2, finest) where k < column.count {
      let next = k + 1 < column.count ? abs(column[k + 1] - column[k]) : 0
      let change = max(abs(column[k] - column[k - 1]), next)
      let error = max(change, 4 * rounding(k, noise: noise))
      if error < best.error { best = (column[k], error) }
    }
    return best
  }
}
