import Foundation
import Grading

/// The facts that are kept about each exercise besides its verdict: how many hints are open.
///
/// The file is `.gradschool/progress.json`:
///
///     { "version": 1, "exercises": { "layers/linear": { "openedHints": 2 } } }
///
/// All other fields of the file are kept: an older program loses nothing that a newer one has written.
struct ProgressFile {
  static let path = ".gradschool/progress.json"

  private var fields: [String: Any] = ["version": 1]
  private var exercises: [String: [String: Any]] = [:]

  /// Reads the file; without a file, nothing is known.
  ///
  /// A damaged file is set aside, and `note` is called with a message about it.
  init(of workspace: Workspace, note: (String) -> Void) throws {
    let file = workspace.file(ProgressFile.path)
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    let data = try ProgramError.reading(ProgressFile.path) { try Data(contentsOf: file) }
    if !take(data) { try setAside(file, workspace, note) }
  }

  subscript(openedHints id: ExerciseID) -> Int {
    get { exercises["\(id)"]?["openedHints"] as? Int ?? 0 }
    set { exercises["\(id)", default: [:]]["openedHints"] = newValue }
  }

  /// Moves the facts about an exercise from its old name to its new one; says whether there were any.
  mutating func rename(_ old: ExerciseID, to new: ExerciseID) -> Bool {
    guard let fields = exercises.removeValue(forKey: "\(old)") else { return false }
    exercises["\(new)", default: [:]].merge(fields) { present, _ in present }
    return true
  }

  /// Writes the file in one step.
  func write(to workspace: Workspace) throws {
    let all = fields.merging(["exercises": exercises]) { $1 }
    let data = try JSONSerialization.data(
      withJSONObject: all,
      options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    )
    try workspace.write(data, to: ProgressFile.path)
  }

  // MARK: - Reading

  /// Takes the fields of the file; returns false, and takes nothing, when the file has another form.
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

  private func setAside(_ file: URL, _ workspace: Workspace, _ note: (String) -> Void) throws {
    let path = workspace.freePath(".gradschool/progress-damaged", ".json")
    try ProgramError.writing(ProgressFile.path) {
      try FileManager.default.moveItem(at: file, to: workspace.file(path))
    }
    note(ExerciseText.damagedProgress(ProgressFile.path, keptAs: path))
  }
}
