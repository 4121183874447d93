import Tensors

extension Examination {
  /// Judges a check by the right implementations that it accepts and the wrong ones that it rejects.
  ///
  /// The candidates come in an order that the seed gives, in the reverse order, and in a third order, so that
  /// counting calls earns nothing. The points are the share of the wrong ones that were rejected, rounded down. There are none if
  /// a right one was rejected, or if an answer changed.
  func judgeTests(_ candidates: [Exercise.Candidate]) throws -> JudgedProbes {
    guard let check = implementation.check else { throw HarnessError.noCheck }
    func answer(_ candidate: Exercise.Candidate) throws -> CallOutcome {
      progress?.enter("the check of the candidate “\(candidate.name)”")
      let call = try CallOutcome.capture { try check(candidate.functions) }
      return call.result.map { .value(.flag($0)) } ?? call.failure ?? .notWritten
    }
    var random = RandomSource(seed: probed.seed)
    let order = random.permutation(candidates.count)
    var answers: [Int: CallOutcome] = [:]
    for position in order {
      answers[position] = try answer(candidates[position])
      if answers[position] == .notWritten {
        return JudgedProbes(
          checks: planned.map { $0.marked(.notWritten) },
          observation: Observation()
        )
      }
    }
    var changing: [Int: Finding] = [:]
    for position in order.reversed() + random.permutation(candidates.count)
    where try answer(candidates[position]) != answers[position] {
      let place = Place("the candidate “\(candidates[position].name)”")
      let isSame = try answer(candidates[position]) == answer(candidates[position])
      changing[position] =
        isSame ? .keptFromEarlierCall(place: place) : .notRepeatable(place: place)
    }

    let judged = candidates.enumerated().map { position, candidate in
      Candidate(candidate, answers[position] ?? .notWritten, changing[position])
    }
    let earnsNothing = judged.contains { $0.isChanging || $0.isRight && !$0.isJudgedRightly }
    let wrong = judged.filter { !$0.isRight }
    let shares = exercise.points.shared(among: wrong.count)
    let killed = wrong.count { $0.isJudgedRightly }
    // The first shares go to the wrong ones that were rejected, whichever they are.
    var (next, rest) = (0, killed)
    let checks = zip(planned, judged).map { check, candidate in
      var check = check
      if !candidate.isRight {
        let share = candidate.isJudgedRightly ? next : rest
        if candidate.isJudgedRightly { next += 1 } else { rest += 1 }
        check.possible = shares[share]
      }
      let mark: Check.Mark =
        !candidate.isJudgedRightly
        ? .failed : earnsNothing && !candidate.isRight ? .withheld : .passed
      return check.marked(mark, probes: 1, findings: candidate.findings)
    }
    return JudgedProbes(checks: checks, observation: Observation())
  }

  /// A candidate, and what the student's check said about it.
  private struct Candidate {
    let isRight: Bool
    let isChanging: Bool
    let isJudgedRightly: Bool
    let findings: [Finding]

    init(_ candidate: Exercise.Candidate, _ outcome: CallOutcome, _ changing: Finding?) {
      isRight = candidate.isRight
      isChanging = changing != nil
      let isAccepted = outcome.value == .flag(true)
      isJudgedRightly = changing == nil && isAccepted == candidate.isRight
      guard !isJudgedRightly else {
        findings = []
        return
      }
      if let changing {
        findings = [changing]
        return
      }
      let misjudged = Finding.misjudged(isRight: candidate.isRight, sentence: candidate.sentence)
      if case .threw(let error) = outcome {
        let place = Place("the candidate “\(candidate.name)”")
        findings = [.threw(place: place, error: error), misjudged]
      } else {
        findings = [misjudged]
      }
    }
  }
}
