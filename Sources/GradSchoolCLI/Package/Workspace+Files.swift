import Foundation
import Grading

extension Workspace {
  /// The package that a folder belongs to: the nearest folder upwards with exercises.
  static func around(_ folder: URL) throws -> Workspace {
    var candidate = folder.standardizedFileURL
    while true {
      let files = FileManager.default
      if files.fileExists(atPath: candidate.appending(path: "Package.swift").path),
        files.fileExists(atPath: candidate.appending(path: "Exercises").path)
      {
        return Workspace(root: candidate)
      }
      let parent = candidate.deletingLastPathComponent().standardizedFileURL
      guard parent.path != candidate.path, candidate.path != "/" else {
        throw ProgramError.notInPackage(folder.path)
      }
      candidate = parent
    }
  }

  func text(_ path: String) throws -> String {
    try ProgramError.reading(path) { try String(contentsOf: file(path), encoding: .utf8) }
  }

  /// Writes a file of the package in one step, so that the file is never half written.
  ///
  /// - Throws: ``ProgramError/unwritable(path:reason:)``; the file is then as it was before.
  func write(_ data: Data, to path: String, replacing: Bool = true) throws {
    let target = file(path)
    try ProgramError.writing(path) {
      try FileManager.default.createFolder(above: target)
      try data.write(to: target, options: replacing ? .atomic : .withoutOverwriting)
    }
  }

  /// Writes a file if its content differs, because an untouched file is not built again; says whether.
  @discardableResult
  func update(_ path: String, with data: Data) throws -> Bool {
    if let present = try? Data(contentsOf: file(path)), present == data { return false }
    try write(data, to: path)
    return true
  }

  func hasSource(of id: ExerciseID) -> Bool {
    (try? file(id.sourcePath).checkResourceIsReachable()) == true
  }

  func hasSolution(of id: ExerciseID) -> Bool {
    FileManager.default.fileExists(atPath: file(id.solutionPath).path)
  }

  /// The time of the last change to a file; nil when there is no file.
  func modificationDate(_ path: String) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file(path).path)
    return attributes?[.modificationDate] as? Date
  }

  /// A path for a backup at which there is no file yet: the date and time, and a number if need be.
  func freeBackupPath(of id: ExerciseID) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd-HHmmss"
    return freePath(".gradschool/backups/\(id)/\(formatter.string(from: Date()))", ".swift")
  }

  /// A path at which there is no file yet: with a number before its ending, if need be.
  func freePath(_ base: String, _ ending: String) -> String {
    var (path, number) = (base + ending, 1)
    while FileManager.default.fileExists(atPath: file(path).path) {
      number += 1
      path = "\(base)-\(number)\(ending)"
    }
    return path
  }
}

extension URL {
  /// The file or folder that a path in the arguments means, seen from this folder.
  func resolving(_ path: String) -> URL {
    (path.hasPrefix("/") ? URL(filePath: path) : appending(path: path)).standardizedFileURL
  }
}
