import Foundation
import Grading

/// A student's submission: the texts of exercises, and remarks on the folder.
///
/// Only the files of exercises are read. Links are not followed, and nothing is written.
struct Submission: Sendable {
  /// The student, or the group: who handed it in, and when.
  let origin: SubmissionOrigin
  /// The reason why nothing of it could be placed, as a sentence; such a submission has no points, not 0 points.
  private(set) var unreadable: String?
  /// The texts to be graded.
  private(set) var sources: [ExerciseID: String] = [:]
  /// The reasons why files are not graded.
  private(set) var refusals: [ExerciseID: [String]] = [:]
  /// The reasons why an instructor has to look at an exercise: two files may be meant, say. It has no points, not 0 points.
  private(set) var unclear: [ExerciseID: String] = [:]
  /// Further remarks for the student and the instructor.
  private(set) var notes: [String] = []

  /// The name under which the results are kept; no two submissions of a class have the same.
  var name: String { origin.name }
  var id: String? { origin.id }
  var email: String? { origin.email }
  var time: Date? { origin.time }

  /// Creates a submission from texts: from the solutions, say.
  init(name: String, sources: [ExerciseID: String]) {
    origin = SubmissionOrigin(name: name, folder: name)
    self.sources = sources
  }

  /// Reads the submission in a folder.
  ///
  /// - Parameters:
  ///   - handedIn: The folder, and who handed it in.
  ///   - exercises: The exercises to be graded.
  ///   - catalog: All exercises, with their former names.
  ///   - workspace: The package.
  init(
    _ handedIn: SubmissionList.Item,
    exercises: [ExerciseID],
    catalog: Catalog,
    workspace: Workspace
  ) {
    origin = handedIn.origin
    let tree: SubmissionFolder
    switch SubmissionFolder.open(handedIn.place) {
    case .success(let opened): tree = opened
    case .failure(let refusal):
      let reason = SubmissionText.refused(Submission.printable(origin.folder), refusal.reason)
      unreadable = reason
      notes = [reason]
      return
    }
    let files = tree.files()
    let former = FormerNames(catalog).files(among: files)
    var known: Set<String> = []
    for id in exercises {
      let paths = [id.sourcePath, "\(id.pack)/\(id.name).swift"]
      known.formUnion(paths)
      take(paths.filter { tree.read($0) != .absent }, for: id, tree, workspace) { $0 }
      // A file from the time of another name counts where there is no work under the name of today.
      let old = former.filter { $0.new == id }
      guard sources[id] == nil, refusals[id] == nil, let first = old.first else { continue }
      known.formUnion(old.map(\.path))
      take(old.map(\.path), for: id, tree, workspace, first.renamed)
      if sources[id] != nil { notes.append(SubmissionText.formerly(first.path, id)) }
    }
    if sources.isEmpty, refusals.isEmpty { notes.append(SubmissionText.noExercise) }
    ignore(files.filter { !known.contains($0) }, tree, exercises, workspace)
  }

  /// Takes the first of some files for an exercise, if it was begun.
  private mutating func take(
    _ paths: [String],
    for id: ExerciseID,
    _ tree: SubmissionFolder,
    _ workspace: Workspace,
    _ renamed: (String) -> String
  ) {
    guard let path = paths.first else { return }
    if paths.count > 1 { notes.append(SubmissionText.ignored(paths[1], besides: path)) }
    switch tree.read(path) {
    case .absent: break
    case .refused(let reason): refusals[id] = ["\(path) \(reason)"]
    case .text(let text):
      let text = renamed(text)
      if !workspace.isPristine(text, id) { sources[id] = text }
    }
  }

  /// Notes the files that were not used and differ from the handout; first those that look like exercises.
  private mutating func ignore(
    _ paths: [String],
    _ tree: SubmissionFolder,
    _ exercises: [ExerciseID],
    _ workspace: Workspace
  ) {
    let changed = paths.filter { path in
      guard !PackageSubset.rewritten.contains(path) else { return false }
      guard case .text(let text) = tree.read(path) else { return true }
      let stub = path.replacing(#/^Exercises\//#) { _ in ".gradschool/stubs/" }
      return ![path, stub].contains { original in
        text == (try? String(contentsOf: workspace.file(original), encoding: .utf8))
      }
    }
    let meant = changed.map { path in (path, Submission.exercise(like: path, among: exercises)) }
    let shown = (meant.filter { $0.1 != nil } + meant.filter { $0.1 == nil }).prefix(12)
    notes += shown.map { SubmissionText.ignored(Submission.printable($0), like: $1) }
    let rest = changed.count - shown.count
    if rest > 0 { notes.append(SubmissionText.ignored(more: rest)) }
  }

  /// The exercise that a file looks like: its name is equal, apart from capitals, and so is its folder, if any.
  private static func exercise(like path: String, among exercises: [ExerciseID]) -> ExerciseID? {
    let end = path.lowercased().split(separator: "/").suffix(2).joined(separator: "/")
    return exercises.first { id in
      ["\(id.pack)/\(id.name).swift", "\(id.name).swift"].contains { $0.lowercased() == end }
    }
  }

  /// A name without characters that would break a line or a terminal.
  static func printable(_ name: String) -> String {
    String(
      name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) }
    )
  }
}
