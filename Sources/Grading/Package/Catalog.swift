import Foundation

/// The packs and exercises of a package, in the order in which they are taught.
///
/// Folders and files are the only source, so nothing must be built. The packs are the folders of `Exercises/`,
/// in the order of the list in `Package.swift`. The exercises of a pack are those with a hint file or a pristine
/// stub, in the order in which the lesson, `README.md`, first mentions their files.
package struct Catalog {
  package struct Pack {
    package let name: String
    package let exercises: [Entry]

    /// The pack's name as a user types it.
    package var id: String { ExerciseID.dashed(name) }

    /// The core exercises.
    package var core: [Entry] { exercises.filter(\.isCore) }

    /// The exercises that no core exercise needs.
    package var more: [Entry] { exercises.filter { !$0.isCore } }
  }

  package struct Entry {
    package let id: ExerciseID
    package let title: String
    package let points: Int
    /// Whether it is on the core road, which needs nothing of the other exercises.
    package let isCore: Bool
    package let hints: [HintFile.Hint]
    /// The names it had before.
    package let formerly: [ExerciseID]
    /// The exercises from whose functions it is assembled, if it is a milestone.
    package let pieces: [ExerciseID]
  }

  package let packs: [Pack]

  package var exercises: [Entry] { packs.flatMap(\.exercises) }

  /// The core exercises, in the order in which they are taught.
  package var road: [Entry] { exercises.filter(\.isCore) }

  /// The exercises beside the road.
  package var more: [Entry] { exercises.filter { !$0.isCore } }

  /// Creates a catalog of some packs.
  package init(packs: [Pack]) { self.packs = packs }

  /// Reads the folders of a package.
  package init(_ workspace: Workspace) {
    let manifest = (try? String(contentsOf: workspace.file("Package.swift"), encoding: .utf8)) ?? ""
    let folders = Catalog.names(in: workspace.file("Exercises"), ending: "")
    let names = Catalog.ordered(folders) { Catalog.packs(inManifest: manifest).firstIndex(of: $0) }
    packs = names.compactMap { pack in
      let folder = workspace.file("Exercises/\(pack)")
      let lesson =
        (try? String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)) ?? ""
      let found = Set(
        Catalog.names(in: folder.appending(path: "Hints"), ending: ".md")
          + Catalog.names(in: workspace.state.appending(path: "stubs/\(pack)"), ending: ".swift")
      )
      let names = Catalog.ordered(Array(found)) {
        Catalog.position(of: "\($0).swift", in: lesson)
      }
      let entries = names.map { name in
        let id = ExerciseID(pack: pack, name: name)
        let file = HintFile(of: id, in: workspace)
        return Entry(
          id: id,
          title: file.title,
          points: file.points,
          isCore: file.mark == .core,
          hints: file.hints,
          formerly: file.formerly,
          pieces: file.pieces
        )
      }
      return entries.isEmpty ? nil : Pack(name: pack, exercises: entries)
    }
  }

  /// Names sorted by their positions; names without a position come last, alphabetically.
  private static func ordered(_ names: [String], by position: (String) -> Int?) -> [String] {
    names.map { (position($0) ?? Int.max, $0) }.sorted { $0 < $1 }.map(\.1)
  }

  /// The names of a folder's files with an ending, without the ending; with an empty ending, its subfolders.
  private static func names(in folder: URL, ending: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { !$0.hasPrefix(".") }.compactMap { file in
      guard ending.isEmpty else {
        return file.hasSuffix(ending) ? String(file.dropLast(ending.count)) : nil
      }
      var isFolder: ObjCBool = false
      let path = folder.appending(path: file).path
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return exists && isFolder.boolValue ? file : nil
    }
  }

  /// The names in the manifest's `let packs = ["…", "…"]`.
  package static func packs(inManifest text: String) -> [String] {
    let lines = text.split(separator: "\n").map { $0.split(separator: "//").first ?? "" }
    let code = lines.joined(separator: "\n")
    guard let list = code.firstMatch(of: /let packs\s*(?::[^=]*)?=\s*\[([^\]]*)\]/) else {
      return []
    }
    return list.1.matches(of: /"([^"]+)"/).map { String($0.1) }
  }

  /// The position at which a lesson first mentions a file: `Linear.swift`, but not `BatchLinear.swift`.
  package static func position(of file: String, in lesson: String) -> Int? {
    var start = lesson.startIndex
    while let range = lesson.range(of: file, range: start..<lesson.endIndex) {
      let before = range.lowerBound > lesson.startIndex ? lesson[..<range.lowerBound].last : nil
      if before.map({ $0.isLetter || $0.isNumber || $0 == "_" }) != true {
        return lesson.distance(from: lesson.startIndex, to: range.lowerBound)
      }
      start = range.upperBound
    }
    return nil
  }
}
