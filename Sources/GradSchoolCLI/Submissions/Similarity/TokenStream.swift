import Grading

/// A source as a sequence of tokens without comments and white space, in which the names of variables do not count.
///
/// A name that the source declares itself, or that stands where a variable does, is replaced by the distance to where it
/// stood last. Members, called functions, types and numbers keep their names. Words that can be left out, such as `return`
/// and `private`, are left out; `let` is `var`; the text of strings does not count.
struct TokenStream: Hashable {
  let codes: [UInt64]

  /// A name that stood further back than this counts as a new one, so that a change has only local effects.
  private static let reach = 10

  /// The names that a handed-out stub declares, which its students keep.
  struct Names {
    fileprivate let declared: Set<UInt64>

    init(declaredIn stub: String) { declared = Tokens(SourceScan(stub).code).declared }
  }

  /// Reads a source.
  ///
  /// - Parameters:
  ///   - source: The source.
  ///   - names: The names that are kept.
  ///   - isWhole: Whether a name is known again however far back it stood: two such sequences are equal only when the
  ///     sources are, apart from the names chosen.
  init(_ source: String, keeping names: Names, isWhole: Bool = false) {
    let tokens = Tokens(SourceScan(source).code)
    let own = tokens.declared.subtracting(names.declared)
    var last: [UInt64: Int] = [:]
    var codes: [UInt64] = []
    codes.reserveCapacity(tokens.hashes.count)
    var index = 0
    let count = tokens.hashes.count
    while index < count {
      let hash = tokens.hashes[index]
      if !tokens.isName[index] || !Self.isVariable(index, tokens, own) {
        codes.append(hash)
      } else if isWhole {
        codes.append(UInt64(last.updateValue(index, forKey: hash).map { index - $0 } ?? 0))
      } else {
        var distance = 1
        while distance <= min(Self.reach, index), tokens.hashes[index - distance] != hash {
          distance += 1
        }
        codes.append(distance > min(Self.reach, index) ? 0 : UInt64(distance))
      }
      index += 1
    }
    self.codes = codes
  }

  private static func isVariable(_ index: Int, _ tokens: Tokens, _ own: Set<UInt64>) -> Bool {
    if own.contains(tokens.hashes[index]) { return true }
    if tokens.isType[index] { return false }
    if index > 0, tokens.hashes[index - 1] == Tokens.dot { return false }
    return index + 1 == tokens.hashes.count || tokens.hashes[index + 1] != Tokens.parenthesis
  }
}

/// The tokens of a source without comments.
private struct Tokens {
  /// A hash of each token's text.
  var hashes: [UInt64] = []
  /// Whether it is a name, and no keyword.
  var isName: [Bool] = []
  /// Whether it is a name with a capital.
  var isType: [Bool] = []
  /// The names after `func`, `var` and the like.
  var declared: Set<UInt64> = []

  static let dot = hash(".")
  static let parenthesis = hash("(")

  /// The words that are no names.
  private enum Word { case ignored, declaring, other }

  private static let words: [UInt64: Word] = {
    let ignored = ["return", "private", "fileprivate", "internal", "public", "final"]
    let declaring = ["func", "let", "var", "for", "struct", "enum", "class", "typealias"]
    let other = [
      "if", "else", "guard", "while", "repeat", "in", "switch", "case", "default", "throw",
      "throws",
      "try", "do", "catch", "import", "static", "init", "self", "true", "false", "nil", "where",
      "as",
      "is", "inout", "break", "continue", "defer", "extension", "protocol", "mutating", "_",
    ]
    var words: [UInt64: Word] = [:]
    for word in ignored { words[hash(word)] = .ignored }
    for word in declaring { words[hash(word)] = .declaring }
    for word in other { words[hash(word)] = .other }
    return words
  }()

  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* prime }
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  init(_ code: String) {
    var code = code
    code.withUTF8 { read($0) }
  }

  // Loops over raw bytes: the program is built without optimisation, and a class has a hundred megabytes.
  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    hashes.reserveCapacity(bytes.count / 3)
    isName.reserveCapacity(bytes.count / 3)
    isType.reserveCapacity(bytes.count / 3)
    let (seed, prime, words) = (Self.seed, Self.prime, Self.words)
    let (constant, variable) = (Self.hash("let"), Self.hash("var"))
    var declares = false
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      index += 1
      // Blanks, semicolons, and the quotes around a name.
      if first <= 0x20 || first == 0x3B || first == 0x60 { continue }
      var hash = (seed ^ UInt64(first)) &* prime
      let isNumber = first >= 0x30 && first <= 0x39
      guard isNumber || Self.isLetter(first) else {
        declares = false
        add(hash, isName: false, isType: false)
        continue
      }
      while index < bytes.count {
        let byte = bytes[index]
        let isPoint =
          isNumber && byte == 0x2E && index + 1 < bytes.count && bytes[index + 1] >= 0x30
          && bytes[index + 1] <= 0x39
        guard Self.isLetter(byte) || byte >= 0x30 && byte <= 0x39 || isPoint else { break }
        hash = (hash ^ UInt64(byte)) &* prime
        index += 1
      }
      let word = isNumber ? .other : words[hash]
      if word == .ignored { continue }
      let isName = word == nil
      if isName, declares { declared.insert(hash) }
      declares = word == .declaring
      add(
        hash == constant ? variable : hash,
        isName: isName,
        isType: isName && first >= 0x41 && first <= 0x5A
      )
    }
  }

  private mutating func add(_ hash: UInt64, isName: Bool, isType: Bool) {
    hashes.append(hash)
    self.isName.append(isName)
    self.isType.append(isType)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte == 0x5F || byte >= 0x80
  }
}
