import Foundation
import Grading

/// Moves a student's work to the new name of an exercise that was renamed: the file, the verdict, the opened
/// hints, the backups.
///
/// An exercise's hint file has its old name: `formerly Basics/Affine`. Each step writes the new file, or a backup, before it
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
    for entry in catalog.exercises where !entry.formerly.isEmpty {
      moving(entry.id, entry.id) { try takeOutOfStub(entry.id) }
    }
    let names = FormerNames(catalog)
    var stuck: Set<ExerciseID> = []
    for file in names.files(among: sources(below: names.folders)) {
      let isMoved = moving(file.old, file.new) {
        try move(file)
        try moveState(file.old, file.new)
      }
      if !isMoved { stuck.insert(file.new) }
    }
    // What was written for a file that is gone.
    for entry in catalog.exercises where !stuck.contains(entry.id) {
      for old in names.unused(of: entry) {
        moving(old, entry.id) { try moveState(old, entry.id) }
      }
    }
  }

  /// Puts a student's work back that Git has merged into the copy of the stub.
  ///
  /// The copy and the file that was handed out have the same text. When both move to another folder, Git may take the
  /// one for the other.
  private func takeOutOfStub(_ id: ExerciseID) throws {
    let mark = "NotStarted()"
    guard PlantedFaults(of: id, in: workspace).versions.isEmpty,
      let stub = try? workspace.text(id.sourcePath), stub.contains(mark),
      let work = try? workspace.text(id.stubPath), !work.isEmpty, !work.contains(mark)
    else { return }
    // The file may have been begun anew.
    try workspace.write(Data(stub.utf8), to: workspace.freeBackupPath(of: id), replacing: false)
    let backup = workspace.freeBackupPath(of: id)
    try workspace.write(Data(work.utf8), to: backup, replacing: false)
    try workspace.write(Data(work.utf8), to: id.sourcePath)
    try workspace.write(Data(stub.utf8), to: id.stubPath)
    note(ExerciseText.takenOutOfStub(id, backup: backup))
  }

  private func moveState(_ old: ExerciseID, _ new: ExerciseID) throws {
    // With a new case alone, everything may have its name already.
    guard "\(old)" != "\(new)" else { return }
    try moveVerdict(old, new)
    try moveProgress(old, new)
    try moveBackups(old, new)
  }

  /// Moves something, and says whether that succeeded.
  @discardableResult
  private func moving(_ old: ExerciseID, _ new: ExerciseID, _ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      note(ExerciseText.notMoved(old, new, error))
      return false
    }
  }

  /// The files in the folders of some packs, in whatever case these are written.
  private func sources(below packs: Set<String>) -> [String] {
    guard !packs.isEmpty else { return [] }
    func names(_ path: String) -> [String] {
      ((try? files.contentsOfDirectory(atPath: workspace.file(path).path)) ?? []).sorted()
    }
    return names("Exercises").filter { packs.contains($0.lowercased()) }.flatMap { pack in
      names("Exercises/\(pack)").map { "Exercises/\(pack)/\($0)" }
    }
  }

  private func move(_ file: FormerNames.File) throws {
    let source = workspace.file(file.path)
    let new = file.new
    let data = try Data(contentsOf: source)
    let text = file.renamed(String(decoding: data, as: UTF8.self))
    // Where case does not count, both names may be those of one file.
    let isThere = sources(below: [new.pack.lowercased()]).contains(new.sourcePath)
    let isFree = !isThere || workspace.isPristine(new)
    let isBegun = !workspace.isPristine(text, new)
    if isBegun {
      let backup = workspace.freeBackupPath(of: new)
      try workspace.write(data, to: backup, replacing: false)
      note(ExerciseText.renamed(file.old, new, isFree: isFree, backup: backup))
    }
    let isSameFile = file.path.lowercased() == new.sourcePath.lowercased()
    if isSameFile { try files.removeItem(at: source) }
    if isFree, isBegun || !isThere { try workspace.write(Data(text.utf8), to: new.sourcePath) }
    if !isSameFile { try files.removeItem(at: source) }
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
