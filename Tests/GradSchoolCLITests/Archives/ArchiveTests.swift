import Foundation
import Testing

@testable import GradSchoolCLI

@Suite("Archives from strangers")
struct ArchiveTests {
  private func text(_ archive: Data, _ path: String) throws -> String {
    try String(decoding: Archive(archive).bytes(path, limit: 1 << 20), as: UTF8.self)
  }

  /// The reason why an archive, or the file `in.swift` in it, is not read.
  private func reason(_ archive: Data) -> String? {
    do throws(Refusal) {
      _ = try Archive(archive).bytes("in.swift", limit: 1 << 20)
      return nil
    } catch {
      return error.reason
    }
  }

  // The fixtures were written by zlib 1.3 (Python's zlib.compressobj(9, DEFLATED, -15, 9)).

  @Test("a block with a code of its own is inflated")
  func dynamicBlock() throws {
    let expected = (0..<120).map {
      "let x\($0) = try upstream.sum(axis: \($0 % 3)) // \($0 * $0 * 7919 % 1000)\n"
    }.joined()
    let packed = try #require(Data(base64Encoded: ArchiveTests.dynamic))
    var entry = ZipWriter.Entry("in.swift", expected)
    entry.packed = Array(packed)
    #expect(try text(ZipWriter.archive([entry]), "in.swift") == expected)
    for length in stride(from: 1, to: packed.count, by: 37) {
      entry.packed = Array(packed.prefix(length))
      #expect(reason(ZipWriter.archive([entry])) != nil)
    }
  }

  @Test("blocks with the fixed code, and stored ones, are inflated")
  func otherBlocks() throws {
    let twice = "enum Linear {}\nenum Linear {}\n"
    var entry = ZipWriter.Entry("in.swift", twice)
    entry.packed = Array(try #require(Data(base64Encoded: "S80rzVXwycxLTSxSqK7lSkXlAgA=")))
    #expect(try text(ZipWriter.archive([entry]), "in.swift") == twice)
    let long = String(repeating: "0123456789", count: 14_000)
    entry = ZipWriter.Entry("in.swift", long)
    entry.packed = DeflateWriter.stored(Array(long.utf8))
    #expect(try text(ZipWriter.archive([entry]), "in.swift") == long)
    let zeros = [UInt8](repeating: 0, count: 100_003)
    let all = DeflateWriter.zeros(zeros.count)
    let inflated = try all.withUnsafeBytes { try Inflate.decompress($0, limit: zeros.count) }
    #expect(inflated.bytes == zeros && inflated.used == all.count)
  }

  @Test("bytes that are no deflate data are refused, and never too much is written")
  func noise() {
    var state: UInt64 = 1
    for _ in 0..<300 {
      let bytes = (0..<60).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 40)
      }
      let result = bytes.withUnsafeBytes { buffer in
        Result { try Inflate.decompress(buffer, limit: 5_000).bytes.count }
      }
      if case .success(let count) = result { #expect(count <= 5_000) }
    }
  }

  @Test("the standard's check values of the checksum")
  func checksum() {
    // The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.of([]) == 0)
  }

  @Test("zip, tar and tar.gz have the same files")
  func kinds() throws {
    let long = String(repeating: "folder/", count: 20) + "Linear.swift"
    let zip = ZipWriter.archive(["a/Linear.swift": "// one", long: "// two", "a/b/": ""])
    let record = " path=\(long)\n"
    let length = record.utf8.count + 3
    let tar =
      TarWriter.archive([
        ("a/Linear.swift", "// one", "0"), ("a/b", "", "5"),
        ("pax", "\(length)\(record)", "x"), ("short", "// two", "0"),
      ])
    let gnu = TarWriter.archive([
      ("a/Linear.swift", "// one", "0"), ("././@LongLink", long + "\0", "L"), ("x", "// two", "0"),
    ])
    for archive in [zip, tar, gnu, GzipWriter.compress(tar)] {
      #expect(try text(archive, "a/Linear.swift") == "// one")
      #expect(try text(archive, long) == "// two")
      let names = try Archive(archive).names(in: "")
      #expect(names.map(\.name) == ["a", "folder"] && names.allSatisfy { $0.kind == .folder })
    }
  }

