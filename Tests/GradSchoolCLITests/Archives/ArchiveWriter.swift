import Foundation

@testable import GradSchoolCLI

/// Writes archives for tests: honest ones, and those that nobody should open.
struct ZipWriter {
  struct Entry {
    var path: String
    var bytes: [UInt8]
    /// The bytes as they lie in the archive, when they are deflated.
    var packed: [UInt8]?
    var flags = 0x800
    var mode = 0o100644
    /// The checksum and the size that are stated; the right ones unless given.
    var checksum: UInt32?
    var size: Int?

    init(_ path: String, _ text: String) { self.init(path, Array(text.utf8)) }

    init(_ path: String, _ bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
  }

  static func archive(_ entries: [Entry]) -> Data {
    var (data, directory) = (Data(), Data())
    for entry in entries {
      let name = Array(entry.path.utf8)
      let packed = entry.packed ?? entry.bytes
      var header = Data()
      header.add(20, 2)
      header.add(entry.flags, 2)
      header.add(entry.packed == nil ? 0 : 8, 2)
      header.add(0, 4)
      header.add(Int(entry.checksum ?? CRC32.of(entry.bytes)), 4)
      header.add(packed.count, 4)
      header.add(entry.size ?? entry.bytes.count, 4)
      header.add(name.count, 2)
      header.add(0, 2)
      directory.add(0x0201_4B50, 4)
      directory.add(3 << 8 | 20, 2)
      directory.append(header)
      directory.add(0, 6)
      directory.add(entry.mode << 16, 4)
      directory.add(data.count, 4)
      directory.append(contentsOf: name)
      data.add(0x0403_4B50, 4)
      data.append(header)
      data.append(contentsOf: name + packed)
    }
    let start = data.count
    data.append(directory)
    data.add(0x0605_4B50, 4)
    data.add(0, 4)
    data.add(entries.count, 2)
    data.add(entries.count, 2)
    data.add(directory.count, 4)
    data.add(start, 4)
    data.add(0, 2)
    return data
  }

  static func archive(_ files: KeyValuePairs<String, String>) -> Data {
    archive(files.map { Entry($0.key, $0.value) })
  }
}

enum TarWriter {
  static func archive(_ files: [(path: String, text: String, kind: Character)]) -> Data {
    files.reduce(Data()) { $0 + entry($1.path, Array($1.text.utf8), $1.kind) } + Data(count: 1_024)
  }

  static func entry(_ path: String, _ bytes: [UInt8], _ kind: Character) -> Data {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      for (offset, byte) in text.utf8.enumerated() { header[place + offset] = byte }
    }
    put(path, at: 0)
    put("0000644", at: 100)
    put(octal(kind == "2" ? 0 : bytes.count, 11), at: 124)
    put("        ", at: 148)
    put(String(kind), at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0", at: 148)
    let body = kind == "2" ? [] : bytes
    return Data(header + body) + Data(count: (512 - body.count % 512) % 512)
  }

  private static func octal(_ number: Int, _ length: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: length - digits.count) + digits
  }
}

enum GzipWriter {
  /// Wraps bytes in blocks that are stored.
  static func compress(_ bytes: Data, checksum: UInt32? = nil) -> Data {
    var data = Data([0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3]) + Data("in.tar\0".utf8)
    data.append(contentsOf: DeflateWriter.stored(Array(bytes)))
    data.add(Int(checksum ?? CRC32.of(bytes)), 4)
    data.add(bytes.count, 4)
    return data
  }
}

enum DeflateWriter {
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var (data, rest) = (Data(), bytes[...])
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(0xFFFF)
      data.append(rest.isEmpty ? 1 : 0)
      data.add(block.count, 2)
      data.add(block.count ^ 0xFFFF, 2)
      data.append(contentsOf: block)
    } while !rest.isEmpty
    return Array(data)
  }

  /// So many zeros, in a block with the fixed code: about a thousandth of their number.
  static func zeros(_ count: Int) -> [UInt8] {
    var (bits, bytes) = ([Int](), [UInt8]())
    func put(_ value: Int, _ length: Int) {
      // Codes are written from their highest bit.
      for bit in stride(from: length - 1, through: 0, by: -1) { bits.append(value >> bit & 1) }
      while bits.count >= 8 {
        bytes.append(bits.prefix(8).enumerated().reduce(0) { $0 | UInt8($1.element << $1.offset) })
        bits.removeFirst(8)
      }
    }
    bits = [1, 1, 0]
    put(0x30, 8)
    // The length 258 is the symbol 285; the distance 1 is the symbol 0.
    for _ in 0..<(count - 1) / 258 {
      put(0xC5, 8)
      put(0, 5)
    }
    for _ in 0..<(count - 1) % 258 { put(0x30, 8) }
    put(0, 7)
    put(0, 8)
    return bytes
  }
}

extension Data {
  /// Adds a number with its lowest byte first.
  fileprivate mutating func add(_ number: Int, _ length: Int) {
    for place in 0..<length { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }
}
