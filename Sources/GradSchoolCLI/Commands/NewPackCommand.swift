import Foundation
import Grading

/// `new-pack`: begins a pack with its first exercise, in this package or in one of its own.
struct NewPackCommand: Command {
  static let to = Option(
    "--to",
    "FOLDER",
    example: "DIR",
    "make the pack a package of its own, in a new folder, instead of a part of this one"
  )
  static let depends = Option(
    "--depends",
    "ON",
    example: "https://example.com/GradSchool.git@1.0.0",
    """
    where that package finds GradSchool: a folder as seen from there (../GradSchool), or an address \
    with a version or a branch (https://…/GradSchool.git@1.0.0); this folder unless given
    """
  )

  let name = "new-pack"
  let summary = "begin a pack, here or in its own package"
  let isForInstructors = true
  let names = Names(usage: "PACK [NAME]", count: 1...2, example: "Robust", areExercises: false)
  let options = [to, depends] + ExercisePlan.options
  let discussion = """
    Begins a pack with its first exercise and adds it to the list in Package.swift. Without a NAME,
    that exercise is Scale: small, complete and certified, to look at and to delete. The options from
    --kind on describe the exercise.
    """

  func run(in context: Context) throws -> Int32 {
    let arguments = context.arguments
    let pack = arguments.names[0]
    let names = AuthoredNames(workspace: context.workspace, catalog: context.catalog)
    try names.checkPack(pack, isElsewhere: arguments.has(Self.to))
    let isExample = arguments.names.count == 1
    let id = ExerciseID(pack: pack, name: isExample ? ExampleTemplate.name : arguments.names[1])
    var batch = FileBatch()
    if isExample {
      if let option = ExercisePlan.options.first(where: arguments.has) {
        throw UsageError.invalidValue(
          option.name,
          "…",
          "It describes an exercise: name it, as in new-pack \(pack) Huber --kind loss."
        )
      }
      batch.create(ExampleTemplate(pack: pack).files)
    } else {
      try names.checkExercise(id.name, inPack: pack)
      let plan = try ExercisePlan(id, arguments)
      batch.create(ExerciseTemplate(plan: plan).files)
      batch.create([(id.lessonPath, LessonTemplate(plan: plan).lesson)])
    }
    batch.create([(PackageTemplate.figuresPath(pack), PackageTemplate.figures)])
    guard let folder = arguments[Self.to] else {
      if let depends = arguments[Self.depends] {
        throw UsageError.invalidValue("--depends", depends, "The option goes with --to FOLDER.")
      }
      try addToThisPackage(pack, &batch, context.workspace)
      context.console.line(batch.summary(of: id, isComplete: isExample))
      return 0
    }
    let target = context.folder.resolving(folder)
    let package = StandalonePack(pack: pack, folder: folder, target: target)
    try package.write(&batch, dependingOn: arguments[Self.depends], from: context.workspace)
    context.console.line(
      """
      The pack \(pack) is a package of its own in \(folder):

      \(batch.summary(of: id, isComplete: isExample))
      Both commands work there:
        cd \(folder)
        swift test
        \(Program.command) verify
      """
    )
    return 0
  }

  private func addToThisPackage(
    _ pack: String,
    _ batch: inout FileBatch,
    _ workspace: Workspace
  ) throws {
    let manifest = (try? workspace.text("Package.swift")) ?? ""
    guard let changed = PackList.adding(pack, to: manifest) else {
      throw ProgramError.noPackList(pack: pack)
    }
    batch.change("Package.swift", changed)
    try batch.write(in: workspace)
  }
}
