import Foundation
import Grading

/// What one student handed in: a folder of which nothing is used but the files of exercises, by their names.
///
/// A submission may have the whole package's folders, a pack's, or the files alone, and may lie in a
/// folder of its own:
///
///     Exercises/Layers/Linear.swift    Layers/Linear.swift    Linear.swift
///
/// No name in it is ever used as a path; links are not followed.
struct Submission {
  /// No exercise comes near this size.
  private static let largest = 1 << 20

  private let root: URL

  /// Looks at a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - folder: What a relative path is relative to.
  /// - Throws: ``ProgramError/noFolder(path:what:)``.
  init(_ path: String, in folder: URL) throws {
    root = folder.resolving(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw ProgramError.noFolder(path: path, what: "The submission") }
  }

  /// Takes its exercises over into a package in which none is started yet.
  ///
  /// - Parameters:
  ///   - workspace: The package.
  ///   - catalog: Its exercises.
  /// - Returns: Sentences about what was taken over and what was not.
  /// - Throws: ``ProgramError``; ``ProgramError/notPristine(_:)`` before anything is changed.
  func place(in workspace: Workspace, _ catalog: Catalog) throws -> [String] {
    let changed = catalog.exercises.map(\.id).filter { !workspace.isPristine($0) }
    guard changed.isEmpty else { throw ProgramError.notPristine(changed.map(\.description)) }
    let names = Dictionary(grouping: catalog.exercises, by: \.id.name)
    var taken: [String] = []
    var remarks: [String] = []
    for id in catalog.exercises.map(\.id) {
      let paths =
        ["Exercises/\(id.pack)/\(id.name).swift", "\(id.pack)/\(id.name).swift"]
        + (names[id.name]?.count == 1 ? ["\(id.name).swift"] : [])
      switch first(of: paths) {
      case nil: continue
      case .refused(let path, let reason): remarks.append("\(path) was not taken over: \(reason)")
      case .text(let data):
        try workspace.write(data, to: id.sourcePath)
        taken.append(id.description)
      }
    }
    let summary =
      taken.isEmpty
      ? "The submission has no exercise's file: none is called Exercises/<Pack>/<Exercise>.swift."
      : "Taken from the submission: \(taken.joined(separator: ", "))."
    return [summary] + remarks
  }

  private enum Found {
    case text(Data)
    case refused(path: String, reason: String)
  }

  private func first(of paths: [String]) -> Found? {
    for base in bases {
      for path in paths {
        if let found = look(at: base + path.split(separator: "/").map(String.init)) {
          return found
        }
      }
    }
    return nil
  }

  /// The folder itself; and the folder in it, when it has no other and no exercises of its own.
  private var bases: [[String]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    let folders = names.filter { !$0.hasPrefix(".") && kind([$0]) == S_IFDIR }
    return [[]] + (folders.count == 1 && folders != ["Exercises"] ? [folders] : [])
  }

  private func look(at parts: [String]) -> Found? {
    let path = parts.joined(separator: "/")
    for count in 1...parts.count {
      let isLast = count == parts.count
      switch kind(Array(parts.prefix(count))) {
      case nil: return nil
      case S_IFDIR? where !isLast: continue
      case S_IFREG? where isLast: continue
      case S_IFLNK?: return .refused(path: path, reason: "it is a link, or lies behind one.")
      default: return .refused(path: path, reason: "it is not an ordinary file.")
      }
    }
    guard let handle = try? FileHandle(forReadingFrom: root.appending(path: path)),
      let data = try? handle.read(upToCount: Submission.largest + 1) ?? Data()
    else { return .refused(path: path, reason: "it cannot be read.") }
    if data.count > Submission.largest {
      return .refused(path: path, reason: "it is larger than 1 MB.")
    }
    guard String(data: data, encoding: .utf8) != nil else {
      return .refused(path: path, reason: "it is not text in UTF-8.")
    }
    return .text(data)
  }

  /// What lies at a path, without following a link in its last part.
  private func kind(_ parts: [String]) -> mode_t? {
    var status = stat()
    guard lstat(root.appending(path: parts.joined(separator: "/")).path, &status) == 0 else {
      return nil
    }
    return status.st_mode & S_IFMT
  }
}
