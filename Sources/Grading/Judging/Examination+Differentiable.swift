import GradientChecking
import Tensors

extension Examination {
  /// Judges a forward and a backward function by three oracles: the reference forward, the reference
  /// backward, and finite differences of the student's own forward.
  func judgeDifferentiable() throws -> JudgedProbes {
    // Forward comes first, on every probe: its result stands even if backward ends the process.
    var forwards: [ProbeRunner.Forward] = []
    for trial in trials {
      progress?.enter("forward, on \(trial.name)")
      let forward = try runner.forward(implementation, trial)
      forwards.append(forward)
      if forward.outcome == .notWritten { break }
    }
    guard !exercise.draws.isEmpty else { return try judge(forwards) }
    // The reference gets the numbers that forward drew in these calls.
    let outcomes = forwards.map(\.outcome)
    let (given, unanswered) = try probed.given(outcomes, by: implementation)
    return try Examination(probed: given, implementation: implementation, progress: progress)
      .judge(forwards, unanswered)
  }

  /// Judges the results of forward, and backward.
  ///
  /// - Parameters:
  ///   - forwards: The results of forward, in the order of the trials.
  ///   - unanswered: The places at which the reference has no answer for what forward drew.
  /// - Returns: The checks of outputs and gradients.
  /// - Throws: ``HarnessError``.
  private func judge(_ forwards: [ProbeRunner.Forward], _ unanswered: [Place] = []) throws
    -> JudgedProbes
  {
    let plan = planned
    var observation = Observation()
    for (forward, trial) in zip(forwards, trials) {
      observation.append(forward.outcome, ofForwardTo: exercise, at: trial.place)
    }
    let isWritten = forwards.first?.outcome != .notWritten
    let probes = trials.count
    let outputs = plan.filter { $0.subject.function == "forward" }
    var checks = outputs.map { $0.marked(isWritten ? .passed : .notWritten, probes: probes) }
    if isWritten {
      // A result that changes from call to call comes first: it explains all other differences.
      func call(_ position: Int) throws -> CallOutcome {
        progress?.enter("forward, on \(trials[position].name)")
        return try runner.forward(implementation, trials[position]).outcome
      }
      let changing = try findingOfRepetition(
        forwards.map(\.outcome),
        secondRound(of: forwards.count, call),
        by: { $0.isRepeated(by: $1) || !exercise.drewAlike($0, $1) },
        call
      )
      for (position, output) in outputs.enumerated() {
        if case .draws(let name) = output.subject {
          let finding = try findingOfDraws(name, observation)
          if let finding {
            checks[position] = output.marked(.failed, probes: probes, findings: [finding])
          }
        } else {
          checks[position] = judgeOutput(output, changing, observation, unanswered)
        }
        progress?.finish(checks[position])
      }
    } else if implementation.isCached {
      return judged(plan.map { $0.marked(.notWritten) }, observation)
    }

    let backward = try backwards(forwards)
    for (subject, items) in backward.items {
      for item in items { observation.append(item.outcome, to: subject, at: item.place) }
    }
    if !isWritten || exercise.forwardIsGiven, backward.isNotWritten {
      return judged(plan.map { $0.marked(.notWritten) }, observation)
    }
    let differentiated = exercise.differentiatedOutputs.map { Subject.output($0.name) }
    let forwardIsRight = checks.allSatisfy {
      $0.mark == .passed || $0.mark == .inconclusive
        || !differentiated.isEmpty && !differentiated.contains($0.subject)
    }
    for planned in plan.dropFirst(outputs.count) {
      let check = try judgeGradient(
        planned,
        observation,
        forwardIsRight: forwardIsRight,
        contract: backward.contract,
        work: backward.work
      )
      progress?.finish(check)
      checks.append(check)
    }
    // Numbers that are drawn wrong are the reason why there is nothing to compare with.
    if checks.contains(where: { $0.mark == .failed && $0.subject.areDraws }) {
      for (position, output) in outputs.enumerated()
      where checks[position].findings == [.drawsNotRecorded] {
        checks[position] = output.marked(.notReached, probes: probes)
      }
    }
    return judged(checks, observation)
  }

  private func judged(_ checks: [Check], _ observation: Observation) -> JudgedProbes {
    JudgedProbes(checks: checks, observation: observation, probed: probed)
  }

