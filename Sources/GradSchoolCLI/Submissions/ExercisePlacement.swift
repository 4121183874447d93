import Grading

/// Which of the files that a student handed in may be which exercise.
///
/// The name of a file decides, and its folder when several packs have an exercise of that name:
///
///     Exercises/Layers/Linear.swift    Layers/Linear.swift    Linear.swift    Linear-1.swift    hw1/layers/linear.swift
///
/// The case of letters does not matter, and any folders may lie around these. In a package, which has a folder `Exercises` or
/// a file `Package.swift`, nothing counts that lies in its `Sources`, `Tests` or `Solutions`.
struct ExercisePlacement {
  /// A file that may be an exercise.
  struct Candidate {
    var id: ExerciseID
    var path: String
    /// The name that the exercise had when the file was written, if it is not the name of today.
    var former: FormerNames.File?
    var rank: Rank
  }

  /// How near a file is to the place where the exercise was handed out; the smallest is taken.
  struct Rank: Comparable {
    /// 0 in `Exercises/<Pack>`, 1 in `<Pack>`, 2 without the folder of the pack.
    var layout: Int
    /// The number of folders around it.
    var depth: Int
    /// The folder, which is no reason to prefer one file to another.
    var folder: String
    /// The number that an LMS or a browser gave to a later file of the same name, negative; 1 for a copy.
    var copy: Int
    /// Whether the letters have another case.
    var isRespelled: Bool

    /// Whether nothing tells which one of two files is meant.
    func isEqual(to other: Rank) -> Bool {
      (layout, depth) == (other.layout, other.depth)
        && (folder != other.folder || copy == other.copy)
    }

    static func < (a: Rank, b: Rank) -> Bool {
      if (a.layout, a.depth) != (b.layout, b.depth) {
        return (a.layout, a.depth) < (b.layout, b.depth)
      }
      if a.folder != b.folder { return a.folder < b.folder }
      return (a.copy, a.isRespelled ? 1 : 0) < (b.copy, b.isRespelled ? 1 : 0)
    }
  }

  /// The candidates for each exercise, the best ones first.
  private(set) var candidates: [ExerciseID: [Candidate]] = [:]
  /// The files with the name of exercises of several packs, without a folder that tells which one.
  private(set) var ambiguous: [(path: String, ids: [ExerciseID])] = []

  /// The exercises by their names in small letters.
  private let named: [String: [ExerciseID]]
  private let packs: Set<String>
  private let former: FormerNames
  /// The folders, in small letters and with a slash at the end, that are packages.
  private var packages: Set<String> = []

  init(_ paths: [String], _ catalog: Catalog) {
    let ids = catalog.exercises.map(\.id)
    named = Dictionary(grouping: ids) { $0.name.lowercased() }
    former = FormerNames(catalog)
    packs = Set(ids.map { $0.pack.lowercased() }).union(former.folders)
    for path in paths {
      var folder = ""
      for part in path.lowercased().split(separator: "/") {
        if part == "exercises" || part == "package.swift" { packages.insert(folder) }
        folder += part + "/"
      }
    }
    for path in paths { place(path) }
    for id in candidates.keys { candidates[id]?.sort { $0.rank < $1.rank } }
  }

  private mutating func place(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    let folders = parts.dropLast().map { $0.lowercased() }
    guard let (stem, copies) = ExercisePlacement.stems(parts.last ?? "") else { return }
    // The folders inside the innermost package, and how many lie around it.
    let outer = (0...folders.count).last {
      packages.contains(ExercisePlacement.joined(folders.prefix($0)))
    }
    let inner = folders.dropFirst(outer ?? 0)
    if outer != nil, let top = inner.first, ["sources", "tests", "solutions"].contains(top) {
      return
    }
    let isInExercises = outer != nil && inner.first == "exercises"
    let pack = folders.last.flatMap { packs.contains($0) ? $0 : nil }
    let depth = folders.count - (pack == nil ? 0 : 1) - (isInExercises ? 1 : 0)
    for (name, copy) in [(stem, 0)] + copies {
      let named = named[name.lowercased()] ?? []
      let found = pack.map { pack in named.filter { $0.pack.lowercased() == pack } } ?? named
      guard found.count < 2 else {
        ambiguous.append((path, found))
        return
      }
      let old = found.isEmpty ? file(name, in: pack == nil ? nil : parts[parts.count - 2]) : nil
      guard let id = found.first ?? old?.new else { continue }
      let rank = Rank(
        layout: isInExercises && pack != nil && inner.count == 2 ? 0 : pack != nil ? 1 : 2,
        depth: depth,
        folder: parts.dropLast().joined(separator: "/"),
        copy: copy,
        isRespelled: !path.hasSuffix("\(id.name).swift")
      )
      let candidate = Candidate(id: id, path: path, former: old, rank: rank)
      candidates[id, default: []].append(candidate)
      return
    }
  }

  /// The exercise that had a name before, in a pack or without one.
  private func file(_ name: String, in pack: String?) -> FormerNames.File? {
    guard let pack else { return former.file(alone: "\(name).swift") }
    return former.files(among: ["\(pack)/\(name).swift"]).first
  }

  private static func joined(_ folders: some Sequence<String>) -> String {
    folders.map { $0 + "/" }.joined()
  }

  /// The name of a Swift file without its ending; and the names without the number of a later file, with that number,
  /// negative so that the latest comes first.
  ///
  /// Canvas writes `Linear-1.swift`, browsers and Windows `Linear (1).swift`, macOS `Linear 2.swift` and
  /// `Linear copy.swift`; some add `.txt`.
  private static func stems(_ file: String) -> (stem: String, copies: [(String, Int)])? {
    guard let match = file.wholeMatch(of: /(?i)(?<stem>.+?)\.swift(?:\.txt)?(?<late> ?\(\d+\))?/)
    else {
      return nil
    }
    let stem = match.stem + (match.late ?? "")
    var copies: [(String, Int)] = []
    if let later = stem.wholeMatch(of: /(.+?)(?: ?\((\d{1,4})\)|[-_ ](\d{1,4}))/) {
      copies.append((String(later.1), -(Int(later.2 ?? later.3 ?? "") ?? 0)))
    } else if let copy = stem.wholeMatch(of: /(?i)(.+?)(?: - copy| copy| \(copy\))(?: ?\(?\d+\)?)?/)
    {
      copies.append((String(copy.1), 1))
    }
    return (String(stem), copies)
  }
}
