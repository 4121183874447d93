import Tensors

// The right numbers times something, or plus something.
extension Evidence {
  func scaleExplanation() -> Explanation? {
    guard zip(yours, right).allSatisfy({ $0.shape == $1.shape }) else { return nil }
    if let ratios = ratios() {
      if let factor = factor(ratios) ?? varying(ratios) { return .scaled(factor) }
    }
    if let offset = offset() { return .offset(offset) }
    return nil
  }

  /// On each trial, the ratio that all entries share; nil when they do not share one.
  private func ratios() -> [(trial: Int, ratio: Double)]? {
    var ratios: [(trial: Int, ratio: Double)] = []
    var entries = 0
    for (position, (yours, right)) in zip(yours, right).enumerated() {
      let pairs = zip(yours.scalars, right.scalars)
      // Zeros agree with every factor.
      if pairs.allSatisfy({ $0.0 == 0 && $0.1 == 0 }) { continue }
      guard pairs.allSatisfy({ $0.0.isFinite && $0.1.isFinite }),
        let largest = pairs.max(by: { $0.1.magnitude < $1.1.magnitude }), largest.1 != 0
      else { return nil }
      let ratio = largest.0 / largest.1
      let scaled = right.replacingScalars(right.scalars.map { $0 * ratio })
      guard ratio != 0, Agreement(yours, scaled) == .agrees else { return nil }
      entries += right.scalars.filter { $0 != 0 }.count
      ratios.append((position, ratio))
    }
    // A ratio of nearly 1 is an inexact value, not a factor.
    guard ratios.contains(where: { ($0.ratio - 1).magnitude >= 5e-4 }) else { return nil }
    return entries > ratios.count || ratios.count > 2 ? ratios : nil
  }

  /// The simplest formula for the ratios of all trials.
  private func factor(_ ratios: [(trial: Int, ratio: Double)]) -> Explanation.Factor? {
    func equal(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude <= 1e-8 * b.magnitude }
    guard let first = ratios.first?.ratio else { return nil }
    let isConstant = ratios.allSatisfy { equal($0.ratio, first) }
    // The size of an axis is preferred to an equal number. Probes where the axis has another size can refute
    // it.
    let names = trials.isEmpty ? [] : exercise.axes.map(\.name)
    var candidates: [(number: Double, powers: [String: Int])] = []
    for number in [1.0, -1, 2, 0.5, -2, -0.5] {
      for name in names {
        for power in [-1, 1, -2, 2] { candidates.append((number, [name: power])) }
      }
      for (position, name) in names.enumerated() {
        for other in names.dropFirst(position + 1) {
          for powers in [(-1, -1), (1, 1), (1, -1), (-1, 1)] {
            candidates.append((number, [name: powers.0, other: powers.1]))
          }
        }
      }
    }
    if isConstant, let number = [-1, 2, 0.5, -2, -0.5].first(where: { equal(first, $0) }) {
      return .number(number)
    }
    for (number, powers) in candidates {
      let explains = ratios.allSatisfy { trial, ratio in
        let size = powers.reduce(number) { product, power in
          let size = Double(trials[trial].sizes[power.key] ?? 1)
          return power.value > 0
            ? product * (power.value == 2 ? size * size : size)
            : product / (power.value == -2 ? size * size : size)
        }
        return equal(ratio, size)
      }
      if explains { return .sizes(number: number, powers: powers) }
    }
    return isConstant ? .number(first) : nil
  }

  /// A factor that all entries of a probe share, and that changes from probe to probe without a simple formula.
  ///
  /// Only for gradients whose forward function is right, and only if most probes have more than two entries:
  /// the two entries of a softmax over two classes always share a factor.
  private func varying(_ ratios: [(trial: Int, ratio: Double)]) -> Explanation.Factor? {
    let telling = ratios.filter { right[$0.trial].scalars.filter { $0 != 0 }.count > 2 }
    guard input != nil, forwardIsRight, !trials.isEmpty, 2 * telling.count > ratios.count,
      let first = telling.first,
      let other = telling.first(where: { ($0.ratio - first.ratio).magnitude > 5e-4 })
    else { return nil }
    return .varying([trials[first.trial].name: first.ratio, trials[other.trial].name: other.ratio])
  }

  /// The constant by which every entry on every trial is off.
  private func offset() -> Double? {
    var offset: Double?
    for (yours, right) in zip(yours, right) {
      for (mine, right) in zip(yours.scalars, right.scalars) {
        let difference = mine - right
        guard difference.isFinite else { return nil }
        if let offset {
          guard (difference - offset).magnitude <= 1e-9 * max(1, right.magnitude) else {
            return nil
          }
        } else {
          offset = difference
        }
      }
    }
    return offset.flatMap { $0.magnitude > 1e-9 ? $0 : nil }
  }
}
