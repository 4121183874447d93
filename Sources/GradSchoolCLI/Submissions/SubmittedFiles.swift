import Foundation
import Grading

/// One student's files of exercises, to be put into a copy of the package.
///
/// They are read as those of a class are: see ``ExercisePlacement``.
struct SubmittedFiles {
  private let item: SubmissionList.Item

  /// Opens the folder or archive at a path, which may be relative to another folder.
  init(_ path: String, in start: URL) throws {
    let place = start.resolving(path).resolvingSymlinksInPath()
    item = SubmissionList.Item(place)
    do throws(Refusal) {
      _ = try item.open()
    } catch {
      throw ProgramError.noSubmission(path: path, reason: error.reason)
    }
  }

  /// Copies the exercises into a package in which none is started yet, and returns remarks on the files.
  func place(in workspace: Workspace, _ catalog: Catalog) throws -> [String] {
    let ids = catalog.exercises.map(\.id)
    let changed = ids.filter { !workspace.isPristine($0) }
    guard changed.isEmpty else { throw ProgramError.notPristine(changed.map(\.description)) }
    let submission = Submission(item, exercises: ids, catalog: catalog, workspace: workspace)
    for (id, text) in submission.sources {
      try workspace.write(Data(text.utf8), to: id.sourcePath)
    }
    let taken = ids.filter { submission.sources[$0] != nil }.map(\.description)
    let refused =
      ids.flatMap { submission.refusals[$0] ?? [] }
      + Set(ids.compactMap { submission.unclear[$0] }).sorted()
    return [SubmissionText.taken(taken)] + refused.map(SubmissionText.notTaken) + submission.notes
  }
}
