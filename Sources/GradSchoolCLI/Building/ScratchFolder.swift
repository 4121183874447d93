import Foundation

/// A folder outside the package in which strangers' code may write while it is judged.
final class ScratchFolder {
  let url: URL
  /// The number of the user as whom the code runs where the program runs as root: another one in each folder
  /// that is in use at the same time.
  let user: Int

  /// Makes the folder.
  ///
  /// - Parameter number: Tells apart the folders that are in use at the same time.
  /// - Throws: ``ProgramError/unwritable(path:reason:)``.
  init(_ number: Int = 0) throws {
    // Of one run, as many users below it are needed as there are cores.
    user = 65_534 - 64 * number
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
