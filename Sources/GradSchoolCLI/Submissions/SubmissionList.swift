import Foundation
import Grading

/// The submissions of a class: a folder or an archive, as an LMS exports it or as somebody collected it.
///
/// A submission is a folder or an archive; or several files, when their names tell whose they are. Other files beside the
/// submissions are none. Nothing of a submission is read before it is opened.
struct SubmissionList: Sendable {
  /// One submission, not read yet.
  struct Item: Sendable {
    var origin: SubmissionOrigin
    fileprivate var content: Content

    fileprivate enum Content: Sendable {
      case place(URL)
      case parts([SubmittedTree.Part])
      case refused(Refusal)
    }

    /// A folder or archive with the name of the student.
    init(_ place: URL) {
      let name = place.lastPathComponent
      origin = SubmissionOrigin(name: name, folder: name)
      content = .place(place)
    }

    fileprivate init(_ origin: SubmissionOrigin, _ content: Content) {
      (self.origin, self.content) = (origin, content)
    }

    /// Lists the files, and opens the archives among them.
    func open() throws(Refusal) -> SubmittedTree {
      switch content {
      case .refused(let refusal): throw refusal
      case .parts(let parts): return SubmittedTree(parts)
      case .place(let place):
        let (source, depth) = try SubmissionList.source(place)
        return SubmittedTree([.init(source: source, path: "", isFolder: true, depth: depth)])
      }
    }
  }

  private(set) var items: [Item] = []
  /// What was left out, for the instructor.
  private(set) var remarks: [String] = []

  /// Lists the submissions.
  ///
  /// - Parameters:
  ///   - place: A folder or an archive.
  ///   - catalog: The exercises: a folder with the name of a pack is no student's.
  ///   - pattern: What the names in it mean, instead of the ways in which Moodle, Canvas and Gradescope write them.
  /// - Throws: ``ProgramError`` when the place cannot be read or has no submissions.
  init(_ place: URL, catalog: Catalog, pattern: SubmissionPattern? = nil) throws {
    guard FileManager.default.fileExists(atPath: place.path) else {
      throw ProgramError.unreadable(path: place.path, reason: "there is no such folder or archive.")
    }
    let (source, depth): (any FileSource, Int)
    do throws(Refusal) {
      (source, depth) = try SubmissionList.source(place.resolvingSymlinksInPath())
    } catch {
      throw ProgramError.noSubmission(path: place.path, reason: error.reason)
    }
    var reader = Reader(source: source, depth: depth, pattern: pattern, catalog: catalog)
    if let export = SubmissionList.onlyExport(in: place, reader) { reader = export }
    let folder = reader.folder()
    if folder.isEmpty, reader.isOneSubmission {
      throw ProgramError.noSubmission(path: place.path, reason: SubmissionText.isOneSubmission)
    }
    let title = folder.split(separator: "/").last.map(String.init) ?? place.lastPathComponent
    try reader.read(folder, title: Archive.stem(of: title))
    (items, remarks) = (SubmissionList.distinct(reader.items), reader.remarks)
    guard !items.isEmpty else { throw ProgramError.noSubmissions(place.path, remarks) }
  }

  /// The files in a folder or an archive on disk, and the number of archives around them.
  fileprivate static func source(_ place: URL) throws(Refusal) -> (any FileSource, Int) {
    let names = try? place.resourceValues(forKeys: [.isRegularFileKey])
    guard names?.isRegularFile == true else { return (try SubmissionFolder(place), 0) }
    if let (isRead, ending) = Archive.ending(of: place.lastPathComponent), !isRead {
      throw Refusal(ArchiveText.cannotOpen(ending))
    }
    guard let data = try? Data(contentsOf: place, options: .mappedIfSafe) else {
      throw Refusal(RefusalText.isUnreadable)
    }
    return (try Archive(data), 1)
  }

  /// The archive in a folder that has nothing else, when it is an export of a whole class.
  private static func onlyExport(in place: URL, _ folder: Reader) -> Reader? {
    guard folder.depth == 0, let name = folder.onlyArchive,
      let (source, depth) = try? SubmissionList.source(place.appending(path: name))
    else { return nil }
    let reader = folder.reading(source, depth)
    return reader.isExport ? reader : nil
  }

  /// Gives those of equal names the number, or else the folder, as a part of the name.
  private static func distinct(_ items: [Item]) -> [Item] {
    var items = items
    for part in [\SubmissionOrigin.id, \.email, \.folderOrNil] {
      let groups = Dictionary(grouping: items.indices) {
        ClassFolder.fileName(items[$0].origin.name).lowercased()
      }
      for group in groups.values where group.count > 1 {
        for index in group {
          guard let more = items[index].origin[keyPath: part] else { continue }
          items[index].origin.name += " (\(more))"
        }
      }
    }
    return items.sorted { $0.origin.name < $1.origin.name }
  }
}

