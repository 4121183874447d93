import Foundation

/// The text of a `Package.swift`, from which the manifest of a smaller package is made.
struct SubsetManifest {
  let text: String

  /// The declaration of a target, up to the parenthesis that closes it.
  func target(_ name: String) throws -> String {
    let start = try Regex<Substring>("\\.(?:executableTarget|target)\\(\\s*name: \"\(name)\"")
    guard let range = text.firstRange(of: start) else {
      throw ProgramError.noSubset(missing: "the target \(name)")
    }
    var depth = 0
    for end in text[range.lowerBound...].indices {
      if text[end] == "(" { depth += 1 }
      if text[end] == ")" {
        depth -= 1
        if depth == 0 { return String(text[range.lowerBound...end]) }
      }
    }
    throw ProgramError.noSubset(missing: "the target \(name)")
  }

  /// The declarations between the list of packs and the targets of the maintainers.
  private func declarations(withSolutions: Bool) throws -> String {
    guard let list = text.firstRange(of: #/(?m)^let packs = \[[^\]]*\]\n/#),
      let function = text[list.upperBound...].firstRange(of: "\nfunc targets(ofPack "),
      let end = text[function.upperBound...].firstRange(of: "\n}\n")
    else { throw ProgramError.noSubset(missing: "func targets(ofPack:)") }
    var declarations = String(text[list.upperBound..<end.upperBound])
    guard !withSolutions else { return declarations }
    for part in [
      #"    .target(name: "\(pack)Solutions", dependencies: ["Tensors"], path: "Solutions/\(pack)"),"#
        + "\n",
      #", .target(name: "\(pack)Solutions")"#, #""ReferenceLayers", "#,
      #", "\($0)Certification.swift""#,
    ] {
      guard let range = declarations.range(of: part) else {
        throw ProgramError.noSubset(missing: part)
      }
      declarations.removeSubrange(range)
    }
    return declarations
  }

  /// The manifest of a package with some of the packs, in the order in which they are taught.
  func subset(_ packs: [String], withSolutions: Bool) throws -> String {
    let libraries = try SubsetManifest.graders(withSolutions: withSolutions).map(target)
    let program = try SubsetManifest.program.map(target)
    return """
      // swift-tools-version: 6.3
      import PackageDescription

      /// The exercise packs, in the order in which they are taught.
      let packs = [
      \(packs.map { "  \"\($0)\",\n" }.joined())]
      \(try declarations(withSolutions: withSolutions))
      /// The command-line program, which builds everything but itself.
      let program: [Target] =
        named("GRADSCHOOL_PACKS") != nil
        ? []
        : [
      \(program.map { "    \($0),\n" }.joined())  ]

      let package = Package(
        name: "GradSchool",
        platforms: [.macOS(.v15)],
        products: program.isEmpty ? [] : [.executable(name: "gradschool", targets: ["gradschool"])],
        traits: [.default(enabledTraits: ["Optimised"]), "Optimised"],
        targets: [
      \(libraries.map { "    \($0),\n" }.joined())  ] + program + built.flatMap(targets(ofPack:))
      )

      """
  }

  /// The targets that grade exercises.
  static func graders(withSolutions: Bool) -> [String] {
    ["WideProducts", "Tensors", "GradientChecking"] + (withSolutions ? ["ReferenceLayers"] : [])
      + ["GradientTesting", "Grading", "ExerciseTesting"]
  }

  /// The targets of the command-line program.
  private static let program = ["GradingReports", "GradSchoolCLI", "gradschool"]

  /// All targets of a package that is handed out, apart from its packs.
  static func libraries(withSolutions: Bool) -> [String] {
    graders(withSolutions: withSolutions) + program
  }
}
