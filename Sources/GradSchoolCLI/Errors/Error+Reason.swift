import Foundation

extension Error {
  /// The plain reason of a failure with files: "permission denied.", say.
  var reason: String {
    switch (self as? CocoaError)?.code {
    case .fileWriteNoPermission?, .fileReadNoPermission?: return "permission denied."
    case .fileWriteOutOfSpace?: return "the disk is full."
    case .fileWriteVolumeReadOnly?: return "the disk is read-only."
    case .fileReadInapplicableStringEncoding?: return "it is not text in UTF-8."
    default: break
    }
    let error = self as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    for candidate in [underlying, error].compactMap({ $0 })
    where candidate.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(candidate.code)))
    }
    return error.localizedDescription
  }
}

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
