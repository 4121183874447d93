import Foundation
import Grading

/// The folder inside `.build` in which the program builds.
///
/// The folder has its own build products: `swift run` and `swift test` in a terminal compile with other flags, because
/// they colour the compiler's output, and would make the program compile everything again. And it has copies of
/// the exercises, so that
/// - each carries the proof of its text (``SourceStamp``),
/// - a file that does not compile is built as the stub, and all others are graded,
/// - saving a file while a build runs does not affect the build.
struct BuildFolder {
  let workspace: Workspace

  static let path = ".build/gradschool"
  /// The copies of the exercises, as `GRADSCHOOL_EXERCISES` names them.
  static let exercises = path + "/Exercises"
  /// The folder that is given to SwiftPM as `--scratch-path`.
  static let scratch = path + "/build"

  /// The largest source text that is compiled, in bytes; a long exercise has 10 kB.
  static let largestSource = 256 << 10

  var modules: URL { workspace.file(BuildFolder.scratch + "/debug/Modules") }

  /// The folder for the temporary files of child processes.
  ///
  /// SwiftPM keeps its locks there, and leaves half a dozen empty folders behind at each build.
  var temporary: URL { workspace.file(BuildFolder.path + "/tmp") }

  /// The program into which the graders are linked.
  var products: URL { workspace.file(BuildFolder.scratch + "/debug") }

  // MARK: - Copies

  /// Writes the copies of some packs' exercises: the students' texts, and stubs where there are none.
  func stage(_ packs: [Catalog.Pack], _ texts: [ExerciseID: Data]) throws {
    for pack in packs {
      let folder = "\(BuildFolder.exercises)/\(pack.name)"
      // The manifest excludes them, and SwiftPM warns where there is nothing to exclude.
      try update("\(folder)/README.md", Data())
      try update("\(folder)/Hints/README.md", Data())
      // Empty: a manifest from before there were pictures says nothing about their folder.
      try FileManager.default.createDirectory(
        at: workspace.file("\(folder)/Figures"),
        withIntermediateDirectories: true
      )
      for id in pack.exercises.map(\.id) {
        let text = texts[id] ?? stub(of: id)
        try update("\(folder)/\(id.name).swift", SourceStamp.stamped(text, id.name))
      }
      let known = Set(
        pack.exercises.map { "\($0.id.name).swift" } + ["README.md", "Hints", "Figures"]
      )
      let place = workspace.file(folder).path
      for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      where !known.contains(name) {
        try? FileManager.default.removeItem(atPath: "\(place)/\(name)")
      }
    }
  }

  /// The text of an exercise as it was handed out; without a copy of the stub, the file itself.
  func stub(of id: ExerciseID) -> Data {
    (try? Data(contentsOf: workspace.stub(of: id)))
      ?? (try? Data(contentsOf: workspace.file(id.sourcePath))) ?? Data()
  }

  /// Writes a file when its content differs, because an untouched file is not built again.
  ///
  /// Its time follows from its content. SwiftPM tells a changed file by its time and size; two texts that are
  /// written in the same moment would look alike.
  private func update(_ path: String, _ data: Data) throws {
    guard try workspace.update(path, with: data) else { return }
    let hash = UInt64(Workspace.hash(data), radix: 16) ?? 0
    // Between 2001 and 2017, in whole seconds.
    let seconds = 1_000_000_000 + Double(hash % 500_000_000)
    try? FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: seconds)],
      ofItemAtPath: workspace.file(path).path
    )
  }

  /// Removes the build products of some packs, so that their exercises are compiled again.
  func forget(_ packs: [Catalog.Pack]) {
    for pack in packs {
      let folder = products.appending(path: "\(pack.name).build")
      try? FileManager.default.removeItem(at: folder)
      try? FileManager.default.removeItem(
        at: workspace.file("\(BuildFolder.exercises)/\(pack.name)")
      )
    }
  }

  // MARK: - Packs

  /// The packs to build for some exercises: their own, those of a milestone's pieces, and those that were worked on
  /// just before.
  ///
  /// A student who switches between two packs then links nothing again. There are at most three, or every edit
  /// would wait for all packs.
  func packs(for ids: [ExerciseID], of catalog: Catalog) -> [Catalog.Pack] {
    let pieces = catalog.exercises.filter { ids.contains($0.id) }.flatMap(\.pieces)
    let wanted = Set((ids + pieces).map(\.pack))
    let file = workspace.file(BuildFolder.path + "/packs")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let known = Set(catalog.packs.map(\.name))
    let recent = text.split(separator: "\n").map(String.init).filter(known.contains)
    var names = catalog.packs.map(\.name).filter(wanted.contains)
    for name in recent where names.count < 3 && !names.contains(name) { names.append(name) }
    try? workspace.write(Data(names.joined(separator: "\n").utf8), to: BuildFolder.path + "/packs")
    return catalog.packs.filter { names.contains($0.name) }
  }

  // MARK: - Temporary files

  /// Creates the folder for temporary files, or empties it.
  func clearTemporary() {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: temporary.path)) ?? [] {
      try? files.removeItem(at: temporary.appending(path: name))
    }
    try? files.createDirectory(at: temporary, withIntermediateDirectories: true)
  }
}
