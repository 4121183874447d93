import Foundation
import Grading

extension Context {
  /// `new-pack`: begins a pack with its first exercise, in this package or in one of its own.
  func newPack(_ command: CommandLineArguments) throws -> Int32 {
    let pack = command.names[0]
    let names = AuthoredNames(workspace: workspace, catalog: catalog)
    try names.checkPack(pack, isElsewhere: command.has(.to))
    var batch = FileBatch()
    let id: ExerciseID
    if command.names.count > 1 {
      id = ExerciseID(pack: pack, name: command.names[1])
      try names.checkExercise(id.name, inPack: pack)
      let plan = try ExercisePlan(id, command.values)
      batch.add(plan)
      batch.create(id.lessonPath, LessonTemplate(plan: plan).lesson)
    } else {
      if let option = Option.describingExercise.first(where: command.has) {
        throw ProgramError.invalidValue(
          option,
          command.values[option] ?? "",
          "It describes an exercise: name it, as in new-pack \(pack) Huber --kind loss."
        )
      }
      id = ExerciseID(pack: pack, name: ExampleTemplate.name)
      batch.addExample(to: pack)
    }
    let isWritten = command.names.count == 1
    guard let folder = command.values[.to] else {
      if let depends = command.values[.depends] {
        throw ProgramError.invalidValue(.depends, depends, "It goes with --to FOLDER.")
      }
      let path = "Package.swift"
      let manifest = (try? String(contentsOf: workspace.file(path), encoding: .utf8)) ?? ""
      guard let changed = PackList.adding(pack, to: manifest) else {
        throw ProgramError.noPackList(pack: pack)
      }
      batch.change(path, changed)
      try batch.write(in: workspace)
      announce(id, batch, isWritten: isWritten)
      return 0
    }
    try writePackage(pack, batch, to: folder, depends: command.values[.depends])
    console.line("The pack \(pack) is a package of its own in \(folder):\n")
    announce(id, batch, isWritten: isWritten)
    console.line(
      "Both commands work there:\n  cd \(folder)\n  swift test\n  \(Program.command) verify"
    )
    return 0
  }

  /// Writes a package with a pack, in a folder that is new or empty.
  private func writePackage(
    _ pack: String,
    _ exercise: FileBatch,
    to folder: String,
    depends: String?
  ) throws {
    // A step upwards from a folder behind a link leads elsewhere than its path says.
    let target = self.folder.resolving(folder).withoutLinks
    let there = (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []
    let others = there.filter { $0 != ".git" }
    guard others.isEmpty else {
      throw ProgramError.invalidValue(.to, folder, "There is something in it already.")
    }
    let here = workspace.root.withoutLinks
    if target.path == here.path || target.path.hasPrefix(here.path + "/") {
      throw ProgramError.invalidValue(.to, folder, "It lies inside this package.")
    }
    let dependency = depends.map(PackageTemplate.Dependency.init) ?? .path(target.path(to: here))
    if case .path(let path) = dependency {
      let found = target.resolving(path).appending(path: "Package.swift")
      guard FileManager.default.fileExists(atPath: found.standardizedFileURL.path) else {
        throw ProgramError.invalidValue(
          .depends,
          path,
          "There is no Package.swift, seen from \(folder)."
        )
      }
    }
    var batch = exercise
    let template = PackageTemplate(pack: pack, dependency: dependency)
    batch.create("Package.swift", template.manifest)
    batch.create("README.md", template.readme)
    batch.create(".gitignore", PackageTemplate.gitignore)
    if let style = try? String(contentsOf: workspace.file(".swift-format"), encoding: .utf8) {
      batch.create(".swift-format", style)
    }
    try batch.write(in: Workspace(root: target))
  }
}

extension URL {
  /// The same place without symbolic links, whether or not there is something at it.
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
