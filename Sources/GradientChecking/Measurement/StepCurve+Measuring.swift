import Foundation

extension StepCurve {
  /// The curve along a line; by default at steps that halve from a quarter of the scale.
  init(index: Int, analytic: Double, along line: Line, steps: [Double]? = nil) throws {
    let steps = steps ?? (0..<28).map { scalbn(line.scale, -2 - $0) }
    let points = try steps.compactMap { h -> Point? in
      guard let pair = line.pair(h) else { return nil }
      func sum(_ step: Double) throws -> Double {
        var sum = Double.nan
        _ = try line.outputs(step) { outputs in
          sum = outputs.indices.reduce(0) { $0 + line.upstream[$1] * (outputs[$1] - line.base[$1]) }
        }
        return sum
      }
      let width = pair.plus - pair.minus
      return Point(step: width / 2, difference: (try sum(pair.plus) - sum(pair.minus)) / width)
    }
    self.init(index: index, analytic: analytic, points: points)
  }
}
