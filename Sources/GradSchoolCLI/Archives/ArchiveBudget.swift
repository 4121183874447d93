/// How much may still be unpacked of one submission, whose archives may lie in an archive.
struct ArchiveBudget: Sendable {
  /// The most archives of a submission.
  static let mostArchives = 64

  private var archives = ArchiveBudget.mostArchives
  /// The bytes that all further archives together may have when they are unpacked.
  private(set) var bytes = Archive.mostBytes

  /// Whether an archive was refused because there were too many before it.
  var hadTooMany: Bool { archives < 0 }

  /// Counts an archive.
  ///
  /// - Throws: ``Refusal`` when there were too many.
  mutating func open() throws(Refusal) {
    archives -= 1
    guard archives >= 0 else { throw Refusal(ArchiveText.manyArchives) }
  }

  /// The most bytes that an archive of a size may have when it is unpacked.
  func limit(packed: Int) -> Int { min(bytes, max(16 << 20, Archive.mostTimes * packed)) }

  /// Takes what was unpacked, from a right archive or up to the place where it is damaged.
  mutating func take(_ unpacked: Int) { bytes = max(0, bytes - unpacked) }
}
