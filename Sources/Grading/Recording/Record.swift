import Foundation
import Tensors

/// Records what a grader's reference and known mistakes answer.
///
/// Everything is asked that judging asks: the grader judges its solution, every known mistake, and
/// solutions that are spoiled in a way that nothing explains, so that every explanation is tried. Then the
/// recording has to judge all of them like the code did.
///
/// - Parameters:
///   - exercise: What its grader declares.
///   - certification: What its certification declares.
///   - seed: The seed of the probes.
///   - run: The run of the tests.
/// - Returns: The recording.
/// - Throws: ``HarnessError``; ``HarnessError/unfaithfulRecording(exercise:student:)`` when numbers cannot stand in for code.
package func record(
  _ exercise: Exercise,
  _ certification: Certification,
  seed: UInt64 = Exercise.defaultSeed,
  run: String = ""
) throws -> Recording {
  let isStatistics = if case .statistics = exercise.kind { true } else { false }
  let values = ValuePool(thins: isStatistics)
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
  // Without names, so that general explanations are looked for.
  let nameless = try judge([])
  let solution = certification.solution
  let students =
    [Alternative("the solution", solution)] + certification.alternatives
    + certification.mistakes.map { Alternative($0.name, $0.implementation) }
    + naming.probed.reference.subjects.map {
      Alternative("spoiled", solution.spoiled($0, among: exercise.inputs))
    }
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
      Recording.Mistake(name: $0.0.name, sentence: $0.0.sentence, answers: $0.1.answers)
    },
    values: values.all
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

/// What a student is told; with NaN among the findings, those do not equal themselves.
private func told(_ judgement: Judge.Judgement) -> [String] {
  judgement.checks.flatMap { check in
    [Wording.line(check)] + check.findings.flatMap { Wording.text($0, about: check.subject) }
  }
}

extension Implementation {
  /// The same functions with one result wrong in a way that nothing explains: every entry by a factor of its own.
  fileprivate func spoiled(_ subject: Subject, among inputs: [Exercise.Input]) -> Implementation {
    let original = self
    let names = inputs.filter(\.isDifferentiated).map(\.name)
    @Sendable func spoiledCall(_ arguments: [Value], _ random: inout RandomSource) throws -> Answer
    {
      var answer = try original.call(arguments, &random)
      for position in answer.values.indices {
        let label = answer.values[position].label ?? ""
        guard subject == .forward || subject == .result(label) else { continue }
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
  /// Every entry times a factor of its own; what cannot be multiplied, exchanged for another.
  fileprivate var spoiled: Value {
    let changed = scalars.enumerated().map { position, scalar in
      switch self {
      case .tensor, .tensors, .number:
        scalar * (1.25 + Double((position * 7_919 + 13) % 101) / 101)
      case .integer, .integers, .flag: scalar == 0 ? 1.0 : 0
      }
    }
    return replacingScalars(changed)
  }
}
