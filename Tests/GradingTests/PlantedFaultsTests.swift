import Foundation
import Testing

@testable import Grading

@Suite("Planted faults")
struct PlantedFaultsTests {
  let package: FaultyPackage

  init() throws { package = try FaultyPackage() }

  private var faults: PlantedFaults { PlantedFaults(of: package.id, in: package.workspace) }

  @Test("a version has the exercise's name, its number, and the line of its fault")
  func versions() {
    #expect(faults.versions.map(\.number) == [1, 2, 3])
    #expect(faults.versions.map(\.line) == [10, 10, 11])
    #expect(faults.versions[1].text == FaultyPackage.text("Square", 2))
    #expect(
      PlantedFaults(of: ExerciseID(pack: "Fixtures", name: "Other"), in: package.workspace).versions
        .isEmpty
    )
  }

  @Test("the same student gets the same version, and a class gets them all")
  func drawing() {
    let drawn = (0..<300).map { faults.version(for: "student \($0)", of: package.id).number }
    #expect(drawn == (0..<300).map { faults.version(for: "student \($0)", of: package.id).number })
    for number in 1...3 { #expect(drawn.count { $0 == number } > 60, "\(number)") }
    // Another exercise is drawn for itself.
    let other = ExerciseID(pack: "Fixtures", name: "Other")
    #expect(drawn != (0..<300).map { faults.version(for: "student \($0)", of: other).number })
  }

  @Test("a text names its version; without the comment, none is guessed")
  func recognised() {
    let text = FaultyPackage.text("Square", 2)
    #expect(faults.version(namedIn: text + "// more\n")?.number == 2)
    #expect(faults.version(namedIn: text.replacing("\n", with: "\r\n"))?.number == 2)
    #expect(faults.version(namedIn: text.replacing("// Version 2", with: "// Version 7")) == nil)
    #expect(faults.version(namedIn: text.replacing("// Version 2", with: "")) == nil)
    #expect(faults.version(namedIn: FaultyPackage.solution) == nil)
  }

  @Test("every version is as it was handed out, and an edited one is not")
  func pristine() throws {
    for number in 1...3 {
      #expect(package.workspace.isPristine(FaultyPackage.text("Square", number), package.id))
    }
    #expect(!package.workspace.isPristine(FaultyPackage.solution, package.id))
    let before = package.workspace.graderHash(of: package.id)
    try package.write(FaultyPackage.text("SquareFault3", 3) + "// more\n", package.id.faultPath(3))
    #expect(package.workspace.graderHash(of: package.id) != before)
  }

  @Test("a handout has the versions and no text that can be read")
  func handout() throws {
    let data = try faults.encoded()
    #expect(!String(decoding: data, as: UTF8.self).contains("slope"))
    let all = faults
    for number in 1...3 { try package.remove(package.id.faultPath(number)) }
    try package.remove(package.id.solutionPath)
    #expect(faults.versions.isEmpty)
    try package.write(String(decoding: data, as: UTF8.self), package.id.handedOutFaultsPath)
    #expect(faults == all)
  }

  // MARK: - Verdicts

  private let mistakes = [
    KnownMistake("factor forgotten", "The factor 2 is missing.", Square.right).planted(
      inVersion: 1
    ),
    KnownMistake("tripled", "The factor is 3.", Square.right).planted(inVersion: 2),
    KnownMistake("upstream forgotten", "Upstream is missing.", Square.right)
      .or(Square.right).planted(inVersion: 3),
    KnownMistake("cubed", "It was cubed.", Square.right),
  ]

  private func verdict(_ source: String, _ state: State, named: [String] = []) -> Verdict {
    var verdict = Verdict(
      exercise: "fixtures/square",
      state: state,
      possible: 10,
      checks: [
        Check(.forward, .passed, possible: 4),
        Check(
          .gradient("x"),
          state == .passed ? .passed : .failed,
          possible: 6,
          findings: named.map { name in
            .knownMistake(
              name: name,
              sentence: mistakes.first { $0.name == name }?.sentence ?? ""
            )
          }
        ),
      ],
      sourcePath: "",
      sourceHash: "",
      run: "",
      seed: 0
    )
    verdict.tell(of: faults, in: source) { mistakes }
    return verdict
  }

  @Test(
    "while the fault is there its sentence is withheld, and nothing is earned; other mistakes are told"
  )
  func unrepaired() {
    let text = FaultyPackage.text("Square", 2) + "// begun\n"
    let verdict = verdict(text, .wrong, named: ["tripled", "cubed", "factor forgotten"])
    #expect(
      verdict.checks[1].findings == [
        .faultRemains, .knownMistake(name: "cubed", sentence: "It was cubed."),
        // Another version's fault is the student's own mistake here.
        .knownMistake(name: "factor forgotten", sentence: "The factor 2 is missing."),
      ]
    )
    #expect(verdict.earned == 0)
    #expect(!VerdictMessage(verdict, title: "Square").text.contains("The factor is 3."))
    // No version is known: no fault is told.
    let unknown = self.verdict(FaultyPackage.solution, .wrong, named: ["tripled"])
    #expect(unknown.checks[1].findings == [.faultRemains])
  }

  @Test(
    "what the numbers say about a planted fault is withheld, and what they say about others is not"
  )
  func withheld() {
    let gradient = Check(
      .gradient("x"),
      .failed,
      possible: 6,
      findings: [.knownMistake(name: "tripled", sentence: ""), .ignoresUpstream, .notLinear]
    )
    let other = Check(.forward, .failed, possible: 4, findings: [.ignoresUpstream])
    var verdict = Verdict(
      exercise: "fixtures/square",
      state: .wrong,
      possible: 10,
      checks: [other, gradient],
      sourcePath: "",
      sourceHash: "",
      run: "",
      seed: 0
    )
    verdict.tell(of: faults, in: FaultyPackage.text("Square", 2)) { mistakes }
    #expect(verdict.checks.map(\.findings) == [[.ignoresUpstream], [.faultRemains]])
  }

  @Test("the verdict on a repaired file names the line, what it was, and what it is now")
  func repaired() {
    let text = FaultyPackage.text("Square", 2)
    let right = text.replacing("let slope = 3 * x", with: "let slope = x + x  // was 3")
    let verdict = verdict(right, .passed)
    #expect(verdict.earned == 10)
    #expect(
      verdict.findings == [
        .faultRepaired(
          FaultRepair(
            line: 10,
            was: "let slope = 3 * x",
            now: ["let slope = x + x  // was 3"],
            sentence: "The factor is 3."
          )
        )
      ]
    )
    #expect(
      VerdictMessage(verdict, title: "Square").text.hasSuffix(
        """
          The fault was in line 10 of the file as it was handed out:
            was  let slope = 3 * x
            now  let slope = x + x  // was 3
          The factor is 3.
        """
      )
    )
  }

  @Test(
    "a fault is repaired in any way",
    arguments: [
      (
        "let slope = 3 * x", "let two = 2.0\n    let slope = two * x",
        ["let two = 2.0", "let slope = two * x"]
      ),
      (
        "    let slope = 3 * x\n    return try upstream * slope",
        "    return try upstream * (2 * x)", ["return try upstream * (2 * x)"]
      ),
      ("    let slope = 3 * x\n", "", []),
      ("return try upstream * slope", "return try upstream * slope / 3 * 2", nil),
      ("enum Square {", "// mine\n\nenum Square {", nil),
    ] as [(String, String, [String]?)]
  )
  func repairs(_ old: String, _ new: String, _ now: [String]?) throws {
    let text = FaultyPackage.text("Square", 2)
    let right = text.replacing(old, with: new)
    try #require(right != text)
    guard case .faultRepaired(let repair)? = verdict(right, .passed).findings.first else {
      Issue.record("no repair was told")
      return
    }
    #expect(repair.line == 10 && repair.was == "let slope = 3 * x")
    #expect(repair.now == now)
  }

  @Test("without the comment nothing is said about a repair, however close the text is")
  func untold() {
    let repaired = FaultyPackage.text("Square", 2).replacing("3 * x", with: "2 * x")
    for text in [FaultyPackage.solution, repaired.replacing("// Version 2\n", with: "")] {
      #expect(verdict(text, .passed).findings.isEmpty)
    }
    #expect(verdict(repaired, .passed).findings.count == 1)
    let long = repaired + String(repeating: "// more\n", count: 5_000)
    #expect(verdict(long, .passed).findings.isEmpty)
  }

  // MARK: - Certification

  private func found(planted: [Int] = [1, 2, 3]) -> [String] {
    problemsOfFaults(package.id, planted: planted, in: package.workspace).map(\.description)
  }

  @Test("complete versions have no problem; each kind of problem is named with its file")
  func problems() throws {
    #expect(found().isEmpty)
    #expect(
      found(planted: [1, 2, 4]).contains {
        $0.hasPrefix("Tests/FixturesTests/SquareFault4.swift: there is no")
      }
    )
    #expect(found(planted: [1, 3]).contains { $0.contains("planted in version 2") })
    let path = package.id.faultPath(3)
    let text = FaultyPackage.text("SquareFault3", 3)
    let spoiled = [
      ("// Version 3", "// Version 2", "a comment must say which version"),
      ("// Version 3\n", "\n", "a comment must say which version"),
      ("x.squared()", "x * x", "in exactly one line"),
      ("return slope", "return try upstream * slope", "in exactly one line"),
      ("return slope", "print(slope)\n    return slope", "in exactly one line"),
      ("SquareFault3", "Wrong", "in exactly one line"),
      ("/// Squares.", "/// Squares, without upstream.", "comments included"),
      ("    return slope", "    // the fault\n    return slope", "comments included"),
    ]
    for (old, new, problem) in spoiled {
      let changed = text.replacing(old, with: new)
      try #require(changed != text)
      try package.write(changed, path)
      #expect(
        found().contains { $0.hasPrefix(path) && $0.contains(problem) },
        "\(new): \(found())"
      )
    }
    try package.remove(path)
    #expect(
      found(planted: [1, 2]) == [
        "\(path): at least 3 versions are needed, each with another fault; there are 2"
      ]
    )
    try package.write(text, path)
    try package.write(FaultyPackage.text("Square", 2), package.id.stubPath)
    #expect(
      found().count == 1
        && found()[0].hasPrefix("\(package.id.stubPath): it must be version 1")
    )
  }
}

