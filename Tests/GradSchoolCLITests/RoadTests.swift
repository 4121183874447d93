import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("The core road")
struct RoadTests {
  /// Two packs: three core exercises and two of *more* in the first, one of each in the second.
  static let ids = [
    ("Basics", "Sum", true), ("Basics", "Mean", false), ("Basics", "Product", true),
    ("Basics", "Median", false), ("Basics", "Power", true), ("Nets", "Deep", false),
    ("Nets", "Wide", true),
  ].map { pack, name, isCore in (id: ExerciseID(pack: pack, name: name), isCore: isCore) }

  let package: TestPackage

  init() throws {
    package = try TestPackage(ids: RoadTests.ids.map(\.id))
    package.toolchain.package = package
    for (id, isCore) in RoadTests.ids {
      let text = try #require(package.read(id.hintsPath))
      let mark = isCore ? "core" : "more"
      try package.write(
        text.replacing("10 points\n", with: "10 points\n\(mark)\n"),
        to: id.hintsPath
      )
    }
  }

  /// Passes an exercise; its file is the one saved last.
  private func pass(_ name: String, _ state: State = .passed) throws {
    let id = try #require(RoadTests.ids.map(\.id).first { $0.name == name })
    try package.grade(id, state, earned: state == .passed ? 10 : 4)
    for other in RoadTests.ids.map(\.id) {
      let file = package.root.appending(path: other.sourcePath).path
      let saved = Date(timeIntervalSinceNow: other == id ? 0 : -60)
      try FileManager.default.setAttributes([.modificationDate: saved], ofItemAtPath: file)
    }
  }

  private var progress: StudentProgress { package.setup.progress }

  // MARK: - The next step

  @Test("the next step follows the road, and offers more after its end")
  func next() throws {
    var asked: [String] = []
    while let name = progress.current?.id.name {
      asked.append(name)
      // Where the file of a core exercise is the one saved last, the student is on the road.
      try pass(name)
      if asked.count > 9 { break }
    }
    #expect(asked == ["Sum", "Product", "Power", "Wide", "Mean", "Median", "Deep"])
  }

  @Test("in more, the next step stays in the pack's more, and then goes back to the road")
  func inMore() throws {
    try pass("Sum")
    try pass("Mean")
    #expect(progress.current?.id.name == "Median")
    #expect(package.run("list") == 0)
    try pass("Median")
    #expect(progress.current?.id.name == "Product")
    // What is begun and not right comes first, wherever it is.
    try pass("Deep", .wrong)
    #expect(progress.current?.id.name == "Deep")
  }

  @Test("n goes along the road, and from an exercise of more to those after it")
  func following() throws {
    try pass("Product")
    func after(_ name: String) -> String? {
      progress.next(after: RoadTests.ids.map(\.id).first { $0.name == name })?.id.name
    }
    #expect(after("Sum") == "Power")
    #expect(after("Power") == "Wide")
    #expect(after("Wide") == "Sum")
    #expect(after("Mean") == "Median")
    #expect(after("Median") == "Sum")
    #expect(after("Deep") == "Sum")
  }

  @Test("the next step says that an exercise is more")
  func said() throws {
    try pass("Mean")
    #expect(package.run() == 0)
    #expect(package.output.contains("next: The Median one (more: no core exercise needs it)\n"))
    try pass("Sum")
    #expect(package.run() == 0)
    #expect(package.output.contains("next: The Product one\n"))
  }

  // MARK: - The board

  @Test("the board begins with the road, and has core and more of each pack apart")
  func board() throws {
    package.width = 80
    try pass("Sum")
    try pass("Mean")
    try pass("Power", .wrong)
    #expect(package.run("list") == 0)
    let expected = """
      GradSchool · 2 of 7 exercises passed · 24 of 70 points
        core  █░▸░  1 of 4 passed
        more  █░░░  1 of 3 passed

        Basics  █████████░░░░░░░░░░░  core 1/3  more 1/2  24/50 points
          ✔ basics/sum      The Sum one      10/10  passed
          ○ basics/product  The Product one   –/10  not started
          ✘ basics/power    The Power one     4/10  not right yet
          more
          ✔ basics/mean     The Mean one     10/10  passed
          ○ basics/median   The Median one    –/10  not started

        Nets    ░░░░░░░░░░░░░░░░░░░░  core 0/1  more 0/1  0/20 points
          ○ nets/wide       The Wide one      –/10  not started
          more
          ○ nets/deep       The Deep one      –/10  not started

      """
    let shown = package.output.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(shown.count == lines.count)
    for (line, expected) in zip(shown, lines) { #expect(line == expected) }
  }

  @Test("list shows the road alone, or more alone")
  func list() {
    func shown(_ arguments: String...) -> [String] {
      #expect(package.run(["list"] + arguments) == 0)
      return RoadTests.ids.map(\.id).filter { package.output.contains(" \($0) ") }.map(\.name)
    }
    #expect(shown("--core") == ["Sum", "Product", "Power", "Wide"])
    #expect(shown("--more", "basics") == ["Mean", "Median"])
    #expect(shown("--core", "--more").count == 7)
  }

  @Test(
    "the board of the whole package fits its terminal",
    arguments: [60, 80, 140]
  )
  func widths(_ width: Int) throws {
    let workspace = try Workspace.around(URL(filePath: #filePath))
    package.width = width
    let progress = StudentProgress(Catalog(workspace), in: workspace)
    Board(progress: progress, console: package.console).print()
    let long = package.output.split(separator: "\n").filter { $0.count > width }
    #expect(long.isEmpty, "\(long)")
    #expect(package.output.contains("\n  core  "))
  }

  // MARK: - GradSchool's own road

  private func own() throws -> (workspace: Workspace, catalog: Catalog) {
    let workspace = try Workspace.around(URL(filePath: #filePath))
    return (workspace, Catalog(workspace))
  }

  @Test("every exercise says whether it is core, and the road is 25 to 30 of them")
  func marks() throws {
    let (workspace, catalog) = try own()
    for entry in catalog.exercises {
      let text = try workspace.text(entry.id.hintsPath)
      #expect(text.contains(#/\A# .+\n[0-9]+ points?\n(core|more)\n/#), "\(entry.id)")
      #expect(HintFile(text).unknownLines.isEmpty, "\(entry.id)")
    }
    #expect((25...30).contains(catalog.road.count))
  }

  @Test("a first network learns at about the twentieth exercise of the road")
  func firstNetwork() throws {
    let road = try own().catalog.road.map(\.id.name)
    let position = try #require(road.firstIndex(of: "Xor"))
    #expect((18...24).contains(position + 1))
  }

  @Test("nothing core needs anything of more: its stub and its hints name none, nor do its pieces")
  func needs() throws {
    let (workspace, catalog) = try own()
    for entry in catalog.road {
      let text = try workspace.text(entry.id.stubPath) + workspace.text(entry.id.hintsPath)
      for other in catalog.more {
        let (name, id) = (other.id.name, "\(other.id)")
        // A name of one word is an ordinary one: "Mean squared error".
        let isWord = name.dropFirst().allSatisfy(\.isLowercase)
        let names = [id, "\(name).swift"] + (isWord ? [] : [name])
        let named = names.filter { word in
          text.ranges(of: word).contains { range in
            let around = [text[..<range.lowerBound].last, text[range.upperBound...].first]
            return !around.contains { $0?.isLetter == true || $0 == "-" }
          }
        }
        #expect(named.isEmpty, "\(entry.id) names \(named)")
      }
      #expect(entry.pieces.allSatisfy { piece in catalog.road.contains { $0.id == piece } })
    }
  }
}
