import Foundation
import Grading

/// Asks the compiler to read exercises without building them.
struct SourceReader {
  let setup: GradingSetup

  /// How far the compiler goes.
  enum Depth {
    /// The compiler parses: a moment for all exercises together.
    case syntax
    /// The compiler checks types too, with the modules built before, and so knows which side of an `#if` counts.
    case types
  }

  /// Audits texts, by names that are valid as those of files; leaves out a text on which the compiler fails or
  /// needs over half a minute.
  func read(_ texts: [String: Data], _ depth: Depth) throws -> [String: SourceAudit] {
    guard !texts.isEmpty else { return [:] }
    let folder = BuildFolder(workspace: setup.workspace).temporary
      .appending(path: "audit-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var trees = try trees(texts, depth, folder)
      if trees.count < texts.count, texts.count > 1 {
        // One of them crashes the compiler, or keeps it busy: read each alone.
        for (name, text) in texts where trees[name] == nil {
          trees.merge(try self.trees([name: text], depth, folder)) { $1 }
        }
      }
      return trees
    } catch let error as CocoaError {
      throw ProgramError.unwritable(path: BuildFolder.path, reason: error.reason)
    }
  }

  private func trees(
    _ texts: [String: Data],
    _ depth: Depth,
    _ folder: URL
  ) throws -> [String: SourceAudit] {
    var arguments = ["-frontend", depth == .syntax ? "-dump-parse" : "-dump-ast"]
    arguments += ["-dump-ast-format", "json", "-parse-as-library", "-swift-version", "6"]
    arguments += ["-solver-expression-time-threshold=10"]
    if depth == .types {
      let modules = BuildFolder(workspace: setup.workspace).modules
      arguments += ["-module-name", "Exercise", "-I", modules.path]
    }
    let files = texts.keys.sorted().map { name in
      (name: name, file: folder.appending(path: "\(name).swift"))
    }
    for (name, file) in files {
      try texts[name]?.write(to: file)
      arguments += ["-primary-file", file.path, "-o", file.path + ".json"]
    }
    do {
      let log = folder.appending(path: "log.txt")
      let command = ToolchainCommand(arguments: arguments, log: log, limit: .seconds(30))
      _ = try setup.toolchain.run(command)
    } catch ProgramError.tookTooLong {
      return [:]
    }
    var audits: [String: SourceAudit] = [:]
    for (name, file) in files {
      guard let text = texts[name],
        let tree = try? Data(contentsOf: URL(filePath: file.path + ".json"))
      else { continue }
      try? FileManager.default.removeItem(atPath: file.path + ".json")
      audits[name] = SourceAudit(tree, of: text)
    }
    return audits
  }
}