  /// Judges one output, wherever the reference is given what forward drew.
  private func judgeOutput(
    _ output: Check,
    _ changing: Finding?,
    _ observation: Observation,
    _ unanswered: [Place]
  ) -> Check {
    let items = observation[output.subject]
    // The places where the reference was given other numbers than those that forward drew.
    let strange = exercise.draws.enumerated().flatMap { position, draws in
      zip(observation[.draws(draws.name)], trials).filter { item, trial in
        item.outcome.value.map { !$0.isIdentical(to: trial.drawn(exercise)[position]) } ?? false
      }.map(\.0.place)
    }
    let judged = items.filter { !strange.contains($0.place) }
    if let finding = changing ?? probed.compare(judged, on: output.subject) {
      return output.marked(.failed, probes: trials.count, findings: [finding])
    }
    guard !strange.isEmpty else { return output.marked(.passed, probes: trials.count) }
    return strange.allSatisfy(unanswered.contains)
      ? output.marked(.inconclusive, probes: trials.count, findings: [.drawsNotRecorded])
      : output.marked(.notReached, probes: trials.count)
  }

  // MARK: - Calling backward

  private struct Backwards {
    var items: [(Subject, [Observation.Item])] = []
    var isNotWritten = false
    /// The findings of the contract checks, by the name of the argument.
    var contract: [String: Finding] = [:]
    /// The work of one call; nil when it cannot be measured.
    var work: BackwardWork?
  }

  private func backwards(_ forwards: [ProbeRunner.Forward]) throws -> Backwards {
    var result = Backwards()
    let names = exercise.inputs.filter(\.isDifferentiated).map(\.name)
    var items: [String: [Observation.Item]] = [:]
    for (position, trial) in trials.enumerated() {
      guard let upstream = trial.upstream else { continue }
      let forward =
        position < forwards.count
        ? forwards[position] : ProbeRunner.Forward(outcome: .notWritten)
      let gradients: [String: CallOutcome]
      if implementation.isCached, forward.outcome.value == nil {
        gradients = [:]
      } else {
        progress?.enter("backward, on \(trial.name)")
        gradients = try runner.backward(
          implementation,
          trial,
          cache: forward.cache,
          upstream: upstream
        )
      }
      for name in names {
        items[name, default: []].append(
          Observation.Item(place: trial.place, outcome: gradients[name] ?? forward.outcome)
        )
      }
      if gradients.values.contains(.notWritten) {
        result.isNotWritten = true
        break
      }
      if position == 0 {
        result.contract = try contract(trial, forward, upstream: upstream, gradients: gradients)
      }
    }
    result.items = names.map { (.gradient($0), items[$0] ?? []) }
    guard !result.isNotWritten else { return result }
    result.work = try measuredWork(forwards)
    func call(_ position: Int) throws -> [String: CallOutcome] {
      let trial = trials[position]
      let forward = position < forwards.count ? forwards[position] : nil
      guard let upstream = trial.upstream, !implementation.isCached || forward?.cache != nil else {
        return [:]
      }
      progress?.enter("backward, on \(trial.name)")
      return try runner.backward(implementation, trial, cache: forward?.cache, upstream: upstream)
    }
    let again = try secondRound(of: trials.count, call)
    for name in names where result.contract[name] == nil {
      result.contract[name] = try findingOfRepetition(
        (items[name] ?? []).map(\.outcome),
        again.map { $0[name] ?? .notWritten },
        by: { $0.isRepeated(by: $1) }
      ) { try call($0)[name] ?? .notWritten }
    }
    return result
  }

  /// Checks that backward is repeatable, whatever was called before, and linear in the upstream gradient:
  /// B(αu + βv) = αB(u) + βB(v), B(0) = 0.
  private func contract(
    _ trial: Trial,
    _ forward: ProbeRunner.Forward,
    upstream: Value,
    gradients: [String: CallOutcome]
  ) throws -> [String: Finding] {
    func backward(_ change: (Int, Double) -> Double) throws -> [String: CallOutcome] {
      let changed = upstream.replacingScalars(
        upstream.scalars.enumerated().map { change($0.offset, $0.element) }
      )
      return try runner.backward(implementation, trial, cache: forward.cache, upstream: changed)
    }
    var random = RandomSource(seed: trial.seed &+ 7)
    let other = upstream.scalars.map { _ in random.normal() }
    let again = try backward { $1 }
    // Call forward with other values of the same shapes. A backward that reads state which forward stored will now
    // answer differently.
    if let other = trials.first(where: { $0.name != trial.name && $0.hasShapes(of: trial) }) {
      _ = try runner.forward(implementation, other)
    }
    let later = try backward { $1 }
    let second = try backward { position, _ in other[position] }
    let combination = UpstreamLinearity.combination(upstream.scalars, other)
    let combined = try backward { position, _ in combination[position] }
    let zero = try backward { _, _ in 0 }

    var findings: [String: Finding] = [:]
    for (name, outcome) in gradients {
      guard outcome.isRepeated(by: again[name]), outcome.isRepeated(by: later[name]) else {
        findings[name] =
          outcome.isRepeated(by: again[name])
          ? .keptFromEarlierCall(place: trial.place) : .notRepeatable(place: trial.place)
        continue
      }
      guard let first = outcome.value, first.scalars.allSatisfy(\.isFinite),
        let second = second[name]?.value, let combined = combined[name]?.value,
        let zero = zero[name]?.value, second.shape == first.shape
      else { continue }
      let linearity = UpstreamLinearity(
        first.scalars,
        second.scalars,
        combined: combined.scalars,
        zero: zero.scalars
      )
      switch linearity {
      case .linear: break
      case .ignoresUpstream: findings[name] = .ignoresUpstream
      case .notLinear, .notZeroAtZero: findings[name] = .notLinear
      }
    }
    return findings
  }

