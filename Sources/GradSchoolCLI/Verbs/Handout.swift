import Foundation
import Grading

extension Context {
  /// `handout`: writes a package for students, with some of the packs, with or without solutions.
  func handout(to path: String, packs: [Catalog.Pack], withSolutions: Bool) throws -> Int32 {
    let folder = folder.resolving(path)
    try refuseOccupied(folder, path)
    // A section of a lesson may be about several exercises; each of its places is said once.
    var open: [Problem] = []
    for id in packs.flatMap(\.exercises).map(\.id) {
      open += openPlaces(forStudentsOf: id, in: workspace).filter { !open.contains($0) }
    }
    guard open.isEmpty else { throw ProgramError.notFinished(open.map(\.description)) }
    if !withSolutions { try record(packs.flatMap(\.exercises).map(\.id)) }

    // Beside the folder and then renamed, so that there is a whole package or none.
    let parent = folder.deletingLastPathComponent()
    let unfinished = parent.appending(path: ".\(folder.lastPathComponent)-\(UUID())")
    defer { try? FileManager.default.removeItem(at: unfinished) }
    let subset = PackageSubset(workspace: workspace, packs: packs, withSolutions: withSolutions)
    try subset.write(to: unfinished)
    let pages = HandoutPages(packs: packs, withSolutions: withSolutions)
    let target = Workspace(root: unfinished)
    for (name, text) in pages.files { try target.write(Data(text.utf8), to: name) }
    do {
      // An empty folder of that name makes room; one with anything in it does not let itself be removed.
      if FileManager.default.fileExists(atPath: folder.path), rmdir(folder.path) != 0 {
        throw ProgramError.occupied(path)
      }
      try FileManager.default.moveItem(at: unfinished, to: folder)
    } catch let error as ProgramError {
      throw error
    } catch {
      throw ProgramError.unwritable(path: path, reason: reason(error))
    }
    let exercises = packs.reduce(0) { $0 + $1.exercises.count }
    console.line(
      """
      \(path) is a package with \(exercises) exercise\(exercises == 1 ? "" : "s") in \(packs.count) \
      pack\(packs.count == 1 ? "" : "s"), \(withSolutions ? "with" : "without") solutions.
      Try it as a student:
        cd \(path)
        \(Program.command)
      """
    )
    return 0
  }

  /// Records the answers of references and known mistakes.
  private func record(_ ids: [ExerciseID]) throws {
    let lock = try GradingLock(workspace, console)
    try withExtendedLifetime(lock) {
      try GradingRun(context: self, records: true).record(ids)
    }
  }

  private func refuseOccupied(_ folder: URL, _ path: String) throws {
    let files = FileManager.default
    guard files.fileExists(atPath: folder.path) else { return }
    guard let content = try? files.contentsOfDirectory(atPath: folder.path), content.isEmpty else {
      throw ProgramError.occupied(path)
    }
  }
}
