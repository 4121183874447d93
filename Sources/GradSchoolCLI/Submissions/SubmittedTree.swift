import Foundation

/// Everything that one student handed in: files and folders of an export, with the archives among them opened.
struct SubmittedTree: Sendable {
  /// A file or folder of an export.
  struct Part: Sendable {
    var source: any FileSource
    /// The path in the source; empty for the whole of it.
    var path: String
    var isFolder: Bool
    /// The name that the student gave a file; nil for a folder, whose own name does not count.
    var name: String?
    /// How many archives the source lies in.
    var depth = 0
  }

  /// A file that was handed in.
  struct File: Sendable {
    /// The path, seen from the top of what the student handed in.
    let path: String
    fileprivate let source: any FileSource
    fileprivate let place: String

    /// The text of the file.
    ///
    /// - Throws: ``Refusal`` when it is no text, too large, or no ordinary file.
    func text() throws(Refusal) -> SourceText {
      try SourceText(source.bytes(place, limit: SourceText.limit))
    }
  }

  /// The files, without those of tools, sorted by their paths.
  private(set) var files: [File] = []
  /// What was not looked at, an archive that was not opened for example, with the reasons: sentences.
  private(set) var refusals: [String] = []

  private var budget = ArchiveBudget()
  private var folders = 0
  /// Whether there is more than is looked at.
  private var isCut = false

  /// The most files, and the most folders, of a submission that are looked at.
  static let mostFiles = 2_000
  /// Archives in archives are opened once: an export of archives, or the archive of a student with one in it.
  static let mostDepth = 2

  init(_ parts: [Part]) {
    // Of several folders, each keeps its name, or their files could not be told apart.
    let areSeveral = parts.filter(\.isFolder).count > 1
    for part in parts {
      if part.isFolder {
        add(part.source, part.path, to: areSeveral ? part.path : "", part.depth)
      } else {
        add(file: part.path, named: part.name ?? part.path, part.source, part.depth)
      }
    }
    files.sort { $0.path < $1.path }
  }

  /// Adds the files below a folder; those in `Exercises` come first, if not all are looked at.
  private mutating func add(
    _ source: any FileSource,
    _ folder: String,
    to target: String,
    _ depth: Int
  ) {
    var open = [(place: folder, path: target, isFolder: true)]
    while !isCut, let (place, path, isFolder) = open.popLast() {
      guard isFolder else {
        add(file: place, named: path, source, depth)
        continue
      }
      folders += 1
      guard folders <= SubmittedTree.mostFiles else { return cut() }
      guard place.utf8.count(where: { $0 == UInt8(ascii: "/") }) < Archive.mostParts else {
        refusals.append(SubmissionText.isDeep(FileName.printable(String(path.prefix(80)))))
        continue
      }
      let below = source.names(in: place).filter { !$0.isOfTools }.map { entry in
        // A folder in the place of a file is told as that.
        (entry.name, isFolder: entry.kind == .folder && !entry.name.hasSuffix(".swift"))
      }
      let first = below.filter { SubmittedTree.isFirst($0) }
      let others = below.filter { !SubmittedTree.isFirst($0) }
      for (name, isFolder) in (first + others).reversed() {
        let inner = place.isEmpty ? name : place + "/" + name
        open.append((inner, path.isEmpty ? name : path + "/" + name, isFolder))
      }
    }
  }

  private static func isFirst(_ entry: (name: String, isFolder: Bool)) -> Bool {
    entry.isFolder && entry.name.lowercased() == "exercises"
  }

  /// Notes once that there is more than is looked at.
  private mutating func cut() {
    if !isCut { refusals.append(SubmissionText.hasManyFiles) }
    isCut = true
  }

  /// Adds a file, or the files in it when it is an archive.
  private mutating func add(
    file place: String,
    named path: String,
    _ source: any FileSource,
    _ depth: Int
  ) {
    guard files.count + refusals.count < SubmittedTree.mostFiles else { return cut() }
    guard let (isRead, ending) = Archive.ending(of: path) else {
      files.append(File(path: path, source: source, place: place))
      return
    }
    // The first one that is too many is told, for all of them.
    guard !budget.hadTooMany else { return }
    do throws(Refusal) {
      guard isRead else { throw Refusal(ArchiveText.cannotOpen(ending)) }
      guard depth < SubmittedTree.mostDepth else { throw Refusal(ArchiveText.isNested) }
      try budget.open()
      let archive = try Archive(source.bytes(place, limit: Archive.mostBytesInside), &budget)
      add(archive, "", to: Archive.stem(of: path), depth + 1)
    } catch {
      refusals.append("\(FileName.printable(path)) \(error.reason)")
    }
  }
}
