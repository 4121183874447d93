import Foundation
import Grading

/// What is remembered about each exercise besides its verdict.
///
/// It lies in `.gradschool/progress.json`:
///
///     { "version": 1, "exercises": { "layers/linear": { "openedHints": 2 } } }
///
/// Whatever else is in the file stays in it: an older program loses nothing that a newer one has written.
struct Progress {
  static let path = ".gradschool/progress.json"

  private var fields: [String: Any] = ["version": 1]
  private var exercises: [String: [String: Any]] = [:]

  /// Reads what is remembered; nothing when there is no file yet.
  ///
  /// A file that is damaged is set aside, and the console told.
  ///
  /// - Throws: ``ProgramError/unreadable(path:reason:)``.
  init(of workspace: Workspace, _ console: Console) throws {
    let file = workspace.file(Progress.path)
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw ProgramError.unreadable(path: Progress.path, reason: reason(error))
    }
    if !take(data) { try setAside(file, console) }
  }

  /// How many hints of an exercise are open.
  subscript(openedHints id: ExerciseID) -> Int {
    get { exercises["\(id)"]?["openedHints"] as? Int ?? 0 }
    set { exercises["\(id)", default: [:]]["openedHints"] = newValue }
  }

  /// Gives what is remembered under an old name to the new one.
  ///
  /// - Returns: Whether there was anything.
  mutating func rename(_ old: ExerciseID, to new: ExerciseID) -> Bool {
    guard let fields = exercises.removeValue(forKey: "\(old)") else { return false }
    exercises["\(new)", default: [:]].merge(fields) { present, _ in present }
    return true
  }

  /// Writes it in one step.
  ///
  /// - Throws: ``ProgramError/unwritable(path:reason:)``.
  func write(to workspace: Workspace) throws {
    let all = fields.merging(["exercises": exercises]) { $1 }
    let data = try JSONSerialization.data(
      withJSONObject: all,
      options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    )
    try workspace.write(data, to: Progress.path)
  }

  // MARK: - Reading

  /// Takes the fields of the file, or leaves everything as it is when it is not what this program writes.
  private mutating func take(_ data: Data) -> Bool {
    guard var all = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      return false
    }
    if all["version"] == nil {
      // Before there were versions: { "openedHints": { "layers/linear": 2 } }
      let opened = all.removeValue(forKey: "openedHints") as? [String: Int] ?? [:]
      all["exercises"] = opened.mapValues { ["openedHints": $0] }
      all["version"] = 1
    }
    let exercises = all.removeValue(forKey: "exercises") ?? [String: Any]()
    guard let exercises = exercises as? [String: [String: Any]] else { return false }
    (self.fields, self.exercises) = (all, exercises)
    return true
  }

  private func setAside(_ file: URL, _ console: Console) throws {
    var (name, number) = ("progress-damaged.json", 1)
    while FileManager.default.fileExists(
      atPath: file.deletingLastPathComponent().appending(path: name).path
    ) {
      number += 1
      name = "progress-damaged-\(number).json"
    }
    do {
      let target = file.deletingLastPathComponent().appending(path: name)
      try FileManager.default.moveItem(at: file, to: target)
    } catch {
      throw ProgramError.unwritable(path: Progress.path, reason: reason(error))
    }
    console.note(
      """
      \(Progress.path) was damaged; it is kept as .gradschool/\(name). It remembers which hints
      are open: they start again from the first.

      """
    )
  }
}
