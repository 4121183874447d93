import Foundation

/// The list of files in a tar archive.
///
/// Reference: POSIX, "pax Interchange Format"; and GNU's long names. Sparse files and archives of several parts
/// are refused.
enum TarHeaders {
  static func entries(_ data: Data) throws(Refusal) -> [Archive.Entry] {
    let result = data.withUnsafeBytes { buffer in
      Result { () throws(Refusal) in try Reader(bytes: buffer).entries() }
    }
    return try result.get()
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer

    func entries() throws(Refusal) -> [Archive.Entry] {
      var (entries, place) = ([Archive.Entry](), 0)
      var (longName, longSize): (String?, Int?)
      while true {
        guard place + 512 <= bytes.count else {
          throw Refusal(entries.isEmpty ? ArchiveText.isNone : ArchiveText.endsEarly)
        }
        // A block of zeros ends the archive.
        if bytes[place..<place + 512].allSatisfy({ $0 == 0 }) { return entries }
        guard hasRightSum(place) else {
          throw Refusal(entries.isEmpty ? ArchiveText.isNone : ArchiveText.damaged)
        }
        let kind = bytes[place + 156]
        guard let size = longSize ?? number(place + 124, 12) else {
          throw Refusal(ArchiveText.damaged)
        }
        let start = place + 512
        guard size <= bytes.count - start else { throw Refusal(ArchiveText.endsEarly) }
        place = start + (size + 511) / 512 * 512
        switch kind {
        case UInt8(ascii: "x"):
          let fields = try records(start..<start + size)
          longName = fields["path"] ?? longName
          longSize = fields["size"].flatMap(Int.init)
          if let longSize, longSize < 0 { throw Refusal(ArchiveText.damaged) }
        case UInt8(ascii: "g"): continue
        case UInt8(ascii: "L"): longName = text(start..<start + size)
        case UInt8(ascii: "K"): continue
        default:
          let name = longName ?? self.name(start - 512)
          (longName, longSize) = (nil, nil)
          let path = try Archive.checked(name)
          guard kind != UInt8(ascii: "5"), !name.hasSuffix("/") else { continue }
          entries.append(Archive.Entry(path: path, content: content(kind, start, size)))
          guard entries.count <= Archive.mostEntries else {
            throw Refusal(ArchiveText.many(entries.count))
          }
        }
      }
    }

    private func content(_ kind: UInt8, _ start: Int, _ size: Int) -> Archive.Entry.Content {
      switch kind {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        .plain(offset: start, size: size, checksum: nil)
      case UInt8(ascii: "1"), UInt8(ascii: "2"): .refused(Refusal(RefusalText.isLink))
      default: .refused(Refusal(RefusalText.isNoOrdinaryFile))
      }
    }

    /// Whether the bytes of a header have the sum that it says; its own field counts as spaces.
    private func hasRightSum(_ place: Int) -> Bool {
      var sum = 8 * 32
      for offset in 0..<512 where !(148..<156).contains(offset) {
        sum &+= Int(bytes[place + offset])
      }
      return number(place + 148, 8) == sum
    }

    private func name(_ place: Int) -> String {
      let name = text(place..<place + 100)
      let isPOSIX = text(place + 257..<place + 262) == "ustar" && bytes[place + 262] == 0
      let prefix = isPOSIX ? text(place + 345..<place + 500) : ""
      return prefix.isEmpty ? name : prefix + "/" + name
    }

    /// The text up to the first zero.
    private func text(_ range: Range<Int>) -> String {
      String(decoding: bytes[range].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// An octal number, or one of GNU's large numbers.
    private func number(_ place: Int, _ length: Int) -> Int? {
      if bytes[place] == 0x80 {
        var value = 0
        for byte in bytes[place + 1..<place + length] {
          guard value < 1 << 40 else { return nil }
          value = value << 8 | Int(byte)
        }
        return value
      }
      let digits = text(place..<place + length).filter { $0 != " " }
      return digits.isEmpty ? 0 : Int(digits, radix: 8).flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The fields of a POSIX header: "30 path=…\n", each with its length.
    private func records(_ range: Range<Int>) throws(Refusal) -> [String: String] {
      var (fields, place) = ([String: String](), range.lowerBound)
      while place < range.upperBound {
        guard let space = bytes[place..<range.upperBound].firstIndex(of: 32),
          let length = Int(text(place..<space)), length > space - place + 1,
          length <= range.upperBound - place
        else { throw Refusal(ArchiveText.damaged) }
        let parts = text(space + 1..<place + length - 1).split(
          separator: "=",
          maxSplits: 1,
          omittingEmptySubsequences: false
        )
        if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
        place += length
      }
      return fields
    }
  }
}
