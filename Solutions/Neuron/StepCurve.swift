import Tensors

/// The error of a central difference, for one step after another.
enum StepCurve {
  // The larger of both magnitudes is the scale: it treats the two alike, and vanishes only when both do.
  static func errors(
    of f: (Double) throws -> Double,
    slope: Double,
    at x: Double,
    steps: [Double]
  ) throws -> [Double] {
    try steps.map { h in
      let numeric = (try f(x + h) - f(x - h)) / (2 * h)
      let scale = max(abs(numeric), abs(slope))
      return scale == 0 ? 0 : abs(numeric - slope) / scale
    }
  }
}
