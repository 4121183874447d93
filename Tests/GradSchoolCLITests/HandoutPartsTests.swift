import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("What a handout has and has not")
struct HandoutPartsTests {
  private static let hints = """
    # Fully connected layer
    10 points

    ## Look
    Sum, and mind `upstream`.

    ## Nearer
    Write `let total = upstream.sum()` or so.

    ## The line

        bias: try upstream.sum(axis: 0)

    """
  private static let solution = "enum A {\n  return (bias:  try upstream.sum(axis: 0))\n}\n"

  @Test("only the first hints are handed out, as many as are asked for")
  func count() {
    func text(_ count: Int?) -> (text: String, left: Int) {
      HandedOutHints(count: count).text(of: Self.hints, Self.solution, "")
    }
    #expect(text(3) == (Self.hints, 0) && text(9) == (Self.hints, 0))
    for (count, left) in [(0, 3), (1, 2), (2, 1)] {
      let (text, found) = text(count)
      #expect(
        found == left && HintFile(text).hints == Array(HintFile(Self.hints).hints.prefix(count))
      )
      #expect(HintFile(text).points == 10)
    }
    // Without a number: all before the first one that has a line of the solution.
    #expect(text(nil).left == 1 && !text(nil).text.contains("sum(axis: 0)"))
    let stub = "// return (bias: 0)\nbias: try upstream.sum(axis: 0)\n"
    #expect(HandedOutHints().text(of: Self.hints, Self.solution, stub).left == 0)
  }

  @Test("in a package without solutions, no hint of this package has a line of its solution")
  func lines() throws {
    let workspace = try Workspace.around(URL(filePath: #filePath))
    var left = 0
    for id in Catalog(workspace).exercises.map(\.id) {
      let solution = try workspace.text(id.solutionPath)
      let stub = try workspace.text(id.stubPath)
      let result = HandedOutHints().text(of: try workspace.text(id.hintsPath), solution, stub)
      left += result.left
      let stubLines = Set(stub.split(separator: "\n").map { $0.filter { !$0.isWhitespace } })
      for line in SourceScan(solution).code.split(separator: "\n") {
        let code = line.trimmingCharacters(in: .whitespaces)
        guard code.count > 24, !stubLines.contains(code.filter { !$0.isWhitespace }) else {
          continue
        }
        #expect(!result.text.contains(code), "\(id): \(code)")
      }
    }
    #expect(left > 20)
  }

  @Test("a handout for a place has its files, and gives no marks without solutions")
  func places() throws {
    let workspace = try Workspace.around(URL(filePath: #filePath))
    let folder = FileManager.default.temporaryDirectory.appending(path: "handout-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    var subset = PackageSubset(
      workspace: workspace,
      packs: Catalog(workspace).packs.suffix(1),
      withSolutions: true
    )
    subset.places = GradingPlace.allCases
    try subset.write(to: folder)
    for path in [
      ".gradescope/setup.sh", ".gradescope/run_autograder", ".docker/Dockerfile",
      ".docker/Dockerfile.dockerignore", ".github/workflows/grade.yml",
    ] {
      let copy = try Workspace(root: folder).text(path)
      #expect(try copy == workspace.text(path), "\(path)")
    }
    for pack in subset.packs {
      let lesson = try Workspace(root: folder).text("Exercises/\(pack.name)/README.md")
      let pictures = lesson.matches(of: #/!\[[^\]]*\]\(([^)]+)\)/#).map { String($0.1) }
      #expect(!pictures.isEmpty)
      for picture in pictures {
        let path = "Exercises/\(pack.name)/\(picture)"
        #expect(try Workspace(root: folder).text(path) == workspace.text(path))
      }
    }
    let script = folder.appending(path: ".gradescope/run_autograder").path
    #expect(FileManager.default.isExecutableFile(atPath: script))
    let package = try TestPackage()
    for place in ["gradescope", "docker", "github, docker"] {
      #expect(package.run("handout", "--to", "x", "--without-solutions", "--for", place) == 2)
      #expect(package.errors.contains("Marks come from the whole package"))
    }
    try package.write(
      "# First\n10 points\npiece Zebra/Step\n\n## Look\nA nudge.\n",
      to: "Exercises/Ant/Hints/First.md"
    )
    #expect(package.run("handout", "--to", "x", "--packs", "ant", "--for", "docker") == 2)
    #expect(package.errors.contains("Hand these\nout too: zebra"))
    #expect(package.run("handout", "--to", "x", "--for", "moon") == 2)
    #expect(package.errors.contains("The places are gradescope, github, docker."))
  }
}
