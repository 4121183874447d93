import Foundation
import Grading

/// The rules for names of packs and exercises: each becomes a module, or a type, and a file.
struct AuthoredNames {
  let workspace: Workspace
  let catalog: Catalog

  /// Modules that every grader imports, or that the toolchain has.
  private static let modules: Set = [
    "Tensors", "GradientChecking", "GradientTesting", "DifferentiableChecking",
    "WideProducts", "ReferenceLayers", "Grading", "ExerciseTesting", "GradSchoolCLI", "gradschool",
    "Benchmarks", "Figures", "Lesson", "Swift", "Testing", "Foundation", "FoundationEssentials",
    "XCTest", "Dispatch", "Synchronization", "PackageDescription",
  ]

  /// Types that a grader's file, a solution or the language itself uses.
  private static let types: Set = [
    "Tensor", "NotStarted", "RandomSource", "Exercise", "Axis", "Input", "Probe", "Limits",
    "Implementation", "Certification", "Certified", "Grader", "Alternative", "KnownMistake",
    "Value", "Arguments", "Property", "Check", "Subject", "Finding", "Difference", "Crash",
    "State", "Verdict", "ExerciseID", "ExerciseValue", "Explanation", "Test", "Suite", "Issue",
    "Tag", "Trait", "Comment", "Attachment", "Array", "Bool", "Character", "Dictionary", "Double",
    "Error", "Float", "Int", "Never", "Optional", "Range", "Result", "Set", "String", "Void",
    "Sendable", "Equatable", "Hashable", "Codable", "Self", "Any", "Type", "Protocol",
  ]

  /// Checks the name of a new pack; one elsewhere depends on this package and must not have its packs.
  func checkPack(_ name: String, isElsewhere: Bool) throws {
    try checkSpelling(name, example: "Robust")
    for ending in ["Tests", "Solutions"] where name.hasSuffix(ending) {
      throw refused(name, "The ending \(ending) is for the modules beside a pack's.")
    }
    let known = catalog.packs.first { ExerciseID.dashed($0.name) == ExerciseID.dashed(name) }
    if let known, known.name != name || isElsewhere {
      throw refused(name, "It is too similar to the pack \(known.name), which is here.")
    }
    if known != nil {
      throw refused(
        name,
        "There is a pack \(name) already. To add an exercise to it: "
          + "\(Program.command) new-exercise \(name) NAME"
      )
    }
    let taken = AuthoredNames.modules.union(AuthoredNames.types)
      .union(folders("Sources")).union(folders("Tests").map { $0.replacing(/Tests$/, with: "") })
    try checkFree(name, among: taken)
  }

  func checkExercise(_ name: String, inPack pack: String) throws {
    try checkSpelling(name, example: "Huber")
    for ending in ["Certification", "Grader"] where name.hasSuffix(ending) {
      throw refused(name, "The ending \(ending) is for the files beside an exercise's.")
    }
    if name.firstMatch(of: /Fault[0-9]+$/) != nil {
      throw refused(
        name,
        "An ending such as Fault1 is for the versions of an exercise with a planted fault."
      )
    }
    try checkFree(name, among: AuthoredNames.types.union(AuthoredNames.modules).union([pack]))
    let neighbours = catalog.packs.first { $0.name == pack }?.exercises.map(\.id.name) ?? []
    let known = neighbours.first { ExerciseID.dashed($0) == ExerciseID.dashed(name) }
    if let known, known != name {
      throw refused(name, "It is too similar to the exercise \(known).")
    }
  }

  private func checkSpelling(_ name: String, example: String) throws {
    guard name.wholeMatch(of: /[A-Z][A-Za-z0-9]*/) != nil else {
      throw refused(
        name,
        "It must be a name in Swift: a capital letter, then letters and digits, such as \(example)."
      )
    }
    // An id has a dash before each capital letter.
    guard name.count > 1, name.count <= 40 else {
      throw refused(name, "It must have between 2 and 40 characters.")
    }
  }

  private func checkFree(_ name: String, among taken: Set<String>) throws {
    let same = taken.first { $0.lowercased() == name.lowercased() }
    if let same { throw refused(name, "\(same) is the name of something else in a grader.") }
  }

  private func refused(_ name: String, _ reason: String) -> ProgramError {
    .invalidName(name, reason)
  }

  private func folders(_ path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: workspace.file(path).path)) ?? []
  }
}
