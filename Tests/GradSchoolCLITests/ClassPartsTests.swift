import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Submissions and reports of a class")
struct ClassPartsTests {
  @Test("a table keeps every name in its cell, and none is a formula")
  func table() {
    #expect(ClassReport.cell("Ann") == "Ann")
    #expect(ClassReport.cell("Jr., \"Bo\"") == "\"Jr., \"\"Bo\"\"\"")
    #expect(ClassReport.cell("=SUM(A1)") == "'=SUM(A1)")
    #expect(ClassReport.cell("a\nb") == "\"a\nb\"")
  }

  @Test("names become names of files, two names never the same")
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

  @Test("what a student hands in is read, and nothing else")
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
    try hand("let packs = []", "Package.swift")
    try hand("x", ".build/debug.yaml")
    let submission = Submission(
      folder,
      exercises: TestPackage.ids,
      workspace: package.workspace
    )
    #expect(submission.sources == [TestPackage.ids[3]: "import Tensors\n// mine"])
    #expect(submission.refusals.keys.map(\.description) == ["zebra/step"])
    #expect(
      submission.refusals.values.first?.first?.hasPrefix(
        "Zebra/Step.swift:2: import Foundation is not allowed."
      ) == true
    )
    #expect(
      submission.notes == [
        "Ant/First.swift was ignored, because Exercises/Ant/First.swift is there too.",
        "Package.swift was ignored: only the files of exercises count.",
        "deep/Zebra/BigStep.swift was ignored: it looks like an exercise, in a folder where none is "
          + "looked for.",
      ]
    )
  }

  @Test("a smaller manifest is refused when the one here is unknown, and options must be complete")
  func misuse() throws {
    #expect(throws: ProgramError.noSubset(missing: "the target Tensors")) {
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
      package.errors.contains("--jobs “none” cannot be used. It is a whole number, at least 1.")
    )
    #expect(package.run("class", "--to", "x", "--submissions", "nowhere") == 2)
    #expect(package.errors.contains("nowhere cannot be read"))
  }

  @Test("a file that graders share is told from one that only certifications need")
  func shared() {
    let numbers = SharedDeclarations(
      in: "extension Input {\n  static func drawn(_ n: Int) -> Input { let local = 1 }\n}\n"
        + "private struct Own {}\nstruct Polynomial {\n  var order = 1\n}\nfunc free() {}\n"
    )
    #expect(numbers.names == ["drawn", "Polynomial", "free"])
    #expect(numbers.areNamed(in: "inputs: [.drawn(3)]"))
    #expect(!numbers.areNamed(in: "let local = order  // drawn\nlet text = \"free\""))
  }

  @Test("a smaller package has the packs asked for, and solutions only when they are wanted")
  func manifest() throws {
    let root = try Workspace.around(URL(filePath: #filePath))
    let text = try String(contentsOf: root.file("Package.swift"), encoding: .utf8)
    let bare = try SubsetManifest(text: text).subset(["Layers"], withSolutions: false)
    #expect(Catalog.packs(inManifest: bare) == ["Layers"])
    #expect(!bare.contains("Solutions") && !bare.contains("ReferenceLayers"))
    #expect(bare.contains(".target(name: \"Tensors\", swiftSettings: optimised)"))
    let whole = try SubsetManifest(text: text).subset(["Layers", "Losses"], withSolutions: true)
    #expect(whole.contains("path: \"Solutions/\\(pack)\"") && whole.contains("ReferenceLayers"))
  }
}
