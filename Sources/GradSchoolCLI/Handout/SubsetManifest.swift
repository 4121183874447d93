/// The text of a `Package.swift`, of which a smaller one is made.
struct SubsetManifest {
  let text: String

  /// A declaration from its first words to the bracket that closes it.
  private func declaration(
    _ start: Regex<Substring>,
    _ name: String,
    bracket: (open: Character, close: Character)
  ) throws -> String {
    guard let range = text.firstRange(of: start) else {
      throw ProgramError.noSubset(missing: name)
    }
    var depth = 0
    // After the equals sign of a variable: its type may have brackets too.
    var end = text[range.lowerBound...].firstIndex(of: bracket.open) ?? range.lowerBound
    if bracket.open == "[", let equals = text[range.lowerBound...].firstIndex(of: "=") {
      end = equals
    }
    while end < text.endIndex {
      if text[end] == bracket.open { depth += 1 }
      if text[end] == bracket.close {
        depth -= 1
        if depth == 0 { return String(text[range.lowerBound...end]) }
      }
      end = text.index(after: end)
    }
    throw ProgramError.noSubset(missing: name)
  }

  /// The declaration of a target.
  func target(_ name: String) throws -> String {
    let start = try Regex<Substring>("\\.(?:executableTarget|target)\\(\\s*name: \"\(name)\"")
    return try declaration(start, "the target \(name)", bracket: ("(", ")"))
  }

  /// What `gradschool` says when it builds, from the function that reads it on.
  func buildVariables() throws -> String {
    guard let first = text.range(of: "/// What `gradschool` says when it builds"),
      let last = text.range(of: "let skipped = "), first.lowerBound < last.lowerBound
    else { throw ProgramError.noSubset(missing: "func named(_:)") }
    return String(text[first.lowerBound..<text[last.lowerBound...].prefix { $0 != "\n" }.endIndex])
  }

  /// A list of settings that targets are built with.
  private func settings(_ name: String) throws -> String {
    let start = try Regex<Substring>("let \(name)")
    return try declaration(start, "let \(name)", bracket: ("[", "]"))
  }

  /// The manifest of a package with some of the packs, and with what they need.
  ///
  /// - Parameters:
  ///   - packs: The names of the packs, in the order in which they are taught.
  ///   - withSolutions: Whether solutions and certifications are there.
  /// - Returns: The text of its `Package.swift`.
  /// - Throws: ``ProgramError/noSubset(missing:)``.
  func subset(_ packs: [String], withSolutions: Bool) throws -> String {
    let libraries = try SubsetManifest.graders(withSolutions: withSolutions).map(target)
    let program = try SubsetManifest.program.map(target)
    let solutions =
      withSolutions
      ? "\n    .target(name: \"\\(pack)Solutions\", dependencies: [\"Tensors\"], path: \"Solutions/\\(pack)\"),"
      : ""
    let dependencies =
      withSolutions
      ? """
      .target(name: pack), .target(name: "\\(pack)Solutions"), "ExerciseTesting", "Grading",
              "ReferenceLayers", "Tensors",
      """
      : #".target(name: pack), "ExerciseTesting", "Grading", "Tensors","#
    let excluded =
      withSolutions
      ? #"files.flatMap { ["\($0).swift", "\($0)Certification.swift"] }"#
      : #"files.map { "\($0).swift" }"#
    return """
      // swift-tools-version: 6.3
      import PackageDescription

      /// The exercise packs, in the order in which they are taught.
      let packs = [
      \(packs.map { "  \"\($0)\",\n" }.joined())]

      \(try buildVariables())

      /// A module that is compiled as a whole.
      \(try settings("whole"))

      /// The libraries run their inner loops optimised even in a debug build; an exercise never does, so
      /// that its traps keep their messages and line numbers.
      \(try settings("optimised"))

      /// Without the system's modules in its index, a target is built in four fifths of the time.
      \(try settings("quick"))

      /// The checker is optimised where its own tests are.
      let swept: [SwiftSetting] = whole

      /// Exercises see what they import and nothing else.
      \(try settings("exercised"))

      func targets(ofPack pack: String) -> [Target] {
        let files = skipped.filter { $0.hasPrefix(pack + "/") }.map { $0.dropFirst(pack.count + 1) }
        return [
          .target(
            name: pack,
            dependencies: ["Tensors"],
            path: "\\(exercises)/\\(pack)",
            exclude: ["README.md", "Hints"] + files.map { "\\($0).swift" },
            swiftSettings: exercised
          ),\(solutions)
          .testTarget(
            name: "\\(pack)Tests",
            dependencies: [
              \(dependencies)
            ],
            exclude: \(excluded)
          ),
        ]
      }

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

  /// The targets that exercises are graded with.
  private static func graders(withSolutions: Bool) -> [String] {
    ["Tensors", "GradientChecking"] + (withSolutions ? ["ReferenceLayers"] : [])
      + ["GradientTesting", "Grading", "ExerciseTesting"]
  }

  /// The targets of the command-line program.
  private static let program = ["GradingReports", "GradSchoolCLI", "gradschool"]

  /// All targets of a package that is handed out, apart from its packs.
  static func libraries(withSolutions: Bool) -> [String] {
    graders(withSolutions: withSolutions) + program
  }
}
