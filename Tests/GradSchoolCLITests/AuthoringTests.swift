import Foundation
import Testing

@testable import GradSchoolCLI
@testable import Grading

@Suite("Beginning packs and exercises")
struct AuthoringTests {
  let package: TestPackage

  init() throws { package = try TestPackage() }

  private func files() -> [String: String] {
    let paths = FileManager.default.enumerator(atPath: package.root.path)?.allObjects as? [String]
    return Dictionary(
      uniqueKeysWithValues: (paths ?? []).map { ($0, package.read($0) ?? "a folder") }
    )
  }

  @Test("an exercise gets its files, a section of the lesson, and its place in the catalog")
  func exercise() throws {
    try package.write(
      "# Ants\n\n## 1. Ants → First.swift\n\n## Further reading\n",
      to: "Exercises/Ant/README.md"
    )
    #expect(package.run("new-exercise", "ant", "HuberLoss", "--kind", "loss", "--points=6") == 0)
    let id = ExerciseID(pack: "Ant", name: "HuberLoss")
    for path in [id.solutionPath, id.graderPath, id.certificationPath, id.sourcePath, id.hintsPath]
    {
      #expect(package.read(path)?.contains("TODO") == true, "\(path)")
      #expect(package.output.contains("new      \(path)"))
    }
    #expect(package.read(id.stubPath) == package.read(id.sourcePath))
    #expect(
      package.read("Exercises/Ant/README.md")?.contains(
        "## 2. Huber loss → HuberLoss.swift"
      ) == true
    )
    #expect(package.read("Exercises/Ant/README.md")?.hasSuffix("\n## Further reading\n") == true)
    #expect(package.read("Package.swift")?.contains("HuberLoss") == false)
    let entry = try Catalog(package.workspace).exercise(named: "ant/huber-loss")
    #expect(entry.points == 6)
    #expect(package.read(id.hintsPath)?.contains("6 points\ncore\n\n") == true)
    #expect(entry.hints.count == 3)
    #expect(package.output.contains("swift run gradschool verify ant/huber-loss"))
    #expect(package.run("new-exercise", "ant", "Aside", "--more") == 0)
    #expect(try Catalog(package.workspace).exercise(named: "ant/aside").isCore == false)
  }

  @Test("several outputs, a state and a cache are in the stub, the solution and the grader")
  func outputs() throws {
    #expect(
      package.run(
        "new-exercise",
        "ant",
        "Cell",
        "--inputs",
        "x:N,D h:N,D c:N,D",
        "--outputs",
        "h c",
        "--states",
        "count",
        "--cache"
      ) == 0
    )
    let id = ExerciseID(pack: "Ant", name: "Cell")
    let stub = try #require(package.read(id.stubPath))
    #expect(stub.contains("-> (output: (h: Tensor, c: Tensor, count: Tensor), cache: [Tensor])"))
    #expect(stub.contains("_ upstream: (h: Tensor, c: Tensor), cache: [Tensor]"))
    #expect(stub.contains("given `upstream`: ∂L/∂h and ∂L/∂c."))
    let grader = try #require(package.read(id.graderPath))
    #expect(grader.contains(#"outputs: ["h", "c", .state("count")],"#))
    #expect(
      grader.contains("Implementation(outputsAndCache: Cell.forward, backward: Cell.backward)")
    )
    // A state beside the one output: the upstream gradient is a tensor.
    #expect(package.run("new-exercise", "ant", "Norm", "--states", "mean") == 0)
    let norm = try #require(package.read(ExerciseID(pack: "Ant", name: "Norm").stubPath))
    #expect(norm.contains("-> (y: Tensor, mean: Tensor)"))
    #expect(norm.contains("_ upstream: Tensor"))
  }

  @Test("a forward that draws is given a source, and backward and the reference what was drawn")
  func draws() throws {
    let inputs = ["--inputs", "x:N,D rate:0.1...0.4"]
    #expect(package.run(["new-exercise", "ant", "Drop", "--draws", "mask"] + inputs) == 0)
    let id = ExerciseID(pack: "Ant", name: "Drop")
    let stub = try #require(package.read(id.stubPath))
    #expect(
      stub.contains(
        """
          static func forward(_ x: Tensor, rate: Double, using random: inout RandomSource) throws
            -> (y: Tensor, mask: Tensor)
          {
        """
      )
    )
    #expect(stub.contains("rate: Double,\n    mask: Tensor\n  ) throws -> Tensor {"))
    #expect(stub.contains("/// The output, and `mask`, drawn from `random`."))
    #expect(stub.contains("/// What forward drew is given: `mask`."))
    let grader = try #require(package.read(id.graderPath))
    #expect(grader.contains(#""mask","#) && grader.contains(".independence,"))
    #expect(grader.contains("Implementation(drawing: Drop.forward, backward: Drop.backward)"))
    let certification = try #require(package.read(id.certificationPath))
    #expect(certification.contains("reference: reference,"))
    #expect(certification.contains("forward(_ x: Tensor, rate: Double, mask: Tensor) throws"))
  }

  @Test("versions with a fault to find are begun, each planted by a mistake of its own")
  func faults() throws {
    #expect(package.run("new-exercise", "ant", "Repair", "--faults", "3") == 0)
    let id = ExerciseID(pack: "Ant", name: "Repair")
    for version in 1...3 {
      let text = try #require(package.read(id.faultPath(version)))
      #expect(
        text.hasPrefix("// Version \(version). ") && text.contains("enum RepairFault\(version) {")
      )
      #expect(package.output.contains("new      \(id.faultPath(version))"))
      let certification = try #require(package.read(id.certificationPath))
      #expect(certification.contains(").planted(inVersion: \(version)),"))
    }
    #expect(package.read(id.faultPath(4)) == nil)
    let first = PlantedFaults(of: id, in: package.workspace).versions.first?.text
    #expect(package.read(id.stubPath) == first && package.read(id.sourcePath) == first)
    #expect(openPlaces(forStudentsOf: id, in: package.workspace).count > 3)
  }

  @Test("a step of an optimiser has a parameter, a gradient, states and perhaps a count")
  func trajectory() throws {
    let inputs = ["--inputs", "weight:N,D slope:N,D mean:N,D tokens:N,T<V step rate"]
    let arguments = ["new-exercise", "ant", "Step", "--kind", "trajectory"]
    #expect(package.run(arguments + inputs) == 0)
    let id = ExerciseID(pack: "Ant", name: "Step")
    let stub = try #require(package.read(id.stubPath))
    #expect(stub.contains("-> (weight: Tensor, mean: Tensor)"))
    #expect(stub.contains("step: Int,"))
    let grader = try #require(package.read(id.graderPath))
    for line in [
      #".tensor("weight", "N", "D"),"#, #".tensor("slope", "N", "D").redrawnEachStep,"#,
      #".tensor("mean", "N", "D", drawn: .zero),"#, #".labels("tokens", ["N", "T"], below: "V"),"#,
      #".made("step") { _, _ in 1 }.countedEachStep,"#,
    ] { #expect(grader.contains(line), "\(line)") }
  }

  @Test("a type has the members that were named")
  func members() throws {
    let arguments = ["new-exercise", "ant", "Value", "--kind", "type", "--members", "+ - tanh"]
    #expect(package.run(arguments) == 2, "Value is the name of something else in a grader")
    #expect(package.run(["new-exercise", "ant", "Number"] + Array(arguments.dropFirst(3))) == 0)
    let id = ExerciseID(pack: "Ant", name: "Number")
    let stub = try #require(package.read(id.stubPath))
    #expect(stub.contains("static func - (a: Number, b: Number) throws -> Number {"))
    #expect(stub.contains("func tanh() throws -> Number {"))
    let grader = try #require(package.read(id.graderPath))
    #expect(grader.contains(#".member("a − b", inputs: [a, b]),"#))
    #expect(grader.contains("try T(a).tanh().value"))
  }

  @Test("an exercise is taken out with its section, and everything is kept")
  func remove() throws {
    let lesson = "# Ants\n\n## 1. Ants → First.swift\n\n## Further reading\n"
    try package.write(lesson, to: "Exercises/Ant/README.md")
    for name in ["Third", "Fourth"] { #expect(package.run("new-exercise", "ant", name) == 0) }
    let id = ExerciseID(pack: "Ant", name: "Third")
    let stub = try #require(package.read(id.sourcePath))
    #expect(package.run("remove-exercise", "ant/third") == 0)
    for path in [id.solutionPath, id.graderPath, id.certificationPath, id.sourcePath, id.stubPath] {
      #expect(package.read(path) == nil, "\(path)")
      #expect(package.read(".gradschool/removed/Ant/Third/\(path)") != nil, "\(path)")
      #expect(package.output.contains("  \(path)"))
    }
    #expect(package.read(".gradschool/removed/Ant/Third/\(id.sourcePath)") == stub)
    let rest = try #require(package.read("Exercises/Ant/README.md"))
    #expect(!rest.contains("Third.swift"))
    #expect(rest.contains("## 2. Fourth → Fourth.swift"))
    #expect(rest.hasSuffix("## Further reading\n"))
    let section = package.read(".gradschool/removed/Ant/Third/section.md")
    #expect(section?.hasPrefix("## 2. Third → Third.swift\n") == true)
    #expect(Catalog(package.workspace).exercises.contains { $0.id == id } == false)
    // The same name again, and out again: nothing is overwritten.
    #expect(package.run("new-exercise", "ant", "Third") == 0)
    #expect(package.run("remove-exercise", "ant/third") == 0)
    #expect(package.read(".gradschool/removed/Ant/Third-2/\(id.sourcePath)") == stub)
  }

  @Test("a new pack is the last in the list; without a named exercise it has a complete one")
  func pack() throws {
    #expect(package.run("new-pack", "Robust") == 0)
    #expect(
      package.read("Package.swift")
        == "// reads GRADSCHOOL_EXERCISES\nlet packs = [\n  \"Zebra\",  // first\n  \"Ant\",\n  \"Robust\",\n]\n"
    )
    #expect(Catalog(package.workspace).packs.map(\.name) == ["Zebra", "Ant", "Robust"])
    let id = ExerciseID(pack: "Robust", name: "Scale")
    for path in [id.sourcePath, id.hintsPath, id.lessonPath, id.solutionPath, id.graderPath] {
      #expect(package.read(path)?.contains("TODO") == false, "\(path)")
    }
    #expect(package.run("new-pack", "Vision", "Blur", "--kind", "function") == 0)
    #expect(Catalog(package.workspace).packs.last?.exercises.map(\.id.name) == ["Blur"])
    #expect(package.read("Exercises/Vision/README.md")?.hasPrefix("# Vision\n") == true)
    // The manifest names the folder.
    #expect(package.read("Exercises/Vision/Figures/README.md")?.contains("TODO") == false)
  }

  @Test(
    "misuse is explained, and nothing is written",
    arguments: [
      (["new-exercise", "ant", "first"], "It must be a name in Swift"),
      (["new-pack", "Ant"], "There is a pack Ant already. To add an exercise to it"),
      (["new-pack", "Ant", "Other"], "new-exercise Ant NAME"),
      (["new-exercise", "ant", "F"], "between 2 and 40"),
      (["new-exercise", "ant", "../Up"], "It must be a name in Swift"),
      (["new-exercise", "ant", "Tensor"], "Tensor is the name of something else"),
      (["new-exercise", "ant", "FIRST"], "too similar to the exercise First"),
      (["new-exercise", "ant", "First"], "Exercises/Ant/First.swift"),
      (["new-exercise", "ants", "Third"], "Did you mean Ant?"),
      (["new-exercise", "ant", "Third", "--kind", "los"], "Did you mean loss?"),
      (["new-exercise", "ant", "Third", "--kind"], "--kind needs a value"),
      (["new-exercise", "ant", "Third", "--points", "ten"], "a whole number, from 1 to 1000"),
      (["new-exercise", "ant", "Third", "--faults", "2"], "a whole number, from 3 to 9"),
      (
        ["new-exercise", "ant", "Third", "--kind", "goals", "--faults", "3"],
        "can have faults to find"
      ),
      (
        ["new-exercise", "ant", "Third", "--draws", "mask", "--faults", "3"], "unless forward draws"
      ),
      (["new-exercise", "ant", "ThirdFault2"], "An ending such as Fault1"),
      (["new-exercise", "ant", "Third", "--outputs", "h h"], "a name of its own"),
      (["new-exercise", "ant", "Third", "--outputs", "H"], "begins with a small letter"),
      (["new-exercise", "ant", "Third", "--outputs", "a b c d"], "At most 3 outputs"),
      (["new-exercise", "ant", "Third", "--outputs", "a b c", "--cache"], "At most 2 outputs"),
      (["new-exercise", "ant", "Third", "--kind", "loss", "--outputs", "a b"], "one output"),
      (["new-exercise", "ant", "Third", "--draws", "m", "--cache"], "no cache beside it"),
      (["new-exercise", "ant", "Third", "--draws", "m", "--kind", "loss"], "Use --kind layer"),
      (["new-exercise", "ant", "Third", "--draws", "m", "--outputs", "a b"], "one output"),
      (["new-exercise", "ant", "Third", "--draws", "m", "--inputs", "x:N a b c"], "at most 3"),
      (["new-exercise", "ant", "Third", "--draws", "x", "--inputs", "x:N"], "called x already"),
      (["new-exercise", "ant", "Third", "--kind", "function", "--cache"], "neither states nor a"),
      (["new-exercise", "ant", "Third", "--kind", "goals", "--inputs", "x:N"], "in the grader"),
      (["new-exercise", "ant", "Third", "--kind", "statistics", "--inputs", "x:N"], "one number"),
      (["new-exercise", "ant", "Third", "--kind", "trajectory", "--inputs", "x:N"], "are states"),
      (["new-exercise", "ant", "Third", "--kind", "type", "--cache"], "no --outputs"),
      (
        ["new-exercise", "ant", "Third", "--kind", "type", "--members", "+ +"], "a name of its own"
      ),
      (["new-exercise", "ant", "Third", "--kind", "type", "--members", "a+b"], "exp for a method"),
      (["new-exercise", "ant", "Third", "--members", "+"], "Only a type has members"),
      (["new-exercise", "ant", "Third", "--inputs", "x:n"], "Write x:N,D for a tensor"),
      (["new-exercise", "ant", "Third", "--inputs", "x:N x:N"], "Two are called x"),
      (["new-exercise", "ant", "Third", "--inputs", "for:N"], "means something else"),
      (["new-exercise", "ant", "Third", "--inputs", "rate:2...1"], "the smaller number"),
      (["new-exercise", "ant", "Third", "--inputs", "rate"], "nothing to differentiate"),
      (["new-exercise", "ant", "Third", "--gradients", "y"], "The tensors are x, weight, bias"),
      (["new-exercise", "ant", "Third", "--axes", "N=rows:4 D=columns:4"], "a size of its own"),
      (["new-exercise", "ant", "Third", "--axes", "N=rows:1"], "from 2 to 64"),
      (["new-exercise", "ant", "Third", "--axes", "Q=queries"], "No argument has an axis Q"),
      (["new-exercise", "ant", "Third", "--axes", "rows"], "Write what each letter counts"),
      (["new-exercise", "ant", "Third", "--to", "x"], "has no option --to"),
      (["new-pack", "ANT"], "too similar to the pack Ant"),
      (["new-pack", "Ant", "--to", "../gradschool-none"], "too similar to the pack Ant"),
      (["new-pack", "Grading"], "Grading is the name of something else"),
      (["new-pack", "AntTests"], "The ending Tests"),
      (["new-pack", "Robust", "Robust"], "Robust is the name of something else"),
      (["new-pack", "Robust", "--kind", "loss"], "name it"),
      (["new-pack", "Robust", "--depends", "../x"], "goes with --to"),
      (["new-pack", "Robust", "--to", "Exercises"], "The folder is not empty"),
      (["new-pack", "Robust", "--to", "new"], "lies inside this package"),
      (
        ["new-pack", "Robust", "--to", "../gradschool-none/x", "--depends", "../y"],
        "no Package.swift"
      ),
      (["new-pack"], "new-pack Robust"),
    ] as [([String], String)]
  )
  func refused(_ arguments: [String], _ reason: String) {
    let before = files()
    #expect(package.run(arguments) == 2)
    #expect(package.errors.contains(reason), "\(package.errors)")
    #expect(files() == before)
  }

  @Test("when one file cannot be written, no file is")
  func allOrNothing() throws {
    // A file where a folder has to be.
    try package.write("", to: "Tests")
    let before = files()
    #expect(package.run("new-exercise", "Ant", "Third") == 2)
    #expect(package.errors.contains("cannot be written"))
    #expect(files() == before)
    #expect(package.run("new-pack", "Robust") == 2)
    #expect(files() == before)
    try package.write("let somethingElse = 1\n", to: "Package.swift")
    #expect(package.run("new-pack", "Vision") == 2)
    #expect(package.errors.contains("Package.swift has no list"))
  }

  @Test(
    "the list of packs may be written in several ways; the text around it stays",
    arguments: [
      (
        "let packs = [\"A\", \"B\"]  // all\nrest",
        "let packs = [\n  \"A\",\n  \"B\",\n  \"New\",\n]  // all\nrest"
      ),
      // Damaged by the obvious change, so it is left alone.
      ("let packs: [String] = []", nil),
      ("let packs = [\n  \"A\"\n]\n", "let packs = [\n  \"A\",\n  \"New\",\n]\n"),
      ("let packs = [\n  \"A\", // \"B\"\n]", "let packs = [\n  \"A\", // \"B\"\n  \"New\",\n]"),
      ("let packs = [\n]", "let packs = [\n  \"New\"\n]"),
      ("let names = [\"A\"]", nil),
    ] as [(String, String?)]
  )
  func manifest(_ text: String, _ expected: String?) {
    #expect(PackList.adding("New", to: text) == expected)
  }
}

