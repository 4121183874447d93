import Foundation
import Grading

/// A package with some of the packs of this one, and with exercises that nobody has begun.
///
/// The package depends on nothing: packs in a repository of their own get GradSchool's libraries too.
struct PackageSubset {
  let workspace: Workspace
  let packs: [Catalog.Pack]
  /// Whether the package has solutions and certifications; without them, it has recorded answers.
  let withSolutions: Bool
  /// The hints of each exercise; all of them unless given.
  var hints = HandedOutHints(count: .max)
  /// Where it is to be graded.
  var places: [GradingPlace] = []

  private static let manifest = "Package.swift"
  private static let state = ".gradschool/README.md"
  private static let functions = "Sources/Grading/Diagnosis/WellKnownFunction.swift"

  /// The files whose text in a handout differs from the package at hand.
  static let rewritten: Set = [manifest, functions, state, "README.md", ".gitignore"]

  /// Whether a file of a handout may have another text than in the package at hand.
  static func isRewritten(_ path: String) -> Bool {
    rewritten.contains(path) || path.wholeMatch(of: /Exercises\/\w+\/Hints\/\w+\.md/) != nil
  }

  /// The package with the libraries: this one, or the GradSchool from which this program was built.
  var gradSchool: Workspace {
    get throws {
      let isHere = FileManager.default.fileExists(
        atPath: workspace.file(PackageSubset.functions).path
      )
      return isHere ? workspace : try Workspace.around(URL(filePath: #filePath))
    }
  }

  /// Writes the package into a folder that does not exist yet.
  func write(to folder: URL) throws {
    let target = Workspace(root: folder)
    let gradSchool = try gradSchool
    let text = try gradSchool.text(PackageSubset.manifest)
    let manifest = try SubsetManifest(text: text).subset(
      packs.map(\.name),
      withSolutions: withSolutions
    )
    try target.write(Data(manifest.utf8), to: PackageSubset.manifest)
    for library in SubsetManifest.libraries(withSolutions: withSolutions) {
      try copy("Sources/\(library)", of: gradSchool, to: target)
    }
    let files = Set(places.flatMap(\.files)).sorted()
    for path in [PackageSubset.state] + files {
      try copy(path, of: gradSchool, to: target)
    }
    if !withSolutions { try withholdFunctions(from: target) }
    for pack in packs { try write(pack, to: target) }
  }

  /// Copies what students and their editors read beside the lessons, as far as the package has it.
  func copyPages(to folder: URL) throws {
    let gradSchool = try gradSchool
    for path in PackageTemplate.pages
    where FileManager.default.fileExists(atPath: gradSchool.file(path).path) {
      try copy(path, of: gradSchool, to: Workspace(root: folder))
    }
  }

  /// Empties the table of well-known functions: explanations use it, and exercises ask for its functions.
  private func withholdFunctions(from target: Workspace) throws {
    let path = PackageSubset.functions
    let table = "static let all: [WellKnownFunction] = "
    let whole = try target.text(path)
    guard let range = whole.range(of: table) else { throw ProgramError.noSubset(missing: table) }
    let text = whole[..<range.upperBound] + "[]  // None in a package without solutions.\n}\n"
    try target.write(Data(text.utf8), to: path)
  }

  private func write(_ pack: Catalog.Pack, to target: Workspace) throws {
    let stubs = ".gradschool/stubs/\(pack.name)"
    let exercises = "Exercises/\(pack.name)"
    try copy([stubs, "\(exercises)/README.md"], to: target)
    // The lesson shows them, and the manifest names their folder.
    if FileManager.default.fileExists(atPath: workspace.file("\(exercises)/Figures").path) {
      try copy("\(exercises)/Figures", to: target)
    } else {
      let page = Data(PackageTemplate.figures.utf8)
      try target.write(page, to: PackageTemplate.figuresPath(pack.name))
    }
    for id in pack.exercises.map(\.id) {
      try target.write(Data(hintFile(of: id).text.utf8), to: id.hintsPath)
      try copy("\(stubs)/\(id.name).swift", as: id.sourcePath, to: target)
      guard !withSolutions else { continue }
      let recording = workspace.recording(of: id).lastPathComponent
      let path = ".gradschool/recorded/\(ExerciseID.dashed(id.pack))/\(recording)"
      try copy(path, to: target)
      // Beside each other, the files of the versions would tell the faults.
      let faults = PlantedFaults(of: id, in: workspace)
      if !faults.versions.isEmpty { try target.write(faults.encoded(), to: id.handedOutFaultsPath) }
    }
    try copyTests(of: pack, to: target)
    if withSolutions { try copy(["Solutions/\(pack.name)"], to: target) }
  }

  /// The hint file of an exercise as it is handed out, and the number of hints that were left out.
  private func hintFile(of id: ExerciseID) throws -> (text: String, left: Int) {
    let solution = (try? workspace.text(id.solutionPath)) ?? ""
    let stub = (try? workspace.text(id.stubPath)) ?? ""
    return hints.text(of: try workspace.text(id.hintsPath), solution, stub)
  }

  /// How many hints are left out.
  var leftHints: Int {
    packs.flatMap(\.exercises).reduce(0) { $0 + ((try? hintFile(of: $1.id).left) ?? 0) }
  }

  /// Copies the graders and the files that they need; the other files belong to the certifications.
  private func copyTests(of pack: Catalog.Pack, to target: Workspace) throws {
    let folder = "Tests/\(pack.name)Tests"
    guard !withSolutions else { return try copy([folder], to: target) }
    var files = pack.exercises.map { "\($0.id.name).swift" }
    var texts = try files.map { try workspace.text("\(folder)/\($0)") }
    var others =
      (try? FileManager.default.contentsOfDirectory(atPath: workspace.file(folder).path)) ?? []
    others.removeAll { files.contains($0) || !$0.hasSuffix(".swift") }
    others.removeAll { $0.hasSuffix("Certification.swift") }
    let faults = pack.exercises.map(\.id).flatMap { id in
      PlantedFaults(of: id, in: workspace).versions.map { id.faultPath($0.number) }
    }
    others.removeAll { faults.contains("\(folder)/\($0)") }
    // A file that is needed may need another one.
    while let needed = others.sorted().first(where: { file in
      let names = SharedDeclarations(in: (try? workspace.text("\(folder)/\(file)")) ?? "")
      return texts.contains(where: names.areNamed)
    }) {
      others.removeAll { $0 == needed }
      files.append(needed)
      texts.append(try workspace.text("\(folder)/\(needed)"))
    }
    for (file, text) in zip(files, texts) {
      let path = "\(folder)/\(file)"
      let imports = SourceScan(text).imports
      if let leak = imports.first(where: { $0 == "ReferenceLayers" || $0.hasSuffix("Solutions") }) {
        throw ProgramError.leakingGrader(path: path, module: leak)
      }
      try copy(path, to: target)
    }
  }

  // MARK: - Files

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
      try files.createFolder(above: copy)
      try files.copyItem(at: (source ?? workspace).file(path), to: copy)
    } catch {
      throw ProgramError.notCopied(path: path, to: copy.path, reason: error.reason)
    }
  }
}
