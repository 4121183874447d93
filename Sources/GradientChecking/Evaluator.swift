/// A function at a point with all types erased: its coordinates can be moved, and its outputs measured.
///
/// An evaluator owns copies of the inputs and moves their coordinates in place, so that an evaluation
/// costs what the function costs and little more. It is used by one thread at a time.
final class Evaluator {
  /// The coordinates at the point where the gradient is checked.
  let point: [Double]
  let precision: Precision
  /// Σⱼ |vⱼ|·|fⱼ| at the point.
  let baseMagnitude: Double
  /// Moves one coordinate.
  private let set: (_ index: Int, _ value: Double) -> Void
  /// Moves all coordinates.
  private let setAll: (UnsafeBufferPointer<Double>) -> Void
  /// φ and its magnitude where the coordinates stand.
  private let measure: () throws -> (value: Double, magnitude: Double)
  /// Room for a moved point.
  private var moved: [Double]
  private(set) var evaluations = 0
  /// The first error that the function threw away from the point.
  private(set) var firstError: String?

  init(
    point: [Double],
    precision: Precision,
    baseMagnitude: Double,
    set: @escaping (Int, Double) -> Void,
    setAll: @escaping (UnsafeBufferPointer<Double>) -> Void,
    measure: @escaping () throws -> (value: Double, magnitude: Double)
  ) {
    self.point = point
    self.precision = precision
    self.baseMagnitude = baseMagnitude
    self.set = set
    self.setAll = setAll
    self.measure = measure
    moved = point
  }

  /// The line along one coordinate; `restore(coordinate:)` puts the coordinate back.
  func line(coordinate i: Int) -> Line {
    let original = point[i]
    return Line(
      scale: max(1, abs(original)),
      precision: precision,
      baseMagnitude: baseMagnitude
    ) { step in
      let value = self.precision.rounded(original + step)
      self.set(i, value)
      return try self.sample(value - original)
    }
  }

  /// Puts a coordinate back where it was, by assignment: subtracting a step would round.
  func restore(coordinate i: Int) { set(i, point[i]) }

  /// The line through the point along a direction; `restore()` puts all coordinates back.
  ///
  /// The inputs are rounded one by one, so that the step is not the same for all; for Gaussian directions
  /// their rounding errors are independent, and enter as noise.
  func line(direction: [Double]) -> Line {
    Line(scale: 1, precision: precision, baseMagnitude: baseMagnitude) { step in
      self.move(along: direction, step)
      return try self.sample(step)
    }
  }

  /// Puts the coordinates at point + step·direction.
  func move(along direction: [Double], _ step: Double) {
    let precision = precision
    moved.withUnsafeMutableBufferPointer { moved in
      point.withUnsafeBufferPointer { point in
        direction.withUnsafeBufferPointer { direction in
          if precision == .double {
            for i in moved.indices { moved[i] = point[i] + step * direction[i] }
          } else {
            for i in moved.indices { moved[i] = precision.rounded(point[i] + step * direction[i]) }
          }
        }
      }
      setAll(UnsafeBufferPointer(moved))
    }
  }

  /// Puts all coordinates back.
  func restore() { point.withUnsafeBufferPointer { setAll($0) } }

  private func sample(_ step: Double) throws -> LineSample {
    evaluations += 1
    do {
      let (value, magnitude) = try measure()
      return LineSample(step: step, value: value, magnitude: magnitude)
    } catch let error as CancellationError {
      throw error
    } catch let error as GradientCheckError {
      throw error
    } catch {
      // A function that throws away from the point has left its domain, as one that returns NaN.
      if firstError == nil { firstError = "\(error)" }
      return LineSample(step: step, value: .nan, magnitude: .nan)
    }
  }
}
