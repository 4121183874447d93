import Grading

/// `new-exercise`: writes the files of an exercise, with a TODO wherever the author must write something.
struct NewExerciseCommand: Command {
  let name = "new-exercise"
  let summary = "begin an exercise"
  let isForInstructors = true
  let names = Names(
    usage: "PACK NAME",
    count: 2...2,
    example: "Robust Huber --kind loss",
    areExercises: false
  )
  let options = ExercisePlan.options
  let discussion = """
    Begins an exercise: writes its stub, hints, solution, grader and certification, and a section of
    the lesson. All of it compiles at once. Whatever you must still write is marked TODO, and `verify`
    lists it. PACK and NAME are the names of a folder and a file:

      new-exercise Robust Huber --kind loss --inputs "prediction:N,D target:N,D delta:0.5...2"
    """

  func run(in context: Context) throws -> Int32 {
    let (workspace, arguments) = (context.workspace, context.arguments)
    let pack = try folder(ofPack: arguments.names[0], in: workspace)
    let id = ExerciseID(pack: pack, name: arguments.names[1])
    try AuthoredNames(workspace: workspace, catalog: context.catalog)
      .checkExercise(id.name, inPack: pack)
    let plan = try ExercisePlan(id, arguments)
    var batch = FileBatch()
    batch.create(ExerciseTemplate(plan: plan).files)
    let lesson = try workspace.text(id.lessonPath)
    batch.change(id.lessonPath, LessonTemplate(plan: plan).extending(lesson))
    try batch.write(in: workspace)
    context.console.line(batch.summary(of: id, isComplete: false))
    return 0
  }

  /// The folder of a pack, in whatever letters its name was typed.
  private func folder(ofPack name: String, in workspace: Workspace) throws -> String {
    let typed = ExerciseID.dashed(name).lowercased()
    let packs = Catalog.packs(inManifest: (try? workspace.text("Package.swift")) ?? "")
    if let pack = packs.first(where: { [$0.lowercased(), ExerciseID.dashed($0)].contains(typed) }) {
      return pack
    }
    throw ProgramError.unknownPack(name, nearest: NearestMatch.of(name, among: packs))
  }
}