/// A package on disk with an exercise in three versions.
final class FaultyPackage: Sendable {
  let id = ExerciseID(pack: "Fixtures", name: "Square")
  let workspace: Workspace

  static let solution = """
    import Tensors

    /// The right one.
    enum Square {
      static func forward(_ x: Tensor) throws -> Tensor {
        x.squared()
      }
      // y = x · x, so ∂y/∂x = 2 x
      static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
        let slope = 2 * x
        return try upstream * slope
      }
    }

    """

  static func text(_ name: String, _ version: Int) -> String {
    solution.replacing("import Tensors\n", with: "// Version \(version)\nimport Tensors\n")
      .replacing("/// The right one.", with: "/// Squares.")
      .replacing("  // y = x · x, so ∂y/∂x = 2 x\n", with: "")
      .replacing("enum Square", with: "enum \(name)")
      .replacing("slope = 2 * x", with: "slope = \(["x", "3 * x", "2 * x"][version - 1])")
      .replacing(
        "return try upstream * slope",
        with: version == 3 ? "return slope" : "return try upstream * slope"
      )
  }

  init() throws {
    workspace = Workspace(
      root: FileManager.default.temporaryDirectory.appending(path: "gradschool-faults-\(UUID())")
    )
    try write(FaultyPackage.solution, id.solutionPath)
    for version in 1...3 {
      try write(FaultyPackage.text("SquareFault\(version)", version), id.faultPath(version))
    }
    try write(FaultyPackage.text("Square", 1), id.stubPath)
    try write(FaultyPackage.text("Square", 1), id.sourcePath)
  }

  deinit { try? FileManager.default.removeItem(at: workspace.root) }

  func write(_ text: String, _ path: String) throws {
    let file = workspace.file(path)
    try FileManager.default.createFolder(above: file)
    try Data(text.utf8).write(to: file)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: workspace.file(path))
  }
}
