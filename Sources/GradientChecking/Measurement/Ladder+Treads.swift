/// The steps in which an output moves: how high they are, and how wide the treads between them.
struct Treads {
  var height: Double
  var width: Double
  /// Whether there is a jump on both sides: on one side alone it may be the only one.
  var isRepeated = true
}

extension Ladder {
  /// Adds levels between single levels far apart that contradict the slopes found so far, and tells whether there were any.
  mutating func fillGaps(_ slopes: [(Int, OutputCurve.Slope)]) throws -> Bool {
    var missing: Set<Int> = []
    for (j, slope) in slopes {
      let found = curve(j).differences
      for (k, here) in found.enumerated().dropFirst() {
        let wide = found[k - 1].step / here.step
        guard wide > 2.5 else { continue }
        // A slope with a poor error contradicts nothing: what agrees with itself may be better.
        let isPoor = !(slope.error <= 1e-5 * abs(slope.value))
        let contradicts =
          isPoor || abs(here.value - slope.value) > 2 * slope.error + 8 * here.rounding
        guard contradicts, here.value.isFinite, abs(here.value) > 8 * here.rounding else {
          continue
        }
        let neighbours = [k - 1, k + 1].filter { found.indices.contains($0) }
        let agrees = neighbours.contains {
          abs(found[$0].value - here.value) <= 0.05 * abs(here.value)
        }
        guard agrees || wide < 20 else { continue }
        let top = (found[k - 1].step / line.scale).exponent
        let end = k + 1 < found.count ? found[k + 1].step : here.step / 4
        let bottom = (end / line.scale).exponent
        if top - bottom <= 64 { missing.formUnion(bottom...top) }
      }
    }
    let before = levels.count
    for exponent in missing.sorted(by: >).prefix(64) { try add(exponent) }
    return levels.count > before
  }

  /// Looks whether the stretch in which a slope was read ends in jumps on both sides.
  ///
  /// A function that moves in steps has a slope of its own within each tread, and every finite difference
  /// over many treads has another. The edge of the stretch is found by bisection: at a jump the function
  /// changes by as much within a ten-thousandth of the stretch as over sixteen times that; at a
  /// kink, or where the function is merely bent, it does not. Outputs on which nothing else casts doubt are
  /// looked at only if all are suspect.
  mutating func treads(
    _ slopes: [(Int, OutputCurve.Slope)],
    areAllSuspect: Bool = false
  ) throws -> [Int: Treads] {
    let suspects = slopes.filter { areAllSuspect || $0.1.value == 0 || $0.1.rival != nil }
      .sorted {
        abs(line.upstream[$0.0]) * $0.1.steepest > abs(line.upstream[$1.0]) * $1.1.steepest
      }
    var result: [Int: Treads] = [:]
    for (j, slope) in suspects.prefix(4) where slope.value.isFinite {
      let sides = [try edge(j, slope, side: -1), try edge(j, slope, side: 1)].compactMap(\.self)
      guard !sides.isEmpty, sides.count == 2 || areAllSuspect || slope.value == 0 else {
        continue
      }
      result[j] = Treads(
        height: sides.map(\.height).max() ?? 0,
        width: sides.reduce(0) { $0 + $1.width },
        isRepeated: sides.count == 2
      )
    }
    // Outputs that behave alike need not be looked at one by one.
    if let widest = result.values.max(by: { $0.width < $1.width }), suspects.count > 4 {
      for (j, slope) in suspects.dropFirst(4) where slope.value == 0 {
        let height = abs(line.base[j]) / max(abs(line.base[suspects[0].0]), .leastNormalMagnitude)
        result[j] = Treads(height: widest.height * max(1, height), width: widest.width)
      }
    }
    return result
  }

  private mutating func edge(
    _ j: Int,
    _ slope: OutputCurve.Slope,
    side: Double
  ) throws -> (height: Double, width: Double)? {
    let base = line.base[j]
    let unit = line.precision.unitRoundoff
    func residual(_ step: Double, _ outputs: [Double]) -> Double {
      outputs.isEmpty ? .nan : (outputs[j] - base) - slope.value * step
    }
    func limit(_ step: Double, _ outputs: [Double]) -> Double {
      8 * unit * max(abs(base), outputs.isEmpty ? 0 : abs(outputs[j])) + 4 * slope.error * abs(step)
    }
    // The coarsest level within the stretch, and the finest beyond it.
    var inside: Double?
    var outside: Double?
    for level in levels.reversed() {
      let step = side > 0 ? level.plusStep : level.minusStep
      let outputs = side > 0 ? level.plus : level.minus
      let rest = residual(step, outputs)
      guard rest.isFinite else { continue }
      if abs(rest) <= limit(step, outputs) {
        if outside == nil { inside = step }
      } else if inside != nil {
        outside = step
        break
      }
    }
    guard var near = inside, var far = outside else { return nil }
    for _ in 0..<14 {
      let middle = line.rounded((near + far) / 2)
      guard abs(middle) > abs(near), abs(middle) < abs(far) else { break }
      let values = try outputs(middle)
      guard !values.isEmpty else { return nil }
      if abs(residual(middle, values)) <= limit(middle, values) {
        near = middle
      } else {
        far = middle
      }
    }
    let (inner, outer) = (try outputs(near), try outputs(far))
    let beyond = line.rounded(far + 16 * (far - near))
    let wider = try outputs(beyond)
    guard !inner.isEmpty, !outer.isEmpty, !wider.isEmpty else { return nil }
    let change = abs(residual(far, outer) - residual(near, inner))
    let total = abs(residual(beyond, wider) - residual(near, inner))
    let isJump = change > 8 * unit * abs(outer[j]) && change > 0.25 * total
    return isJump ? (change, abs(far)) : nil
  }

  /// The precision in which output j seems to be computed, where it is less than that of its type: no
  /// value has more bits, a quarter of those that moved have all of them, and its noise or its steps are no larger.
  func innerPrecision(of j: Int, noise: Double) -> Classification.Obstacle? {
    var (moved, most, full) = (0, 0, [0, 0])
    for level in levels {
      for side in [level.plus, level.minus]
      where !side.isEmpty && side[j].isFinite && side[j] != line.base[j] && side[j] != 0 {
        let bits = 53 - min(52, side[j].significandBitPattern.trailingZeroBitCount)
        moved += 1
        most = max(most, bits)
        if bits == 11 { full[0] += 1 }
        if bits == 24 { full[1] += 1 }
      }
    }
    let size = abs(line.base[j])
    if most == 11, 4 * full[0] >= moved, noise <= 0x1p-8 * size { return .halfPrecision }
    return most == 24 && 4 * full[1] >= moved && noise <= 0x1p-21 * size ? .singlePrecision : nil
  }

  /// φ = Σ vⱼ·fⱼ over some outputs, as one curve.
  func whole(of outputs: [Int]) -> OutputCurve {
    let size = outputs.reduce(0) { $0 + abs(line.upstream[$1] * line.base[$1]) }
    func sum(_ values: [Double]) -> Double {
      guard !values.isEmpty else { return .nan }
      return outputs.reduce(size) { $0 + line.upstream[$1] * (values[$1] - line.base[$1]) }
    }
    return curve(base: size, value: sum)
  }
}
