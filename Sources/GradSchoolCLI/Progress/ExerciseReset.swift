import Foundation
import Grading

/// Restores an exercise's file as it was handed out, and keeps the student's.
struct ExerciseReset {
  let id: ExerciseID
  let workspace: Workspace

  /// Restores the file, after the student's was copied to a folder for backups; returns the sentences about both.
  ///
  /// - Throws: ``ProgramError`` when a file cannot be read or written; the student's file is then as it was.
  func run() throws -> String {
    guard let stub = try Planting(workspace: workspace).handedOut(id) else {
      throw ProgramError.noStub(exercise: "\(id)", path: id.stubPath)
    }
    guard workspace.hasSource(of: id) else {
      try workspace.write(stub, to: id.sourcePath)
      return ExerciseText.restored(missing: id)
    }
    let work = try ProgramError.reading(id.sourcePath) {
      try Data(contentsOf: workspace.file(id.sourcePath))
    }
    guard work != stub else { return ExerciseText.nothingToReset(id) }
    let backup = workspace.freeBackupPath(of: id)
    try workspace.write(work, to: backup, replacing: false)
    try workspace.write(stub, to: id.sourcePath)
    return ExerciseText.restored(id, backup: backup)
  }
}