@Suite("Plans of exercises")
struct ExercisePlanTests {
  private func plan(_ words: String...) throws -> ExercisePlan {
    let arguments = try Arguments(["Robust", "HuberLoss"] + words, for: NewExerciseCommand())
    return try ExercisePlan(ExerciseID(pack: "Robust", name: "HuberLoss"), arguments)
  }

  @Test("each kind has its own inputs, and a loss has the gradient of its first input only")
  func defaults() throws {
    let layer = try plan()
    #expect(layer.inputs.map(\.name) == ["x", "weight", "bias"])
    #expect(layer.gradients == ["x", "weight", "bias"])
    #expect(layer.axes.map(\.size) == [3, 4, 2])
    #expect(layer.title == "Huber loss")
    #expect(try plan("--kind", "loss").gradients == ["prediction"])
    #expect(try plan("--kind", "activation").gradients == ["x"])
    #expect(try plan("--kind", "function").gradients.isEmpty)
  }

  @Test("inputs are tensors, labels and numbers")
  func inputs() throws {
    let inputs = try PlannedInput.all("x:N,3 labels:N<C tokens:N,4<V rate slope:-2...-0.5")
    #expect(
      inputs.map(\.shape) == [
        .tensor(["N", "3"]), .labels(["N"], below: "C"), .labels(["N", "4"], below: "V"),
        .number("0.1...1"), .number("-2...(-0.5)"),
      ]
    )
    #expect(inputs.map(\.type) == ["Tensor", "[Int]", "[[Int]]", "Double", "Double"])
  }

  @Test("axes have the author's meanings and sizes, the usual ones, or a TODO")
  func axes() throws {
    let inputs = try PlannedInput.all("x:N,Q,D,Z")
    let axes = try PlannedAxes("Q=number of queries:4, N=batch size").of(inputs)
    #expect(
      axes == [
        .axis("N", "batch size", 3, role: .batch), .axis("Q", "number of queries", 4),
        .axis("D", "number of features", 2), .axis("Z", "TODO: what Z counts", 5),
      ]
    )
    let spaced = try PlannedAxes("N=batch size:6 Q=queries D=width:7").of(inputs)
    #expect(spaced.map(\.meaning).prefix(3) == ["batch size", "queries", "width"])
    #expect(Set(spaced.map(\.size)).count == 4)
  }

  @Test(
    "a dependency is a folder, or an address with a version or a branch",
    arguments: [
      ("../GradSchool", ".package(name: \"GradSchool\", path: \"../GradSchool\")", "GradSchool"),
      (
        "https://example.com/a/GradSchool.git@1.2.0",
        ".package(url: \"https://example.com/a/GradSchool.git\", from: \"1.2.0\")", "GradSchool"
      ),
      (
        "git@example.com:a/grad-school@next",
        ".package(url: \"git@example.com:a/grad-school\", branch: \"next\")", "grad-school"
      ),
      (
        "https://me@example.com/GradSchool",
        ".package(url: \"https://me@example.com/GradSchool\", branch: \"main\")", "GradSchool"
      ),
    ]
  )
  func dependency(_ text: String, _ declaration: String, _ identity: String) {
    let dependency = PackageTemplate.Dependency(text)
    #expect(dependency.declaration == declaration)
    #expect(dependency.identity == identity)
  }
}
