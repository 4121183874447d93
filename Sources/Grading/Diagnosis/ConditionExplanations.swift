import Tensors

// Right, except where a condition holds.
extension Evidence {
  func conditionExplanation() -> Explanation? {
    guard zip(yours, right).allSatisfy({ $0.shape == $1.shape }), !trials.isEmpty else {
      return nil
    }
    let wrong = indices.map(wrongPositions)
    return conditions.first { _, positions in
      var (hits, possible, telling) = (0, 0, 0)
      for trial in indices {
        guard let mask = positions(trial) else { return false }
        guard wrong[trial].isSubset(of: mask) else { return false }
        hits += wrong[trial].count
        // Some right entries outside the condition must not be 0: a 0 is often right by accident.
        telling +=
          right[trial].scalars.indices.filter {
            !mask.contains($0) && right[trial].scalars[$0] != 0
          }.count
        // Where the right value is nearly 0, a wrong formula may give 0 too.
        possible +=
          mask.filter {
            right[trial].scalars[$0].magnitude > 1e-6 || wrong[trial].contains($0)
          }.count
        if mask.count == right[trial].scalars.count, !wrong[trial].isEmpty, mask.count > 1 {
          return false
        }
      }
      // Nearly all must be wrong. Among few entries, many with the same sign can be wrong by accident.
      return hits > 0 && 10 * hits >= 9 * possible && telling > 1
    }.map { .onlyWhere($0.0) }
  }

  func wrongPositions(_ trial: Int) -> Set<Int> {
    let (mine, expected) = (yours[trial].scalars, right[trial].scalars)
    let allowed = Agreement.allowed(expected)
    return Set(mine.indices.filter { !((mine[$0] - expected[$0]).magnitude <= allowed($0)) })
  }

  private typealias Positions = (_ trial: Int) -> Set<Int>?

  private var conditions: [(Explanation.Condition, Positions)] {
    var conditions: [(Explanation.Condition, Positions)] = []
    for name in exercise.inputs.filter({ !$0.axes.isEmpty }).map(\.name) {
      conditions += [
        (.zero(name), { inputPositions($0, name) { value, _ in value == 0 } }),
        (.negative(name), { inputPositions($0, name) { value, _ in value < 0 } }),
        (.positive(name), { inputPositions($0, name) { value, _ in value > 0 } }),
      ]
    }
    let first = input?.name ?? exercise.inputs.first { !$0.axes.isEmpty }?.name ?? ""
    conditions += [
      (
        .ties,
        { inputPositions($0, first) { value, all in all.filter { $0 == value }.count > 1 } }
      ),
      (.trueClass, { classPositions($0, isTrue: true) }),
      (.otherClasses, { classPositions($0, isTrue: false) }),
      (.repeatedRows, repeatedRows),
      (
        .diagonal,
        { positions($0) { index, _ in index.count > 1 && index.suffix(2).first == index.last } }
      ),
    ]
    for axis in 0..<(right.first?.shape.count ?? 0) {
      for isLast in [false, true] {
        conditions.append(
          (
            .end(axis: axisName(ofResult: axis), isLast: isLast),
            {
              // Some trials may have fewer axes than the first.
              guard axis < right[$0].shape.count else { return nil }
              return positions($0) { index, shape in
                index[axis] == (isLast ? shape[axis] - 1 : 0)
              }
            }
          )
        )
      }
    }
    conditions.append(
      (
        .border,
        {
          positions($0) { index, shape in
            guard shape.count >= 4 else { return false }
            return (shape.count - 2..<shape.count).contains {
              index[$0] == 0 || index[$0] == shape[$0] - 1
            }
          }
        }
      )
    )
    return conditions
  }

  /// The positions whose index satisfies a condition.
  private func positions(_ trial: Int, _ holds: ([Int], [Int]) -> Bool) -> Set<Int>? {
    let shape = right[trial].shape
    guard !shape.isEmpty else { return nil }
    return Set(right[trial].scalars.indices.filter { holds(index($0, in: shape), shape) })
  }

  /// The positions at which an argument satisfies a condition; nil unless it has the shape of the result.
  private func inputPositions(
    _ trial: Int,
    _ name: String,
    _ holds: (Double, [Double]) -> Bool
  ) -> Set<Int>? {
    guard exercise.inputs.contains(where: { $0.name == name }),
      trials[trial].arguments[name].kindName == right[trial].kindName,
      trials[trial].arguments[name].shape == right[trial].shape
    else { return nil }
    let scalars = trials[trial].arguments[name].scalars
    return Set(scalars.indices.filter { holds(scalars[$0], scalars) })
  }

  /// The positions in the column of the true class, or in all other columns.
  private func classPositions(_ trial: Int, isTrue: Bool) -> Set<Int>? {
    guard let labels = labels(trial), right[trial].shape.count == 2,
      labels.count == right[trial].shape[0]
    else { return nil }
    return positions(trial) { index, _ in (labels[index[0]] == index[1]) == isTrue }
  }

  /// The positions in rows whose index occurs more than once.
  private func repeatedRows(_ trial: Int) -> Set<Int>? {
    guard let labels = labels(trial) else { return nil }
    let repeated = Set(labels.filter { label in labels.filter { $0 == label }.count > 1 })
    return positions(trial) { index, _ in repeated.contains(index[0]) }
  }

  private func labels(_ trial: Int) -> [Int]? {
    for case .integers(let labels) in trials[trial].arguments.values { return labels }
    return nil
  }
}
