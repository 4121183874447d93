/// Judges one implementation on the probes of an exercise, check by check.
///
/// Each kind of exercise has a file of its own.
struct Examination {
  let probed: ProbedExercise
  let implementation: Implementation
  let progress: (any ProgressSink)?

  /// Runs the examination.
  func run() throws -> JudgedProbes {
    if let finding = differentArguments {
      let checks = planned.enumerated().map { position, check in
        position == 0 ? check.marked(.failed, findings: [finding]) : check
      }
      return JudgedProbes(checks: checks, observation: Observation())
    }
    return switch probed.exercise.kind {
    case .differentiable: try judgeDifferentiable()
    case .function, .trajectory: try judgeResults()
    case .statistics(let properties): try judgeStatistics(properties)
    case .goals(let goals): try judgeGoals(goals)
    case .tests(let candidates): try judgeTests(candidates)
    // The members are judged one by one, as functions.
    case .type: JudgedProbes(checks: planned, observation: Observation())
    }
  }

  /// A finding about changed argument types, which the compiler cannot find: graders accept any function.
  private var differentArguments: Finding? {
    if let yours = implementation.argumentTypes,
      let expected = probed.certification.solution.argumentTypes, yours != expected
    {
      return .arguments(yours: yours, expected: expected)
    }
    guard let yours = implementation.backwardTypes, let trial = probed.trials.first,
      let upstream = trial.upstream
    else { return nil }
    let expected = ([upstream] + trial.arguments.values).map(\.kindName)
    return yours.map { $0 == "[Double]" ? "Tensor" : $0 } == expected
      ? nil : .arguments(yours: yours, expected: expected)
  }

  var exercise: Exercise { probed.exercise }
  var runner: ProbeRunner { probed.runner }
  var trials: [Trial] { probed.trials }
  var planned: [Check] { probed.plannedChecks }
}

/// The checks of an examination, and the answers that were judged.
struct JudgedProbes {
  var checks: [Check]
  var observation: Observation
  /// The exercise as it was judged: with the student's own random numbers, where forward draws some.
  var probed: ProbedExercise?
}
