import Foundation
import Grading

/// Notices which exercises' files were saved, by looking at them now and then.
///
/// This works on every system and every file system, and with editors that write several times or put a new
/// file in the old one's place.
struct SourceWatcher {
  /// The attributes of a file that change when it is written.
  private struct Stamp: Equatable {
    var file: UInt64 = 0
    var size: Int64 = -1
    var seconds = 0
    var nanoseconds = 0
  }

  private let files: [(id: ExerciseID, path: String)]
  private var stamps: [ExerciseID: Stamp] = [:]
  private var unsettled: Set<ExerciseID> = []

  init(_ ids: [ExerciseID], in workspace: Workspace) {
    files = ids.map { ($0, workspace.file($0.sourcePath).path) }
    for file in files { stamps[file.id] = SourceWatcher.stamp(file.path) }
  }

  /// Looks at all files, and returns the exercises whose files were saved and have not changed since the last look,
  /// so that the editor has probably finished.
  mutating func look() -> [ExerciseID] {
    let written = files.filter { file in
      let stamp = SourceWatcher.stamp(file.path)
      defer { stamps[file.id] = stamp }
      return stamps[file.id] != stamp
    }
    unsettled.formUnion(written.map(\.id))
    guard written.isEmpty, !unsettled.isEmpty else { return [] }
    defer { unsettled = [] }
    return files.map(\.id).filter(unsettled.contains)
  }

  /// Takes a file as it is now for one that was not saved: the program itself has written it.
  mutating func accept(_ id: ExerciseID) {
    guard let file = files.first(where: { $0.id == id }) else { return }
    stamps[id] = SourceWatcher.stamp(file.path)
    unsettled.remove(id)
  }

  private static func stamp(_ path: String) -> Stamp {
    var status = stat()
    guard stat(path, &status) == 0 else { return Stamp() }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Stamp(
      file: UInt64(status.st_ino),
      size: Int64(status.st_size),
      seconds: time.tv_sec,
      nanoseconds: time.tv_nsec
    )
  }
}
