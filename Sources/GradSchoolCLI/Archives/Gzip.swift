import Foundation

/// A file compressed by gzip: one or more members, each with a checksum.
///
/// Reference: RFC 1952.
enum Gzip {
  static func decompress(_ data: Data, _ budget: inout ArchiveBudget) throws(Refusal) -> Data {
    let limit = budget.limit(packed: data.count)
    var written = 0
    defer { budget.take(written) }
    do {
      return try data.withUnsafeBytes { buffer in
        var (result, position) = (Data(), 0)
        repeat {
          position = try headerEnd(buffer, position)
          let rest = UnsafeRawBufferPointer(rebasing: buffer[position...])
          let (bytes, used) = try Inflate.decompress(
            rest,
            limit: limit - result.count,
            written: &written
          )
          position += used
          guard position + 8 <= buffer.count else { throw Inflate.Problem.endsEarly }
          let checksum = buffer.loadUnaligned(fromByteOffset: position, as: UInt32.self)
          let size = buffer.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
          guard UInt32(littleEndian: checksum) == CRC32.of(bytes),
            UInt32(littleEndian: size) == UInt32(truncatingIfNeeded: bytes.count)
          else { throw Refusal(ArchiveText.wrongChecksum) }
          result.append(contentsOf: bytes)
          position += 8
          // Zeros may fill the last block of a tape.
        } while buffer[position...].contains { $0 != 0 }
        return result
      }
    } catch {
      throw (error as? Refusal)
        ?? Refusal(
          error as? Inflate.Problem == .isLarge
            ? ArchiveText.large(limit, packed: data.count) : ArchiveText.reason(error)
        )
    }
  }

  /// The place where the compressed data of the member at a position begins.
  private static func headerEnd(_ buffer: UnsafeRawBufferPointer, _ start: Int) throws -> Int {
    guard start + 10 <= buffer.count else { throw Inflate.Problem.endsEarly }
    guard buffer[start] == 0x1F, buffer[start + 1] == 0x8B, buffer[start + 2] == 8 else {
      throw Inflate.Problem.isDamaged
    }
    let flags = buffer[start + 3]
    var position = start + 10
    if flags & 4 != 0 {
      guard position + 2 <= buffer.count else { throw Inflate.Problem.endsEarly }
      position += 2 + Int(buffer[position]) + Int(buffer[position + 1]) << 8
    }
    // A name and a comment, each up to a zero.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      guard position < buffer.count, let end = buffer[position...].firstIndex(of: 0) else {
        throw Inflate.Problem.endsEarly
      }
      position = end + 1
    }
    if flags & 2 != 0 { position += 2 }
    guard position <= buffer.count else { throw Inflate.Problem.endsEarly }
    return position
  }
}
