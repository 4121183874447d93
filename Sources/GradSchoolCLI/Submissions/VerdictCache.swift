import Foundation
import Grading

/// The verdicts that were reached in a class, by exercise and text: the same text is graded once.
///
/// A verdict is kept with the texts on which it was reached, and counts for equal texts only. It depends on the text
/// of its exercise, on those of a milestone's pieces, and on other exercises of the pack that the text mentions.
struct VerdictCache: Sendable {
  private let workspace: Workspace
  private let identity: GradingIdentity
  private let exercises: [ExerciseID]
  private let pieces: [ExerciseID: [ExerciseID]]
  /// The names that each exercise's stub declares.
  private let names: [ExerciseID: [Data]]

  /// Creates the cache of a class.
  ///
  /// - Parameters:
  ///   - folder: The folder of the results.
  ///   - identity: The grading.
  ///   - catalog: The exercises.
  ///   - package: The package with the stubs.
  init(_ folder: Workspace, _ identity: GradingIdentity, _ catalog: Catalog, package: Workspace) {
    workspace = folder
    self.identity = identity
    exercises = catalog.exercises.map(\.id)
    pieces = Dictionary(uniqueKeysWithValues: catalog.exercises.map { ($0.id, $0.pieces) })
    var names: [ExerciseID: [Data]] = [:]
    for id in exercises {
      let stub = (try? package.text(id.stubPath)) ?? ""
      let declared = stub.matches(of: VerdictCache.declaration).map { String($0.1) }
      names[id] = Set(declared + [id.name]).map { Data($0.utf8) }
    }
    self.names = names
  }

  private static var declaration: Regex<(Substring, Substring)> {
    #/(?m)^(?:\w+ )*(?:enum|struct|class|actor|protocol|typealias|func|let|var) (\w+)/#
  }

  /// The exercises on whose texts a verdict depends, the exercise itself among them.
  func needed(by id: ExerciseID, in sources: [ExerciseID: String]) -> Set<ExerciseID> {
    var (needed, open) = (Set<ExerciseID>(), [id])
    while let id = open.popLast() {
      guard needed.insert(id).inserted else { continue }
      open += pieces[id] ?? []
      guard let text = sources[id].map({ Data($0.utf8) }) else { continue }
      open += exercises.filter { other in
        other.pack == id.pack && other != id && sources[other] != nil
          && names[other]?.contains { text.range(of: $0) != nil } == true
      }
    }
    return needed.filter { sources[$0] != nil }
  }

  private struct Entry: Codable {
    var fingerprint: String
    /// The texts, by the exercises' ids as they are typed.
    var texts: [String: String]
    var verdict: Verdict
  }

  /// The verdict that was reached on an exercise with these texts, if there was one.
  func verdict(on id: ExerciseID, _ sources: [ExerciseID: String]) -> Verdict? {
    guard let (path, fingerprint, texts) = key(id, sources),
      let data = try? Data(contentsOf: workspace.file(path)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data),
      entry.fingerprint == fingerprint, entry.texts == texts,
      entry.verdict.exercise == "\(id)",
      entry.verdict.isProven(for: Workspace.hash(sources[id] ?? ""))
    else { return nil }
    return entry.verdict
  }

  /// Keeps a verdict that was reached on an exercise with these texts.
  ///
  /// A time limit may be a matter of the machine, and a text that does not compile a matter of the others that
  /// were compiled with it: such verdicts are reached anew.
  func keep(_ verdict: Verdict, on id: ExerciseID, _ sources: [ExerciseID: String]) throws {
    switch verdict.state {
    case .inconclusive, .timedOut: return
    case .doesNotCompile where !verdict.isRefused: return
    case .doesNotCompile, .passed, .wrong, .crashed, .notStarted: break
    }
    guard let (path, fingerprint, texts) = key(id, sources),
      verdict.isProven(for: Workspace.hash(sources[id] ?? ""))
    else { return }
    let entry = Entry(fingerprint: fingerprint, texts: texts, verdict: verdict)
    try workspace.writeSecret(entry, to: path)
  }

  /// Forgets the verdicts on an exercise, so that it is graded anew.
  func forget(_ id: ExerciseID) {
    try? FileManager.default.removeItem(at: workspace.file(folder(id)))
  }

  private func folder(_ id: ExerciseID) -> String { "verdicts/\(id)" }

  /// The place of a verdict, and what has to be equal there.
  private func key(
    _ id: ExerciseID,
    _ sources: [ExerciseID: String]
  ) -> (path: String, fingerprint: String, texts: [String: String])? {
    guard let fingerprint = identity.exercises["\(id)"], sources[id] != nil else { return nil }
    let needed = needed(by: id, in: sources)
    let texts = Dictionary(uniqueKeysWithValues: needed.map { ("\($0)", sources[$0] ?? "") })
    let hashes = texts.map { "\($0.key) \(Workspace.hash($0.value))" }.sorted()
    let hash = Workspace.hash(([fingerprint] + hashes).joined(separator: "\n"))
    return ("\(folder(id))/\(hash).json", fingerprint, texts)
  }
}
