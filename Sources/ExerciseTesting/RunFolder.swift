import Foundation

/// The temporary folder of one run of the tests, which is removed at the end of the run.
///
/// Its owner holds a lock on a file in it. The system releases the lock when the owner ends, even by a signal. The
/// next run removes folders without a lock.
final class RunFolder: Sendable {
  let url: URL
  private let lock: Int32

  private static let prefix = "gradschool-run-"

  /// Makes a folder, and removes the folders of ended owners.
  init(in parent: URL) throws {
    RunFolder.removeAbandoned(in: parent)
    while true {
      let url = parent.appending(path: RunFolder.prefix + UUID().uuidString)
      // Other users may pass through the folder, but not list it.
      try FileManager.default.createDirectory(
        at: url,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o711]
      )
      let lock = RunFolder.lock(url, creates: true)
      // Between making and locking it, another run may have removed it.
      guard FileManager.default.fileExists(atPath: RunFolder.lockFile(url).path) else {
        if lock >= 0 { close(lock) }
        continue
      }
      guard lock >= 0 else { throw CocoaError(.fileLocking) }
      (self.url, self.lock) = (url, lock)
      return
    }
  }

  func remove() {
    RunFolder.remove(url)
    close(lock)
  }

  /// Removes a folder, whatever the permissions of its contents.
  static func remove(_ url: URL) {
    // Most folders are empty.
    if rmdir(url.path) == 0 || (try? FileManager.default.removeItem(at: url)) != nil { return }
    let folders = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    chmod(url.path, 0o700)
    // The enumeration returns a folder before it enters it.
    while let entry = folders?.nextObject() as? URL {
      var status = stat()
      if lstat(entry.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        chmod(entry.path, 0o700)
      }
    }
    try? FileManager.default.removeItem(at: url)
  }

  private static func removeAbandoned(in parent: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let url = parent.appending(path: name)
      let lock = lock(url, creates: false)
      guard lock >= 0 else { continue }
      remove(url)
      close(lock)
    }
  }

  private static func lockFile(_ folder: URL) -> URL { folder.appending(path: "lock") }

  /// A descriptor that holds the lock; −1 when another process does.
  private static func lock(_ folder: URL, creates: Bool) -> Int32 {
    let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (creates ? O_CREAT : 0)
    let file = open(lockFile(folder).path, flags, 0o600)
    guard file >= 0 else { return -1 }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      // Another run may hold the lock for a moment to test it.
      return creates ? RunFolder.lock(folder, creates: false) : -1
    }
    return file
  }
}
