import Foundation
import Tensors

// A term too few or too many, seen in the difference from the right value.
extension Evidence {
  func termExplanation() -> Explanation? {
    guard zip(yours, right).allSatisfy({ $0.shape == $1.shape }), !trials.isEmpty,
      let rank = right.first?.shape.count, rank > 0
    else { return nil }
    let isGradient = input != nil
    for axis in 0..<rank where isConstant(along: axis) {
      return isGradient
        ? .missingTerm(axis: axisName(ofResult: axis))
        : .offsetAlong(axis: axisName(axis, of: right[0].shape, 0))
    }
    guard isGradient else { return nil }
    for (name, quantity) in quantities {
      for axis in 0..<rank where isMultiple(of: quantity, along: axis) {
        return .missingMultiple(of: name, axis: axisName(ofResult: axis))
      }
    }
    return nil
  }

  /// The quantities that the difference may be a multiple of: the output and the arguments.
  private var quantities: [(String, (Int) -> Value?)] {
    var quantities: [(String, (Int) -> Value?)] = [
      ("the output", output),
      (
        "e to the power of the output",
        { trial in
          output(trial).map { $0.replacingScalars($0.scalars.map { Foundation.exp($0) }) }
        }
      ),
    ]
    for (position, input) in exercise.inputs.enumerated() where !input.axes.isEmpty {
      quantities.append((input.name, { trials[$0].arguments.values[position] }))
    }
    return quantities
  }

  private func isConstant(along axis: Int) -> Bool {
    isTerm(along: axis) { trial in right[trial].scalars.map { _ in 1 } }
  }

  private func isMultiple(of quantity: (Int) -> Value?, along axis: Int) -> Bool {
    isTerm(along: axis) { trial in
      guard let value = quantity(trial), value.shape == right[trial].shape else { return nil }
      return value.scalars
    }
  }

  /// Whether the difference is a multiple of a quantity and the right value is not.
  ///
  /// If both are, a factor of the right value may be wrong instead.
  private func isTerm(along axis: Int, _ quantity: (Int) -> [Double]?) -> Bool {
    isProportional(along: axis, quantity) { trial in
      zip(yours[trial].scalars, right[trial].scalars).map { $0 - $1 }
    } && !isProportional(along: axis, quantity) { right[$0].scalars }
  }

  /// Whether the values are a multiple of a quantity in every line along an axis, on every trial.
  ///
  /// At least two lines must have three or more entries and a multiple other than 0.
  private func isProportional(
    along axis: Int,
    _ quantity: (Int) -> [Double]?,
    _ values: (Int) -> [Double]
  ) -> Bool {
    var telling = 0
    for trial in indices {
      // Some trials may have fewer axes than the first.
      guard case .tensor(let tensor) = right[trial], axis < tensor.rank,
        let weights = quantity(trial)
      else { return false }
      let scale = (yours[trial].scalars + tensor.scalars).map(\.magnitude).max() ?? 0
      let values = values(trial)
      for line in lines(tensor.shape, along: axis) {
        let differences = line.map { values[$0] }
        guard differences.allSatisfy(\.isFinite) else { return false }
        guard
          let pivot = line.indices.max(by: {
            weights[line[$0]].magnitude < weights[line[$1]].magnitude
          }), weights[line[pivot]] != 0
        else { return false }
        let multiple = differences[pivot] / weights[line[pivot]]
        for (difference, position) in zip(differences, line) {
          guard (difference - multiple * weights[position]).magnitude <= 1e-9 * max(scale, 1e-3)
          else { return false }
        }
        if multiple.magnitude > 1e-6 * scale, line.count >= 3 { telling += 1 }
      }
    }
    return telling >= 2
  }

  /// The positions of each line along an axis.
  private func lines(_ shape: [Int], along axis: Int) -> [[Int]] {
    let inner = shape[(axis + 1)...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    return (0..<outer).flatMap { block in
      (0..<inner).map { offset in
        (0..<shape[axis]).map { (block * shape[axis] + $0) * inner + offset }
      }
    }
  }
}
