import Foundation
import Testing

/// The lesson of a pack, so that each number it prints can be computed and looked up in it.
struct Lesson {
  /// The whole text, every run of blanks and line ends one blank.
  let text: String

  /// Reads `Exercises/<Pack>/README.md`.
  init(_ pack: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = root.appending(path: "Exercises/\(pack)/README.md")
    text = try String(contentsOf: page, encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether the lesson prints these words, wherever its lines are broken.
  func says(_ words: String) -> Bool {
    text.contains(words.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }
}
