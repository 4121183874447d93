import Foundation
import Grading

/// The names that exercises had before, under which students' files may still be found.
///
/// A hint file says `formerly Basics/Affine`. The letters' case does not matter: the name of a file on disk is what was
/// declared in it. A name that an exercise has now belongs to that exercise.
struct FormerNames {
  let catalog: Catalog
  private let present: Set<ExerciseID>

  init(_ catalog: Catalog) {
    self.catalog = catalog
    present = Set(catalog.exercises.map(\.id))
  }

  /// A file of an exercise from the time of another name.
  struct File: Equatable {
    /// The path, seen from the folder with the packs.
    var path: String
    /// The name of that time, as the file spells it.
    var old: ExerciseID
    /// The name of today.
    var new: ExerciseID

    /// The text with the name of today for the name of that time, wherever the code has it.
    func renamed(_ text: String) -> String {
      old.name == new.name ? text : text.replacingIdentifier(old.name, with: new.name)
    }

    /// The same for a file whose own name may be spelled in other letters than what it declares.
    func renamed(_ text: String, _ catalog: Catalog) -> String {
      let names = catalog.exercises.first { $0.id == new }?.formerly.map(\.name) ?? []
      let spelled = names.filter { $0.lowercased() == old.name.lowercased() && $0 != new.name }
      return spelled.reduce(renamed(text)) { $0.replacingIdentifier($1, with: new.name) }
    }
  }

  /// The files among some paths, `Exercises/Basics/Affine.swift` or `Basics/Affine.swift`, that are those of exercises
  /// under former names.
  func files(among paths: [String]) -> [File] {
    paths.compactMap { path in
      guard path.hasSuffix(".swift") else { return nil }
      let parts = path.dropLast(6).split(separator: "/").map(String.init)
      let names = parts.first == "Exercises" && parts.count == 3 ? Array(parts.dropFirst()) : parts
      guard names.count == 2 else { return nil }
      let old = ExerciseID(pack: names[0], name: names[1])
      return owner(of: old).map { File(path: path, old: old, new: $0) }
    }
  }

  /// The file of an exercise under its former name alone, `Affine.swift`, when no other exercise has or had that name.
  func file(alone path: String) -> File? {
    guard path.hasSuffix(".swift"), !path.contains("/") else { return nil }
    let name = String(path.dropLast(6))
    func isNamed(_ id: ExerciseID) -> Bool { id.name.lowercased() == name.lowercased() }
    let owners = catalog.exercises.filter { $0.formerly.contains(where: isNamed) }
    guard owners.count == 1, let owner = owners.first,
      !catalog.exercises.contains(where: { $0.id != owner.id && isNamed($0.id) }),
      owner.id.name != name, let old = owner.formerly.first(where: isNamed)
    else { return nil }
    return File(path: path, old: ExerciseID(pack: old.pack, name: name), new: owner.id)
  }

  /// The folders, in small letters, in which files of former names may be.
  var folders: Set<String> {
    Set(catalog.exercises.flatMap(\.formerly).map { $0.pack.lowercased() })
  }

  /// The former names of an exercise that no exercise has now.
  func unused(of entry: Catalog.Entry) -> [ExerciseID] {
    entry.formerly.filter { owner(of: $0) == entry.id }
  }

  /// The exercise that had a name, if no exercise has it now.
  private func owner(of old: ExerciseID) -> ExerciseID? {
    let owner = catalog.exercises.first { $0.formerly.contains(where: old.isSpelled) }?.id
    // An exercise may have got a new case alone.
    guard !present.contains(old),
      !present.contains(where: { $0 != owner && old.isSpelled($0) })
    else { return nil }
    return owner
  }
}

extension ExerciseID {
  /// Whether the name is another one's, whatever the case of the letters.
  fileprivate func isSpelled(_ other: ExerciseID) -> Bool {
    sourcePath.lowercased() == other.sourcePath.lowercased()
  }
}

extension String {
  /// The text with an identifier replaced wherever its code has it; comments and the text of strings stay.
  func replacingIdentifier(_ old: String, with new: String) -> String {
    let (text, code, name) = (Array(utf8), Array(SourceScan(self).code.utf8), Array(old.utf8))
    guard code.count == text.count, !name.isEmpty else { return self }
    func isPart(_ position: Int) -> Bool {
      guard code.indices.contains(position) else { return false }
      let byte = code[position]
      return byte == UInt8(ascii: "_") || byte >= 0x80
        || Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
    }
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      let end = position + name.count
      // A member of that name is somebody else's.
      let isMember = position > 0 && code[position - 1] == UInt8(ascii: ".")
      if end <= text.count, code[position..<end].elementsEqual(name), !isPart(position - 1),
        !isPart(end), !isMember
      {
        result += Array(new.utf8)
        position = end
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
