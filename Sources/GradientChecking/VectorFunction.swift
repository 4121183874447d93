/// A function of a flat list of coordinates at a base point, with the upstream gradient of its outputs.
struct VectorFunction {
  let function: ([Double]) throws -> [Double]
  let weights: UpstreamWeights
  let precision: Precision
  private(set) var point: [Double]

  /// Evaluates the function at the point and checks that everything fits.
  init(
    _ function: @escaping ([Double]) throws -> [Double],
    at point: [Double],
    upstream: [Double],
    precision: Precision
  ) throws {
    guard !point.isEmpty else { throw GradientCheckError.noCoordinates }
    try requireFinite(point, "The point")
    try requireFinite(upstream, "The upstream gradient")
    let base = try function(point)
    guard base.count == upstream.count else {
      throw GradientCheckError.countMismatch(
        what: "The upstream gradient",
        expected: base.count,
        actual: upstream.count
      )
    }
    try requireFinite(base, "The output of the function")
    self.function = function
    self.point = point
    weights = UpstreamWeights(base: base, upstream: upstream)
    self.precision = precision
  }

  /// φ at a step along one coordinate; the coordinate is restored by assignment.
  mutating func sample(coordinate i: Int, step: Double) throws -> LineSample {
    let original = point[i]
    let moved = precision.rounded(original + step)
    point[i] = moved
    defer { point[i] = original }
    let outputs: [Double]
    do {
      outputs = try function(point)
    } catch let error as CancellationError {
      throw error
    } catch {
      // A function that throws away from the base point has left its domain, as one that returns NaN.
      return LineSample(step: moved - original, value: .nan, magnitude: .nan)
    }
    guard outputs.count == weights.count else {
      throw GradientCheckError.outputChanged(expected: weights.count, actual: outputs.count)
    }
    let (value, magnitude) = outputs.withUnsafeBufferPointer(weights.difference)
    return LineSample(step: moved - original, value: value, magnitude: magnitude)
  }
}

/// Refuses NaN and infinity, naming the first position.
func requireFinite(_ values: [Double], _ what: String) throws {
  if let position = values.firstIndex(where: { !$0.isFinite }) {
    throw GradientCheckError.notFinite(
      what: values.count == 1 ? what : "\(what), at position \(position),",
      value: "\(values[position])"
    )
  }
}