  @Test("paths that lead out, and names that are there twice, are refused")
  func paths() {
    for path in ["../in.swift", "a/../../in.swift", "a\\..\\..\\in.swift"] {
      #expect(reason(ZipWriter.archive([path: "x"]))?.contains("leads out of the archive") == true)
      #expect(
        reason(TarWriter.archive([(path, "x", "0")]))?.contains("leads out of the archive") == true
      )
    }
    for path in ["/etc/in.swift", "\\etc\\in.swift", "C:/in.swift", "c:in.swift"] {
      #expect(reason(ZipWriter.archive([path: "x"]))?.contains("from the root of a disk") == true)
    }
    for paths in [
      ["in.swift", "in.swift"], ["in.swift", "./in.swift"], ["in.swift", "in.swift/x"],
    ] {
      let zip = ZipWriter.archive(paths.map { ZipWriter.Entry($0, "x") })
      #expect(reason(zip) == "has “in.swift” twice, and only one can count.")
      let tar = TarWriter.archive(paths.map { ($0, "x", "0") })
      #expect(reason(tar) == "has “in.swift” twice, and only one can count.")
    }
    // Dots at other places are names.
    #expect(reason(ZipWriter.archive(["in.swift": "x", "a..b/...": "x"])) == nil)
  }

  @Test("paths of more than 32 parts, and too many folders, are refused")
  func deep() throws {
    func path(_ parts: Int, _ name: String = "d") -> String {
      Array(repeating: name, count: parts - 1).joined(separator: "/") + "/x.swift"
    }
    #expect(try text(ZipWriter.archive([path(32): "x"]), path(32)) == "x")
    for told in [
      reason(ZipWriter.archive([path(33): "x"])), reason(TarWriter.archive([(path(33), "x", "0")])),
    ] {
      #expect(told?.contains("has more than 32 parts") == true)
    }
    // 31 folders around each of 1,700 files.
    let many = (0..<1_700).map { ZipWriter.Entry(path(32, "\($0)"), "x") }
    #expect(reason(ZipWriter.archive(many)) == ArchiveText.manyFolders)
  }

  @Test("a packed file that is much larger than the file is refused before it is unpacked")
  func padded() {
    var entry = ZipWriter.Entry("in.swift", "// mine\n")
    // Empty blocks before the text.
    let empty: [UInt8] = [0, 0, 0, 0xFF, 0xFF]
    for (count, told) in [(200, nil), (300, ArchiveText.damaged)] {
      entry.packed =
        Array(repeatElement(empty, count: count).joined()) + DeflateWriter.stored(entry.bytes)
      #expect(reason(ZipWriter.archive([entry])) == told)
    }
  }

  @Test("links and devices are refused, and nothing else of the archive")
  func links() throws {
    var link = ZipWriter.Entry("in.swift", "/etc/passwd")
    link.mode = 0o120777
    #expect(reason(ZipWriter.archive([link])) == "is a symbolic link, and links are not followed.")
    for (kind, told) in [("1", "symbolic link"), ("2", "symbolic link"), ("3", "ordinary file")] {
      let tar = TarWriter.archive([("in.swift", "x", Character(kind)), ("other.swift", "y", "0")])
      #expect(reason(tar)?.contains(told) == true)
      #expect(try text(tar, "other.swift") == "y")
    }
  }

  @Test("an archive with a password, of another method, or of several parts is refused")
  func unsupported() {
    var entry = ZipWriter.Entry("in.swift", "x")
    entry.flags = 1
    #expect(reason(ZipWriter.archive([entry]))?.contains("needs a password") == true)
    var method = ZipWriter.archive(["in.swift": "x"])
    let record = method.count - 22 - 46 - "in.swift".utf8.count
    method[record + 10] = 14
    #expect(reason(method)?.contains("is packed by method 14") == true)
    var parts = ZipWriter.archive(["in.swift": "x"])
    parts[parts.count - 18] = 1
    #expect(reason(parts)?.contains("several parts") == true)
    #expect(reason(Data("Rar!".utf8)) == "is no zip or tar archive.")
    #expect(reason(Data()) == "is no zip or tar archive.")
  }

  @Test("an archive that is cut off anywhere is refused")
  func truncated() {
    let zip = ZipWriter.archive(["in.swift": "// mine\n", "b.swift": "// other\n"])
    let tar = TarWriter.archive([("in.swift", "// mine\n", "0")])
    let gzip = GzipWriter.compress(tar)
    #expect([zip, tar, gzip].compactMap(reason).isEmpty)
    for archive in [zip, gzip] {
      for length in stride(from: 0, to: archive.count, by: 7) {
        #expect(reason(archive.prefix(length)) != nil, "\(length) of \(archive.count) bytes")
      }
    }
    for length in stride(from: 0, through: 1_024, by: 64) {
      #expect(reason(tar.prefix(length)) != nil, "\(length) of \(tar.count) bytes")
    }
  }

  @Test("a wrong checksum, and a wrong size, are refused")
  func damaged() {
    var entry = ZipWriter.Entry("in.swift", "// mine\n")
    entry.checksum = 7
    #expect(reason(ZipWriter.archive([entry])) == ArchiveText.wrongChecksum)
    entry.packed = DeflateWriter.stored(entry.bytes)
    #expect(reason(ZipWriter.archive([entry])) == ArchiveText.wrongChecksum)
    entry.checksum = nil
    #expect(reason(ZipWriter.archive([entry])) == nil)
    for size in [3, 9] {
      entry.size = size
      #expect(reason(ZipWriter.archive([entry])) != nil)
    }
    let tar = TarWriter.archive([("in.swift", "// mine\n", "0")])
    #expect(reason(GzipWriter.compress(tar, checksum: 7)) == ArchiveText.wrongChecksum)
    var header = tar
    header[3] ^= 1
    #expect(reason(header) == "is no zip or tar archive.")
  }

  @Test("an archive that unpacks to too much is refused before it is unpacked")
  func bomb() {
    // 40 MB from 40 kB; the states sizes are right.
    var entry = ZipWriter.Entry("in.swift", "")
    let zeros = DeflateWriter.zeros(1 << 20)
    (entry.packed, entry.size) = (zeros, 1 << 20)
    let many = (0..<40).map { number in
      var next = entry
      next.path = "\(number).swift"
      return next
    }
    #expect(reason(ZipWriter.archive(many))?.contains("would be larger than") == true)
    // Files that share their bytes would be as large as one wants.
    var shared = ZipWriter.archive(["in.swift": "0123456789", "jn.swift": "0123456789"])
    let second = shared.count - 22 - 46 - "jn.swift".utf8.count
    shared[second + 42] = 0
    shared[second + 43] = 0
    shared[second + 46] = UInt8(ascii: "i")
    #expect(reason(shared) == ArchiveText.overlapping)
    // A gzip that says nothing about its size.
    let size = 17 << 20
    var gzip = Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]) + Data(DeflateWriter.zeros(size))
    gzip.append(Data(count: 8))
    #expect(reason(gzip)?.contains("would be larger than 16 MB") == true)
  }

  @Test("an archive of 100,000 files is refused")
  func count() {
    let entries = (0..<51_000).map { ZipWriter.Entry("\($0)", "") }
    #expect(reason(ZipWriter.archive(entries))?.contains("at most 50000 are read") == true)
    var zip64 = ZipWriter.archive(["in.swift": ""])
    for place in [8, 9, 10, 11] { zip64[zip64.count - 22 + place] = 0xFF }
    #expect(reason(zip64)?.contains("is a zip64 archive") == true)
    let empty = TarWriter.entry("a", [], "0")
    var tar = Data(capacity: empty.count * 51_000)
    for _ in 0..<51_000 { tar.append(empty) }
    #expect(reason(tar)?.contains("at most 50000 are read") == true)
  }

  private static let dynamic =
    "jZi7bh0xDET7fMWWSROLEvVggHyMCxcBbCDwvQacv0/i1bAzzvYCNRpSh5Sen+7Hezl+HvfXP8fb79v99enx5fvt"
    + "7eXr4/uv24+jfDseHo7y5fn/Ovt8nX2sC4tzZf18Zf1YOeY4Vzbau047VzrtPoufKzvtHrOfKwftvnbISZu3rXLR"
    + "3sv2yYP29rbdtILGF6XIaH8LRa0koLUt1Roff5/fHAXU7al1EjCVJxskoA5FnSSgh7QuFNDlQGD1ddV+weJXtqpx"
    + "9StqRQGxtdaGKejbgepYA759rR1rQNmqgwTUjDpJQKTWRQI8HQi8hfK1IfxM2WrIP1MNNASgCqshAKfKtSEBmy5B"
    + "QwTm1WrIQN3XhhA0UaAhBoWWFnz+baojBl2pcsTgElwdMWgitiMGq9qAMwbVWhwxmO3KEYNDPdARg9lXkYJNzdqR"
    + "gl0TQEcKdiWrIwVbRkUKhrR2pKDLgY4UXDladBawk9WRgqES6EjBpcLqi1MgB5CCugMDIZg3ayAEu+7r4ClQFBhI"
    + "wS60DKRgFbDGdQoOpKCJrYNnQRF7IAZdfWAgB5uay0QOZsuaxoO4oiIH1V0nT4Pq2RMx6JoEZmcM7WRNxKBlVMZg"
    + "akUOWjqAHHTZuq5Pgws52FUCq3IKttaFHAyV60IOui7BQg7m1VrMQV3YxdOgMLCQg1NwWRc4uH0NBGG+tMJ4GFBU"
    + "BKHno7Dxq3A7EAxC9Ze4/iIOBGFXLwwE4VKHDQSh2nYEj2P5LEYQ6lVcjKehjFr5UaZXYUEUDllgBVkYctbK9ZnQ"
    + "CtJwrYw7uSWnXuRhtfQBgTjyM8MK+5C/GYjEyO8M49kw/zOscT3IB+M3cv5o2HUsmiEX80vDJremlLv4lZo2IBnj"
    + "X8f5Cw=="
}
