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
  /// The archives that were not opened, with the reasons: sentences.
  private(set) var refusals: [String] = []

  /// The most files of a submission that are looked at.
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

  /// Adds the files below a folder.
  private mutating func add(
    _ source: any FileSource,
    _ folder: String,
    to target: String,
    _ depth: Int
  ) {
    var open = [(folder, target)]
    var seen = 0
    while let (folder, target) = open.popLast(), files.count < SubmittedTree.mostFiles,
      seen < SubmittedTree.mostFiles
    {
      seen += 1
      for entry in source.names(in: folder) where !entry.isOfTools {
        let place = folder.isEmpty ? entry.name : folder + "/" + entry.name
        let path = target.isEmpty ? entry.name : target + "/" + entry.name
        // A folder in the place of a file is told as that.
        if entry.kind == .folder, !entry.name.hasSuffix(".swift") {
          open.append((place, path))
        } else {
          add(file: place, named: path, source, depth)
        }
      }
    }
  }

  /// Adds a file, or the files in it when it is an archive.
  private mutating func add(
    file place: String,
    named path: String,
    _ source: any FileSource,
    _ depth: Int
  ) {
    guard files.count < SubmittedTree.mostFiles else { return }
    guard let (isRead, ending) = Archive.ending(of: path) else {
      files.append(File(path: path, source: source, place: place))
      return
    }
    do throws(Refusal) {
      guard isRead else { throw Refusal(ArchiveText.cannotOpen(ending)) }
      guard depth < SubmittedTree.mostDepth else { throw Refusal(ArchiveText.isNested) }
      let archive = try Archive(source.bytes(place, limit: Archive.mostBytesInside))
      add(archive, "", to: Archive.stem(of: path), depth + 1)
    } catch {
      refusals.append("\(FileName.printable(path)) \(error.reason)")
    }
  }
}
