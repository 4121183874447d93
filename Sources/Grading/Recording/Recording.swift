import Foundation
import Tensors

/// What a reference and the known mistakes of an exercise answered to everything that a judge asked them.
///
/// It stands in for a ``Certification`` in a package that is handed out: numbers instead of code. A judge
/// that works with it never notices, as long as it asks what was asked when it was recorded; to anything
/// else the answer is ``NotRecorded``, which leaves a smaller case unfound and nothing else.
package struct Recording: Codable, Sendable {
  /// The exercise.
  package var exercise: String
  /// The seed of the probes; another one draws others, about which nothing is recorded.
  package var seed: UInt64
  /// The run of the tests that wrote it.
  package var run: String
  /// The arguments of each probe, by its name.
  var probes: [Probe]
  var reference: RecordedAnswers
  var solutionTypes: [String]?
  var mistakes: [Mistake]
  /// Every value that occurs, once; all else names values by their places here.
  var values: [RecordedValue]

  struct Probe: Codable {
    var name: String
    var arguments: [Int]
  }

  struct Mistake: Codable {
    var name: String
    var sentence: String
    var answers: RecordedAnswers
  }

  /// The certification that the numbers stand for: its functions look their answers up.
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
        KnownMistake($0.name, $0.sentence, $0.answers.implementation(values))
      }
    )
  }

  /// Makes sure that it is about an exercise as its grader is now.
  ///
  /// - Throws: ``HarnessError/otherRecording(exercise:probe:)``, ``HarnessError/otherSeed(recorded:asked:)``.
  package func check(_ exercise: Exercise, seed: UInt64) throws {
    guard seed == self.seed else {
      throw HarnessError.otherSeed(recorded: self.seed, asked: seed)
    }
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

/// The answer to a question that was not asked when the answers were recorded.
struct NotRecorded: Error {}

extension Workspace {
  /// The file with the recorded answers about an exercise.
  package func recording(of id: ExerciseID) -> URL {
    state.appending(path: "recorded/\(id).json")
  }

  /// Writes recorded answers in one step.
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
