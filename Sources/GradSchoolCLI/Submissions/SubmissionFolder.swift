import Foundation

/// A folder from a stranger.
///
/// The folder is read without following links, without waiting for pipes, and up to a limit.
struct SubmissionFolder {
  /// The content of a path.
  enum File: Equatable {
    case absent
    case text(String)
    /// The reason why the path was not read, as the end of a sentence.
    case refused(String)
  }

  /// The reason why a folder is not read, as the end of a sentence.
  struct Refusal: Error {
    var reason: String
  }

  /// The largest file that is read, in bytes; a long exercise has 10 kB.
  static let limit = 256 << 10

  private let root: String

  static func open(_ folder: URL) -> Result<SubmissionFolder, Refusal> {
    switch kind(folder.path) {
    case S_IFDIR: .success(SubmissionFolder(root: folder.path))
    case S_IFLNK: .failure(Refusal(reason: SubmissionText.isLink))
    case S_IFREG:
      .failure(Refusal(reason: SubmissionText.isFile))
    default: .failure(Refusal(reason: SubmissionText.isNoFolder))
    }
  }

  /// Reads a file by its path inside the folder.
  func read(_ path: String) -> File {
    var place = root
    let parts = path.split(separator: "/")
    for (position, part) in parts.enumerated() {
      guard part != ".." else { return .refused(SubmissionText.leadsOut) }
      place += "/" + part
      switch SubmissionFolder.kind(place) {
      case nil: return .absent
      case S_IFLNK:
        return .refused(SubmissionText.isBehindLink)
      case S_IFDIR where position < parts.count - 1: continue
      case S_IFREG where position == parts.count - 1: continue
      case S_IFDIR: return .refused(SubmissionText.isFolder)
      default: return .refused(SubmissionText.isNoOrdinaryFile)
      }
    }
    return SubmissionFolder.text(place)
  }

  private static func text(_ path: String) -> File {
    // Do not follow a link that has just been made, nor wait for the other end of a pipe.
    let file = Foundation.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      return .refused(SubmissionText.isUnreadable(ProgramError.lastSystemReason))
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    guard let data = try? handle.read(upToCount: limit + 1) ?? Data() else {
      return .refused(SubmissionText.isUnreadable)
    }
    guard data.count <= limit else {
      return .refused(SubmissionText.isLarge(limit))
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      return .refused(SubmissionText.isNoText)
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      return .refused(SubmissionText.isBlank)
    }
    return .text(text)
  }

  /// The paths of all files and links, up to a number, without the files of tools.
  func files(atMost most: Int = 2_000) -> [String] {
    let left: Set = [
      ".build", ".git", ".gradschool", ".swiftpm", ".vscode", "__MACOSX", ".DS_Store",
      "Package.resolved",
    ]
    var (found, open) = ([String](), [""])
    while let folder = open.popLast(), found.count < most, open.count < most {
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
      for name in names.sorted() where !left.contains(name) {
        let path = folder.isEmpty ? name : folder + "/" + name
        if SubmissionFolder.kind(root + "/" + path) == S_IFDIR {
          open.append(path)
        } else {
          found.append(path)
        }
      }
    }
    return Array(found.prefix(most)).sorted()
  }

  /// The kind of file at a path, which for a link is the link itself; nil when there is none.
  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
