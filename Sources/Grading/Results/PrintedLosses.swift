extension Picture.Curve {
  /// The losses among printed lines; nil when there are fewer than three.
  ///
  /// A line holds a loss if it has the word "loss", in letters of any size, and a number after it: the first one. If no
  /// line has the word, lines count that are a number and nothing else.
  ///
  /// - Parameters:
  ///   - text: What was printed.
  ///   - source: The call that printed it: "a call, on random probe 1".
  package init?(printed text: some Sequence<UInt8>, source: String) {
    let lines = Array(text).split(separator: UInt8(ascii: "\n"))
    var losses = lines.compactMap(Self.loss)
    if losses.isEmpty { losses = lines.compactMap(Self.number) }
    guard losses.count > 2 else { return nil }
    self.init(name: "loss", source: source, values: losses)
  }

  /// The first number after the word "loss".
  private static func loss(in line: ArraySlice<UInt8>) -> Double? {
    let word = Array("loss".utf8)
    let lower = line.map { (65...90).contains($0) ? $0 + 32 : $0 }
    guard lower.count > word.count,
      let start = (0...(lower.count - word.count)).first(where: {
        lower[$0..<($0 + word.count)].elementsEqual(word)
      })
    else { return nil }
    // Numbers begin where no name goes on: the 1 of "loss1" is none.
    let tokens = lower[(start + word.count)...].drop(while: isPart).split { !isPart($0) }
    return tokens.lazy.compactMap { token in number(in: token.drop { $0 == 46 }) }.first
  }

  private static func number(in line: ArraySlice<UInt8>) -> Double? {
    let text = String(decoding: line, as: UTF8.self).filter { $0 != " " && $0 != "\r" }
    guard let first = text.utf8.first, (48...57).contains(first) || text.utf8.count > 1,
      !text.contains("x"), !text.contains("p")
    else { return nil }
    return Double(text)
  }

  /// Whether a byte may be part of a name or of a number.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 43, 45, 46, 95, 128...: true
    default: false
    }
  }
}
