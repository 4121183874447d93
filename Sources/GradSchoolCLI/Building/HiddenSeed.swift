import Foundation
import Grading

/// The seed of the probes where marks are given outside of a class: with `--submission` or `--gradescope`, and in a
/// workflow that has a secret.
///
/// The seed is that of the variable `GRADSCHOOL_HIDDEN_SEED`, or else that of the file `.gradschool/seed`, which is drawn once
/// and which only its owner may read. Nothing that the program writes for a student has it.
struct HiddenSeed: Equatable {
  let value: UInt64

  static let variable = "GRADSCHOOL_HIDDEN_SEED"
  static let path = ".gradschool/seed"

  /// Whether somebody gives a hidden seed by the environment.
  static func isGiven(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Bool
  {
    environment[variable].map { !$0.isEmpty } == true
  }

  /// Reads the seed, or draws and keeps one.
  ///
  /// - Throws: ``ProgramError`` when the seed is no number, when it cannot be kept, or in a package with recorded answers:
  ///   students have these too.
  init(
    of workspace: Workspace,
    _ catalog: Catalog,
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    guard catalog.exercises.contains(where: { workspace.hasSolution(of: $0.id) }) else {
      throw ProgramError.recordingsGiveNoMarks
    }
    if HiddenSeed.isGiven(environment) {
      guard let seed = environment[HiddenSeed.variable].flatMap({ UInt64($0) }) else {
        throw ProgramError.damagedSeed(HiddenSeed.variable)
      }
      value = seed
    } else if let data = try? Data(contentsOf: workspace.file(HiddenSeed.path)) {
      let text = String(decoding: data, as: UTF8.self).trimmingCharacters(
        in: .whitespacesAndNewlines
      )
      guard let seed = UInt64(text) else { throw ProgramError.damagedSeed(HiddenSeed.path) }
      value = seed
    } else {
      value = .random(in: 1...(1 << 48))
      try workspace.writeSecret(Data("\(value)\n".utf8), to: HiddenSeed.path)
    }
  }
}

extension Workspace {
  /// Writes a file that only its owner may read.
  func writeSecret(_ data: Data, to path: String) throws {
    try write(data, to: path)
    try ProgramError.writing(path) {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600],
        ofItemAtPath: file(path).path
      )
    }
  }
}
