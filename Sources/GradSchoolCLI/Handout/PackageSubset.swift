import Foundation
import Grading

/// A package with some of the packs of this one, its exercises as they were handed out.
///
/// It stands on its own: packs that depend on GradSchool from a repository of their own get the libraries
/// along too.
struct PackageSubset {
  let workspace: Workspace
  let packs: [Catalog.Pack]
  /// Whether solutions and certifications are in it; if not, recorded answers are.
  let withSolutions: Bool

  private static let manifest = "Package.swift"
  private static let functions = "Sources/Grading/Diagnosis/WellKnownFunction.swift"

  /// The files that a handout has with another text than the package it is made of.
  static let rewritten = Set([manifest, functions] + HandoutPages.paths)

  /// Where the libraries are: in this package, or in the GradSchool that this program was built from.
  private var gradSchool: Workspace {
    get throws {
      let isHere = FileManager.default.fileExists(
        atPath: workspace.file(PackageSubset.functions).path
      )
      return isHere ? workspace : try Workspace.around(URL(filePath: #filePath))
    }
  }

  /// Writes the package into a folder that does not exist yet.
  ///
  /// - Throws: ``ProgramError`` when something is missing or cannot be written.
  func write(to folder: URL) throws {
    let target = Workspace(root: folder)
    let gradSchool = try gradSchool
    let text = try read(PackageSubset.manifest, of: gradSchool)
    let manifest = try SubsetManifest(text: text).subset(
      packs.map(\.name),
      withSolutions: withSolutions
    )
    try target.write(Data(manifest.utf8), to: PackageSubset.manifest)
    for library in SubsetManifest.libraries(withSolutions: withSolutions) {
      try copy("Sources/\(library)", of: gradSchool, to: target)
    }
    if !withSolutions { try withholdFunctions(from: target) }
    for pack in packs { try write(pack, to: target) }
  }

  /// Empties the table of well-known functions, of which explanations speak: they are what exercises ask for.
  private func withholdFunctions(from target: Workspace) throws {
    let path = PackageSubset.functions
    let table = "static let all: [WellKnownFunction] = "
    let whole = try read(path, of: target)
    guard let range = whole.range(of: table) else { throw ProgramError.noSubset(missing: table) }
    let text = whole[..<range.upperBound] + "[]  // None in a package without solutions.\n}\n"
    try target.write(Data(text.utf8), to: path)
  }

  private func write(_ pack: Catalog.Pack, to target: Workspace) throws {
    let stubs = ".gradschool/stubs/\(pack.name)"
    let exercises = "Exercises/\(pack.name)"
    try copy([stubs, "\(exercises)/README.md", "\(exercises)/Hints"], to: target)
    for id in pack.exercises.map(\.id) {
      try copy("\(stubs)/\(id.name).swift", as: id.sourcePath, to: target)
      guard !withSolutions else { continue }
      let recording = workspace.recording(of: id).lastPathComponent
      let path = ".gradschool/recorded/\(ExerciseID.dashed(id.pack))/\(recording)"
      try copy(path, to: target)
    }
    try copyTests(of: pack, to: target)
    if withSolutions { try copy(["Solutions/\(pack.name)"], to: target) }
  }

  /// The graders, and the other files that they need; all else in the folder belongs to the certifications.
  private func copyTests(of pack: Catalog.Pack, to target: Workspace) throws {
    let folder = "Tests/\(pack.name)Tests"
    guard !withSolutions else { return try copy([folder], to: target) }
    var files = pack.exercises.map { "\($0.id.name).swift" }
    var texts = try files.map { try read("\(folder)/\($0)") }
    var others =
      (try? FileManager.default.contentsOfDirectory(atPath: workspace.file(folder).path)) ?? []
    others.removeAll { files.contains($0) || !$0.hasSuffix(".swift") }
    others.removeAll { $0.hasSuffix("Certification.swift") }
    // Again and again, for one that is needed may need another.
    while let needed = others.sorted().first(where: { file in
      let names = SharedDeclarations(in: (try? read("\(folder)/\(file)")) ?? "")
      return texts.contains(where: names.areNamed)
    }) {
      others.removeAll { $0 == needed }
      files.append(needed)
      texts.append(try read("\(folder)/\(needed)"))
    }
    for (file, text) in zip(files, texts) {
      let path = "\(folder)/\(file)"
      let imports = SourceScan(text).imports.map(\.name)
      if let leak = imports.first(where: { $0 == "ReferenceLayers" || $0.hasSuffix("Solutions") }) {
        throw ProgramError.leakingGrader(path: path, module: leak)
      }
      try copy(path, to: target)
    }
  }

  // MARK: - Files

  private func read(_ path: String, of source: Workspace? = nil) throws -> String {
    do {
      return try String(contentsOf: (source ?? workspace).file(path), encoding: .utf8)
    } catch {
      throw ProgramError.unreadable(path: path, reason: error.reason)
    }
  }

  private func copy(_ paths: [String], to target: Workspace) throws {
    for path in paths { try copy(path, to: target) }
  }

  private func copy(
    _ path: String,
    of source: Workspace? = nil,
    as name: String? = nil,
    to target: Workspace
  ) throws {
    let files = FileManager.default
    let copy = target.file(name ?? path)
    do {
      try files.createDirectory(
        at: copy.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try files.copyItem(at: (source ?? workspace).file(path), to: copy)
    } catch {
      throw ProgramError.notCopied(path: path, to: copy.path, reason: error.reason)
    }
  }
}
