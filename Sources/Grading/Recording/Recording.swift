import Foundation
import Tensors

/// The recorded answers of an exercise's reference and known mistakes.
///
/// A recording replaces the ``Certification`` in a package for students: it has numbers instead of code. A call
/// that was not recorded throws ``NotRecorded``, so some smaller cases are not found.
package struct Recording: Codable, Sendable {
  package var exercise: String
  /// The seed of the recorded probes.
  package var seed: UInt64
  /// The run of the tests that wrote the recording.
  package var run: String
  /// The name and the arguments of each probe.
  var probes: [Probe]
  var reference: RecordedAnswers
  var solutionTypes: [String]?
  var mistakes: [Mistake]
  /// All values without duplicates; everything else refers to values by their places here.
  var values: [RecordedValue]
  /// The recordings of the members of a type; nil for every other exercise.
  var members: [Recording]?
  /// The name of the member that the recording is about; nil for a whole exercise.
  var member: String?

  struct Probe: Codable {
    var name: String
    var arguments: [Int]
  }

  struct Mistake: Codable {
    // In base 64, so that nobody reads by chance what mistakes there are, and what was planted.
    var name: Data
    var sentence: Data
    var version: Int?
    var answers: RecordedAnswers

    /// The known mistake with an implementation that looks up its answers.
    func known(_ implementation: Implementation) -> KnownMistake {
      var known = KnownMistake(
        String(decoding: name, as: UTF8.self),
        String(decoding: sentence, as: UTF8.self),
        implementation
      )
      known.version = version
      return known
    }
  }

  /// A certification whose functions look up their answers.
  package var certification: Certification {
    if let members { return certification(ofMembers: members) }
    let values = values.map(\.value)
    return Certification(
      reference: reference.implementation(values),
      solution: Implementation(
        argumentTypes: solutionTypes,
        call: { _, _ in throw NotRecorded() },
        backward: nil,
        isCached: false
      ),
      alternatives: [],
      mistakes: mistakes.map { $0.known($0.answers.implementation(values)) }
    )
  }

  private func certification(ofMembers members: [Recording]) -> Certification {
    let parts = members.map { (name: $0.member ?? "", certification: $0.certification) }
    func type(_ implementation: (Certification) -> Implementation) -> Implementation {
      parts.reduce(Implementation(members: [:])) {
        $0.replacing(member: $1.name, by: implementation($1.certification))
      }
    }
    // All members have the same list of mistakes.
    let mistakes = members.first?.mistakes ?? []
    return Certification(
      reference: type(\.reference),
      solution: type(\.solution),
      alternatives: [],
      mistakes: mistakes.enumerated().map { position, mistake in
        mistake.known(type { $0.mistakes[position].implementation })
      }
    )
  }

  /// Checks that the recording fits an exercise and its probes.
  ///
  /// - Throws: ``HarnessError/otherRecording(exercise:probe:)``, ``HarnessError/otherSeed(recorded:asked:)``.
  package func check(_ exercise: Exercise, seed: UInt64) throws {
    guard seed == self.seed else { throw HarnessError.otherSeed(recorded: self.seed, asked: seed) }
    let id = exercise.id.description
    if let members {
      guard members.map(\.member) == exercise.members.map(\.member) else {
        throw HarnessError.otherRecording(exercise: id, probe: nil)
      }
      for (recording, member) in zip(members, exercise.members) {
        try recording.check(member, seed: seed)
      }
      return
    }
    guard exercise.probes.map(\.name) == probes.map(\.name) else {
      throw HarnessError.otherRecording(exercise: id, probe: nil)
    }
    let values = values.map(\.value)
    let reference = certification.reference
    for (number, recorded) in probes.enumerated() {
      let other = HarnessError.otherRecording(exercise: id, probe: recorded.name)
      guard
        let trial = try? Trial(probe: number, of: exercise, reference, seed: seed),
        trial.arguments.values.count == recorded.arguments.count,
        // What forward drew is no part of the grader, and only a part of it is recorded.
        zip(trial.arguments.values, recorded.arguments.prefix(exercise.inputs.count)).allSatisfy({
          Agreement($0, values[$1]) == .agrees
        })
      else { throw other }
    }
  }
}

extension Recording {
  /// A recording of a type from those of its members.
  init(ofMembers members: [Recording], _ id: ExerciseID, seed: UInt64, run: String) {
    let nothing = RecordedAnswers(argumentTypes: nil, isCached: false, hasBackward: false)
    self.init(
      exercise: id.description,
      seed: seed,
      run: run,
      probes: [],
      reference: nothing,
      mistakes: [],
      values: [],
      members: members
    )
  }
}

/// The error of a call that was not recorded.
struct NotRecorded: Error {}

extension Workspace {
  /// The file with the recorded answers about an exercise.
  package func recording(of id: ExerciseID) -> URL { state.appending(path: "recorded/\(id).json") }

  package func write(_ recording: Recording) throws {
    let file = state.appending(path: "recorded/\(recording.exercise).json")
    try write(recording, to: file, isPretty: false)
  }
}

extension Recording {
  /// Reads recorded answers.
  ///
  /// - Throws: ``HarnessError/noReference(exercise:)``, ``HarnessError/damagedRecording(path:)``.
  package init(of id: ExerciseID, in workspace: Workspace) throws {
    let file = workspace.recording(of: id)
    guard let data = try? Data(contentsOf: file) else {
      throw HarnessError.noReference(exercise: id.description)
    }
    try self.init(data, of: id)
  }

  /// Decodes recorded answers that were read elsewhere.
  ///
  /// - Throws: ``HarnessError/damagedRecording(path:)``.
  package init(_ data: Data, of id: ExerciseID) throws {
    do {
      self = try JSONDecoder().decode(Recording.self, from: data)
    } catch {
      throw HarnessError.damagedRecording(path: ".gradschool/recorded/\(id).json")
    }
  }
}
