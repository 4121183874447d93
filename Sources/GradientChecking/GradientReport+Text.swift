extension GradientReport {
  /// The report as text for people.
  ///
  ///     ✘ gradient check: 12 of 332 coordinates are wrong
  ///       bias[2]  claimed 0.124  measured 0.372 ± 4.0e-12  off by 67 %
  ///       …
  ///
  /// - Parameters:
  ///   - count: How many of the worst coordinates to list.
  ///   - showsTime: Whether to end with the time the check took.
  /// - Returns: Lines without a line break at the end.
  public func text(worst count: Int = 5, showsTime: Bool = true) -> String {
    var lines = [headline]
    for problem in shapeProblems {
      lines.append(
        "  gradient of \(problem.name) has shape \(shapeText(problem.actual)), "
          + "where the input has \(shapeText(problem.expected))"
      )
    }
    lines += worstLines(count) + mapLines + curveLines + summaryLines
    if let firstError { lines.append("  away from the point the function threw: \(firstError)") }
    var cost =
      "  \(counted(evaluations, "evaluation")), seed \(seed), \(precision.rawValue) precision"
    if showsTime { cost += ", \(milliseconds(seconds)) ms" }
    lines.append(cost)
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    let total = counted(coordinateCount, "coordinate")
    switch outcome {
    case .passed:
      return isCertifiedByDirections
        ? "✔ gradient check: \(total) certified along random directions"
        : "✔ gradient check: \(certified == coordinateCount ? total : "\(grouped(certified)) of \(total)")"
          + " certified one by one"
    case .failed:
      if !shapeProblems.isEmpty { return "✘ gradient check: a gradient has the wrong shape" }
      let wrong = coordinates.count { $0.classification.outcome == .failed }
      return wrong == 0
        ? "✘ gradient check: the gradient is wrong along a random direction"
        : "✘ gradient check: \(grouped(wrong)) of \(total) \(wrong == 1 ? "is" : "are") wrong"
    case .inconclusive:
      let open = max(planned, coordinates.count) - certified
      return "? gradient check: inconclusive, \(grouped(open)) of \(total) not certified"
    }
  }

  private func worstLines(_ count: Int) -> [String] {
    let listed = worst(count).filter { outcome == .passed || $0.classification.outcome != .passed }
    guard outcome != .passed, !listed.isEmpty else { return [] }
    let rows = listed.map { check in
      [
        label(check.index), "claimed \(precise(check.analytic))",
        "measured \(precise(check.numeric)) ± \(scientific(check.errorBound))", note(check),
      ]
    }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = " "
      for (cell, width) in zip(row.dropLast(), widths) { line += " " + padded(cell, width) + " " }
      return line + " " + row[3]
    }
  }

  private func note(_ check: CoordinateCheck) -> String {
    switch check.classification {
    case .fail: "off by \(percent(check.relativeDifference))"
    case .kink(let left, let right, _):
      "a kink: slopes \(precise(left)) on the left and \(precise(right)) on the right"
    case .jump: "the function jumps here"
    case .singular: "the slope is unbounded here"
    case .inconclusive: "the measurement is too coarse"
    case .notFinite: check.analytic.isFinite ? "the function is not finite" : "not finite"
    case .pass, .zero: check.classification.name
    }
  }

  private var mapLines: [String] {
    var maps: [HeatMap] = []
    for input in inputs {
      var start = input.start
      for part in input.parts {
        let range = start..<start + part.count
        let checks = coordinates.filter { range.contains($0.index) }
        if part.count > 1,
          let map = HeatMap(part.nested(in: input.name), checks: checks, start: start)
        {
          maps.append(map)
        }
        start = range.upperBound
      }
    }
    guard !maps.isEmpty else { return [] }
    return maps.flatMap { ["  " + $0.title] + $0.rows.map { "    " + $0 } }
      + ["  " + HeatMap.key(for: maps.flatMap(\.rows))]
  }

  private var curveLines: [String] {
    curves.flatMap { curve in
      ["  \(label(curve.index)), error against step"]
        + curve.text().split(separator: "\n").map { "    " + $0 }
    }
  }

  private var summaryLines: [String] {
    var lines: [String] = []
    if !coordinates.isEmpty {
      let classes = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) \(grouped($0.value))" }
      lines.append("  classes: " + classes.joined(separator: ", "))
      var coverage = "  coverage: \(percent(self.coverage)) one by one"
      if let resolution = coordinateResolution {
        coverage += ", down to a relative error of \(scientific(resolution))"
      }
      lines.append(coverage)
    }
    if let resolution = directionalResolution, isCertifiedByDirections {
      lines.append(
        "  resolution: an error of the whole gradient of norm \(scientific(resolution)) or more "
          + "is found with probability 99 % (\(counted(directions.count, "direction")))"
      )
    }
    return lines
  }
}

private func percent(_ ratio: Double) -> String {
  let value = 100 * ratio
  if value == 0 || (value >= 0.1 && value < 1000) {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded)) %" : "\(rounded) %"
  }
  return "\(scientific(value)) %"
}

private func milliseconds(_ seconds: Double) -> String {
  let value = (seconds * 1e5).rounded() / 100
  return "\(value)"
}
