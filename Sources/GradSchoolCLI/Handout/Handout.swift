import Foundation
import Grading

/// A package for students, and the folder that it is written to.
struct Handout {
  let subset: PackageSubset
  let folder: URL
  /// The folder as it was typed.
  let path: String

  /// Makes sure that the folder is free and the exercises are finished.
  func check() throws {
    let files = FileManager.default
    if files.fileExists(atPath: folder.path),
      (try? files.contentsOfDirectory(atPath: folder.path).isEmpty) != true
    {
      throw ProgramError.occupied(path)
    }
    // A section of a lesson may be about several exercises; each of its places is listed once.
    var open: [Problem] = []
    for id in subset.packs.flatMap(\.exercises).map(\.id) {
      open += openPlaces(forStudentsOf: id, in: subset.workspace).filter { !open.contains($0) }
    }
    guard open.isEmpty else { throw ProgramError.notFinished(open.map(\.description)) }
  }

  /// Writes the whole package, or nothing.
  func write() throws {
    // First beside the folder, then renamed: the folder never holds half a package.
    let parent = folder.deletingLastPathComponent()
    let unfinished = parent.appending(path: ".\(folder.lastPathComponent)-\(UUID())")
    defer { try? FileManager.default.removeItem(at: unfinished) }
    try subset.write(to: unfinished)
    try subset.copyPages(to: unfinished)
    let pages = HandoutPages(packs: subset.packs, withSolutions: subset.withSolutions)
    let target = Workspace(root: unfinished)
    for (name, text) in pages.files { try target.write(Data(text.utf8), to: name) }
    // An empty folder of that name is removed; a folder that is not empty cannot be.
    if FileManager.default.fileExists(atPath: folder.path), rmdir(folder.path) != 0 {
      throw ProgramError.occupied(path)
    }
    try ProgramError.writing(path) { try FileManager.default.moveItem(at: unfinished, to: folder) }
  }
}
