import Foundation
import Grading

/// The files that a parent and a child share; only the printed output has a name.
///
/// They are open in this process, and closed in the programs that it starts, except for the child.
struct ChildFiles {
  let task: Int32
  let output: Int32
  let errors: Int32
  let shared: Int32
  let channel: Channel

  /// The reason why a file could not be made.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Opens the files, and writes the task, or throws a ``Failure``.
  init(_ task: ChildTask, folder: URL, output: URL) throws {
    let file = try ChildFiles.unnamed(in: folder)
    self.task = file
    errors = try ChildFiles.unnamed(in: folder)
    shared = try ChildFiles.unnamed(in: folder)
    let text = try JSONEncoder().encode(task)
    let written = text.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    guard written == text.count, lseek(file, 0, SEEK_SET) == 0, Channel.prepare(shared),
      let channel = Channel(descriptor: shared, nonce: task.nonce)
    else { throw Failure(description: "\(folder.path) has no room.") }
    self.channel = channel
    // Replace a file of an earlier run instead of writing to it: it may be a link to another file now.
    try? FileManager.default.createDirectory(
      at: output.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    unlink(output.path)
    let flags = O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW
    let named = open(output.path, flags, 0o600)
    self.output = named >= 0 ? ChildFiles.high(named) : try ChildFiles.unnamed(in: folder)
  }

  func close() {
    channel.close()
    for file in [task, output, errors, shared] { Foundation.close(file) }
  }

  /// A part of a file.
  static func read(_ file: Int32, from offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, length in
      length = max(0, pread(file, buffer.baseAddress, max(count, 0), off_t(offset)))
    }
  }

  /// A new file without a name, opened for reading and appending.
  private static func unnamed(in folder: URL) throws -> Int32 {
    let path = folder.appending(path: UUID().uuidString).path
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw Failure(description: "\(folder.path): \(String(cString: strerror(errno)))")
    }
    unlink(path)
    return high(file)
  }

  /// The same file under a number that the child does not use.
  private static func high(_ file: Int32) -> Int32 {
    let other = fcntl(file, F_DUPFD_CLOEXEC, 16)
    guard other >= 0 else { return file }
    Foundation.close(file)
    return other
  }
}
