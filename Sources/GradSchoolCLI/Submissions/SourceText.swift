import Foundation

/// The text of a source file that a student saved, in whatever encoding.
struct SourceText: Equatable {
  var text: String
  /// The encoding, when it is not UTF-8.
  var encoding: String?

  /// The largest file that is read, in bytes; a long exercise has 10 kB.
  static let limit = 256 << 10

  /// Reads bytes as UTF-8, as UTF-16 with a byte order mark or with every other byte 0, or else as the characters of Windows and Latin-1.
  ///
  /// - Throws: ``Refusal`` when they are no text.
  init(_ data: Data) throws(Refusal) {
    let bytes = [UInt8](data)
    let marked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    if let isLittle = marked ? bytes[0] == 0xFF : SourceText.isLittleEndian(bytes) {
      let units = stride(from: marked ? 2 : 0, to: bytes.count - 1, by: 2).map { place in
        isLittle
          ? UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
          : UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
      }
      guard bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
        throw Refusal(RefusalText.isNoText, hidesWork: true)
      }
      self.init(text: text, encoding: "UTF-16")
    } else {
      let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
      if let text = String(validating: body, as: UTF8.self) {
        self.init(text: text)
      } else if !body.contains(where: SourceText.isControl),
        let text = String(data: Data(body), encoding: .windowsCP1252)
          ?? String(data: Data(body), encoding: .isoLatin1)
      {
        self.init(text: text, encoding: "Latin-1")
      } else {
        throw Refusal(RefusalText.isNoText, hidesWork: true)
      }
    }
    guard !text.unicodeScalars.contains("\0") else {
      throw Refusal(RefusalText.isNoText, hidesWork: true)
    }
    guard text.contains(where: { !$0.isWhitespace }) else { throw Refusal(RefusalText.isBlank) }
  }

  private init(text: String, encoding: String? = nil) {
    (self.text, self.encoding) = (text, encoding)
  }

  /// The order of the bytes in UTF-16 without a mark, in which half of the bytes of a source are 0; nil for other bytes.
  private static func isLittleEndian(_ bytes: [UInt8]) -> Bool? {
    let zeros = bytes.indices.filter { bytes[$0] == 0 }
    guard zeros.count * 3 > bytes.count, let first = zeros.first,
      zeros.allSatisfy({ $0 % 2 == first % 2 })
    else { return nil }
    return first % 2 == 1
  }

  /// Whether a byte is in no text: not a tab, an end of a line or of a page.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 32 && ![9, 10, 12, 13].contains(byte) || byte == 127
  }
}
