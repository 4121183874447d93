import Foundation

/// A folder outside the package in which strangers' code may write while it is judged.
final class ScratchFolder {
  let url: URL

  /// Makes the folder.
  ///
  /// - Throws: ``ProgramError/unwritable(path:reason:)``.
  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "gradschool-scratch-\(UUID())")
    do {
      // Others may go through it, to the folders that are theirs, and see nothing of it.
      try FileManager.default.createDirectory(
        at: url,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o711]
      )
    } catch {
      throw ProgramError.unwritable(path: url.path, reason: reason(error))
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
