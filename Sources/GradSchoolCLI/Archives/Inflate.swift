/// Decompresses deflate data, as zip and gzip have it.
///
/// Reference: RFC 1951.
struct Inflate {
  /// What is wrong with the data.
  enum Problem: Error {
    case endsEarly
    case isDamaged
    /// There is more than the limit.
    case isLarge
  }

  private let input: UnsafeRawBufferPointer
  private let limit: Int
  private var position = 0
  /// The bits that were read and not used yet, the next one lowest.
  private var bits: UInt64 = 0
  private var count = 0
  private var output: [UInt8] = []

  /// Decompresses the data at the beginning of a buffer.
  ///
  /// - Parameters:
  ///   - input: The data, which other data may follow.
  ///   - limit: The most bytes that may come out.
  /// - Returns: The bytes, and the number of bytes of the input that were used.
  /// - Throws: ``Problem``.
  static func decompress(_ input: UnsafeRawBufferPointer, limit: Int) throws -> (
    bytes: [UInt8], used: Int
  ) {
    var written = 0
    return try decompress(input, limit: limit, written: &written)
  }

  /// Decompresses the data at the beginning of a buffer, and adds the number of bytes, also of damaged data, to `written`.
  static func decompress(
    _ input: UnsafeRawBufferPointer,
    limit: Int,
    written: inout Int
  ) throws -> (bytes: [UInt8], used: Int) {
    var inflate = Inflate(input: input, limit: limit)
    defer { written += inflate.output.count }
    while try !inflate.block() {}
    return (inflate.output, inflate.position - inflate.count / 8)
  }

  private init(input: UnsafeRawBufferPointer, limit: Int) {
    (self.input, self.limit) = (input, limit)
  }

  /// Decompresses a block, and returns whether it is the last one.
  private mutating func block() throws -> Bool {
    let isLast = try take(1) == 1
    switch try take(2) {
    case 0: try stored()
    case 1: try compressed(literals: Inflate.fixedLiterals, distances: Inflate.fixedDistances)
    case 2:
      let (literals, distances) = try codes()
      try compressed(literals: literals, distances: distances)
    default: throw Problem.isDamaged
    }
    return isLast
  }

  // MARK: - Bits

  private mutating func refill() {
    while count <= 48, position < input.count {
      bits |= UInt64(input[position]) << UInt64(count)
      position &+= 1
      count &+= 8
    }
  }

  private mutating func take(_ length: Int) throws -> Int {
    if count < length { refill() }
    guard count >= length else { throw Problem.endsEarly }
    let value = Int(bits & ((1 << UInt64(length)) - 1))
    bits >>= UInt64(length)
    count &-= length
    return value
  }

  private mutating func symbol(_ code: Code) throws -> Int {
    if count < 15 { refill() }
    let entry = code.table[Int(bits & 0x1FF)]
    var (symbol, length) = (entry >> 4, entry & 15)
    if length == 0 { (symbol, length) = try code.long(bits) }
    guard length <= count else { throw Problem.endsEarly }
    bits >>= UInt64(length)
    count &-= length
    return symbol
  }

  // MARK: - Blocks

  private mutating func stored() throws {
    _ = try take(count % 8)
    let length = try take(16)
    guard try take(16) == length ^ 0xFFFF else { throw Problem.isDamaged }
    guard output.count + length <= limit else { throw Problem.isLarge }
    for _ in 0..<length { output.append(UInt8(try take(8))) }
  }

  private mutating func compressed(literals: Code, distances: Code) throws {
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        guard output.count < limit else { throw Problem.isLarge }
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return
      } else {
        guard symbol < 286 else { throw Problem.isDamaged }
        let length = Inflate.lengths[symbol - 257] + (try take(Inflate.lengthBits[symbol - 257]))
        let code = try self.symbol(distances)
        guard code < 30 else { throw Problem.isDamaged }
        let distance = Inflate.distances[code] + (try take(Inflate.distanceBits[code]))
        guard distance <= output.count else { throw Problem.isDamaged }
        guard output.count + length <= limit else { throw Problem.isLarge }
        // The copy may overlap itself: a distance of 1 repeats a byte.
        var source = output.count - distance
        for _ in 0..<length {
          output.append(output[source])
          source &+= 1
        }
      }
    }
  }

  /// Reads the two codes of a block that brings its own.
  private mutating func codes() throws -> (literals: Code, distances: Code) {
    let (literals, distances) = (try take(5) + 257, try take(5) + 1)
    var lengths = [Int](repeating: 0, count: 19)
    for place in Inflate.order.prefix(try take(4) + 4) { lengths[place] = try take(3) }
    let code = try Code(lengths)
    var all: [Int] = []
    while all.count < literals + distances {
      switch try symbol(code) {
      case 16:
        guard let last = all.last else { throw Problem.isDamaged }
        all += Array(repeating: last, count: try take(2) + 3)
      case 17: all += Array(repeating: 0, count: try take(3) + 3)
      case 18: all += Array(repeating: 0, count: try take(7) + 11)
      case let length: all.append(length)
      }
    }
    guard all.count == literals + distances, all[256] > 0 else { throw Problem.isDamaged }
    return (try Code(Array(all[..<literals])), try Code(Array(all[literals...])))
  }

  // MARK: - Tables

  /// A canonical Huffman code.
  private struct Code {
    /// The symbol and its length, `symbol << 4 | length`, for the next 9 bits; 0 when the code is longer.
    private(set) var table = [Int](repeating: 0, count: 512)
    /// How many codes have each length, and the symbols in the order of their codes.
    private var counts = [Int](repeating: 0, count: 16)
    private var symbols: [Int] = []

    init(_ lengths: [Int]) throws {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      var (free, next, code) = (1, [Int](repeating: 0, count: 16), 0)
      for length in 1..<16 {
        free = free * 2 - counts[length]
        guard free >= 0 else { throw Problem.isDamaged }
        code = (code + counts[length - 1]) << 1
        next[length] = code
      }
      for length in 1..<16 {
        for (symbol, own) in lengths.enumerated() where own == length {
          symbols.append(symbol)
          if length <= 9 {
            // The first bit of a code is the lowest of the input.
            var place = 0
            for bit in 0..<length where next[length] >> bit & 1 == 1 {
              place |= 1 << (length - 1 - bit)
            }
            for index in stride(from: place, to: 512, by: 1 << length) {
              table[index] = symbol << 4 | length
            }
          }
          next[length] += 1
        }
      }
    }

    /// The symbol of a code of any length.
    func long(_ bits: UInt64) throws -> (symbol: Int, length: Int) {
      var (code, first, index) = (0, 0, 0)
      for length in 1..<16 {
        code |= Int(bits >> UInt64(length - 1) & 1)
        let number = counts[length]
        if code - first < number { return (symbols[index + code - first], length) }
        index += number
        first = (first + number) << 1
        code <<= 1
      }
      throw Problem.isDamaged
    }

    private init(fixed lengths: [Int]) {
      // A fixed code is a right one.
      self = (try? Code(lengths)) ?? Code()
    }

    private init() {}

    static func fixed(_ lengths: [Int]) -> Code { Code(fixed: lengths) }
  }

  private static let fixedLiterals = Code.fixed(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
  )
  private static let fixedDistances = Code.fixed([Int](repeating: 5, count: 30))

  /// The order in which the lengths of the code of lengths are written.
  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  private static let lengths = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distances = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}
