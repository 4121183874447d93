/// What certification found out about a grader.
package struct CertificationReport: Codable, Sendable {
  /// The exercise.
  package var exercise: String
  /// What is wrong with the grader; empty when it can be trusted.
  package var problems: [String]
  /// For each known mistake, what the grader called it.
  package var matrix: [Row]
  /// The run of the tests that wrote the report.
  package var run = ""

  package init(exercise: String, problems: [String], matrix: [Row], run: String = "") {
    self.exercise = exercise
    self.problems = problems
    self.matrix = matrix
    self.run = run
  }

  package struct Row: Codable, Sendable, Equatable {
    package var mistake: String
    package var state: State
    package var named: [String]

    package init(mistake: String, state: State, named: [String]) {
      self.mistake = mistake
      self.state = state
      self.named = named
    }

    /// Whether the mistake was rejected under its own name and no other.
    package var isSound: Bool { state != .passed && named == [mistake] }
  }
}

/// Certifies a grader: the solution and every alternative pass, every known mistake is rejected and named
/// by its own name and no other, and no probe is vacuous.
package func certify(_ grader: any Certified.Type) -> CertificationReport {
  let exercise = grader.exercise
  let certification = grader.certification
  var report = CertificationReport(exercise: exercise.id.description, problems: [], matrix: [])
  func problem(_ text: String) { report.problems.append("\(exercise.id): \(text)") }

  let judge: Judge
  do {
    judge = try Judge(exercise, certification)
  } catch {
    problem("\(error)")
    return report
  }
  let sizes = exercise.axes.map(\.size)
  if Set(sizes).count != sizes.count {
    problem("axes share a size (\(sizes)), so that a mix-up would not show")
  }
  for probe in judge.vacuousProbes {
    problem(
      "the probe \"\(probe)\" is vacuous: zero, or one class for all, would be a right answer"
    )
  }

  var right = [Alternative("the solution", certification.solution)] + certification.alternatives
  if case .goals = exercise.kind {
    // Nothing is compared with the reference, so that it has to prove itself like the others.
    right.append(Alternative("the reference", certification.reference))
  }
  for style in right {
    if let trouble = falseAlarm(style, exercise, certification) { problem(trouble) }
  }
  if certification.mistakes.count < 3 { problem("at least 3 known mistakes are needed") }
  for mistake in certification.mistakes {
    do {
      let judgement = try judge.judge(mistake.implementation)
      let named = judgement.checks.flatMap(\.findings).compactMap { finding -> String? in
        if case .knownMistake(let name, _) = finding { name } else { nil }
      }
      report.matrix.append(.init(mistake: mistake.name, state: judgement.state, named: named))
      if judgement.state == .passed {
        problem("the mistake \"\(mistake.name)\" passes")
      } else if named != [mistake.name] {
        problem("the mistake \"\(mistake.name)\" is named \(named)")
      }
    } catch {
      problem("the mistake \"\(mistake.name)\": \(error)")
    }
  }
  return report
}

/// What a right implementation is blamed for on one of many seeds; nil when it always passes.
///
/// Goals are tried on fewer: each seed is a whole training for every probe.
private func falseAlarm(
  _ style: Alternative,
  _ exercise: Exercise,
  _ certification: Certification
) -> String? {
  let isTraining = if case .goals = exercise.kind { true } else { false }
  for seed in [Judge.defaultSeed] + Array(1...(isTraining ? 20 : 200)) {
    do {
      let judge = try Judge(exercise, certification, seed: seed)
      let judgement = try judge.judge(style.implementation)
      guard judgement.state == .passed else {
        return "\(style.name) is right, but with seed \(seed) judged \(judgement.state):\n"
          + summary(judgement)
      }
    } catch {
      return "\(style.name), seed \(seed): \(error)"
    }
  }
  return nil
}

private func summary(_ judgement: Judge.Judgement) -> String {
  judgement.checks.filter { $0.mark != .passed }.map { check in
    let findings = check.findings.flatMap { Wording.text($0, about: check.subject) }
    return ([Wording.line(check)] + findings).joined(separator: "\n  ")
  }.joined(separator: "\n")
}

extension Judge {
  /// The probes on which zero would be a right answer for everything that is checked, or the commonest
  /// class for one of the goals.
  var vacuousProbes: [String] {
    if case .goals(let goals) = exercise.kind {
      return observer.trials.filter { trial in
        goals.contains { $0.isVacuous(trial.arguments) }
      }.map(\.name)
    }
    guard case .differentiable = exercise.kind else { return [] }
    let gradients = reference.subjects.filter { $0 != .forward }
    return observer.trials.indices.filter { position in
      gradients.allSatisfy { subject in
        let scalars = reference[subject][position].part.value?.scalars ?? []
        return scalars.allSatisfy { $0.magnitude < 1e-6 }
      }
    }.map { observer.trials[$0].name }
  }
}
