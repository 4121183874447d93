import Tensors

/// Certifies a grader.
///
/// The solution and every alternative must pass. Every known mistake must be rejected and named by its own name
/// and no other. No probe may be vacuous.
package func certify(_ grader: any Certified.Type) -> CertificationReport {
  var certifier = Certifier(exercise: grader.exercise, certification: grader.certification)
  certifier.run()
  return certifier.report
}

private struct Certifier {
  let exercise: Exercise
  let certification: Certification
  var report: CertificationReport

  init(exercise: Exercise, certification: Certification) {
    self.exercise = exercise
    self.certification = certification
    report = CertificationReport(exercise: exercise.id.description, problems: [], matrix: [])
  }

  private mutating func problem(_ path: String, _ text: String) {
    report.problems.append(Problem(path, text))
  }

  mutating func run() {
    let (grader, certificate) = (exercise.id.graderPath, exercise.id.certificationPath)
    // Problems that need no reference come first, so that one report lists everything that is missing.
    let sizes = exercise.axes.map(\.size)
    if Set(sizes).count != sizes.count {
      problem(
        grader,
        "two axes have the same size (\(sizes)): then a student who confuses them may pass"
      )
    }
    var mistakes = certification.mistakes.filter { !$0.isTemplate }
    if case .tests(let candidates) = exercise.kind {
      checkCandidates(candidates)
      // Weak checks have no results by which a student's could be recognised.
      mistakes = []
    } else if mistakes.count < 3 {
      problem(
        certificate,
        "at least 3 known mistakes are needed; finished so far, without TODO: \(mistakes.count)"
      )
    }
    if certification.alternatives.isEmpty {
      problem(certificate, "there is no alternative: write the solution in another correct way")
    }
    let names = Dictionary(grouping: mistakes.filter { !$0.isSpelling }, by: \.name)
      .filter { $1.count > 1 }.keys.sorted()
    for name in names { problem(certificate, "two known mistakes are called \"\(name)\"") }
    let isSolved = checkWritten()
    guard isSolved else { return }

    let judge: Judge
    do {
      judge = try Judge(exercise, certification)
    } catch {
      problem(certificate, "\(error)")
      return
    }
    report.checks = judge.plannedChecks.map { Wording.name($0.subject) }
    report.probes = judge.parts.flatMap { $0.exercise.probes.map(\.name) }.withoutRepetitions
    for probe in judge.probed.vacuousProbes {
      problem(
        grader,
        "the probe \"\(probe)\" cannot fail: all zeros, or always the same class, would pass"
      )
    }
    for name in judge.probed.vacuousGradients {
      problem(
        grader,
        "the gradient with respect to \(name) is 0 on most probes, where zeros would pass"
      )
    }
    for output in exercise.draws where judge.probed.hasFewDraws(output) {
      problem(
        grader,
        "\(output.name) has fewer than 1000 entries on every probe, so it has no statistics: give it axes"
      )
    }
    if !exercise.draws.isEmpty, certification.reference.draws != exercise.draws.map(\.name) {
      problem(
        certificate,
        "the reference must be given what the student's forward draws: solution.given("
          + exercise.draws.map { "\"\($0.name)\"" }.joined(separator: ", ")
          + ", forward: …, backward: …)"
      )
      return
    }
    var right = [Alternative("the solution", certification.solution)] + certification.alternatives
    if case .goals = exercise.kind {
      // Goals are not compared with the reference, so the reference must pass like the others.
      right.append(Alternative("the reference", certification.reference))
    }
    accept(right.filter { !isUnwritten($0.implementation) })
    for mistake in mistakes { reject(mistake, judge) }
    for part in judge.parts {
      for mistake in part.certification.automaticMistakes(part) {
        reject(mistake, of: part.exercise.member, judge)
      }
    }
  }

  /// Checks that there are enough candidates, each with a name of its own.
  private mutating func checkCandidates(_ candidates: [Exercise.Candidate]) {
    let path = exercise.id.graderPath
    let finished = candidates.filter { !($0.name + $0.sentence).contains(TodoMarker.text) }
    let right = finished.count(where: \.isRight)
    if right < 2 || finished.count - right < 3 {
      problem(
        path,
        "at least 2 right and 3 wrong candidates are needed; finished so far, without TODO: \(right) right, "
          + "\(finished.count - right) wrong"
      )
    }
    let names = Dictionary(grouping: candidates, by: \.name).filter { $1.count > 1 }.keys.sorted()
    for name in names { problem(path, "two candidates are called \"\(name)\"") }
  }

