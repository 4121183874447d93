import Foundation

/// A folder outside the package in which submitted code may write while it is graded.
final class ScratchFolder {
  let url: URL
  /// The number of the user as whom the code runs when the program runs as root: folders that are in use at
  /// the same time have different users.
  let user: Int

  /// Creates the folder; each that is in use at the same time needs a number of its own.
  init(_ number: Int = 0) throws {
    // One run needs as many users, with numbers below this one, as there are cores.
    user = 65_534 - 64 * number
    url = FileManager.default.temporaryDirectory.appending(path: "gradschool-scratch-\(UUID())")
    // Others may enter their own folders inside, but cannot list this one.
    try ProgramError.writing(url.path) {
      try FileManager.default.createDirectory(
        at: url,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o711]
      )
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
