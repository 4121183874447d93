import Tensors

extension Judge {
  /// Judges a function or a trajectory: every result is compared with the reference's.
  func judgeResults(_ implementation: Implementation) throws -> [Check] {
    recorder.plan(planned)
    var observation = Observation()
    var isRepeatable = true
    var failure: Observation.Item?
    for trial in observer.trials {
      recorder.enter("a call, on \(trial.name)")
      let rounds = try observer.rounds(implementation, trial)
      let again = try observer.rounds(implementation.calledAgain, trial)
      for round in rounds {
        for (subject, part) in round.results {
          if part.value == nil, failure == nil {
            failure = Observation.Item(place: round.place, part: part)
          }
          observation.append(part, to: subject, at: round.place)
        }
      }
      isRepeatable = isRepeatable && Judge.same(rounds, again)
      if failure?.part == .notWritten { break }
    }
    let checks = planned.map { check -> Check in
      var check = check
      check.probes = observer.trials.count
      let items = observation[check.subject]
      if failure?.part == .notWritten {
        check.mark = .notWritten
      } else if !isRepeatable {
        check.mark = .failed
        check.findings = [.notRepeatable(place: observer.trials[0].name)]
      } else if let finding = firstFinding(items, on: check.subject, failure) {
        check.mark = .failed
        check.findings = [finding]
      } else if items.count < reference[check.subject].count {
        check.mark = .failed
        check.findings = [
          .missing(
            place: observer.trials[0].name,
            returned: observation.subjects.map { Wording.name($0) }
          )
        ]
      } else {
        check.mark = .passed
      }
      return Check(
        check.subject,
        check.mark,
        possible: check.possible,
        probes: check.probes,
        findings: check.findings
      )
    }
    let explained = try explain(checks, observation)
    for check in explained { recorder.finish(check) }
    return explained
  }

  /// What is wrong first, in the order of the probes: a value, or a call that threw.
  ///
  /// A call that throws has no results under their names, so that results are matched by their places.
  private func firstFinding(
    _ items: [Observation.Item],
    on subject: Subject,
    _ failure: Observation.Item?
  ) -> Finding? {
    for right in reference[subject] {
      if let item = items.first(where: { $0.place == right.place }) {
        guard let expected = right.part.value else { continue }
        if let finding = Judge.compare(item, expected) { return finding }
      } else if let failure, failure.place == right.place, case .threw(let error) = failure.part {
        return .threw(place: failure.place, error: error)
      }
    }
    return nil
  }

  private static func same(
    _ first: [(place: String, results: [(Subject, Part)])],
    _ second: [(place: String, results: [(Subject, Part)])]
  ) -> Bool {
    first.count == second.count
      && zip(first, second).allSatisfy { first, second in
        first.results.count == second.results.count
          && zip(first.results, second.results).allSatisfy { one, other in
            guard let value = one.1.value, let again = other.1.value else {
              return one.1 == other.1
            }
            return value.isIdentical(to: again)
          }
      }
  }
}
