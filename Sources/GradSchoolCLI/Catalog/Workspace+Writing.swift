import Foundation
import Grading

extension Workspace {
  /// Writes a file of the package in one step, so that there is always a whole one.
  ///
  /// - Throws: ``ProgramError/unwritable(path:reason:)``; whatever was there before is still there.
  func write(_ data: Data, to path: String, replacing: Bool = true) throws {
    let target = file(path)
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try data.write(to: target, options: replacing ? .atomic : .withoutOverwriting)
    } catch {
      throw ProgramError.unwritable(path: path, reason: reason(error))
    }
  }
}

/// The plain reason of a failure with files: “Permission denied”, say.
func reason(_ error: any Error) -> String {
  switch (error as? CocoaError)?.code {
  case .fileWriteNoPermission?, .fileReadNoPermission?: return "permission denied."
  case .fileWriteOutOfSpace?: return "the disk is full."
  case .fileWriteVolumeReadOnly?: return "the disk is read-only."
  case .fileReadInapplicableStringEncoding?: return "it is not text in UTF-8."
  default: break
  }
  let error = error as NSError
  let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
  for candidate in [underlying, error].compactMap({ $0 })
  where candidate.domain == NSPOSIXErrorDomain {
    return String(cString: strerror(Int32(candidate.code)))
  }
  return error.localizedDescription
}
