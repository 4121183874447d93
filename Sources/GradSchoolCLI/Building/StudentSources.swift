import Foundation
import Grading

/// The texts of some packs' exercises at one moment, and which of them can be compiled together.
struct StudentSources {
  /// The texts of the exercises that were begun.
  private(set) var texts: [ExerciseID: Data] = [:]
  private(set) var missing: Set<ExerciseID> = []
  /// Exercises whose files are too large for any exercise, with their sizes in bytes.
  private(set) var oversized: [ExerciseID: Int] = [:]
  /// Exercises that are marked with `@main`, with the lines of the mark.
  private(set) var programs: [ExerciseID: Int] = [:]
  /// The code that a class would refuse in a text, each with its line.
  private(set) var objections: [ExerciseID: [String]] = [:]
  /// The declarations of a text that other files see; only of texts that are compiled alone.
  private(set) var apart: [ExerciseID: [String]] = [:]

  /// Reads the files of some packs, to be built in a folder.
  ///
  /// Of the exercises that are not wanted, those that did not compile at the last attempt and are unchanged are
  /// left as they were handed out.
  init(
    _ packs: [Catalog.Pack],
    wanted: Set<ExerciseID>,
    _ folder: BuildFolder,
    _ setup: GradingSetup
  ) throws {
    var read: [String: Data] = [:]
    let ids = packs.flatMap(\.exercises).map(\.id)
    for id in ids {
      guard let text = try? Data(contentsOf: setup.workspace.file(id.sourcePath)) else {
        missing.insert(id)
        continue
      }
      let stub = folder.stub(of: id)
      guard text != stub else { continue }
      guard text.count <= BuildFolder.largestSource else {
        oversized[id] = text.count
        continue
      }
      if !wanted.contains(id), StudentSources.isKnownNotToCompile(id, text, setup.workspace) {
        continue
      }
      texts[id] = text
      read["\(id.pack)-\(id.name)"] = text
      read["\(id.pack)-\(id.name)-stub"] = stub
    }
    let audits = try SourceReader(setup: setup).read(read, .syntax)
    for (id, text) in texts {
      let stub = audits["\(id.pack)-\(id.name)-stub"]
      guard let audit = audits["\(id.pack)-\(id.name)"] else {
        // The compiler cannot even parse it.
        apart[id] = []
        continue
      }
      objections[id] = audit.objections(id.sourcePath)
      if let mark = audit.attributes.first(where: { $0.name == "main_type_attr" }) {
        programs[id] = mark.line
      }
      if !audit.isContained(text, beside: stub) {
        apart[id] = audit.sharedDeclarations(beside: stub)
      }
    }
  }

  private static func isKnownNotToCompile(
    _ id: ExerciseID,
    _ text: Data,
    _ workspace: Workspace
  ) -> Bool {
    guard let verdict = workspace.readVerdict(of: "\(id)") else { return false }
    return verdict.state == .doesNotCompile && verdict.isProven(for: Workspace.hash(text))
  }

  /// Leaves an exercise as it was handed out.
  mutating func remove(_ id: ExerciseID) {
    texts[id] = nil
    apart[id] = nil
  }

  var together: [ExerciseID: Data] {
    texts.filter { apart[$0.key] == nil && programs[$0.key] == nil }
  }
}
