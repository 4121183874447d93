extension Picture.Curve {
  /// What the losses of a training that missed its goal show; nil where they show nothing with certainty.
  package var symptom: Symptom? {
    guard values.count > 3, let first = values.first, let last = values.last else { return nil }
    if let place = firstNotFinite {
      // What comes before is finite; the loss of the first step may be NaN already.
      let before = values.prefix(while: \.isFinite)
      return .lossNotFinite(
        first: place,
        count: count,
        grew: (before.max() ?? -.infinity) > first + first.magnitude
      )
    }
    // Rounding moves the last digits of a sum, even where no parameter moves.
    if let least, let most, most / 2 - least / 2 <= 0.5e-9 * first.magnitude {
      return .lossConstant(first, count: count)
    }
    let end = values.suffix(max(2, values.count / 3))
    if last > first, (end.min() ?? first) > first + 0.05 * first.magnitude {
      return .lossGrows(from: first, to: last)
    }
    return jumps
      ?? (last >= 0 && last < 0.05 * first ? .lossSmall(from: first, to: last) : stillFalls)
  }

  /// In the second half up and down again and again, above the first loss and far below it.
  private var jumps: Symptom? {
    let half = Array(values.suffix(values.count / 2))
    guard half.count > 5, let low = half.min(), let high = half.max() else { return nil }
    let steps = zip(half.dropFirst(), half).map { $0 - $1 }
    let turns = zip(steps.dropFirst(), steps).count { $0 * $1 < 0 }
    let (above, below) = (half.count { $0 > values[0] }, half.count { $0 < 0.7 * values[0] })
    guard 2 * turns >= steps.count - 1, 5 * min(above, below) >= half.count else { return nil }
    return .lossJumps(between: low, and: high)
  }

  /// In the last quarter down at every step, either by a tenth or from where little has been learnt.
  private var stillFalls: Symptom? {
    let quarter = Array(values.suffix(max(3, values.count / 4)))
    guard let start = quarter.first, let last = quarter.last, last > 0,
      zip(quarter.dropFirst(), quarter).allSatisfy({ $0 < $1 }),
      last < 0.9 * start || last > 0.5 * values[0]
    else { return nil }
    return .lossStillFalls(from: values[0], to: last)
  }
}
