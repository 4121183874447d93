import Foundation
import Grading

/// `remove-exercise`: takes an exercise out of its pack, and keeps its files.
struct RemoveExerciseCommand: Command {
  let name = "remove-exercise"
  let synonyms = ["delete-exercise"]
  let summary = "take an exercise out; its files are kept"
  let isForInstructors = true
  let names = Names.exercise
  let discussion = """
    Takes an exercise out of its pack: moves its stub, hints, solution, grader and certification to
    .gradschool/removed/, and its section of the lesson too. Students' verdicts and backups stay. The
    paths are printed, so that everything can be put back.
    """

  func run(in context: Context) throws -> Int32 {
    let workspace = context.workspace
    let id = try context.catalog.exercise(named: context.arguments.names[0]).id
    let target = workspace.freeFolder(".gradschool/removed/\(id.pack)/\(id.name)")
    let all =
      [
        id.sourcePath, id.stubPath, id.hintsPath, id.solutionPath, id.graderPath,
        id.certificationPath,
      ] + PlantedFaults(of: id, in: workspace).versions.map { id.faultPath($0.number) }
    let paths = all.filter { FileManager.default.fileExists(atPath: workspace.file($0).path) }
    // Nothing is deleted before everything is written elsewhere.
    for path in paths {
      let data = try ProgramError.reading(path) { try Data(contentsOf: workspace.file(path)) }
      try workspace.write(data, to: "\(target)/\(path)", replacing: false)
    }
    let lesson = try? workspace.text(id.lessonPath)
    let (rest, section) = LessonTemplate.removing(id.name, from: lesson ?? "")
    if let section {
      try workspace.write(Data(section.utf8), to: "\(target)/section.md", replacing: false)
      try workspace.write(Data(rest.utf8), to: id.lessonPath)
    }
    for path in paths {
      try ProgramError.writing(path) {
        try FileManager.default.removeItem(at: workspace.file(path))
      }
    }
    let moved =
      paths.map { "  \($0)" } + (section == nil ? [] : ["  its section in \(id.lessonPath)"])
    context.console.line(
      """
      \(id) is no longer in the pack. These were moved to \(target):
      \(moved.joined(separator: "\n"))
      Put the files back where they were, and the section into the lesson, to have the exercise again.
      """
    )
    return 0
  }
}

extension Workspace {
  /// A folder that does not exist yet: the path, or the path with a number.
  fileprivate func freeFolder(_ path: String) -> String {
    var free = path
    var number = 1
    while FileManager.default.fileExists(atPath: file(free).path) {
      number += 1
      free = "\(path)-\(number)"
    }
    return free
  }
}
