import Foundation
import Grading

/// What the verdicts of a class depend on, other than what was handed in: one table has one identity.
///
/// Each exercise has a fingerprint of its own: a hash of the seed, of the points, of the libraries, and of the grader,
/// certification, solution and stub. So it is known which graders have changed.
struct GradingIdentity: Equatable, Sendable {
  /// The fingerprints, by the exercises' ids as they are typed.
  private(set) var exercises: [String: String] = [:]

  init(exercises: [String: String]) { self.exercises = exercises }

  /// Takes the fingerprints of a package.
  ///
  /// - Parameters:
  ///   - subset: The packs that are graded.
  ///   - seed: The seed of the probes.
  /// - Throws: ``ProgramError`` when the package has no manifest that can be read.
  init(_ subset: PackageSubset, seed: UInt64) throws {
    let catalog = subset.packs.flatMap(\.exercises)
    let workspace = subset.workspace
    let libraries = try GradingIdentity.libraries(subset.gradSchool)
    var own: [ExerciseID: Set<String>] = [:]
    var shared: [String: Set<String>] = [:]
    for pack in subset.packs {
      var rest = GradingIdentity.paths(
        below: ["Tests/\(pack.name)Tests", "Solutions/\(pack.name)"],
        workspace
      )
      for id in pack.exercises.map(\.id) {
        let paths = GradingIdentity.files(of: id, workspace)
        rest.subtract(paths)
        own[id] = paths
      }
      shared[pack.name] = rest
    }
    for entry in catalog {
      var parts = ["\(seed)", libraries, "\(entry.id) \(entry.points)"]
      let needed = GradingIdentity.needed(by: entry, among: catalog, own, workspace)
      let paths = needed.reduce(into: shared[entry.id.pack] ?? []) { paths, id in
        paths.formUnion(own[id] ?? [])
        paths.formUnion(shared[id.pack] ?? [])
      }
      parts += paths.sorted().map { "\($0) \(GradingIdentity.hash(workspace.file($0)))" }
      exercises["\(entry.id)"] = Workspace.hash(parts.joined(separator: "\n"))
    }
  }

  /// The files that belong to one exercise alone.
  private static func files(of id: ExerciseID, _ workspace: Workspace) -> Set<String> {
    var paths: Set = [id.graderPath, id.certificationPath, id.solutionPath, id.stubPath]
    let faults = PlantedFaults(of: id, in: workspace).versions
    paths.formUnion(faults.map { id.faultPath($0.number) })
    return paths
  }

  /// The exercise, its pieces, and the exercises of its pack that its grader names.
  private static func needed(
    by entry: Catalog.Entry,
    among all: [Catalog.Entry],
    _ files: [ExerciseID: Set<String>],
    _ workspace: Workspace
  ) -> Set<ExerciseID> {
    var (needed, open) = (Set<ExerciseID>(), [entry.id])
    while let id = open.popLast() {
      guard needed.insert(id).inserted, let entry = all.first(where: { $0.id == id }) else {
        continue
      }
      open += entry.pieces
      let words = [id.graderPath, id.certificationPath].reduce(into: Set<String>()) { words, path in
        let code = SourceScan((try? workspace.text(path)) ?? "").code
        words.formUnion(code.matches(of: /\w+/).map { String($0.0) })
      }
      open += all.map(\.id).filter { other in
        other.pack == id.pack
          && ["", "Grader", "Solution"].contains { words.contains(other.name + $0) }
      }
    }
    return needed
  }

  /// A hash of the libraries that judge, and of the manifest without its list of packs.
  private static func libraries(_ gradSchool: Workspace) throws -> String {
    let manifest = try gradSchool.text("Package.swift")
      .replacing(#/(?m)^let packs = \[[^\]]*\]/#, with: "")
    let folders = SubsetManifest.graders(withSolutions: true).map { "Sources/\($0)" }
    let paths = GradingIdentity.paths(below: folders, gradSchool)
    let hashes = paths.sorted().map { "\($0) \(hash(gradSchool.file($0)))" }
    return Workspace.hash((hashes + [manifest]).joined(separator: "\n"))
  }

  /// The source files below some folders.
  private static func paths(below folders: [String], _ workspace: Workspace) -> Set<String> {
    folders.reduce(into: []) { paths, folder in
      let place = workspace.file(folder).path
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
      paths.formUnion(names.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" })
    }
  }

  private static func hash(_ file: URL) -> String {
    (try? Data(contentsOf: file)).map(Workspace.hash) ?? ""
  }

  // MARK: - Differences

  /// The exercises of both whose graders, points or seeds differ.
  func changed(since other: GradingIdentity) -> [String] {
    exercises.filter { id, fingerprint in other.exercises[id].map { $0 != fingerprint } == true }
      .map(\.key).sorted()
  }

  /// The exercises that only one of the two has.
  func uncommon(with other: GradingIdentity) -> [String] {
    Set(exercises.keys).symmetricDifference(other.exercises.keys).sorted()
  }
}
