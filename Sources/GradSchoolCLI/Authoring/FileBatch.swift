import Foundation
import Grading

/// Files that are written together: all of them, or none.
struct FileBatch {
  /// Files that must not exist yet.
  private var created: [(path: String, text: String)] = []
  /// Existing files, and their new texts.
  private var changed: [(path: String, text: String)] = []

  mutating func create(_ files: [(path: String, text: String)]) { created += files }

  mutating func change(_ path: String, _ text: String) { changed.append((path, text)) }

  /// Writes everything below a folder, or throws an error and changes nothing.
  func write(in workspace: Workspace) throws {
    let files = FileManager.default
    let there = created.map(\.path).filter { files.fileExists(atPath: workspace.file($0).path) }
    guard there.isEmpty else { throw ProgramError.alreadyThere(there) }
    var undo: [() -> Void] = []
    do {
      for (path, text) in created {
        let target = workspace.file(path)
        for folder in missingFolders(above: target) {
          try ProgramError.writing(path) {
            try files.createDirectory(at: folder, withIntermediateDirectories: false)
          }
          undo.append { try? files.removeItem(at: folder) }
        }
        undo.append { try? files.removeItem(at: target) }
        try workspace.write(Data(text.utf8), to: path, replacing: false)
      }
      for (path, text) in changed {
        let before = try ProgramError.writing(path) { try Data(contentsOf: workspace.file(path)) }
        undo.append { try? before.write(to: workspace.file(path), options: .atomic) }
        try workspace.write(Data(text.utf8), to: path)
      }
    } catch {
      for step in undo.reversed() { step() }
      throw error
    }
  }

  /// The folders above a file that do not exist, the highest first.
  private func missingFolders(above file: URL) -> [URL] {
    var missing: [URL] = []
    var folder = file.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
      missing.insert(folder, at: 0)
      folder = folder.deletingLastPathComponent()
    }
    return missing
  }

  /// A list of the files, and the author's next step.
  func summary(of id: ExerciseID, isComplete: Bool) -> String {
    let purposes =
      [
        (id.sourcePath, "the stub that students get"),
        (id.stubPath, "the copy that restores the stub"),
        (id.hintsPath, "title and hints"), (id.solutionPath, "the solution"),
        (id.graderPath, "the grader: inputs and probes"),
        (id.certificationPath, "known mistakes and right styles"), (id.lessonPath, "the lesson"),
        (PackageTemplate.figuresPath(id.pack), "how the lesson shows pictures"),
        ("Package.swift", "the list of packs"),
      ] + (1...9).map { (id.faultPath($0), "a version with a fault to find") }
    let width = purposes.map(\.0.count).max() ?? 0
    let lines = [("new    ", created), ("changed", changed)].flatMap { word, files in
      purposes.filter { purpose in files.contains { $0.path == purpose.0 } }.map { path, purpose in
        "  \(word)  \(path.padding(to: width))  \(purpose)"
      }
    }
    let next =
      isComplete
      ? "\(id) is complete. To certify its grader: \(Program.command) verify \(id)"
      : "\(id) compiles. Whatever you must still write is marked TODO. To list it, and to certify the\n"
        + "grader when nothing is left: \(Program.command) verify \(id)"
    return lines.joined(separator: "\n") + "\n\n" + next
  }
}
