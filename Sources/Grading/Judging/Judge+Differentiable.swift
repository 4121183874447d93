import GradientChecking
import Tensors

extension Judge {
  /// Judges a forward and a backward function by three oracles: the reference forward, the reference
  /// backward, and finite differences of the student's own forward.
  func judgeDifferentiable(_ implementation: Implementation) throws -> [Check] {
    recorder.plan(planned)
    let plan = planned
    var observation = Observation()

    // Forward, on every probe, before anything else: it stands even if backward ends the process.
    var forwards: [Observer.Forward] = []
    var isRepeatable = true
    for trial in observer.trials {
      recorder.enter("forward, on \(trial.name)")
      let forward = try observer.forward(implementation, trial)
      let again = try observer.forward(implementation, trial)
      if let value = forward.part.value, let repeated = again.part.value {
        isRepeatable = isRepeatable && value.isIdentical(to: repeated)
      }
      forwards.append(forward)
      observation.append(forward.part, to: .forward, at: trial.name)
      if forward.part == .notWritten { break }
    }
    let isWritten = forwards.first?.part != .notWritten
    var forward = Check(
      .forward,
      isWritten ? .passed : .notWritten,
      possible: plan[0].possible,
      probes: observer.trials.count
    )
    if isWritten {
      // A result that changes from call to call comes first: whatever else is wrong follows from it.
      let finding =
        isRepeatable
        ? compare(observation[.forward], on: .forward)
        : .notRepeatable(place: observer.trials[0].name)
      if let finding {
        forward = Check(
          .forward,
          .failed,
          possible: plan[0].possible,
          probes: observer.trials.count,
          findings: [finding]
        )
      }
      recorder.finish(forward)
    } else if implementation.isCached {
      return plan.map { Check($0.subject, .notWritten, possible: $0.possible) }
    }

    let backward = try backwards(implementation, forwards, isWritten: isWritten)
    for (subject, items) in backward.items {
      for item in items { observation.append(item.part, to: subject, at: item.place) }
    }
    if !isWritten || exercise.forwardIsGiven, backward.isNotWritten {
      return plan.map { Check($0.subject, .notWritten, possible: $0.possible) }
    }
    var checks = [forward]
    for planned in plan.dropFirst() {
      let check = try judgeGradient(
        planned,
        implementation,
        observation,
        forwardIsRight: forward.mark == .passed,
        contract: backward.contract
      )
      recorder.finish(check)
      checks.append(check)
    }
    let explained = try explain(checks, observation)
    for check in explained { recorder.finish(check) }
    return explained
  }

  // MARK: - Calling backward

  private struct Backwards {
    var items: [(Subject, [Observation.Item])] = []
    var isNotWritten = false
    /// What the contract checks found, by the name of the argument.
    var contract: [String: Finding] = [:]
  }

  private func backwards(
    _ implementation: Implementation,
    _ forwards: [Observer.Forward],
    isWritten: Bool
  ) throws -> Backwards {
    var result = Backwards()
    let names = exercise.inputs.filter(\.isDifferentiated).map(\.name)
    var items: [String: [Observation.Item]] = [:]
    for (position, trial) in observer.trials.enumerated() {
      guard let upstream = trial.upstream else { continue }
      let forward =
        position < forwards.count ? forwards[position] : Observer.Forward(part: .notWritten)
      let gradients: [String: Part]
      if implementation.isCached, forward.part.value == nil {
        gradients = [:]
      } else {
        recorder.enter("backward, on \(trial.name)")
        gradients = try observer.backward(
          implementation,
          trial,
          cache: forward.cache,
          upstream: upstream
        )
      }
      for name in names {
        items[name, default: []].append(
          Observation.Item(place: trial.name, part: gradients[name] ?? forward.part)
        )
      }
      if gradients.values.contains(.notWritten) {
        result.isNotWritten = true
        break
      }
      if position == 0 {
        result.contract = try contract(
          implementation,
          trial,
          forward,
          upstream: upstream,
          gradients: gradients
        )
      }
    }
    result.items = names.map { (.gradient($0), items[$0] ?? []) }
    return result
  }

