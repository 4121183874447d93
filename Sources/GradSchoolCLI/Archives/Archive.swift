import Foundation

/// An archive from a stranger, read in memory: zip, tar or tar.gz.
///
/// Nothing is written. A damaged archive, or one that tries to leave its folder, is refused as a whole; a link
/// or a device in it is refused when it is read.
struct Archive: Sendable {
  /// A file in an archive.
  struct Entry: Sendable {
    var path: String
    var content: Content

    enum Content: Sendable {
      /// Bytes of the archive, from an offset on.
      case plain(offset: Int, size: Int, checksum: UInt32?)
      case deflated(offset: Int, packed: Int, size: Int, checksum: UInt32)
      case refused(Refusal)
    }
  }

  /// The most files in an archive: a class of 500 with 100 files each.
  static let mostEntries = 50_000
  /// The most bytes that an archive may have when it is unpacked.
  static let mostBytes = 512 << 20
  /// The largest archive in an archive.
  static let mostBytesInside = 64 << 20
  /// How many times its size an archive may have when it is unpacked.
  ///
  /// Text is seldom above 20, a bomb is at 1,000.
  static let mostTimes = 100

  /// The most parts of a path.
  static let mostParts = 32

  private static let mostBytesOfPath = 1_024

  private let data: Data
  private let entries: [String: Entry]
  private let folders: [String: [FileName]]

  /// The ending of an archive's name, in small letters: of one that can be read, or of another one.
  static func ending(of name: String) -> (isRead: Bool, ending: String)? {
    let name = name.lowercased()
    func find(_ endings: [String]) -> String? { endings.first(where: name.hasSuffix) }
    if let ending = find([".zip", ".tar", ".tar.gz", ".tgz"]) { return (true, ending) }
    return find([
      ".rar", ".7z", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".gz", ".xz", ".bz2", ".zst",
    ])
    .map { (false, $0) }
  }

  /// A name without the ending of an archive.
  static func stem(of name: String) -> String {
    ending(of: name).map { String(name.dropLast($0.ending.count)) } ?? name
  }

  /// Reads the list of files in an archive.
  init(_ bytes: Data) throws(Refusal) {
    var budget = ArchiveBudget()
    try self.init(bytes, &budget)
  }

  /// Reads the list of files in an archive, whose kind its first bytes tell, and takes from a budget what it unpacks to.
  init(_ bytes: Data, _ budget: inout ArchiveBudget) throws(Refusal) {
    let list: [Entry]
    switch [UInt8](bytes.prefix(4)) {
    case [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]:
      data = bytes
      list = try ZipDirectory.entries(bytes, &budget)
    case let first where first.starts(with: [0x1F, 0x8B]):
      data = try Gzip.decompress(bytes, &budget)
      list = try TarHeaders.entries(data)
    default:
      data = bytes
      list = try TarHeaders.entries(bytes)
    }
    var (entries, folders) = ([String: Entry](), ["": [String: FileName.Kind]()])
    for entry in list {
      let parts = entry.path.split(separator: "/", omittingEmptySubsequences: true)
      guard let name = parts.last else { continue }
      let path = parts.joined(separator: "/")
      guard entries.updateValue(entry, forKey: path) == nil else {
        throw Refusal(ArchiveText.twice(path))
      }
      var folder = ""
      for part in parts.dropLast() {
        folders[folder, default: [:]][String(part)] = .folder
        folder += (folder.isEmpty ? "" : "/") + part
      }
      guard folders.count <= Archive.mostEntries else {
        throw Refusal(ArchiveText.manyFolders)
      }
      let isRefused = if case .refused = entry.content { true } else { false }
      folders[folder, default: [:]][String(name)] = isRefused ? .other : .file
    }
    if let both = entries.keys.first(where: { folders[$0] != nil }) {
      throw Refusal(ArchiveText.twice(both))
    }
    self.entries = entries
    self.folders = folders.mapValues { names in
      names.sorted { $0.key < $1.key }.map { FileName(name: $0.key, kind: $0.value) }
    }
  }

  /// A path as an archive has it, without empty parts and dots.
  ///
  /// - Throws: ``Refusal`` when it leads out of the archive.
  static func checked(_ path: String) throws(Refusal) -> String {
    guard path.utf8.count <= mostBytesOfPath, !path.unicodeScalars.contains("\0") else {
      throw Refusal(ArchiveText.damaged)
    }
    let path = path.replacing("\\", with: "/")
    guard !path.hasPrefix("/"), path.firstMatch(of: /^[A-Za-z]:/) == nil else {
      throw Refusal(ArchiveText.absolute(path))
    }
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !parts.contains("..") else { throw Refusal(ArchiveText.leadsOut(path)) }
    guard parts.count <= mostParts else { throw Refusal(ArchiveText.deep(path)) }
    return parts.joined(separator: "/")
  }
}

extension Archive: FileSource {
  func names(in folder: String) -> [FileName] { folders[folder] ?? [] }

  func bytes(_ path: String, limit: Int) throws(Refusal) -> Data {
    guard let entry = entries[path] else {
      throw Refusal(folders[path] == nil ? RefusalText.isUnreadable : RefusalText.isFolder)
    }
    switch entry.content {
    case .refused(let refusal): throw refusal
    case .plain(let offset, let size, let checksum):
      guard size <= limit else { throw Refusal(RefusalText.isLarge(limit)) }
      let start = data.startIndex + offset
      let bytes = data.subdata(in: start..<start + size)
      guard checksum == nil || CRC32.of(bytes) == checksum else {
        throw Refusal(ArchiveText.wrongChecksum, hidesWork: true)
      }
      return bytes
    case .deflated(let offset, let packed, let size, let checksum):
      guard size <= limit else { throw Refusal(RefusalText.isLarge(limit)) }
      // Data that cannot be packed grows by a few bytes for each block.
      guard packed <= size + size / 8 + 1_024 else {
        throw Refusal(ArchiveText.damaged, hidesWork: true)
      }
      let bytes: [UInt8]
      do {
        bytes = try data.withUnsafeBytes { buffer in
          let part = UnsafeRawBufferPointer(rebasing: buffer[offset..<offset + packed])
          return try Inflate.decompress(part, limit: size).bytes
        }
      } catch {
        throw Refusal(ArchiveText.reason(error), hidesWork: true)
      }
      guard bytes.count == size, CRC32.of(bytes) == checksum else {
        throw Refusal(ArchiveText.wrongChecksum, hidesWork: true)
      }
      return Data(bytes)
    }
  }
}