  /// Judges an automatic mistake, in one member if the exercise is a type; it must be rejected.
  private mutating func reject(_ mistake: AutomaticMistake, of member: String?, _ judge: Judge) {
    var mistake = mistake
    if let member {
      mistake.name = "\(member): \(mistake.name)"
      mistake.implementation =
        certification.solution.replacing(member: member, by: mistake.implementation)
    }
    do {
      let judgement = try judge.judge(mistake.implementation)
      let gradients = judgement.checks.filter { check in
        if case .gradient = check.subject { true } else { false }
      }
      let findings = judgement.checks.flatMap(\.findings)
      if mistake.earnsNothing, judgement.checks.contains(where: { $0.earned > 0 }) {
        problem(exercise.id.graderPath, "the automatic mistake \"\(mistake.name)\" earns points")
      } else if judgement.state == .passed {
        if mistake.mayBeRight { return }
        problem(
          exercise.id.graderPath,
          "the automatic mistake \"\(mistake.name)\" passes: add \(addition)"
        )
      } else if gradients.contains(where: { $0.mark == .followThrough })
        || mistake.earnsNoGradient && gradients.contains(where: \.mark.earnsPoints)
      {
        problem(
          exercise.id.graderPath,
          "the automatic mistake \"\(mistake.name)\" earns points for a gradient"
        )
      } else if let sentence = mistake.sentence, !findings.contains(where: sentence) {
        problem(
          exercise.id.graderPath,
          "the automatic mistake \"\(mistake.name)\" is not told as what it is:\n\(summary(judgement))"
        )
      }
      report.automatic.append(mistake.name)
    } catch {
      problem(exercise.id.graderPath, "the automatic mistake \"\(mistake.name)\": \(error)")
    }
  }

  /// What makes a grader reject more.
  private var addition: String {
    if case .tests = exercise.kind { return "a wrong candidate that it does not reject" }
    return "a probe on which it is wrong"
  }

  /// Reports every implementation that still throws `NotStarted`; returns whether solution and reference are written.
  private mutating func checkWritten() -> Bool {
    let (solution, certificate) = (exercise.id.solutionPath, exercise.id.certificationPath)
    let isSolutionMissing = isUnwritten(certification.solution)
    if isSolutionMissing {
      problem(solution, "the solution is not written yet: it throws NotStarted")
    }
    let isReferenceMissing = isUnwritten(certification.reference)
    // If the reference is the unwritten solution, that is one problem.
    if isReferenceMissing, !isSolutionMissing {
      problem(certificate, "the reference is not written yet: it throws NotStarted")
    }
    for style in certification.alternatives where isUnwritten(style.implementation) {
      problem(
        certificate,
        "the alternative \"\(style.name)\" is not written yet: it throws NotStarted"
      )
    }
    return !isSolutionMissing && !isReferenceMissing
  }

  /// Whether one of the functions throws `NotStarted` on the first probe.
  private func isUnwritten(_ implementation: Implementation) -> Bool {
    exercise.members.isEmpty
      ? isUnwritten(implementation, exercise)
      : exercise.members.contains {
        isUnwritten(implementation.member($0.member ?? ""), $0)
      }
  }

  private func isUnwritten(_ implementation: Implementation, _ exercise: Exercise) -> Bool {
    if case .tests(let candidates) = exercise.kind {
      return candidates.contains { candidate in
        do { _ = try implementation.check?(candidate.functions) } catch {
          return error is NotStarted
        }
        return false
      }
    }
    var random = RandomSource(seed: Exercise.defaultSeed)
    let sizes = exercise.axes.sizes([:])
    do {
      let inputs = try exercise.inputs.map { try $0.draw(sizes, &random) }
      let answer = try implementation.call(inputs, &random)
      if let backward = implementation.backward,
        let output = exercise.output(among: answer.values).value
      {
        let drawn = exercise.drawnPart(of: output).map(Value.tensor)
        _ = try backward(exercise.differentiatedPart(of: output), inputs + drawn, answer.cache)
      }
      return false
    } catch {
      return error is NotStarted
    }
  }

  /// Judges correct implementations with many seeds; each must pass with all of them.
  ///
  /// Goals get fewer seeds, because each seed is a whole training for every probe; and candidates too, because a
  /// seed gives them no more than another order.
  private mutating func accept(_ styles: [Alternative]) {
    let hasFewSeeds =
      switch exercise.kind {
      case .goals, .tests: true
      case .differentiable, .function, .trajectory, .statistics, .type: false
      }
    var left = styles
    for seed in [Exercise.defaultSeed] + Array(1...(hasFewSeeds ? 20 : 200)) where !left.isEmpty {
      do {
        let judge = try Judge(exercise, certification, seed: seed)
        left = try left.filter { style in
          let judgement = try judge.judge(style.implementation)
          guard judgement.state != .passed else { return true }
          // The grader cannot tell whether this style or the reference is wrong.
          let what =
            judgement.state == .inconclusive
            ? "\(style.name) and the reference agree, but their gradient contradicts finite differences "
              + "of their own forward: one of the two is wrong"
            : "\(style.name) and the reference disagree: one of them is wrong"
          problem(
            exercise.id.certificationPath,
            "\(what) (seed \(seed)):\n\(summary(judgement))"
          )
          return false
        }
      } catch {
        problem(exercise.id.certificationPath, "seed \(seed): \(error)")
        return
      }
    }
  }

  private func summary(_ judgement: Judge.Judgement) -> String {
    judgement.checks.filter { $0.mark != .passed }.map { check in
      let findings = check.findings.flatMap { Wording.text($0, about: check.subject) }
      return ([Wording.line(check)] + findings).joined(separator: "\n  ")
    }.joined(separator: "\n")
  }

