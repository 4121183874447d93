import Tensors

// The right function at the wrong place, or the right value by the wrong means.
extension Evidence {
  func pointExplanation() -> Explanation? {
    if holds(atOutput) { return .atOutput }
    if overflows { return .overflow }
    if let axis = onlyForOne() {
      return isRightOrZero ? .wholeQuotient(axis: axis) : .onlyForOne(axis: axis)
    }
    return nil
  }

  /// The right gradient with the output in place of the input.
  private func atOutput(_ trial: Int) throws -> Value? {
    guard let input, let output = output(trial) else { return nil }
    var arguments = trials[trial].arguments
    guard arguments[input.name].shape == output.shape,
      arguments[input.name].kindName == output.kindName
    else { return nil }
    arguments[input.name] = output
    return try gradient(trial, arguments: arguments)
  }

  /// The batch axis, if the result is right wherever it has size 1 and wrong wherever it is larger.
  ///
  /// Other axes are not considered: many formulas have no effect on an axis of size 1, so a right result there
  /// proves nothing.
  private func onlyForOne() -> String? {
    exercise.axes.first { axis in
      guard axis.role == .batch else { return false }
      let isOne = indices.map { trials[$0].sizes[axis.name] == 1 }
      let isRight = indices.map { Agreement(yours[$0], right[$0]) == .agrees }
      guard isOne == isRight else { return false }
      // Few numbers are right by accident, and zeros often are.
      let telling = indices.filter { isOne[$0] && right[$0].scalars.contains { $0 != 0 } }
      guard telling.count > 2 else { return false }
      // A mistake about the batch makes most entries wrong, and by more than the last digits. Otherwise the
      // one item is right by accident.
      guard indices.allSatisfy({ isRight[$0] || !(distance($0) <= 1e-6) && isMostlyWrong($0) })
      else { return false }
      // Two trials must differ only in the size of the batch.
      return indices.contains { one in
        isOne[one] && indices.contains { !isOne[$0] && differ(one, $0, onlyIn: axis.name) }
      }
    }?.name
  }

  /// Whether every result that is wrong is 0 throughout.
  private var isRightOrZero: Bool {
    indices.allSatisfy {
      Agreement(yours[$0], right[$0]) == .agrees || yours[$0].scalars.allSatisfy { $0 == 0 }
    }
  }

  /// Whether at least half of the entries of a trial are wrong, not counting right zeros.
  private func isMostlyWrong(_ trial: Int) -> Bool {
    guard yours[trial].shape == right[trial].shape else { return true }
    let wrong = wrongPositions(trial)
    let telling = right[trial].scalars.indices.filter {
      wrong.contains($0) || right[trial].scalars[$0] != 0
    }
    return 2 * wrong.count >= telling.count
  }

  /// The function, or the derivative, of another activation.
  func functionExplanation() -> Explanation? {
    guard let input = input ?? exercise.inputs.first(where: { !$0.axes.isEmpty }) else {
      return nil
    }
    func applies(_ function: (Double) -> Double) -> Bool {
      holds { trial in
        let argument = trials[trial].arguments[input.name]
        guard argument.shape == right[trial].shape else { return nil }
        let values = argument.scalars.map(function)
        guard case .gradient = subject else { return right[trial].replacingScalars(values) }
        guard let upstream = trials[trial].upstream?.scalars, upstream.count == values.count else {
          return nil
        }
        return right[trial].replacingScalars(zip(upstream, values).map { $0 * $1 })
      }
    }
    for function in WellKnownFunction.all {
      if case .gradient = subject {
        if applies(function.derivative) { return .otherFunction(function.name) }
        if let formula = function.derivativeFromOutput, applies(formula) {
          return .formulaOfOutput(function.name)
        }
      } else if applies(function.value) {
        return .otherFunction(function.name)
      }
    }
    return nil
  }

  /// Whether two trials have the same sizes but for one axis, and the same settings.
  private func differ(_ first: Int, _ second: Int, onlyIn axis: String) -> Bool {
    func settings(_ trial: Int) -> [Value] {
      trials[trial].arguments.values.filter { $0.shape.isEmpty }
    }
    func sizes(_ trial: Int) -> [String: Int] { trials[trial].sizes.filter { $0.key != axis } }
    return sizes(first) == sizes(second) && settings(first) == settings(second)
  }

