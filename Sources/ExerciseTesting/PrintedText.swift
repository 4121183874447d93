import Grading

/// What a child printed, and the calls that printed it.
///
/// The open file is read, because the child may have removed its name.
struct PrintedText {
  /// The number of all bytes.
  private let size: Int
  private let bytes: [UInt8]
  /// The calls that printed something, each with where its bytes begin.
  private let calls: [(activity: String, start: Int)]

  /// The largest part of the output that is looked at.
  private static let limit = 4 << 20

  /// Reads the beginning of what was printed.
  ///
  /// - Parameters:
  ///   - files: The files of the child, which has ended.
  ///   - entered: The calls in order, each with the number of bytes that were printed before.
  init(_ files: ChildFiles, _ entered: [(activity: String, printed: Int)]) {
    size = Watchdog.size(files.output)
    bytes = ChildFiles.read(files.output, from: 0, count: min(size, PrintedText.limit))
    var calls: [(activity: String, start: Int)] = []
    for (activity, printed) in entered {
      // A call that printed nothing ends where it began.
      if let last = calls.last, last.start >= printed { calls.removeLast() }
      if printed < bytes.count { calls.append((activity, max(0, printed))) }
    }
    self.calls = calls
  }

  /// The first lines, with the calls that printed them; nil when nothing was printed.
  func head(path: String) -> PrintedOutput? {
    guard !bytes.isEmpty else { return nil }
    var (lines, parts): ([String], [PrintedOutput.Part]) = ([], [])
    for (activity, range) in sections where lines.count < 8 {
      let text = String(decoding: bytes[range].prefix(4_096), as: UTF8.self)
      let more = text.split(separator: "\n").prefix(8 - lines.count).map { String($0.prefix(100)) }
      guard !more.isEmpty else { continue }
      lines += more
      parts.append(PrintedOutput.Part(activity, lines: more.count))
    }
    // What was printed before the first call has no call.
    let isKnown = calls.first?.start == 0
    return PrintedOutput(head: lines, bytes: size, file: path, parts: isKnown ? parts : nil)
  }

  /// The losses of the first call that printed some; nothing of a call of which only a part was read.
  var losses: Picture.Curve? {
    let whole = sections.lazy.filter { size <= bytes.count || $0.range.upperBound < bytes.count }
    return whole.compactMap { Picture.Curve(printed: bytes[$0.range], source: $0.activity) }.first
  }

  /// The bytes of each call.
  private var sections: [(activity: String, range: Range<Int>)] {
    guard let first = calls.first else { return [("a call", 0..<bytes.count)] }
    let ends = calls.dropFirst().map(\.start) + [bytes.count]
    let ranges = zip(calls, ends).map { ($0.activity, $0.start..<max($0.start, $1)) }
    return first.start == 0 ? ranges : [("the start of the program", 0..<first.start)] + ranges
  }
}
