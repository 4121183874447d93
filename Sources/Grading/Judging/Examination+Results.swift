extension Examination {
  /// Judges a function or a trajectory: every result is compared with the reference's.
  func judgeResults() throws -> JudgedProbes {
    var observation = Observation()
    var failure: Observation.Item?
    var all: [[ProbeRunner.Round]] = []
    let activity = exercise.member ?? "a call"
    for trial in trials {
      progress?.enter("\(activity), on \(trial.name)")
      let rounds = try runner.rounds(implementation, trial)
      all.append(rounds)
      for round in rounds {
        for (subject, outcome) in round.results {
          if outcome.value == nil, failure == nil {
            failure = Observation.Item(place: round.place, outcome: outcome)
          }
          observation.append(outcome, to: subject, at: round.place)
        }
      }
      if failure?.outcome == .notWritten { break }
    }
    // A schedule has another way to make the same call.
    func call(_ position: Int) throws -> [ProbeRunner.Round] {
      progress?.enter("\(activity), on \(trials[position].name)")
      return try runner.rounds(implementation.calledAgain, trials[position])
    }
    let changing =
      failure?.outcome == .notWritten
      ? nil
      : try findingOfRepetition(
        all,
        secondRound(of: all.count, call),
        by: { $0.count == $1.count && zip($0, $1).allSatisfy { $0.isIdentical(to: $1) } },
        call
      )
    let first = trials[0].place
    let checks = planned.map { check -> Check in
      func marked(_ mark: Check.Mark, _ findings: [Finding] = []) -> Check {
        check.marked(mark, probes: trials.count, findings: findings)
      }
      let items = observation[check.subject]
      if failure?.outcome == .notWritten { return marked(.notWritten) }
      if let changing { return marked(.failed, [changing]) }
      if let finding = firstFinding(items, on: check.subject, failure) {
        return marked(.failed, [finding])
      }
      guard items.count < probed.reference[check.subject].count else { return marked(.passed) }
      let returned = observation.subjects.compactMap { subject in
        if case .result(let name) = subject { name } else { nil }
      }
      return marked(.failed, [.missing(place: first, returned: returned)])
    }
    return JudgedProbes(checks: checks, observation: observation)
  }

  /// The first finding in the order of the probes: a wrong value, or a call that threw.
  ///
  /// A call that throws has no named results, so results are matched by their places.
  private func firstFinding(
    _ items: [Observation.Item],
    on subject: Subject,
    _ failure: Observation.Item?
  ) -> Finding? {
    for right in probed.reference[subject] {
      if let item = items.first(where: { $0.place == right.place }) {
        guard let expected = right.outcome.value else { continue }
        if let finding = item.finding(comparedWith: expected) { return finding }
      } else if let failure, failure.place == right.place, case .threw(let error) = failure.outcome
      {
        return .threw(place: failure.place, error: error)
      }
    }
    return nil
  }
}