extension SubmissionOrigin {
  fileprivate var folderOrNil: String? { folder }
}

/// Finds the submissions among the files of an export.
private struct Reader {
  let source: any FileSource
  let depth: Int
  let pattern: SubmissionPattern?
  let packs: Set<String>
  private(set) var items: [SubmissionList.Item] = []
  private(set) var remarks: [String] = []
  /// How often the file of a submission, by its number and its name, was there already.
  private var names: [String: Int] = [:]

  /// Reads other files in the same way.
  func reading(_ source: any FileSource, _ depth: Int) -> Reader {
    Reader(source: source, depth: depth, pattern: pattern, packs: packs)
  }

  private init(source: any FileSource, depth: Int, pattern: SubmissionPattern?, packs: Set<String>)
  {
    (self.source, self.depth, self.pattern, self.packs) = (source, depth, pattern, packs)
  }

  init(source: any FileSource, depth: Int, pattern: SubmissionPattern?, catalog: Catalog) {
    (self.source, self.depth, self.pattern) = (source, depth, pattern)
    packs = Set(catalog.packs.map { $0.name.lowercased() } + ["exercises", "sources", "tests"])
  }

  /// Whether the top has what a package has.
  var isOneSubmission: Bool {
    names("").contains { ["exercises", "package.swift"].contains($0.name.lowercased()) }
  }

  /// The name of the only file, when it is an archive.
  var onlyArchive: String? {
    let names = names("")
    guard names.count == 1, names[0].kind == .file, Archive.ending(of: names[0].name) != nil else {
      return nil
    }
    return names[0].name
  }

  /// Whether names tell whose the files are, as in an export of a class.
  var isExport: Bool { isExport(names(folder())) }

  /// The folder with the submissions: the top, or the only folder in it that has several of them.
  func folder() -> String {
    var folder = ""
    while case let names = names(folder), names.count == 1, let only = names.first,
      only.kind == .folder, !isExport(names)
    {
      let inner = folder.isEmpty ? only.name : folder + "/" + only.name
      let below = self.names(inner)
      let several = below.filter { $0.kind == .folder || Archive.ending(of: $0.name) != nil }
      let isPackage = below.contains {
        packs.contains($0.name.lowercased()) || $0.name.lowercased() == "package.swift"
      }
      guard
        isExport(below) || below.count == 1 && hasExport(below, inner)
          || several.count > 1 && !isPackage
      else { break }
      folder = inner
    }
    return folder
  }

  /// Reads the submissions in a folder.
  mutating func read(_ folder: String, title: String) throws {
    let names = names(folder)
    let metadata = try metadata(in: folder, names)
    let prefix = repositoryPrefix(names, folder, title)
    let known = known(names)
    var (leftOut, places) = ([String](), [String: Int]())
    // Of files with one name, Canvas's last one comes last.
    let sorted = names.sorted { a, b in
      (known[a.name]?.attachment ?? 0, a.name) < (known[b.name]?.attachment ?? 0, b.name)
    }
    for entry in sorted {
      let path = folder.isEmpty ? entry.name : folder + "/" + entry.name
      if let submitters = metadata?.entries[entry.name] {
        add(entry, path, of: submitters)
      } else if let name = known[entry.name] {
        let key = [name.student, name.id ?? "", name.email ?? ""].joined(separator: "\0")
        add(entry, path, name, at: &places[key])
      } else if pattern == nil, metadata == nil || entry.name != GradescopeMetadata.file,
        entry.kind != .file || Archive.ending(of: entry.name) != nil
      {
        let stem = entry.kind == .folder ? entry.name : Archive.stem(of: entry.name)
        var origin = SubmissionOrigin(name: stem, folder: entry.name)
        if let prefix, stem.hasPrefix(prefix) {
          origin.name = String(stem.dropFirst(prefix.count))
          origin.id = origin.name
        }
        items.append(SubmissionList.Item(origin, content(entry, path, as: nil)))
      } else if metadata == nil || entry.name != GradescopeMetadata.file {
        leftOut.append(entry.name)
      }
    }
    guard !leftOut.isEmpty else { return }
    remarks.append(
      pattern == nil ? SubmissionText.leftOut(leftOut) : SubmissionText.notMatched(leftOut)
    )
  }

  // MARK: - Names

  private func names(_ folder: String) -> [FileName] {
    source.names(in: folder).filter { !$0.isOfTools }
  }

