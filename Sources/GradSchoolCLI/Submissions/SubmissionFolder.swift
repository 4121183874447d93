import Foundation

/// A folder from a stranger.
///
/// The folder is read without following links, without waiting for pipes, and up to a limit.
struct SubmissionFolder: FileSource {
  private let root: String

  /// Opens a folder.
  ///
  /// - Throws: ``Refusal`` when there is no folder at that place, or a link to one.
  init(_ folder: URL) throws(Refusal) {
    root = folder.path
    switch SubmissionFolder.kind(root) {
    case S_IFDIR: break
    case S_IFLNK: throw Refusal(RefusalText.isLink)
    default: throw Refusal(RefusalText.isNoFolder)
    }
  }

  func names(in folder: String) -> [FileName] {
    let place = folder.isEmpty ? root : root + "/" + folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return names.sorted().map { name in
      switch SubmissionFolder.kind(place + "/" + name) {
      case S_IFDIR: FileName(name: name, kind: .folder)
      case S_IFREG: FileName(name: name, kind: .file)
      default: FileName(name: name, kind: .other)
      }
    }
  }

  func bytes(_ path: String, limit: Int) throws(Refusal) -> Data {
    var place = root
    let parts = path.split(separator: "/")
    for (position, part) in parts.enumerated() {
      guard part != ".." else { throw Refusal(RefusalText.leadsOut) }
      place += "/" + part
      switch SubmissionFolder.kind(place) {
      case S_IFLNK: throw Refusal(RefusalText.isBehindLink)
      case S_IFDIR where position < parts.count - 1: continue
      case S_IFREG where position == parts.count - 1: continue
      case S_IFDIR: throw Refusal(RefusalText.isFolder)
      default: throw Refusal(RefusalText.isNoOrdinaryFile)
      }
    }
    // Do not follow a link that has just been made, nor wait for the other end of a pipe.
    let file = open(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      throw Refusal(RefusalText.isUnreadable(ProgramError.lastSystemReason), hidesWork: true)
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    guard let data = try? handle.read(upToCount: limit + 1) ?? Data() else {
      throw Refusal(RefusalText.isUnreadable, hidesWork: true)
    }
    guard data.count <= limit else { throw Refusal(RefusalText.isLarge(limit)) }
    return data
  }

  /// The kind of file at a path, which for a link is the link itself; nil when there is none.
  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
