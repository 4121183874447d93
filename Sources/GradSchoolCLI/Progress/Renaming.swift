import Foundation
import Grading

/// Moves a student's work to the new name of an exercise that was renamed: the file, the verdict, the opened
/// hints, the backups.
///
/// An exercise's hint file has its old name: `formerly Basics/Affine`. Each step writes the new file before it
/// removes the old one, and does nothing when nothing is left under the old name, so it can be stopped and
/// started again at any point.
struct Renaming {
  let workspace: Workspace
  let catalog: Catalog
  /// Called with messages for the student.
  let note: (String) -> Void

  private var files: FileManager { .default }

  /// Moves everything that is left under old names.
  func carryOver() {
    let present = Set(catalog.exercises.map(\.id))
    for entry in catalog.exercises {
      // A name that is in use again belongs to the exercise that uses it.
      for old in entry.formerly where !present.contains(old) {
        do {
          try moveFile(old, entry.id)
          try moveVerdict(old, entry.id)
          try moveProgress(old, entry.id)
          try moveBackups(old, entry.id)
        } catch {
          note(ExerciseText.notMoved(old, entry.id, error))
        }
      }
    }
  }

  private func moveFile(_ old: ExerciseID, _ new: ExerciseID) throws {
    guard workspace.hasSource(of: old) else { return }
    let source = workspace.file(old.sourcePath)
    let data = try Data(contentsOf: source)
    let text = String(decoding: data, as: UTF8.self)
      .replacing("enum \(old.name) ", with: "enum \(new.name) ")
    if !workspace.isPristine(text, new) {
      let backup = workspace.freeBackupPath(of: new)
      try workspace.write(data, to: backup, replacing: false)
      let isFree = !workspace.hasSource(of: new) || workspace.isPristine(new)
      if isFree { try workspace.write(Data(text.utf8), to: new.sourcePath) }
      note(ExerciseText.renamed(old, new, isFree: isFree, backup: backup))
    }
    try files.removeItem(at: source)
  }

  private func moveVerdict(_ old: ExerciseID, _ new: ExerciseID) throws {
    let file = workspace.verdict(of: "\(old)")
    guard var verdict = workspace.readVerdict(of: "\(old)") else { return }
    if workspace.readVerdict(of: "\(new)") == nil {
      verdict.exercise = "\(new)"
      verdict.sourcePath = new.sourcePath
      try workspace.write(verdict)
    }
    try files.removeItem(at: file)
  }

  private func moveProgress(_ old: ExerciseID, _ new: ExerciseID) throws {
    var progress = try ProgressFile(of: workspace, note: note)
    if progress.rename(old, to: new) { try progress.write(to: workspace) }
  }

  private func moveBackups(_ old: ExerciseID, _ new: ExerciseID) throws {
    let folder = workspace.state.appending(path: "backups/\(old)")
    for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] {
      // Two backups of the same second are told apart by the old name.
      let path = ".gradschool/backups/\(new)/"
      let isFree = !files.fileExists(atPath: workspace.file(path + name).path)
      let target = path + (isFree ? name : "\(old.name)-\(name)")
      let data = try Data(contentsOf: folder.appending(path: name))
      try workspace.write(data, to: target, replacing: false)
      try files.removeItem(at: folder.appending(path: name))
    }
    if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
  }
}