  /// Judges a known mistake, which must be rejected and named.
  private mutating func reject(_ mistake: KnownMistake, _ judge: Judge) {
    let path = exercise.id.certificationPath
    do {
      let judgement = try judge.judge(mistake.implementation)
      let named = judgement.checks.flatMap(\.findings).compactMap { finding -> String? in
        if case .knownMistake(let name, _) = finding { name } else { nil }
      }
      var row = CertificationReport.Row(
        mistake: mistake.name,
        state: judgement.state,
        named: named,
        rejections: try rejections(of: mistake, judgement, judge)
      )
      row.version = mistake.version
      report.matrix.append(row)
      if judgement.state == .passed {
        problem(
          path,
          "the mistake \"\(mistake.name)\" passes: it is right on every probe. Add one on which it is "
            + "wrong, or delete it."
        )
      } else if named.isEmpty {
        problem(
          path,
          "the mistake \"\(mistake.name)\" is rejected, but not recognised by its own results. If it has a "
            + "predicate, that must be true of them on every probe."
        )
      } else if named != [mistake.name] {
        problem(
          path,
          "the mistake \"\(mistake.name)\" is named \(named). Mistakes with identical results on every "
            + "probe get each other's names: add a probe that separates them, or merge them."
        )
      }
    } catch {
      problem(path, "the mistake \"\(mistake.name)\": \(error)")
    }
  }

  /// The probes on which a mistake shows, by the check that it fails.
  ///
  /// No probe is named for random numbers and goals, which are not compared with the reference.
  private func rejections(
    of mistake: KnownMistake,
    _ judgement: Judge.Judgement,
    _ judge: Judge
  ) throws -> [String: [String]] {
    let failed = judgement.checks.filter { $0.mark == .failed }.map(\.subject)
    switch exercise.kind {
    case .differentiable, .function, .trajectory, .type:
      let pairs = try judge.parts.flatMap { part in
        // Where forward draws, a mistake is compared with the reference for the numbers that it draws itself.
        let part = exercise.draws.isEmpty ? part : try part.drawn(by: mistake.implementation)
        let implementation = part.exercise.member.map(mistake.implementation.member)
        let wrong = try part.runner.observe(implementation ?? mistake.implementation)
        return failed.filter(part.reference.subjects.contains).map { subject in
          (
            Wording.name(subject),
            probes(in: part, where: wrong, differsFrom: part.reference, on: subject)
          )
        }
      }
      return Dictionary(pairs) { first, _ in first }
    case .statistics, .goals, .tests:
      return Dictionary(failed.map { (Wording.name($0), []) }) { first, _ in first }
    }
  }

  /// The probes on which some item of a subject differs.
  private func probes(
    in part: ProbedExercise,
    where wrong: Observation,
    differsFrom right: Observation,
    on subject: Subject
  ) -> [String] {
    let differing = right[subject].enumerated().filter { position, item in
      guard position < wrong[subject].count, let expected = item.outcome.value,
        let value = wrong[subject][position].outcome.value
      else { return true }
      return Agreement(value, expected) != .agrees
    }.map(\.element.place.probe)
    // A trajectory has several items for each probe.
    return part.exercise.probes.map(\.name).filter(Set(differing).contains)
  }
}

extension Judge {
  /// The members of a type, or the whole exercise.
  fileprivate var parts: [ProbedExercise] {
    members.isEmpty ? [probed] : members.map(\.probed)
  }
}

extension [String] {
  fileprivate var withoutRepetitions: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension KnownMistake {
  /// Whether the template's text is still there.
  fileprivate var isTemplate: Bool { (name + sentence).contains(TodoMarker.text) }
}

extension ProbedExercise {
  /// The probes on which zero is right for every gradient, or on which the commonest class reaches a goal.
  var vacuousProbes: [String] {
    if case .goals(let goals) = exercise.kind {
      return trials.filter { trial in
        goals.contains { $0.isVacuous(trial.arguments) }
      }.map(\.name)
    }
    let gradients = reference.subjects.count { $0.function == "backward" }
    return trials.map(\.name).filter { name in
      gradients > 0 && vanishingGradients.count { $0.probe == name } == gradients
    }
  }

  /// Whether a drawn output has too few entries for statistics.
  func hasFewDraws(_ output: Exercise.Output) -> Bool {
    reference[.draws(output.name)].allSatisfy { ($0.outcome.value?.scalars.count ?? 0) < 1_000 }
  }

  /// The gradients that are 0 on more than half of the probes.
  var vacuousGradients: [String] {
    exercise.inputs.map(\.name).filter { name in
      2 * vanishingGradients.count { $0.name == name } > trials.count { !$0.isSample }
    }
  }

  /// The gradients for which zeros would be right, by the probe.
  private var vanishingGradients: [(probe: String, name: String)] {
    reference.subjects.flatMap { subject -> [(probe: String, name: String)] in
      guard case .gradient(let name) = subject else { return [] }
      return reference[subject].filter { item in
        item.outcome.value?.scalars.allSatisfy { $0.magnitude < 1e-6 } == true
      }.map { ($0.place.probe, name) }
    }
  }
}
