import Foundation

/// The list of files at the end of a zip archive.
///
/// Reference: PKWARE's APPNOTE 6.3, sections 4.3 and 4.4. Archives of more than 65,535 files or 4 GB (zip64), of
/// several parts, and with a password are refused.
enum ZipDirectory {
  static func entries(
    _ data: Data,
    _ budget: inout ArchiveBudget
  ) throws(Refusal) -> [Archive.Entry] {
    let limit = budget.limit(packed: data.count)
    let result = data.withUnsafeBytes { buffer in
      Result { () throws(Refusal) in try Reader(bytes: buffer, limit: limit).entries() }
    }
    let (entries, total) = try result.get()
    budget.take(total)
    return entries
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    /// The most bytes that all files together may have.
    let limit: Int

    /// The files, and how many bytes they have together.
    func entries() throws(Refusal) -> (entries: [Archive.Entry], total: Int) {
      let end = try endRecord()
      let (count, size, start) = (number16(end + 10), number32(end + 12), number32(end + 16))
      let hasLocator = end >= 20 && number32(end - 20) == 0x0706_4B50
      guard count < 0xFFFF, size < 0xFFFF_FFFF, start < 0xFFFF_FFFF, !hasLocator else {
        throw Refusal(ArchiveText.isZip64)
      }
      guard number16(end + 4) == 0, number16(end + 6) == 0, number16(end + 8) == count else {
        throw Refusal(ArchiveText.hasParts)
      }
      guard count <= Archive.mostEntries else { throw Refusal(ArchiveText.many(count)) }
      guard start + size <= end else { throw Refusal(ArchiveText.endsEarly) }
      var (entries, ranges, total) = ([Archive.Entry](), [Range<Int>](), 0)
      var place = start
      for _ in 0..<count {
        guard place + 46 <= end, number32(place) == 0x0201_4B50 else {
          throw Refusal(ArchiveText.damaged)
        }
        let next =
          place + 46 + number16(place + 28) + number16(place + 30) + number16(place + 32)
        guard next <= end else { throw Refusal(ArchiveText.damaged) }
        let (entry, range) = try entry(place)
        if let entry {
          entries.append(entry)
          ranges.append(range)
          total += number32(place + 24)
        }
        place = next
      }
      try check(ranges, total)
      return (entries, total)
    }

    /// The record at the end, which a comment may follow.
    private func endRecord() throws(Refusal) -> Int {
      let last = bytes.count - 22
      guard last >= 0 else { throw Refusal(ArchiveText.endsEarly) }
      for place in stride(from: last, through: max(0, last - 0xFFFF), by: -1)
      where bytes[place] == 0x50 && number32(place) == 0x0605_4B50
        && place + 22 + number16(place + 20) == bytes.count
      {
        return place
      }
      throw Refusal(ArchiveText.endsEarly)
    }

    /// The file that a record is about, and where its bytes are; nil for a folder.
    private func entry(_ place: Int) throws(Refusal) -> (Archive.Entry?, Range<Int>) {
      let flags = number16(place + 8)
      let method = number16(place + 10)
      let (packed, size) = (number32(place + 20), number32(place + 24))
      let local = number32(place + 42)
      let nameRange = place + 46..<place + 46 + number16(place + 28)
      let name = text(nameRange, isUTF8: flags & 0x800 != 0)
      let path = try Archive.checked(name)
      // Some programs write folders with the separator of Windows.
      guard !name.hasSuffix("/"), !name.hasSuffix("\\") else { return (nil, 0..<0) }
      guard flags & 0x2041 == 0 else { throw Refusal(ArchiveText.encrypted(path)) }
      guard packed < 0xFFFF_FFFF, size < 0xFFFF_FFFF, local < 0xFFFF_FFFF else {
        throw Refusal(ArchiveText.isZip64)
      }
      guard local + 30 <= place, number32(local) == 0x0403_4B50 else {
        throw Refusal(ArchiveText.damaged)
      }
      let start = local + 30 + number16(local + 26) + number16(local + 28)
      guard start + packed <= bytes.count else { throw Refusal(ArchiveText.endsEarly) }
      let localName = local + 30..<local + 30 + number16(local + 26)
      guard bytes[localName].elementsEqual(bytes[nameRange]) else {
        throw Refusal(ArchiveText.twoNames(path))
      }
      let checksum = UInt32(number32(place + 16))
      let content: Archive.Entry.Content
      if let refusal = kind(place) {
        content = .refused(refusal)
      } else if method == 0, packed == size {
        content = .plain(offset: start, size: size, checksum: checksum)
      } else if method == 8 {
        content = .deflated(offset: start, packed: packed, size: size, checksum: checksum)
      } else {
        content = .refused(Refusal(ArchiveText.method(method), hidesWork: true))
      }
      return (Archive.Entry(path: path, content: content), local..<start + packed)
    }

    /// Why a file is none, by its mode: programs on Unix write it.
    private func kind(_ place: Int) -> Refusal? {
      guard [3, 19].contains(bytes[place + 5]) else { return nil }
      switch UInt32(number32(place + 38)) >> 16 & 0o170000 {
      case 0, 0o100000: return nil
      case 0o120000: return Refusal(RefusalText.isLink)
      default: return Refusal(RefusalText.isNoOrdinaryFile)
      }
    }

    /// Makes sure that the files do not share bytes, and that there are not too many of them.
    private func check(_ ranges: [Range<Int>], _ total: Int) throws(Refusal) {
      let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
      for (one, next) in zip(sorted, sorted.dropFirst()) where one.upperBound > next.lowerBound {
        throw Refusal(ArchiveText.overlapping)
      }
      guard total <= limit else { throw Refusal(ArchiveText.large(limit, packed: bytes.count)) }
    }

    private func text(_ range: Range<Int>, isUTF8: Bool) -> String {
      let part = bytes[range]
      // Finder writes UTF-8 without saying so; older programs write the characters of DOS.
      if let text = String(validating: part, as: UTF8.self) { return text }
      return isUTF8
        ? String(decoding: part, as: UTF8.self)
        : String(String.UnicodeScalarView(part.map(CodePage437.scalar)))
    }

    private func number16(_ place: Int) -> Int {
      place >= 0 && place + 2 <= bytes.count
        ? Int(bytes[place]) | Int(bytes[place + 1]) << 8 : 0
    }

    private func number32(_ place: Int) -> Int { number16(place) | number16(place + 2) << 16 }
  }
}

/// The characters of DOS.
private enum CodePage437 {
  private static let upper = Array(
    ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌"
      + "█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}").unicodeScalars
  )

  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    byte < 128 ? Unicode.Scalar(byte) : upper[Int(byte) - 128]
  }
}
