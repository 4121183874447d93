import Foundation
import Tensors

/// Records the answers of a grader's reference and known mistakes.
///
/// The grader judges its solution, every alternative, every known mistake, and solutions with errors that no
/// explanation fits, so that every explanation is tried. Then the recording must give all of them the verdicts
/// that the code gave.
///
/// - Throws: ``HarnessError``; ``HarnessError/unfaithfulRecording(exercise:student:)`` when a verdict differs.
package func record(
  _ exercise: Exercise,
  _ certification: Certification,
  seed: UInt64 = Exercise.defaultSeed,
  run: String = ""
) throws -> Recording {
  if !exercise.members.isEmpty {
    let members = try exercise.members.map {
      try record($0, certification.member($0.member ?? ""), seed: seed, run: run)
    }
    return Recording(ofMembers: members, exercise.id, seed: seed, run: run)
  }
  let isStatistics = if case .statistics = exercise.kind { true } else { false }
  let isRandom = isStatistics || !exercise.draws.isEmpty
  let values = ValuePool(thins: isRandom)
  let reference = AnswerLog(certification.reference, values)
  let mistakes = certification.mistakes.map { ($0, AnswerLog($0.implementation, values)) }
  func judge(_ mistakes: [KnownMistake]) throws -> Judge {
    let logged = Certification(
      reference: reference.implementation,
      solution: certification.solution,
      alternatives: [],
      mistakes: mistakes
    )
    return try Judge(exercise, logged, seed: seed)
  }
  let naming = try judge(
    mistakes.map { KnownMistake($0.0.name, $0.0.sentence, $0.1.implementation) }
  )
  // Without known mistakes the judge looks for general explanations.
  let nameless = try judge([])
  let solution = certification.solution
  let students =
    [Alternative("the solution", solution)] + certification.alternatives
    + certification.mistakes.map { Alternative($0.name, $0.implementation) }
    + naming.probed.reference.subjects.map {
      Alternative("spoiled", solution.spoiled($0, among: exercise.inputs))
    }
  // A student who has a source of their own is compared with a reference that has not.
  let strangers =
    isRandom
    ? [
      solution.changingCalls { call, inputs, _ in
        var own = RandomSource(seed: 1)
        return try call(inputs, &own)
      }
    ] : []
  for stranger in strangers { _ = try nameless.judge(stranger) }
  for student in students { _ = try nameless.judge(student.implementation) }
  let judgements = try students.map { try naming.judge($0.implementation) }

  let recording = Recording(
    exercise: exercise.id.description,
    seed: seed,
    run: run,
    probes: naming.probed.trials.map {
      Recording.Probe(name: $0.name, arguments: $0.arguments.values.map(values.place))
    },
    reference: reference.answers,
    solutionTypes: solution.argumentTypes,
    mistakes: mistakes.map {
      Recording.Mistake(
        name: Data($0.0.name.utf8),
        sentence: Data($0.0.sentence.utf8),
        version: $0.0.version,
        answers: $0.1.answers
      )
    },
    values: values.all,
    member: exercise.member
  )
  let read = try JSONDecoder().decode(Recording.self, from: try JSONEncoder().encode(recording))
  try read.check(exercise, seed: seed)
  let replay = try Judge(exercise, read.certification, seed: seed)
  for (student, judgement) in zip(students, judgements) {
    guard try told(replay.judge(student.implementation)) == told(judgement) else {
      throw HarnessError.unfaithfulRecording(
        exercise: exercise.id.description,
        student: student.name
      )
    }
  }
  return recording
}

/// The text for the student, which can be compared even if a finding contains NaN.
private func told(_ judgement: Judge.Judgement) -> [String] {
  judgement.checks.flatMap { check in
    [Wording.line(check)] + check.findings.flatMap { Wording.text($0, about: check.subject) }
  }
}

extension Implementation {
  /// The same functions with one result wrong: every entry by a different factor, which no explanation fits.
  fileprivate func spoiled(_ subject: Subject, among inputs: [Exercise.Input]) -> Implementation {
    let original = self
    let names = inputs.filter(\.isDifferentiated).map(\.name)
    @Sendable func spoiledCall(_ arguments: [Value], _ random: inout RandomSource) throws -> Answer
    {
      var answer = try original.call(arguments, &random)
      for position in answer.values.indices {
        let label = answer.values[position].label ?? ""
        guard [.forward, .output(label), .draws(label), .result(label)].contains(subject) else {
          continue
        }
        answer.values[position].value = answer.values[position].value.spoiled
      }
      return answer
    }
    @Sendable func spoiledBackward(_ upstream: Value, _ arguments: [Value], _ cache: Any?) throws
      -> Labelled
    {
      var gradients = try original.backward?(upstream, arguments, cache) ?? []
      for position in gradients.indices {
        let name = gradients[position].label ?? (position < names.count ? names[position] : "")
        guard subject == .gradient(name) else { continue }
        gradients[position].value = gradients[position].value.spoiled
      }
      return gradients
    }
    var copy = self
    copy.call = { arguments, random in try spoiledCall(arguments, &random) }
    if backward != nil {
      copy.backward = { upstream, arguments, cache in
        try spoiledBackward(upstream, arguments, cache)
      }
    }
    return copy
  }
}

extension Value {
  /// The value with every entry multiplied by a different factor; whole numbers and flags are replaced.
  fileprivate var spoiled: Value {
    let changed = scalars.enumerated().map { position, scalar in
      switch self {
      case .tensor, .tensors, .number:
        scalar * (1.25 + Double((position * 7_919 + 13) % 101) / 101)
      case .integer, .integers, .integerLists, .flag: scalar == 0 ? 1.0 : 0
      }
    }
    return replacingScalars(changed)
  }
}
