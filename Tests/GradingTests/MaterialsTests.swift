import Foundation
import Grading
import Testing

@Suite("Materials of an exercise")
struct MaterialsTests {
  @Test("every missing part is reported with its file, until none is missing")
  func problems() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    let workspace = Workspace(root: root)
    func write(_ text: String, _ path: String) throws {
      let file = workspace.file(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    func hints(_ line: String) -> String {
      "# Square\n10 points\n\(line)\n## A\na\n## B\nb\n## C\nc\n"
    }
    func problems() -> [String] {
      problemsOfMaterials(Square.exercise(), in: workspace).map(\.description)
    }

    #expect(problems().count == 3)
    #expect(problems().contains { $0.contains("the hint file is missing") })
    try write(
      "# Square\n9 points\n## A\na\n## B\n\n## C\nc\n",
      "Exercises/Fixtures/Hints/Square.md"
    )
    #expect(problems().contains { $0.contains("the hint \"B\" is empty") })
    #expect(problems().contains { $0.contains("promises 9 points, but the grader gives 10") })
    try write(
      "# Square\n10 points\n## A\na\n## B\nb\n## C\nc\n",
      "Exercises/Fixtures/Hints/Square.md"
    )
    try write("Square → Square.swift", "Exercises/Fixtures/README.md")
    try write("enum Square {}", ".gradschool/stubs/Fixtures/Square.swift")
    #expect(problems().isEmpty)

    // An old name that nobody would find.
    for line in ["formerly Basics Square", "Formerly Basics/Square", "formerly: Basics/Square"] {
      try write(
        "# Square\n10 points\n\(line)\n## A\na\n## B\nb\n## C\nformerly known as\n",
        "Exercises/Fixtures/Hints/Square.md"
      )
      #expect(problems().count == 1 && problems()[0].contains("a line of its own"), "\(line)")
    }

    // A mark that is mistyped.
    try write(hints("moer"), "Exercises/Fixtures/Hints/Square.md")
    #expect(problems().count == 1)
    #expect(problems()[0].hasPrefix("Exercises/Fixtures/Hints/Square.md:3: “moer” says nothing"))
    #expect(problems()[0].contains("core or more"))

    // The hint file of a milestone has the pieces of its grader, so that the program builds their packs.
    let milestone = Square.exercise(
      Implementation(assembledFrom: ["Layers/Linear"]) { _ in Square.right }
    )
    for (line, count) in [("", 1), ("piece Layers/Dense", 1), ("piece Layers/Linear", 0)] {
      try write(hints(line), "Exercises/Fixtures/Hints/Square.md")
      let found = problemsOfMaterials(milestone, in: workspace).map(\.description)
      #expect(found.count == count, "\(line): \(found)")
      #expect(found.allSatisfy { $0.contains("piece Layers/Linear") })
    }
    #expect(problems().contains { $0.contains("assembles the exercise from none") })

    // No core milestone needs what is beside the road.
    try write("# Linear\n10 points\nmore\n", "Exercises/Layers/Hints/Linear.md")
    for (mark, count) in [("core\n", 1), ("", 1), ("more\n", 0)] {
      try write(hints("\(mark)piece Layers/Linear"), "Exercises/Fixtures/Hints/Square.md")
      let found = problemsOfMaterials(milestone, in: workspace).map(\.description)
      #expect(found.count == count, "\(mark): \(found)")
      #expect(found.allSatisfy { $0.contains("Layers/Linear is marked more") })
    }

    // Every TODO of a template is found, with its file and line.
    let unfinished = "# Square\n10 points\n## A\na\n## B\nTODO: b.\n## C\nc\n"
    try write(unfinished, "Exercises/Fixtures/Hints/Square.md")
    try write("/// TODO: one sentence.\nthrow NotStarted()", "Exercises/Fixtures/Square.swift")
    try write("\n// TODO: the derivation", "Solutions/Fixtures/Square.swift")
    try write(".axis(\"N\", \"TODO: what N counts\", 2),", "Tests/FixturesTests/Square.swift")
    try write("  \"TODO: a name\",", "Tests/FixturesTests/SquareCertification.swift")
    #expect(
      problems() == [
        "Exercises/Fixtures/Square.swift:1: TODO: one sentence.",
        "Exercises/Fixtures/Hints/Square.md:6: TODO: b.",
        "Solutions/Fixtures/Square.swift:2: TODO: the derivation",
        "Tests/FixturesTests/Square.swift:1: TODO: what N counts",
        "Tests/FixturesTests/SquareCertification.swift:1: TODO: a name",
      ]
    )
    // A student's own TODO in a solved exercise does not count.
    try write("// TODO: tidy up\nreturn x", "Exercises/Fixtures/Square.swift")
    #expect(!problems().contains { $0.hasPrefix("Exercises/Fixtures/Square.swift") })
  }

  @Test("problems come in the order of the files")
  func order() {
    let id = Square.exercise().id
    let stub = Problem(id.sourcePath, line: 3, "x")
    let (hints, solution) = (Problem(id.hintsPath, "y"), Problem(id.solutionPath, "z"))
    let (grader, other) = (Problem(id.graderPath, "a"), Problem("elsewhere", "b"))
    #expect(
      [grader, other, solution, hints, stub].ordered(of: id)
        == [stub, hints, solution, grader, other]
    )
  }

  @Test("a TODO in a lesson belongs to the exercises of its section")
  func lesson() {
    let text = """
      TODO: what the pack is about

      ## 1. Square → Square.swift
      TODO: the square
      ## More about it
      TODO: more
      ## 2. Cube → Cube.swift
      TODO: the cube, unlike `BigSquare.swift`
      """
    func lines(_ name: String) -> [Int] { TodoMarker.places(inLesson: text, of: name).map(\.line) }
    #expect(lines("Square") == [1, 4, 6])
    #expect(lines("Cube") == [8])
    #expect(TodoMarker.places(inLesson: "TODO: all of it", of: "Square").map(\.line) == [1])
    #expect(TodoMarker.places(in: "TODOS are no marker, nor is a mastODOn").isEmpty)
  }
}
