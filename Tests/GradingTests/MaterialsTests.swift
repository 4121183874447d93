import Foundation
import Grading
import Testing

@Suite("Materials of an exercise")
struct MaterialsTests {
  @Test("what is missing is said, file by file, until nothing is")
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
    func problems() -> [String] { problemsOfMaterials(Square.exercise(), in: workspace) }

    #expect(problems().count == 4)
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
  }
}
