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

  struct Probe: Codable {
    var name: String
    var arguments: [Int]
  }

  struct Mistake: Codable {
    var name: String
    /// In base 64, so that nobody reads by chance what was planted.
    var sentence: Data
    var version: Int?
    var answers: RecordedAnswers
  }

  /// A certification whose functions look up their answers.
  package var certification: Certification {
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
      mistakes: mistakes.map {
        var mistake = KnownMistake(
          $0.name,
          String(decoding: $0.sentence, as: UTF8.self),
          $0.answers.implementation(values)
        )
        mistake.version = $0.version
        return mistake
      }
    )
  }

  /// Checks that the recording fits an exercise and its probes.
  ///
  /// - Throws: ``HarnessError/otherRecording(exercise:probe:)``, ``HarnessError/otherSeed(recorded:asked:)``.
  package func check(_ exercise: Exercise, seed: UInt64) throws {
    guard seed == self.seed else { throw HarnessError.otherSeed(recorded: self.seed, asked: seed) }
    let id = exercise.id.description
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
        zip(trial.arguments.values, recorded.arguments).allSatisfy({
          Agreement($0, values[$1]) == .agrees
        })
      else { throw other }
    }
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
