import Testing

@testable import GradSchoolCLI

@Suite("The bytes of a keyboard")
struct KeyDecoderTests {
  private func events(_ bytes: [UInt8]) -> [KeyEvent] {
    var decoder = KeyDecoder()
    let events = bytes.compactMap { decoder.take($0) }
    return events + (decoder.isWaiting ? [decoder.finish()].compactMap { $0 } : [])
  }

  @Test("letters, characters of several bytes, Return, Backspace and the end")
  func plain() {
    #expect(events(Array("aÄ↑👍/".utf8)) == ["a", "Ä", "↑", "👍", "/"].map { .key($0) })
    #expect(
      events([0x0D, 0x0A, 0x7F, 0x08, 0x04]) == [.enter, .enter, .backspace, .backspace, .end]
    )
    // Other control characters, and bytes that are no UTF-8, mean nothing and cost no later key.
    #expect(events([0x01, 0x09, 0xFF, 0xC3, 0x41, 0x80, 0x62]) == [.key("b")])
  }

  @Test("arrows in both of their spellings, pages, and keys that mean nothing")
  func sequences() {
    let text = "\u{1B}[A\u{1B}OB\u{1B}[5~\u{1B}[6~\u{1B}[1;5C\u{1B}[3~\u{1B}xq"
    #expect(events(Array(text.utf8)) == [.up, .down, .pageUp, .pageDown, .key("q")])
  }

  @Test("Escape alone is a key once nothing follows it")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.take(0x1B) == nil)
    #expect(decoder.isWaiting)
    #expect(decoder.finish() == .escape)
    #expect(!decoder.isWaiting)
    #expect(events([0x1B, 0x1B]) == [.escape])
    // What was cut off is no key.
    #expect(events(Array("\u{1B}[".utf8)) == [])
  }
}
