import Foundation
import Testing

/// The last hint of an exercise is code to type in, or says in a sentence what is still to be written.
///
/// Typing it in must lead to something that passes. So its code is a part of the certified solution, with `…`
/// for what it leaves out; and it leaves something out, because a whole solution is no hint.
@Suite("Last hints") struct LastHintTests {
  private struct Exercise: CustomStringConvertible {
    let pack: String
    let name: String
    var description: String { "\(pack)/\(name)" }
  }

  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
  }

  private func exercises() throws -> [Exercise] {
    try files(in: "Solutions").flatMap { pack in
      try files(in: "Solutions/\(pack)").map {
        Exercise(pack: pack, name: String($0.dropLast(".swift".count)))
      }
    }
  }

  @Test("the code of a last hint is a part of the solution, and leaves something to be written")
  func lastHints() throws {
    let exercises = try exercises()
    #expect(exercises.count >= 65)
    for exercise in exercises {
      let hint = try lastHint(of: exercise)
      let solution = try text("Solutions/\(exercise.pack)/\(exercise.name).swift")
      let stub = try text(".gradschool/stubs/\(exercise.pack)/\(exercise.name).swift")
      for code in hint.code {
        #expect(LastHint.part(code, isIn: solution), "\(exercise): \(code)")
      }
      #expect(!hint.text.isEmpty, "\(exercise)")
      #expect(!hint.missing(from: solution, unlike: stub).isEmpty, "\(exercise) is given away")
    }
  }

  private func lastHint(of exercise: Exercise) throws -> LastHint {
    let page = try text("Exercises/\(exercise.pack)/Hints/\(exercise.name).md")
    return LastHint(page: page)
  }

  @Test("code that is not in the solution is found, and so is a hint that is the whole solution")
  func canFail() {
    let solution = "enum X {\n  let y = a * b  // [N]\n  return y + 1\n}\n"
    #expect(LastHint.part("let y = a * b\nreturn …", isIn: solution))
    #expect(LastHint.part("let y = … * b", isIn: solution))
    #expect(!LastHint.part("let y = b * a", isIn: solution))
    #expect(!LastHint.part("return …\nlet y = a * b", isIn: solution))
    let stub = "enum X {\n  throw NotStarted()\n}\n"
    let half = LastHint(page: "# X\n## Almost\nWrite `let y = a * b`, then add 1.\n")
    #expect(half.code == ["let y = a * b"])
    #expect(half.missing(from: solution, unlike: stub) == ["returny+1"])
    let whole = LastHint(page: "# X\n## Almost\n    let y = a * b\n    return y + 1\n")
    #expect(whole.code == ["let y = a * b\nreturn y + 1"])
    #expect(whole.missing(from: solution, unlike: stub).isEmpty)
  }
}

/// The last hint of a hint file.
private struct LastHint {
  let text: String
  /// What is to be typed in: the lines that are indented, and code in a sentence that is more than a name.
  let code: [String]

  init(page: String) {
    text = page.components(separatedBy: "\n## ").last ?? ""
    var block: [String] = []
    var prose = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
      if line.hasPrefix("    ") {
        block.append(String(line.dropFirst(4)))
      } else {
        prose += " \(line)"
      }
    }
    let spans = prose.matches(of: /`([^`]+)`/).map { String($0.1) }.filter { $0.contains(" ") }
    code = (block.isEmpty ? [] : [block.joined(separator: "\n")]) + spans
  }

  /// The statements of a solution that a hint does not show as a whole; those of the stub are there already.
  func missing(from solution: String, unlike stub: String) -> [String] {
    let given = Set(LastHint.lines(stub))
    let shown = code.map { LastHint.lines($0).joined() }
    return LastHint.lines(solution).filter { line in
      line.contains { $0.isLetter } && !given.contains(line)
        && !shown.contains { $0.contains(line) }
    }
  }

  /// Whether code is in a solution, in this order, with anything in the place of each `…`.
  static func part(_ code: String, isIn solution: String) -> Bool {
    var rest = lines(solution).joined()[...]
    for piece in lines(code).joined(separator: "…").split(separator: "…") {
      guard let range = rest.range(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }

  /// The lines without blanks and comments.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      (line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line)
        .filter { !$0.isWhitespace }
    }.filter { !$0.isEmpty }
  }
}