  // MARK: - Judging one gradient

  private func judgeGradient(
    _ planned: Check,
    _ observation: Observation,
    forwardIsRight: Bool,
    contract: [String: Finding],
    work: BackwardWork?
  ) throws -> Check {
    guard case .gradient(let name) = planned.subject else { return planned }
    func check(_ mark: Check.Mark, _ findings: [Finding] = []) -> Check {
      planned.marked(mark, probes: trials.count, findings: findings)
    }
    let items = observation[planned.subject]
    if items.contains(where: { $0.outcome == .notWritten }) { return check(.notWritten) }
    if let broken = contract[name], broken.isAboutRepetition { return check(.failed, [broken]) }
    let finding = probed.compare(items, on: planned.subject)

    // Finite differences are the third oracle. They decide when forward is wrong, and they are the evidence
    // when the gradient is wrong.
    var numeric: [NumericGradient?] = []
    if observation[.forward].contains(where: { $0.outcome.value != nil }) {
      for (trial, item) in zip(trials, items) {
        guard trial.isMeasured else {
          numeric.append(nil)
          continue
        }
        progress?.enter("forward, for finite differences on \(trial.name)")
        // An error that the comparison with the reference allows is allowed here too.
        let right = probed.reference[planned.subject].first { $0.place == item.place }?.outcome
          .value
        let allowed = finding == nil ? right.map { Agreement.allowed($0.scalars) } : nil
        numeric.append(
          try NumericGradient(
            of: implementation,
            in: exercise,
            trial,
            input: name,
            analytic: item.outcome.value,
            allowed: allowed ?? { _ in 0 }
          )
        )
      }
    }
    let verdicts = numeric.compactMap { $0?.agreement }
    let agreesWithNumeric =
      verdicts.count == trials.count(where: \.isMeasured)
      && verdicts.contains(.consistent)
      && !verdicts.contains(.contradicted)

    guard let finding else {
      if let broken = contract[name] { return check(.failed, [broken]) }
      if forwardIsRight,
        let position = numeric.firstIndex(where: { $0?.agreement == .contradicted }),
        let measured = numeric[position]?.value, let analytic = items[position].outcome.value
      {
        let entry = analytic.scalars.indices.max {
          let errors = [$0, $1].map { (analytic.scalars[$0] - measured.scalars[$0]).magnitude }
          return errors[0] < errors[1]
        }
        return check(
          .inconclusive,
          [
            .oraclesDisagree(
              place: items[position].place,
              entry: index(entry ?? 0, in: analytic.tensor.shape),
              analytic: analytic.scalars[entry ?? 0],
              numeric: measured.scalars[entry ?? 0]
            )
          ]
        )
      }
      if let measured = try findingOfDifferences(name, items, work) {
        return check(.failed, [measured])
      }
      return check(forwardIsRight ? .passed : .rightForIntended)
    }
    if isClose(items, on: planned.subject),
      let measured = try findingOfDifferences(name, items, work)
    {
      return check(.failed, [measured])
    }
    // No credit for a forward that is no slip: a constant one makes a zero gradient trivially right, and the
    // gradient of a multiple of the input needs no derivative at all.
    let isTelling =
      numeric.contains { $0?.value.scalars.contains { $0.magnitude > 1e-9 } == true }
    // No credit either if the student changed a forward that was given.
    if !forwardIsRight, !exercise.forwardIsGiven, agreesWithNumeric, isTelling,
      contract[name] == nil
    {
      if let measured = try findingOfDifferences(name, items, work) {
        return check(.failed, [measured])
      }
      return try isSameForOtherArguments(name, items)
        ? check(.failed, [finding, .trivialForward]) : check(.followThrough)
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
        difference.isAtKink = numeric.kinks.contains(entry)
        difference.curve = try StepCurve(
          of: implementation,
          in: exercise,
          trials[position],
          input: name,
          entry: entry,
          analytic: difference.yours.scalars[entry]
        )
      }
      findings[0] = .differs(difference)
      let values = items.compactMap { $0.outcome.value?.scalars }
      if values.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
        findings.append(.allZero(place: difference.place))
      }
    }
    if let broken = contract[name] { findings.append(broken) }
    return check(.failed, findings)
  }
}
