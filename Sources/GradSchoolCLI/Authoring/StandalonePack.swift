import Foundation
import Grading

/// A pack that is written as a package of its own.
struct StandalonePack {
  let pack: String
  /// The folder as it was typed.
  let folder: String
  let target: URL

  /// Adds the files around a pack to its files, and writes all into a folder that is new or empty.
  func write(
    _ batch: inout FileBatch,
    dependingOn dependency: String?,
    from workspace: Workspace
  ) throws {
    // A path upwards from a folder behind a link leads elsewhere than it says.
    let target = target.withoutLinks
    let here = workspace.root.withoutLinks
    let others = (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []
    guard others.allSatisfy({ $0 == ".git" }) else {
      throw UsageError.invalidValue("--to", folder, "The folder is not empty.")
    }
    if target.path == here.path || target.path.hasPrefix(here.path + "/") {
      throw UsageError.invalidValue("--to", folder, "The folder lies inside this package.")
    }
    let dependency =
      dependency.map(PackageTemplate.Dependency.init) ?? .path(target.path(to: here))
    if case .path(let path) = dependency {
      let found = target.resolving(path).appending(path: "Package.swift")
      guard FileManager.default.fileExists(atPath: found.standardizedFileURL.path) else {
        let reason = "Seen from \(folder), there is no Package.swift."
        throw UsageError.invalidValue("--depends", path, reason)
      }
    }
    let template = PackageTemplate(pack: pack, dependency: dependency)
    batch.create([
      ("Package.swift", template.manifest), ("README.md", template.readme),
      (".gitignore", PackageTemplate.gitignore),
    ])
    for path in [".swift-format"] + PackageTemplate.pages {
      if let text = try? workspace.text(path) { batch.create([(path, text)]) }
    }
    try batch.write(in: Workspace(root: target))
  }
}

extension URL {
  /// The same place without symbolic links, whether or not it exists.
  fileprivate var withoutLinks: URL {
    var (parent, tail) = (standardizedFileURL, [String]())
    while !FileManager.default.fileExists(atPath: parent.path), parent.path != "/" {
      tail.insert(parent.lastPathComponent, at: 0)
      parent = parent.deletingLastPathComponent()
    }
    return tail.reduce(parent.resolvingSymlinksInPath()) { $0.appending(path: $1) }
  }

  /// Another folder, seen from this one: "../GradSchool".
  fileprivate func path(to other: URL) -> String {
    let (mine, theirs) = (
      standardizedFileURL.pathComponents, other.standardizedFileURL.pathComponents
    )
    let shared = zip(mine, theirs).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: mine.count - shared) + theirs[shared...]
    return steps.joined(separator: "/")
  }
}
