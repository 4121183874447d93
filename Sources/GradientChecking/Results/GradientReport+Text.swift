import Tensors

extension GradientReport {
  /// The report as text for people.
  ///
  ///     ✘ gradient check: 12 of 332 coordinates are wrong
  ///       bias[2]  analytic 0.124  numeric 0.372 ± 4.0e-12  off by 67 %
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
    if outcome == .passed, let unseen = unseenLine(count) { lines.append(unseen) }
    lines += sampleLines + worstLines(count) + mapLines + curveLines + summaryLines
    if let firstError { lines.append("  away from the point the function threw: \(firstError)") }
    var cost =
      "  \(counted(evaluations, "evaluation")), seed \(seed), \(precision.rawValue) precision"
    if showsTime { cost += ", \((seconds * 1e5).rounded() / 100) ms" }
    lines.append(cost)
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    let total = counted(coordinateCount, "coordinate")
    switch outcome {
    case .passed:
      var text = "✔ gradient check: "
      text += certified == coordinateCount ? total : "\(grouped(certified)) of \(total)"
      text += groups.isEmpty ? " certified one by one" : " certified"
      if belowSight > 0 { text += ", \(grouped(belowSight)) below what can be seen" }
      return text
    case .failed:
      if !shapeProblems.isEmpty { return "✘ gradient check: a gradient has the wrong shape" }
      let wrong = coordinates.count { $0.classification.outcome == .failed }
      if wrong == 0 { return "✘ gradient check: the gradient is wrong along a random direction" }
      let isAll = samples.isEmpty && certified + wrong + belowSight >= planned
      return "✘ gradient check: \(isAll ? "" : "at least ")\(grouped(wrong)) of \(total) "
        + "\(wrong == 1 ? "is" : "are") wrong"
    case .inconclusive:
      if let repetition {
        return "? gradient check: not repeatable, output \(repetition.output) was "
          + "\(repetition.first) and then \(repetition.second) for the same inputs"
      }
      let open = max(planned, coordinates.count) - certified
      let reason =
        switch stopped {
        case .budget: ", the budget of evaluations is spent"
        case .cancelled: ", the check was cancelled"
        case nil: ""
        }
      return "? gradient check: inconclusive, \(grouped(open)) of \(total) not certified" + reason
    }
  }

  private func unseenLine(_ count: Int) -> String? {
    let names = coordinates.filter { $0.classification == .belowSight }.prefix(count)
      .map { label($0.index) }
    guard belowSight > 0, !names.isEmpty else { return nil }
    let others = belowSight - names.count
    return "  below what can be seen: " + names.joined(separator: ", ")
      + (others > 0 ? " and \(grouped(others)) more" : "")
  }

  private var sampleLines: [String] {
    samples.map { sample in
      let part =
        sample.wrong == sample.sampled
        ? "all \(grouped(sample.sampled)) coordinates"
        : "\(sample.wrong) of \(sample.sampled) coordinates"
      var line = "  \(sample.input): \(part) of a sample from \(grouped(sample.count)) are wrong"
      if let ratio = sample.ratio {
        line += ", each \(fraction(ratio)) the numeric value"
      }
      return line + "; ask for mode .full to see every one"
    }
  }

  private func worstLines(_ count: Int) -> [String] {
    let listed = worst(count).filter { outcome == .passed || $0.classification.outcome != .passed }
    guard outcome != .passed, !listed.isEmpty else { return [] }
    let rows = listed.map { check in
      [
        label(check.index), "analytic \(NumberFormat.precise(check.analytic))",
        check.numeric.isNaN
          ? "not measured"
          : "numeric \(NumberFormat.precise(check.numeric)) ± \(NumberFormat.scientific(check.errorBound))",
        note(check),
      ]
    }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = " "
      for (cell, width) in zip(row.dropLast(), widths) {
        line += " " + cell + String(repeating: " ", count: width - cell.count + 1)
      }
      return line + " " + row[3]
    }
  }

  private func note(_ check: CoordinateCheck) -> String {
    switch check.classification {
    case .fail: "off by \(percent(check.relativeDifference))"
    case .kink(let left, let right, _):
      "a kink: slopes \(NumberFormat.precise(left)) on the left and \(NumberFormat.precise(right)) on the right"
    case .inconclusive(let obstacle): obstacle.sentence
    case .belowSight: "below what can be seen beside the other slopes"
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
    }
    if certified > 0, let share, share > 0 {
      let together = groups.reduce(0) { $0 + $1.certified }
      var line = "  certified: "
      if certified == coordinateCount {
        line += "every coordinate"
      } else {
        line += "\(grouped(certified)) of \(counted(coordinateCount, "coordinate")), each"
      }
      line += " to \(NumberFormat.scientific(share)) of its own size"
      if missProbability > 0 {
        line +=
          "; an error beyond that in \(together == 1 ? "the one" : "one of the \(grouped(together))") looked at"
          + " along directions is missed with probability \(NumberFormat.scientific(missProbability))"
      }
      lines.append(line)
    }
    return lines
  }
}

extension Classification.Obstacle {
  /// The obstacle as a sentence about what was measured.
  var sentence: String {
    switch self {
    case .noise:
      "noise: the values are not known well enough to tell the slope from the analytic one"
    case .singlePrecision: "noise: every value has the 24 bits of single precision"
    case .halfPrecision: "noise: every value has the 11 bits of half precision"
    case .largeOutputs: "other outputs are so large that they could hide the analytic slope"
    case .contradiction: "large steps and small ones show different slopes"
    case .range: "range: the function is defined at too few steps around the point"
    case .kink: "a kink nearby, closer than the measurement resolves"
    case .jointKink: "a kink: valid by itself, but not together with the other coordinates at it"
    case .stairs: "stairs: the function stands still and then jumps, on both sides"
    case .jump: "the function jumps here"
    case .singular: "the slope grows without bound towards the point"
    case .oscillation: "oscillation: the slopes still change at the smallest steps"
    case .notRepeatable: "not repeatable: two values for the same inputs"
    }
  }
}

/// A ratio in words where it is a simple one, as `⅓ of`.
private func fraction(_ ratio: Double) -> String {
  let known: [(Double, String)] = [
    (1.0 / 2, "about ½ of"), (1.0 / 3, "about ⅓ of"), (1.0 / 4, "about ¼ of"), (2, "about twice"),
    (3, "about 3 times"), (4, "about 4 times"), (-1, "the negative of"), (0, "0 instead of"),
  ]
  for (value, name) in known where abs(ratio - value) <= 2e-3 * max(abs(value), 1e-3) {
    return name
  }
  return "about \(NumberFormat.precise((ratio * 1000).rounded() / 1000)) times"
}

private func percent(_ ratio: Double) -> String {
  let value = 100 * ratio
  if value == 0 || (value >= 0.0995 && value < 1000) {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded)) %" : "\(rounded) %"
  }
  return "\(NumberFormat.scientific(value)) %"
}
