import Grading

extension Catalog {
  /// The exercises that names stand for, in the order of the catalog, each once.
  ///
  /// - Throws: ``ProgramError`` when a name stands for nothing.
  func exercises(named names: [String]) throws -> [Entry] {
    var chosen: Set<ExerciseID> = []
    for name in names {
      let found = try matches(name)
      chosen.formUnion(found.map(\.id))
    }
    return exercises.filter { chosen.contains($0.id) }
  }

  /// The one exercise that a name stands for.
  func exercise(named name: String) throws -> Entry {
    let found = try matches(name)
    guard let first = found.first, found.count == 1 else {
      throw ProgramError.notOneExercise(name, candidates: found.map(\.id.description))
    }
    return first
  }

  /// What a name stands for: `layers/linear`, `Exercises/Layers/Linear.swift`, `layers`, or `linear`.
  private func matches(_ name: String) throws -> [Entry] {
    var typed = name.lowercased()
    while typed.hasPrefix("./") { typed.removeFirst(2) }
    while typed.hasSuffix("/") { typed.removeLast() }
    if let exact = exercises.first(where: { $0.id.spellings.contains(typed) }) { return [exact] }
    let folders = packs.first { pack in
      [pack.id, pack.name.lowercased(), "exercises/\(pack.name.lowercased())"].contains(typed)
    }
    if let folders { return folders.exercises }
    let short = exercises.filter { $0.id.description.hasSuffix("/\(typed)") }
    guard short.isEmpty else { return short }
    let known = exercises.map(\.id.description)
    let nearest =
      NearestMatch.of(typed, among: known + packs.map(\.id))
      ?? known.first { id in
        let last = id.split(separator: "/").last.map(String.init) ?? ""
        return NearestMatch.of(typed, among: [last]) != nil
      }
    throw ProgramError.unknownName(name, nearest: nearest)
  }
}

extension ExerciseID {
  /// The ways to type an exercise, in small letters.
  fileprivate var spellings: [String] {
    let plain = "\(pack)/\(name)".lowercased()
    return [
      description, plain, "\(plain).swift", sourcePath.lowercased(),
      sourcePath.lowercased().replacing(".swift", with: ""),
    ]
  }
}
