import Foundation
import Testing

@testable import GradSchoolCLI
@testable import Grading

@Suite("Catalog of exercises")
struct CatalogTests {
  let package: TestPackage

  init() throws { package = try TestPackage() }

  @Test(
    "packs are in the manifest's order, exercises in the lesson's, all others in alphabetical order"
  )
  func order() throws {
    #expect(Catalog(package.workspace).exercises.map(\.id) == TestPackage.ids)
    try package.write("# An extra one\n5 points\n", to: "Exercises/Aardvark/Hints/Extra.md")
    let catalog = Catalog(package.workspace)
    #expect(catalog.packs.map(\.name) == ["Zebra", "Ant", "Aardvark"])
    #expect(catalog.exercises.last?.title == "An extra one")
    #expect(catalog.exercises.last?.points == 5)
  }

  @Test("a lesson mentions a file by its whole name")
  func mention() {
    #expect(Catalog.position(of: "Step.swift", in: "`BigStep.swift`, `Step.swift`") == 18)
    #expect(Catalog.position(of: "Step.swift", in: "BigStep.swift") == nil)
  }

  @Test(
    "an exercise can be named in several ways",
    arguments: [
      "zebra/big-step", "Zebra/BigStep", "zebra/bigstep", "big-step",
      "Exercises/Zebra/BigStep.swift",
      "./Exercises/Zebra/BigStep.swift", "Exercises/Zebra/BigStep.swift:21:7", "BigStep.swift",
      "/home/me/school/Exercises/Zebra/BigStep.swift",
    ]
  )
  func names(_ name: String) throws {
    let catalog = Catalog(package.workspace)
    #expect(try catalog.exercise(named: name).id == TestPackage.ids[0])
  }

  @Test("a pack means its exercises; no exercise is chosen twice")
  func packs() throws {
    let catalog = Catalog(package.workspace)
    let chosen = try catalog.exercises(named: ["ant", "ant/first", "zebra/step"])
    #expect(chosen.map(\.id) == Array(TestPackage.ids.dropFirst()))
    #expect(throws: ProgramError.notOneExercise("ant", candidates: ["ant/second", "ant/first"])) {
      try catalog.exercise(named: "ant")
    }
  }

  @Test("a name that two packs have is never guessed: the program asks")
  func ambiguous() throws {
    let twins = [
      ExerciseID(pack: "Ant", name: "Linear"), ExerciseID(pack: "Bee", name: "Linear"),
      ExerciseID(pack: "Bee", name: "Bee"),
    ]
    let package = try TestPackage(ids: twins)
    let both = ["ant/linear", "bee/linear"]
    #expect(package.run("grade", "linear") == 2)
    #expect(package.errors.contains("Which of these?\n  ant/linear\n  bee/linear"))
    let catalog = Catalog(package.workspace)
    #expect(throws: ProgramError.notOneExercise("linear", candidates: both)) {
      try catalog.exercise(named: "linear")
    }
    #expect(throws: ProgramError.unknownName("liner", nearest: "ant/linear or bee/linear")) {
      try catalog.exercise(named: "liner")
    }
    // A pack and an exercise of one name: whichever the command needs.
    #expect(try catalog.exercise(named: "bee").id == twins[2])
    #expect(try catalog.exercises(named: ["bee"]).map(\.id) == Array(twins.dropFirst()))
  }

  @Test(
    "an exercise in place of the command suggests grade",
    arguments: [
      ("ant/first", "grade ant/first"), ("first", "grade first"), ("secnod", "grade ant/second"),
    ]
  )
  func nameForCommand(_ word: String, _ meant: String) {
    #expect(package.run(word) == 2)
    #expect(package.errors.hasPrefix("There is no command “\(word)”. Did you mean \(meant)?"))
  }

  @Test(
    "an unknown name suggests the nearest one",
    arguments: [
      ("ant/frist", "ant/first"), ("zebr", "zebra"), ("bg-step", "zebra/big-step"),
      ("secnod", "ant/second"),
      ("qqqqqq", nil),
    ] as [(String, String?)]
  )
  func unknown(_ name: String, _ nearest: String?) throws {
    let catalog = Catalog(package.workspace)
    #expect(throws: ProgramError.unknownName(name, nearest: nearest)) {
      try catalog.exercises(named: [name])
    }
  }

  @Test("the README's table has every pack with the number of its exercises, and of its core ones")
  func readme() throws {
    let workspace = try Workspace.around(URL(filePath: #filePath))
    let readme = try workspace.text("README.md")
    for pack in Catalog(workspace).packs {
      let row = "\n| \(pack.name) | \(pack.exercises.count) | \(pack.core.count) | "
      #expect(readme.contains(row), "\(pack.name)")
    }
  }

  // MARK: - Milestones

  /// Makes `ant/first` a milestone from `zebra/step`.
  private func makeMilestone() throws -> (milestone: ExerciseID, piece: ExerciseID) {
    let (piece, milestone) = (TestPackage.ids[1], TestPackage.ids[3])
    let hints = try #require(package.read(milestone.hintsPath))
    try package.write(
      hints.replacing("10 points\n", with: "10 points\npiece Zebra/Step\n"),
      to: milestone.hintsPath
    )
    return (milestone, piece)
  }

  @Test("with a milestone, the packs of its pieces are built")
  func packsOfPieces() throws {
    let folder = BuildFolder(workspace: package.workspace)
    let alone = folder.packs(for: [TestPackage.ids[3]], of: Catalog(package.workspace))
    #expect(alone.map(\.name) == ["Ant"])
    let (milestone, piece) = try makeMilestone()
    let catalog = Catalog(package.workspace)
    #expect(catalog.exercises.last?.pieces == [piece])
    #expect(folder.packs(for: [milestone], of: catalog).map(\.name) == ["Zebra", "Ant"])
  }

  @Test("a milestone is to be graded again when a piece of it has changed")
  func changedPiece() throws {
    let (milestone, piece) = try makeMilestone()
    try package.grade(milestone, .passed, earned: 10)
    var verdict = try #require(package.workspace.readVerdict(of: "\(milestone)"))
    let hash = package.workspace.sourceHash(of: piece)
    verdict.pieces = [.init(piece, state: .notStarted, sourceHash: hash)]
    try package.workspace.write(verdict)
    #expect(ExerciseProgress(of: milestone, in: package.workspace).isPassed)
    try package.write("// begun\n", to: piece.sourcePath)
    #expect(ExerciseProgress(of: milestone, in: package.workspace) == .ungraded)
  }

  @Test("a handout says which packs its milestones lack")
  func incompleteHandout() throws {
    let (milestone, _) = try makeMilestone()
    let packs = Catalog(package.workspace).packs
    #expect(ExerciseText.incompleteMilestones(in: packs).isEmpty)
    let told = ExerciseText.incompleteMilestones(in: packs.filter { $0.name == "Ant" })
    #expect(told.count == 1)
    #expect(
      told.allSatisfy { $0.contains("\(milestone) is assembled") && $0.contains("too: zebra") }
    )
  }
}