  /// What the names tell, by the pattern, or as Moodle and Canvas write them.
  ///
  /// Other names may look like Canvas's: `lab_1_2_ann.zip`. Only Canvas's have a number of their own for each file.
  private func known(_ names: [FileName]) -> [String: SubmissionName] {
    var (known, canvas) = ([String: SubmissionName](), [String: SubmissionName]())
    for entry in names {
      if let pattern {
        known[entry.name] = SubmissionName(entry.name, pattern)
      } else if let name = SubmissionName(moodle: entry.name) {
        known[entry.name] = name
      } else if entry.kind == .file {
        canvas[entry.name] = SubmissionName(canvas: entry.name)
      }
    }
    let numbers = canvas.values.compactMap(\.attachment)
    guard Set(numbers).count == canvas.count else { return known }
    return known.merging(canvas) { first, _ in first }
  }

  private func isExport(_ names: [FileName]) -> Bool {
    names.contains { $0.name == GradescopeMetadata.file } || !known(names).isEmpty
  }

  private func hasExport(_ names: [FileName], _ folder: String) -> Bool {
    names.first.map { isExport(self.names(folder + "/" + $0.name)) } == true
  }

  private func metadata(in folder: String, _ names: [FileName]) throws -> GradescopeMetadata? {
    guard pattern == nil, names.contains(where: { $0.name == GradescopeMetadata.file }) else {
      return nil
    }
    let path = folder.isEmpty ? GradescopeMetadata.file : folder + "/" + GradescopeMetadata.file
    do throws(Refusal) {
      let data = try source.bytes(path, limit: Archive.mostBytes)
      return GradescopeMetadata(String(decoding: data, as: UTF8.self))
    } catch {
      // Without it, nothing tells whose the folders are.
      throw ProgramError.unreadable(path: path, reason: SubmissionText.metadata(error.reason))
    }
  }

  /// What the names of all repositories of an assignment of GitHub Classroom begin with: `hw1-`, of the folder
  /// `hw1-submissions`, or what all repositories have in common.
  private func repositoryPrefix(_ names: [FileName], _ folder: String, _ title: String) -> String? {
    let folders = names.filter { $0.kind == .folder }.map(\.name)
    if title.hasSuffix("-submissions") {
      let prefix = String(title.dropLast("submissions".count))
      if folders.allSatisfy({ $0.hasPrefix(prefix) && $0 != prefix }) { return prefix }
    }
    let areRepositories = folders.allSatisfy { name in
      source.names(in: folder.isEmpty ? name : folder + "/" + name).contains { $0.name == ".git" }
    }
    guard folders.count > 1, areRepositories, let first = folders.first else { return nil }
    let common = folders.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    return common.lastIndex(of: "-").map { String(common[...$0]) }
  }

  // MARK: - Items

  private func content(
    _ entry: FileName,
    _ path: String,
    as name: String?
  ) -> SubmissionList.Item.Content {
    if entry.kind == .other { return .refused(Refusal(RefusalText.isLink)) }
    return .parts([part(entry, path, as: name)])
  }

  private func part(_ entry: FileName, _ path: String, as name: String?) -> SubmittedTree.Part {
    SubmittedTree.Part(
      source: source,
      path: path,
      isFolder: entry.kind == .folder,
      name: name ?? entry.name,
      depth: depth
    )
  }

  /// Adds a folder of Gradescope once for each of those who handed it in together.
  private mutating func add(
    _ entry: FileName,
    _ path: String,
    of submission: GradescopeMetadata.Entry
  ) {
    for submitter in submission.submitters.isEmpty ? [.init()] : submission.submitters {
      let origin = SubmissionOrigin(
        name: submitter.name ?? submitter.email ?? submitter.id ?? entry.name,
        id: submitter.id,
        email: submitter.email,
        folder: entry.name,
        time: submission.time
      )
      items.append(SubmissionList.Item(origin, content(entry, path, as: nil)))
    }
  }

  /// Adds a file or folder to the submission of the same student, if there is one.
  private mutating func add(
    _ entry: FileName,
    _ path: String,
    _ name: SubmissionName,
    at place: inout Int?
  ) {
    guard let index = place else {
      let origin = SubmissionOrigin(
        name: name.student,
        id: name.id,
        email: name.email,
        folder: entry.name,
        time: name.time,
        isLate: name.isLate
      )
      place = items.count
      names["\(items.count) \(name.file ?? entry.name)"] = 0
      items.append(SubmissionList.Item(origin, content(entry, path, as: name.file)))
      return
    }
    if case .parts(let parts) = items[index].content {
      let given = name.file ?? entry.name
      let earlier = names["\(index) \(given)"].map { $0 + 1 } ?? 0
      names["\(index) \(given)"] = earlier
      let later = SubmissionName.numbered(given, earlier)
      items[index].content = .parts(parts + [part(entry, path, as: later)])
    }
    items[index].origin.isLate = items[index].origin.isLate || name.isLate
    items[index].origin.time = [items[index].origin.time, name.time].compactMap { $0 }.max()
  }
}
