import Tensors

/// The evidence about one wrong result: the student's and the right values on all probes, and the reference,
/// which can compute what another formula would give.
struct Evidence {
  let probed: ProbedExercise
  let subject: Subject
  let trials: [Trial]
  /// The student's results, one for each trial.
  private(set) var yours: [Value]
  /// The right results, one for each trial.
  private(set) var right: [Value]
  /// The position of the tensor in a list that this evidence is about; nil for everything.
  private var element: Int?
  /// Whether the student's forward function, if there is one, gives the right output on every trial.
  let forwardIsRight: Bool

  /// Collects the evidence; nil when a trial has no value.
  init?(_ probed: ProbedExercise, _ subject: Subject, _ observation: Observation) {
    // What was drawn has no right values.
    if case .draws = subject { return nil }
    let (items, right) = (observation[subject], probed.reference[subject])
    let (yours, expected) = (items.compactMap(\.outcome.value), right.compactMap(\.outcome.value))
    guard !yours.isEmpty, yours.count == right.count, expected.count == right.count,
      zip(yours, expected).allSatisfy({ $0.kindName == $1.kindName })
    else { return nil }
    self.probed = probed
    self.subject = subject
    self.yours = yours
    self.right = expected
    forwardIsRight = probed.compare(observation[.forward], on: .forward) == nil
    if case .output(let name) = subject {
      element = probed.exercise.outputs.firstIndex { $0.name == name }
    }
    // A trajectory has several results for each trial, so explanations that need trials do not apply.
    let trials =
      subject.function == "backward"
      ? probed.trials.filter { $0.upstream != nil } : probed.trials
    self.trials = trials.count == items.count ? trials : []
  }

  var exercise: Exercise { probed.exercise }

  /// Whether the result is an output of forward.
  var isOutput: Bool { subject.function == "forward" }

  var indices: Range<Int> { trials.indices }

  /// The argument with respect to which the gradient is taken; nil for other results.
  var input: Exercise.Input? {
    guard case .gradient(let name) = subject else { return nil }
    return exercise.inputs.first { $0.name == name }
  }

  /// Whether other values equal the student's on every trial.
  func holds(_ candidate: (Int) throws -> Value?) -> Bool {
    !trials.isEmpty
      && indices.allSatisfy { trial in
        guard let value = try? candidate(trial) else { return false }
        return Agreement(yours[trial], value) == .agrees
      }
  }

  /// The right gradient of a trial for another upstream gradient or other arguments.
  func gradient(
    _ trial: Int,
    upstream: Value? = nil,
    arguments: Exercise.Arguments? = nil
  ) throws -> Value? {
    guard let name = input?.name else { return nil }
    var changed = trials[trial]
    if let arguments { changed.arguments = arguments }
    guard let upstream = upstream ?? changed.upstream else { return nil }
    let value = try probed.gradients(changed, upstream: upstream)[name]?.value
    return part(of: value)
  }

  /// The right output of a trial that was changed.
  func rightOutput(_ changed: Trial) throws -> Value? { part(of: try probed.output(changed)) }

  /// The right gradient of a trial with its upstream gradient changed entry by entry.
  func gradient(_ trial: Int, changing change: (_ position: Int, _ value: Double) -> Double) throws
    -> Value?
  {
    guard let upstream = trials[trial].upstream else { return nil }
    let changed = upstream.scalars.enumerated().map { change($0.offset, $0.element) }
    return try gradient(trial, upstream: upstream.replacingScalars(changed))
  }

  /// The right output of a trial; nil where there is no forward function.
  func output(_ trial: Int) -> Value? {
    let outputs = probed.reference[.forward]
    guard trial < outputs.count else { return nil }
    return isOutput
      ? part(of: outputs[trial].outcome.value) : outputs[trial].outcome.value
  }

  // MARK: - One tensor of a list

  /// The evidence about one tensor of a list; nil where some list has none at that position.
  func about(element: Int) -> Evidence? {
    func parts(_ values: [Value]) -> [Value]? {
      let parts = values.compactMap { value -> Value? in
        guard case .tensors(let tensors) = value, element < tensors.count else { return nil }
        return .tensor(tensors[element])
      }
      return parts.count == values.count ? parts : nil
    }
    guard let mine = parts(yours), let expected = parts(right) else { return nil }
    var copy = self
    copy.element = element
    (copy.yours, copy.right) = (mine, expected)
    return copy
  }

  private func part(of value: Value?) -> Value? {
    guard let element else { return value }
    guard case .tensors(let tensors)? = value, element < tensors.count else { return nil }
    return .tensor(tensors[element])
  }

  /// The name of the axis whose size fits; the axis's number when none or several fit.
  func axisName(_ axis: Int, of shape: [Int], _ trial: Int) -> String {
    let names = trials[trial].sizes.filter { $0.value == shape[axis] }.keys
    return names.count == 1 ? names.first ?? "\(axis)" : "\(axis)"
  }

  /// The name of an axis of the right result, as the input declares it.
  func axisName(ofResult axis: Int) -> String {
    if let axes = input?.axes, axis < axes.count {
      return Int(axes[axis]) == nil ? axes[axis] : "\(axis)"
    }
    guard let trial = indices.first, axis < right[trial].shape.count else { return "\(axis)" }
    return axisName(axis, of: right[trial].shape, trial)
  }
}
