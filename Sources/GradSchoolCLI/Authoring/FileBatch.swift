import Foundation
import Grading

/// Files that are written together: all of them, or none.
struct FileBatch {
  /// A file that must not be there yet.
  private var created: [(path: String, text: String)] = []
  /// A file that is there, and its new text.
  private var changed: [(path: String, text: String)] = []

  /// The new files, in order.
  var paths: [String] { created.map(\.path) }

  /// The files that get another text.
  var changedPaths: [String] { changed.map(\.path) }

  /// Adds a new file.
  mutating func create(_ path: String, _ text: String) { created.append((path, text)) }

  /// Adds a change of a file that is there.
  mutating func change(_ path: String, _ text: String) { changed.append((path, text)) }

  /// Writes everything below a folder.
  ///
  /// - Throws: ``ProgramError``; then everything is as it was before.
  func write(in workspace: Workspace) throws {
    let files = FileManager.default
    let there = paths.filter { files.fileExists(atPath: workspace.file($0).path) }
    guard there.isEmpty else { throw ProgramError.alreadyThere(there) }
    var undo: [() -> Void] = []
    do {
      for (path, text) in created {
        let target = workspace.file(path)
        for folder in missingFolders(above: target) {
          try reporting(path) {
            try files.createDirectory(at: folder, withIntermediateDirectories: false)
          }
          undo.append { try? files.removeItem(at: folder) }
        }
        undo.append { try? files.removeItem(at: target) }
        try workspace.write(Data(text.utf8), to: path, replacing: false)
      }
      for (path, text) in changed {
        let before = try reporting(path) { try Data(contentsOf: workspace.file(path)) }
        undo.append { try? before.write(to: workspace.file(path), options: .atomic) }
        try workspace.write(Data(text.utf8), to: path)
      }
    } catch {
      for step in undo.reversed() { step() }
      throw error
    }
  }

  /// The folders above a file that are not there, the highest first.
  private func missingFolders(above file: URL) -> [URL] {
    var missing: [URL] = []
    var folder = file.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
      missing.insert(folder, at: 0)
      folder = folder.deletingLastPathComponent()
    }
    return missing
  }

  private func reporting<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw ProgramError.unwritable(path: path, reason: reason(error))
    }
  }
}