  /// Whether the result is not finite on some trials, all of them with extreme arguments (large, or exactly 0),
  /// and right wherever the arguments are not extreme.
  private var overflows: Bool {
    func isExtreme(_ trial: Int) -> Bool {
      let largest = trials[trial].arguments.values.flatMap(\.scalars).map(\.magnitude).max() ?? 0
      return largest > 30
        || zip(exercise.inputs, trials[trial].arguments.values).contains { input, value in
          input.isDifferentiated && value.scalars.contains(0)
        }
    }
    let broken = indices.filter { !yours[$0].scalars.allSatisfy(\.isFinite) }
    return !broken.isEmpty && broken.allSatisfy(isExtreme) && !indices.allSatisfy(isExtreme)
      && indices.allSatisfy {
        isExtreme($0) || Agreement(yours[$0], right[$0]) == .agrees
      }
  }

  /// A result that is nearly right on every trial, with an error larger than rounding.
  func closenessExplanation() -> Explanation? {
    guard !trials.isEmpty, indices.allSatisfy({ yours[$0].shape == right[$0].shape }) else {
      return nil
    }
    let distances = indices.map(distance)
    guard distances.allSatisfy({ $0.isFinite && $0 < 2e-3 }), let largest = distances.max(),
      largest > 1e-11
    else { return nil }
    if let precision = singlePrecision() { return precision }
    guard isNumeric else { return nil }
    return input == nil ? .inexact(largest) : .numericallyDifferentiated
  }

  /// Right results in single precision, or the right results for arguments in single precision.
  private func singlePrecision() -> Explanation? {
    func isSingle(_ value: Value) -> Bool { value.scalars.allSatisfy { Double(Float($0)) == $0 } }
    func rounded(_ value: Value) -> Value {
      guard ["Tensor", "[Tensor]", "Double"].contains(value.kindName) else { return value }
      return value.replacingScalars(value.scalars.map { Double(Float($0)) })
    }
    // A right value that single precision can hold tells nothing.
    if yours.allSatisfy(isSingle), !right.allSatisfy(isSingle) { return .singlePrecision(of: []) }
    let all = exercise.inputs.map(\.name)
    let upstream = input == nil ? [] : ["upstream"]
    let choices = all.map { [$0] } + [upstream, all, all + upstream].filter { !$0.isEmpty }
    return choices.first { names in
      holds { trial in
        var changed = trials[trial]
        for name in names where all.contains(name) {
          changed.arguments[name] = rounded(changed.arguments[name])
        }
        guard input != nil else { return try rightOutput(changed) }
        let isRounded = names.contains("upstream")
        return try gradient(
          trial,
          upstream: isRounded ? changed.upstream.map(rounded) : nil,
          arguments: changed.arguments
        )
      }
    }.map { .singlePrecision(of: $0) }
  }

  /// The largest error of a trial, relative to its largest right value.
  private func distance(_ trial: Int) -> Double {
    let scale = right[trial].scalars.map(\.magnitude).max() ?? 0
    let distance =
      zip(yours[trial].scalars, right[trial].scalars)
      .map { ($0 - $1).magnitude }.max() ?? 0
    return scale > 0 ? distance / scale : distance
  }

  /// Whether nearly every entry has a small error, as finite differences leave it.
  private var isNumeric: Bool {
    var errors: [Double] = []
    // Where values are large, some gradients are so small that every method has large errors of its own.
    for trial in indices where trials[trial].isMeasured {
      for (mine, right) in zip(yours[trial].scalars, right[trial].scalars) where right != 0 {
        errors.append((mine - right).magnitude / right.magnitude)
      }
    }
    let touched = errors.filter { $0 > 1e-13 }
    let enough = Int(0.8 * Double(errors.count))
    guard touched.count >= enough, let smallest = touched.min(), let largest = touched.max() else {
      return false
    }
    // A factor would be the same everywhere; errors of finite differences are not.
    return largest < 1e-2 && largest > 1.01 * smallest
  }
}
