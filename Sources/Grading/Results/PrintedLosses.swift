extension Picture.Curve {
  /// The losses among printed lines; nil when there are fewer than three.
  ///
  /// A line holds a loss if it has the word "loss", in letters of any size, and a number after it: the first one. Where
  /// the first number of every line is whole and counts up, as in "loss after step 3: 0.4", the second is the loss. Lines
  /// that begin otherwise than the first of them, as "validation loss" after "training loss", belong to another curve.
  ///
  /// - Parameters:
  ///   - text: What was printed.
  ///   - source: The call that printed it: "a call, on random probe 1".
  package init?(printed text: some Sequence<UInt8>, source: String) {
    let lines = Array(text).split(separator: UInt8(ascii: "\n")).compactMap(Self.loss)
    var numbers = lines.filter { $0.beginning == lines[0].beginning }.map(\.numbers)
    let first = numbers.compactMap(\.first)
    if numbers.allSatisfy({ $0.count > 1 }), first.allSatisfy({ $0 == $0.rounded() }),
      zip(first.dropFirst(), first).allSatisfy({ $0 > $1 })
    {
      numbers = numbers.map { Array($0.dropFirst()) }
    }
    let losses = numbers.compactMap(\.first)
    guard losses.count > 2 else { return nil }
    self.init(name: "loss", source: source, values: losses)
  }

  /// The letters before the word "loss", and the numbers after it.
  private static func loss(in line: ArraySlice<UInt8>) -> (beginning: [UInt8], numbers: [Double])? {
    let word = Array("loss".utf8)
    let lower = line.map { (65...90).contains($0) ? $0 + 32 : $0 }
    guard lower.count > word.count,
      let start = (0...(lower.count - word.count)).first(where: {
        lower[$0..<($0 + word.count)].elementsEqual(word)
      })
    else { return nil }
    // Numbers begin where no name goes on: the 1 of "loss1" is none.
    let tokens = lower[(start + word.count)...].drop(while: isPart).split { !isPart($0) }
    let numbers = tokens.compactMap(number)
    guard !numbers.isEmpty else { return nil }
    return (lower[..<start].filter { (97...122).contains($0) }, numbers)
  }

  /// The number in a piece of text between blanks or signs; dots may stand around it.
  private static func number(in token: ArraySlice<UInt8>) -> Double? {
    let inner = token.drop { $0 == 46 }
    // The dot of .5 belongs to the number, those of "… 5" do not.
    let isFraction =
      token.count - inner.count == 1 && inner.first.map { (48...57).contains($0) } ?? false
    let text = String(decoding: isFraction ? token : inner, as: UTF8.self)
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
