import Foundation
import Grading
import Synchronization
import Testing

@testable import GradSchoolCLI

@Suite("Submissions and reports of a class")
struct ClassPartsTests {
  @Test("student names become file names, and two never become the same")
  func fileNames() {
    #expect(ClassFolder.fileName("Zoë O-Brien, Jr.") == "Zoë O-Brien, Jr.")
    let strange = [
      "..", ".hidden", "a/b", "a\nb", "a:b", "a*b", String(repeating: "x", count: 300),
    ]
    let names = strange.map(ClassFolder.fileName)
    #expect(Set(names).count == strange.count)
    for name in names {
      #expect(!name.hasPrefix(".") && !name.contains("/") && name.utf8.count < 200)
    }
  }

  @Test("only the files of exercises are read from a submission")
  func submission() throws {
    let package = try TestPackage()
    let folder = package.root.appending(path: "handed in/ann")
    func hand(_ text: String, _ path: String) throws {
      try package.write(text, to: "handed in/ann/\(path)")
    }
    try hand("import Tensors\n// mine", "Exercises/Ant/First.swift")
    try hand("// another", "Ant/First.swift")
    try hand(TestPackage.stub, "Ant/Second.swift")
    try hand("import Tensors\nimport Foundation", "Zebra/Step.swift")
    try hand("// elsewhere", "deep/Zebra/BigStep.swift")
    try hand("// in other letters", "ant/second.swift")
    try hand("// in no folder", "Step.swift")
    try hand("let packs = []", "Package.swift")
    try hand("tampered with", "Tests/AntTests/First.swift")
    try hand("copied", "Solutions/Ant/First.swift")
    try hand("x", ".build/debug.yaml")
    let submission = Submission(
      SubmissionList.Item(folder),
      exercises: TestPackage.ids,
      catalog: Catalog(package.workspace),
      workspace: package.workspace
    )
    // What it imports is the compiler's to say, when it is graded.
    #expect(
      submission.sources == [
        TestPackage.ids[0]: "// elsewhere",
        TestPackage.ids[1]: "import Tensors\nimport Foundation",
        TestPackage.ids[2]: "// in other letters",
        TestPackage.ids[3]: "import Tensors\n// mine",
      ]
    )
    #expect(submission.refusals.isEmpty && submission.unclear.isEmpty)
    #expect(submission.unreadable == nil)
    #expect(
      submission.notes == [
        "Step.swift was ignored, because Zebra/Step.swift is there too.",
        "Ant/First.swift was ignored, because Exercises/Ant/First.swift is there too.",
        "Solutions/Ant/First.swift was ignored: only the files of exercises count.",
        "Tests/AntTests/First.swift was ignored: only the files of exercises count.",
      ]
    )
  }

  @Test("a package that comes back unchanged has no remarks on changed files")
  func received() throws {
    let workspace = try Workspace.around(URL(filePath: #filePath))
    let folder = FileManager.default.temporaryDirectory.appending(path: "handout-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let packs = Catalog(workspace).packs
    try PackageSubset(workspace: workspace, packs: packs, withSolutions: true).write(to: folder)
    for (path, text) in HandoutPages(packs: packs, withSolutions: true).files {
      try Workspace(root: folder).write(Data(text.utf8), to: path)
    }
    // Those of one pack are graded; what the others brought along is no change either.
    let ids = packs.last?.exercises.map(\.id) ?? []
    let submission = Submission(
      SubmissionList.Item(folder),
      exercises: ids,
      catalog: Catalog(workspace),
      workspace: workspace
    )
    #expect(submission.notes.count == 1)
    #expect(submission.notes.first?.hasPrefix("There is no exercise that was begun") == true)
  }

  @Test("files whose declarations others see are graded one by one, all others together")
  func clash() throws {
    let package = try TestPackage()
    package.toolchain.package = package
    package.toolchain.clashing = "func helper"
    package.toolchain.errors["broken"] = {
      "\(package.root.path)/\($0.sourcePath):3:1: error: cannot find 'x' in scope"
    }
    for id in TestPackage.ids { package.toolchain.states[id] = .passed }
    let texts = ["broken", "func helper() {}", "func helper() {}", "func helper() {} // broken"]
    func verdicts(_ texts: [String]) throws -> [Verdict] {
      let sources = Dictionary(uniqueKeysWithValues: zip(TestPackage.ids, texts))
      let stubs = TestPackage.ids.map { ($0.stubPath, Data(TestPackage.stub.utf8)) }
      let files = Dictionary(uniqueKeysWithValues: stubs)
      return try WorkingCopy(
        setup: package.setup,
        seed: 1,
        files: files,
        scratch: ScratchFolder()
      ).verdicts(Submission(name: "ann", sources: sources))
    }
    #expect(
      try verdicts(texts).map(\.state) == [.doesNotCompile, .passed, .passed, .doesNotCompile]
    )
    let tests = package.toolchain.commands.filter { $0.first == "test" }.compactMap(\.last)
    #expect(tests.filter { $0.contains("ant/second") }.count == 1)
    #expect(tests.filter { $0.contains("zebra/step") }.count == 1)
  }

  @Test("the build of a copy is stopped when nothing is left to grade")
  func givenUp() throws {
    nonisolated(unsafe) let package = try TestPackage()
    nonisolated(unsafe) let second = try TestPackage()
    let endless = EndlessBuild()
    package.toolchain.package = package
    package.toolchain.states = [TestPackage.ids[0]: .passed]
    package.toolchain.whileBuilding = { endless.waitForBegin() }
    let folder = ClassFolder(package.root.appending(path: "graded"))
    let jobs = ["ann", "ben"].map {
      ClassRun.Job(
        submission: Submission(name: $0, sources: [TestPackage.ids[0]: "// mine"])
      )
    }
    let stubs = TestPackage.ids.map { ($0.stubPath, Data(TestPackage.stub.utf8)) }
    let files = Dictionary(uniqueKeysWithValues: stubs)
    let run = ClassRun(
      folder,
      jobs,
      seed: 1,
      identity: GradingIdentity(exercises: [:]),
      catalog: package.setup.catalog,
      cache: nil,
      files: files
    ) { number in
      guard number == 2 else { return package.setup }
      var setup = second.setup
      setup.toolchain = endless
      return setup
    }
    try run.run(copies: 2, package.console)
    #expect(folder.results().all.flatMap(\.verdicts).map(\.earned) == [10, 10])
    #expect(endless.wasGivenUp)
    #expect(package.errors.contains("Building 2 copies of the package, 0 s"))
  }

  @Test("a package with a TODO is not handed out, with or without solutions")
  func unfinished() throws {
    let package = try TestPackage()
    try package.write(
      "# First\n10 points\n\n## Look\nTODO: a nudge\n",
      to: "Exercises/Ant/Hints/First.md"
    )
    try package.write("// TODO: what it does\n", to: ".gradschool/stubs/Ant/Second.swift")
    for options in [["--to", "x"], ["--to", "x", "--without-solutions"]] {
      #expect(package.run(["handout"] + options) == 2)
      #expect(
        package.errors.hasSuffix(
          """
          nothing was handed out:
            .gradschool/stubs/Ant/Second.swift:1: TODO: what it does
            Exercises/Ant/Hints/First.md:5: TODO: a nudge

          """
        )
      )
      #expect(package.toolchain.commands.isEmpty)
    }
    #expect(package.run("handout", "--to", "x", "--packs", "zebra") == 2)
    #expect(!package.errors.contains("not finished"))
  }

  @Test("a manifest of unknown form is refused, and options must be complete")
  func misuse() throws {
    #expect(throws: ProgramError.noSubset(missing: "the target WideProducts")) {
      try SubsetManifest(text: "let optimised = []").subset(["A"], withSolutions: false)
    }
    let package = try TestPackage()
    #expect(package.run("handout") == 2)
    #expect(package.errors.contains("handout needs --to DIR."))
    #expect(package.run("handout", "--to") == 2)
    #expect(package.run("handout", "--to", "x", "--packs", "antt") == 2)
    #expect(package.errors.contains("Did you mean ant?"))
    #expect(package.run("handout", "--to", "Exercises") == 2)
    #expect(package.errors.contains("not empty"))
    #expect(package.run("class", "--to=x") == 2)
    #expect(package.run("class", "--to=x", "--submissions=Exercises", "--jobs", "none") == 2)
    #expect(
      package.errors.contains(
        "--jobs “none” cannot be used. The value must be a whole number, at least 1."
      )
    )
    #expect(package.run("class", "--to", "x", "--submissions", "nowhere") == 2)
    #expect(package.errors.contains("nowhere cannot be read"))
  }

  @Test("files that graders share are told from files that only certifications need")
  func shared() {
    let numbers = SharedDeclarations(
      in: "extension Input {\n  static func drawn(_ n: Int) -> Input { let local = 1 }\n}\n"
        + "private struct Own {}\nstruct Polynomial {\n  var order = 1\n}\nfunc free() {}\n"
    )
    #expect(numbers.names == ["drawn", "Polynomial", "free"])
    #expect(numbers.areNamed(in: "inputs: [.drawn(3)]"))
    #expect(!numbers.areNamed(in: "let local = order  // drawn\nlet text = \"free\""))
  }

  @Test("a smaller package has the chosen packs, and solutions only on request")
  func manifest() throws {
    let root = try Workspace.around(URL(filePath: #filePath))
    let text = try String(contentsOf: root.file("Package.swift"), encoding: .utf8)
    let bare = try SubsetManifest(text: text).subset(["Layers"], withSolutions: false)
    #expect(Catalog.packs(inManifest: bare) == ["Layers"])
    #expect(!bare.contains("Solutions") && !bare.contains("ReferenceLayers"))
    #expect(
      bare.contains(
        ".target(name: \"Tensors\", dependencies: [\"WideProducts\"], swiftSettings: optimised)"
      )
    )
    let whole = try SubsetManifest(text: text).subset(["Layers", "Losses"], withSolutions: true)
    #expect(whole.contains("path: \"Solutions/\\(pack)\"") && whole.contains("ReferenceLayers"))
  }
}

/// Builds until it is no longer needed; for a minute at most, so that a test fails and does not hang.
private struct EndlessBuild: Toolchain {
  private final class Course: Sendable {
    let hasBegun = Atomic(false)
    let wasGivenUp = Atomic(false)
  }

  private let course = Course()

  var wasGivenUp: Bool { course.wasGivenUp.load(ordering: .relaxed) }

  func waitForBegin() {
    for _ in 0..<6_000 where !course.hasBegun.load(ordering: .relaxed) { usleep(10_000) }
  }

  func run(_ command: ToolchainCommand) throws -> Int32 {
    course.hasBegun.store(true, ordering: .relaxed)
    for _ in 0..<6_000 where !command.isNeedless() { usleep(10_000) }
    course.wasGivenUp.store(command.isNeedless(), ordering: .relaxed)
    throw ProgramError.interrupted(signal: SIGTERM)
  }
}
