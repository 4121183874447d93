import Foundation
import Grading

/// A channel for messages from a child process to its parent, in shared memory.
///
/// The student's code owns the standard output, and can close or replace any other descriptor. Memory needs no
/// descriptor and no permission to open a file, and a message survives a later crash. Every line carries a
/// random identifier of this child, so that nothing written by accident is taken for a message.
///
/// The child's judging thread writes. The parent reads after the child has ended.
struct Channel: @unchecked Sendable {
  enum Message: Codable, Sendable {
    case started(protections: [Protection])
    case plan([Check])
    /// The student's code is about to be called, and has printed so many bytes before.
    case enter(String, printed: Int)
    case finish(Check)
    case judged(state: State, checks: [Check])
    case shown([Picture])
    case certified(CertificationReport)
    case harness(String)
  }

  private struct Line: Codable {
    var nonce: String
    var message: Message
  }

  /// The size of the mapping; only written parts of its file take up space.
  private static let capacity = 256 << 20

  /// The place of the written length, in front of the lines.
  private static let header = MemoryLayout<Int>.size

  private let memory: UnsafeMutableRawPointer
  private let nonce: String

  /// Maps a file that ``prepare(_:)`` has prepared; nil when it cannot be mapped.
  init?(descriptor: Int32, nonce: String) {
    let access = PROT_READ | PROT_WRITE
    guard
      let memory = mmap(nil, Channel.capacity, access, MAP_SHARED, descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    self.memory = memory
    self.nonce = nonce
  }

  /// Gives an empty file the size of a channel.
  ///
  /// The beginning is written here, so that a full disk is noticed before the child starts.
  static func prepare(_ descriptor: Int32) -> Bool {
    let beginning = [UInt8](repeating: 0, count: 64 << 10)
    return write(descriptor, beginning, beginning.count) == beginning.count
      && ftruncate(descriptor, off_t(capacity)) == 0
  }

  /// Excludes the memory from copies of this process, which could write to it.
  func keepFromCopies() {
    #if canImport(Darwin)
      minherit(memory, Channel.capacity, VM_INHERIT_NONE)
    #else
      let doNotFork: Int32 = 10
      madvise(memory, Channel.capacity, doNotFork)
    #endif
  }

  /// Ends the mapping.
  func close() { munmap(memory, Channel.capacity) }

  func send(_ message: Message) {
    guard var data = try? JSONEncoder().encode(Line(nonce: nonce, message: message)) else { return }
    data.append(UInt8(ascii: "\n"))
    let start = Channel.header + written
    guard start + data.count <= Channel.capacity else {
      if case .harness = message { return }
      return send(.harness("A message was too long for the shared memory."))
    }
    data.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress {
        memory.advanced(by: start).copyMemory(from: base, byteCount: bytes.count)
      }
    }
    // Write the length last, so that half a message never counts.
    memory.storeBytes(of: start + data.count - Channel.header, as: Int.self)
  }

  func receive() -> [Message] {
    let data = Data(bytes: memory.advanced(by: Channel.header), count: written)
    return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)), line.nonce == nonce
      else { return nil }
      return line.message
    }
  }

  private var written: Int {
    min(max(memory.load(as: Int.self), 0), Channel.capacity - Channel.header)
  }
}

extension Channel: ProgressSink {
  func plan(_ checks: [Check]) { send(.plan(checks)) }
  func enter(_ activity: String) {
    var status = stat()
    let isKnown = fstat(STDOUT_FILENO, &status) == 0
    send(.enter(activity, printed: isKnown ? Int(status.st_size) : 0))
  }
  func finish(_ check: Check) { send(.finish(check)) }
  func conclude(_ state: State, _ checks: [Check]) { send(.judged(state: state, checks: checks)) }
  func show(_ pictures: [Picture]) { send(.shown(pictures)) }
}
