import Foundation

extension ProgramError {
  /// Does something that reads a file, and names the file where that fails.
  static func reading<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw unreadable(path: path, reason: error.reason)
    }
  }

  /// Does something that writes a file, and names the file where that fails.
  static func writing<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw unwritable(path: path, reason: error.reason)
    }
  }

  /// The plain reason why the last system call failed: "permission denied.", say.
  static var lastSystemReason: String { String(cString: strerror(errno)).lowercased() + "." }
}
