import Grading

extension Catalog {
  /// The exercises that names stand for, in the order of the catalog, without repetition.
  func exercises(named names: [String]) throws -> [Entry] {
    var chosen: Set<ExerciseID> = []
    for name in names {
      let found = try matches(name, prefersPack: true)
      chosen.formUnion(found.map(\.id))
    }
    return exercises.filter { chosen.contains($0.id) }
  }

  /// The one exercise that a name stands for.
  func exercise(named name: String) throws -> Entry {
    let found = try matches(name, prefersPack: false)
    guard let first = found.first, found.count == 1 else {
      throw ProgramError.notOneExercise(name, candidates: found.map(\.id.description))
    }
    return first
  }

  func packs(named names: [String]) throws -> [Pack] {
    let typed = names.map { $0.lowercased() }
    for (name, typed) in zip(names, typed) where !packs.contains(where: { $0.id == typed }) {
      throw ProgramError.unknownName(name, nearest: NearestMatch.of(name, among: packs.map(\.id)))
    }
    return packs.filter { typed.contains($0.id) }
  }

  /// The exercise, or the exercises of a pack, that a name stands for: `layers/linear`,
  /// `Exercises/Layers/Linear.swift`, `linear`, `layers`, or an exercise's former name.
  ///
  /// - Throws: ``ProgramError`` when it stands for nothing, or for exercises of several packs.
  private func matches(_ name: String, prefersPack: Bool) throws -> [Entry] {
    let typed = Catalog.plain(name)
    let exact =
      exercises.first { $0.id.spellings.contains(typed) }
      ?? exercises.first { $0.formerly.contains { $0.spellings.contains(typed) } }
    if let exact { return [exact] }
    let pack = packs.first { [$0.id, $0.name.lowercased()].contains(typed) }?.exercises
    let short = exercises.filter { $0.id.shortSpellings.contains(typed) }
    if let pack, prefersPack || short.count != 1 { return pack }
    guard short.count < 2 else {
      throw ProgramError.notOneExercise(name, candidates: short.map(\.id.description))
    }
    guard short.isEmpty else { return short }
    throw ProgramError.unknownName(name, nearest: nearest(to: typed))
  }

  /// The exercises or the pack that a name probably means, in words; nil when nothing is near.
  private func nearest(to typed: String) -> String? {
    let ids = exercises.map(\.id)
    if let whole = NearestMatch.of(typed, among: ids.map(\.description) + packs.map(\.id)) {
      return whole
    }
    guard let short = NearestMatch.of(typed, among: ids.flatMap(\.shortSpellings)) else {
      return nil
    }
    let meant = ids.filter { $0.shortSpellings.contains(short) }.map(\.description)
    return meant.prefix(3).joined(separator: " or ")
  }

  /// A name in small letters, without the rest of its path: `Exercises/Layers/Linear.swift:21`, as
  /// a terminal or an editor gives it, is `layers/linear`.
  private static func plain(_ name: String) -> String {
    var typed = name.lowercased()
    if let place = typed.firstMatch(of: /\.swift(:[0-9]+)*$/) { typed.removeSubrange(place.range) }
    while typed.hasSuffix("/") { typed.removeLast() }
    let parts = typed.split(separator: "/").filter { $0 != "." }
    let inside = parts.lastIndex(of: "exercises").map { parts[($0 + 1)...] } ?? parts[...]
    return inside.joined(separator: "/")
  }
}

extension ExerciseID {
  /// The ways to type an exercise, in small letters.
  fileprivate var spellings: [String] { [description, "\(pack)/\(name)".lowercased()] }

  /// The ways to type it without its pack.
  fileprivate var shortSpellings: [String] { [ExerciseID.dashed(name), name.lowercased()] }
}
