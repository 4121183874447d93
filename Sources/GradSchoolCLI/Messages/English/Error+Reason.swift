import Foundation

extension Error {
  /// The plain reason of a failure with files: "permission denied.", say.
  var reason: String {
    switch (self as? CocoaError)?.code {
    case .fileWriteNoPermission?, .fileReadNoPermission?: return FileText.isDenied
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