  /// Repeatable, whatever was called before, and linear in the upstream gradient:
  /// B(αu + βv) = αB(u) + βB(v), B(0) = 0.
  private func contract(
    _ implementation: Implementation,
    _ trial: Trial,
    _ forward: Observer.Forward,
    upstream: Value,
    gradients: [String: Part]
  ) throws -> [String: Finding] {
    func backward(_ change: (Int, Double) -> Double) throws -> [String: Part] {
      let changed = upstream.replacingScalars(
        upstream.scalars.enumerated().map { change($0.offset, $0.element) }
      )
      return try observer.backward(
        implementation,
        trial,
        cache: forward.cache,
        upstream: changed
      )
    }
    var random = RandomSource(seed: trial.seed &+ 7)
    let other = upstream.scalars.map { _ in random.normal() }
    // So far forward was called on the last probe last, and now on this one: a backward that lives on what
    // forward left behind in a variable answers differently.
    if !implementation.isCached { _ = try observer.forward(implementation, trial) }
    let again = try backward { $1 }
    let second = try backward { position, _ in other[position] }
    let combined = try backward { 2 * $1 - 3 * other[$0] }
    let zero = try backward { _, _ in 0 }

    var findings: [String: Finding] = [:]
    for (name, part) in gradients {
      let isRepeated =
        if let first = part.value, let later = again[name]?.value {
          first.isIdentical(to: later)
        } else {
          // An error that comes and goes is no different from a value that does.
          part.value == nil && again[name]?.value == nil
        }
      guard isRepeated else {
        findings[name] = .notRepeatable(place: trial.name)
        continue
      }
      guard let first = part.value, first.scalars.allSatisfy(\.isFinite),
        let second = second[name]?.value, let combined = combined[name]?.value,
        let zero = zero[name]?.value, second.shape == first.shape
      else { continue }
      let expected = zip(first.scalars, second.scalars).map { 2 * $0 - 3 * $1 }
      if first.isIdentical(to: second), first.isIdentical(to: zero) {
        if first.scalars.contains(where: { $0 != 0 }) { findings[name] = .ignoresUpstream }
      } else if Agreement(combined, first.replacingScalars(expected)) != .agrees
        || zero.scalars.contains(where: { $0 != 0 })
      {
        findings[name] = .notLinear
      }
    }
    return findings
  }

  // MARK: - Judging one gradient

  private func judgeGradient(
    _ planned: Check,
    _ implementation: Implementation,
    _ observation: Observation,
    forwardIsRight: Bool,
    contract: [String: Finding]
  ) throws -> Check {
    guard case .gradient(let name) = planned.subject else { return planned }
    func check(_ mark: Check.Mark, _ findings: [Finding] = []) -> Check {
      Check(
        planned.subject,
        mark,
        possible: planned.possible,
        probes: observer.trials.count,
        findings: findings
      )
    }
    let items = observation[planned.subject]
    if items.contains(where: { $0.part == .notWritten }) { return check(.notWritten) }
    if let broken = contract[name], case .notRepeatable = broken { return check(.failed, [broken]) }
    let finding = compare(items, on: planned.subject)

    // The third oracle. It decides when the forward function is not the one that was asked for, and it
    // gives the evidence when the gradient is wrong.
    var numeric: [NumericGradient?] = []
    if observation[.forward].contains(where: { $0.part.value != nil }) {
      for (trial, item) in zip(observer.trials, items) {
        guard !trial.gradientIsConvention else {
          numeric.append(nil)
          continue
        }
        recorder.enter("forward, for finite differences on \(trial.name)")
        // What the comparison with the reference lets pass is not held against it here.
        let right = reference[planned.subject].first { $0.place == item.place }?.part.value
        let allowed = finding == nil ? right.map { Agreement.allowed($0.scalars) } : nil
        numeric.append(
          try NumericGradient(
            of: implementation,
            trial,
            input: name,
            claimed: item.part.value,
            allowed: allowed ?? { _ in 0 }
          )
        )
      }
    }
    let verdicts = numeric.compactMap { $0?.agreement }
    let agreesWithNumeric =
      verdicts.count == observer.trials.count { !$0.gradientIsConvention }
      && verdicts.contains(.consistent)
      && !verdicts.contains(.contradicted)

    guard let finding else {
      if let broken = contract[name] { return check(.failed, [broken]) }
      if forwardIsRight,
        let position = numeric.firstIndex(where: { $0?.agreement == .contradicted })
      {
        return check(.inconclusive, [.oraclesDisagree(place: items[position].place)])
      }
      if let evidence = Evidence(self, planned.subject, observation), evidence.isNumericThroughout {
        return check(.failed, [.explanation(.numericallyDifferentiated, axes: exercise.axes)])
      }
      return check(forwardIsRight ? .passed : .rightForIntended)
    }
    // A forward function that does not depend on its argument has a gradient of zero, which is no achievement.
    let isTelling =
      numeric.contains { $0?.value.scalars.contains { $0.magnitude > 1e-9 } == true }
    // Nor has a forward that was given, and changed, earned credit for what follows from it.
    if !forwardIsRight, !exercise.forwardIsGiven, agreesWithNumeric, isTelling,
      contract[name] == nil
    {
      return check(.followThrough)
    }

    var findings = [finding]
    if case .differs(var difference) = finding,
      let position = items.firstIndex(where: { $0.place == difference.place })
    {
      if position < numeric.count, let numeric = numeric[position] {
        difference.numeric = numeric.value
        difference.bound = numeric.bound.isFinite ? numeric.bound : nil
        difference.agreesWithNumeric = numeric.agreement == .consistent
        let entry = offset(of: difference.worst, in: difference.reference.tensor.shape)
        difference.isAtCorner = numeric.corners.contains(entry)
        difference.curve = try StepCurve(
          of: implementation,
          observer.trials[position],
          input: name,
          entry: entry,
          claimed: difference.yours.scalars[entry]
        )
      }
      findings[0] = .differs(difference)
      let values = items.compactMap { $0.part.value?.scalars }
      if values.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
        findings.append(.allZero(place: difference.place))
      }
    }
    if let broken = contract[name] { findings.append(broken) }
    return check(.failed, findings)
  }
}
