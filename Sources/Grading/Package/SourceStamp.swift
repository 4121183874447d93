import Foundation

/// A proof, compiled into an exercise, of the text that the compiler read.
///
/// The program builds copies of the exercises. Each copy has, at the start of its first line, a declaration that
/// returns the hash of the text. The grader reads this hash from the compiled code, so the times of files do not
/// matter.
package enum SourceStamp {
  /// The declaration for an exercise.
  ///
  /// The declaration uses only the standard library, because an exercise need not import anything. The hash is
  /// in the body of a getter, so a new hash recompiles only its own file.
  package static func declaration(_ name: String, hash: String) -> String {
    let digits = String(repeating: "0", count: max(0, 16 - hash.count)) + hash
    return "struct SourceOf\(name): Swift.ExpressibleByNilLiteral, Swift.CustomStringConvertible "
      + "{ init(nilLiteral: ()) {}; var description: Swift.String { \"\(digits)\" } }; "
  }

  /// The text of an exercise's file with the proof of it.
  package static func stamped(_ text: Data, _ name: String) -> Data {
    // A byte order mark is not part of the text, and may only stand at the start of a file.
    let mark = Data([0xEF, 0xBB, 0xBF])
    let declaration = Data(declaration(name, hash: Workspace.hash(text)).utf8)
    return declaration + (text.starts(with: mark) ? text.dropFirst(mark.count) : text)
  }

  /// The hash of the text from which an exercise was compiled into this process; nil when it was built without a
  /// proof, as plain `swift test` does.
  package static func compiled(_ id: ExerciseID) -> String? {
    let name = "SourceOf\(id.name)"
    let mangled = "\(id.pack.utf8.count)\(id.pack)\(name.utf8.count)\(name)V"
    typealias Stamp = any (ExpressibleByNilLiteral & CustomStringConvertible).Type
    guard let type = _typeByName(mangled) as? Stamp else { return nil }
    return String(type.init(nilLiteral: ()).description.drop { $0 == "0" })
  }
}
