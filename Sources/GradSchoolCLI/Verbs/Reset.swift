import Foundation
import Grading

extension Context {
  /// `reset`: puts an exercise's file back as it was handed out, and keeps the student's.
  func reset(_ names: [String]) throws -> Int32 {
    let entry = try catalog.exercise(named: names.first ?? "")
    let id = entry.id
    let stub: Data
    do {
      stub = try Data(contentsOf: workspace.stub(of: id))
    } catch {
      throw ProgramError.noStub(exercise: "\(id)", path: id.stubPath)
    }
    guard workspace.hasSource(of: id) else {
      try workspace.write(stub, to: id.sourcePath)
      console.line("\(id.sourcePath) was missing; it is back as it was handed out.")
      return 0
    }
    let work: Data
    do {
      work = try Data(contentsOf: workspace.file(id.sourcePath))
    } catch {
      throw ProgramError.unreadable(path: id.sourcePath, reason: reason(error))
    }
    guard work != stub else {
      console.line("\(id.sourcePath) is as it was handed out; there is nothing to reset.")
      return 0
    }
    let backup = workspace.freeBackupPath(of: id)
    try workspace.write(work, to: backup, replacing: false)
    try workspace.write(stub, to: id.sourcePath)
    console.line(
      """
      \(id.sourcePath) is as it was handed out.
      Your file is kept in \(backup). To have it back:
        cp \(backup) \(id.sourcePath)
      """
    )
    return 0
  }
}

extension Workspace {
  /// A path for a backup under which there is nothing yet: the date and time, and a number if need be.
  func freeBackupPath(of id: ExerciseID) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd-HHmmss"
    let base = ".gradschool/backups/\(id)/\(formatter.string(from: Date()))"
    var (path, number) = ("\(base).swift", 1)
    while FileManager.default.fileExists(atPath: file(path).path) {
      number += 1
      path = "\(base)-\(number).swift"
    }
    return path
  }
}
