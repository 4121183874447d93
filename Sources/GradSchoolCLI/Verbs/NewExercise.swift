import Foundation
import Grading

extension Context {
  /// `new-exercise`: writes the files of an exercise, in which what is still to be written is marked.
  func newExercise(_ command: CommandLineArguments) throws -> Int32 {
    let pack = try folder(ofPack: command.names[0])
    let names = AuthoredNames(workspace: workspace, catalog: catalog)
    try names.checkExercise(command.names[1], inPack: pack)
    let id = ExerciseID(pack: pack, name: command.names[1])
    let plan = try ExercisePlan(id, command.values)
    var batch = FileBatch()
    batch.add(plan)
    let lesson: String
    do {
      lesson = try String(contentsOf: workspace.file(id.lessonPath), encoding: .utf8)
    } catch {
      throw ProgramError.unreadable(path: id.lessonPath, reason: reason(error))
    }
    batch.change(id.lessonPath, LessonTemplate(plan: plan).extending(lesson))
    try batch.write(in: workspace)
    announce(id, batch, isWritten: false)
    return 0
  }

  /// The folder of a pack, however its name was typed.
  private func folder(ofPack name: String) throws -> String {
    let typed = ExerciseID.dashed(name).lowercased()
    let manifest = (try? String(contentsOf: workspace.file("Package.swift"), encoding: .utf8)) ?? ""
    let packs = Catalog.packs(inManifest: manifest)
    if let pack = packs.first(where: { [$0.lowercased(), ExerciseID.dashed($0)].contains(typed) }) {
      return pack
    }
    throw ProgramError.unknownPack(name, nearest: NearestMatch.of(name, among: packs))
  }

  /// Says what was written and what comes next.
  func announce(_ id: ExerciseID, _ batch: FileBatch, isWritten: Bool) {
    let purposes = [
      (id.sourcePath, "what students get"), (id.stubPath, "the copy from which it is restored"),
      (id.hintsPath, "title and hints"), (id.solutionPath, "the solution"),
      (id.graderPath, "the grader: inputs and probes"),
      (id.certificationPath, "known mistakes and right styles"), (id.lessonPath, "the lesson"),
      ("Package.swift", "the list of packs"),
    ]
    let width = purposes.map(\.0.count).max() ?? 0
    for (path, purpose) in purposes where batch.paths.contains(path) {
      console.line("  new      \(path.padding(to: width))  \(purpose)")
    }
    for (path, purpose) in purposes where batch.changedPaths.contains(path) {
      console.line("  changed  \(path.padding(to: width))  \(purpose)")
    }
    console.line()
    console.line(
      isWritten
        ? "\(id) is complete. To certify its grader: \(Program.command) verify \(id)"
        : "\(id) compiles. What is still to be written is marked TODO; to have it listed, and the "
          + "grader\ncertified when nothing is left: \(Program.command) verify \(id)"
    )
  }
}

extension FileBatch {
  /// Adds the files of a planned exercise, without the lesson.
  mutating func add(_ plan: ExercisePlan) {
    let template = ExerciseTemplate(plan: plan)
    let id = plan.id
    create(id.sourcePath, template.stub)
    create(id.stubPath, template.stub)
    create(id.hintsPath, LessonTemplate(plan: plan).hints)
    create(id.solutionPath, template.solution)
    create(id.graderPath, template.grader)
    create(id.certificationPath, template.certification)
  }

  /// Adds the files of the example, with its lesson.
  mutating func addExample(to pack: String) {
    let template = ExampleTemplate(pack: pack)
    let id = ExerciseID(pack: pack, name: ExampleTemplate.name)
    create(id.sourcePath, template.stub)
    create(id.stubPath, template.stub)
    create(id.hintsPath, template.hints)
    create(id.solutionPath, template.solution)
    create(id.graderPath, template.grader)
    create(id.certificationPath, template.certification)
    create(id.lessonPath, template.lesson)
  }
}
