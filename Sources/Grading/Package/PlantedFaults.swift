import Foundation

/// The versions of a *find the bug* exercise, each with a planted fault; a student gets one of them.
///
/// Version 2 of `Neuron/Repair` is `Tests/NeuronTests/RepairFault2.swift`. The file declares the type `RepairFault2`,
/// which certification tries; a student's file has the same text with the name `Repair`. A comment says which version
/// it is, `// Version 2`, so that a file that was handed in tells it too.
///
/// A handout has no such files, whose comparison would give the faults away at a glance; it has them in one file, in
/// base 64.
package struct PlantedFaults: Sendable, Equatable {
  package struct Version: Sendable, Equatable {
    /// The number of the version, from 1.
    package var number: Int
    /// The text of the student's file.
    package var text: String
    /// The line of the fault, counted from 1; nil when it is not known.
    package var line: Int?

    package var lines: [Substring] { PlantedFaults.lines(text) }
  }

  package let versions: [Version]

  /// Reads the versions of an exercise; there are none of any other kind of exercise.
  package init(of id: ExerciseID, in workspace: Workspace) {
    func text(_ path: String) -> String? {
      try? String(contentsOf: workspace.file(path), encoding: .utf8)
    }
    var versions: [Version] = []
    while let text = text(id.faultPath(versions.count + 1)) {
      let number = versions.count + 1
      versions.append(
        Version(number: number, text: text.replacing("\(id.name)Fault\(number)", with: id.name))
      )
    }
    if versions.isEmpty {
      let stored = try? Data(contentsOf: workspace.file(id.handedOutFaultsPath))
      versions = stored.flatMap(PlantedFaults.decoded) ?? []
    } else if let solution = text(id.solutionPath).map(CodeLines.init) {
      for position in versions.indices {
        let code = CodeLines(versions[position].text)
        let lines = code.lines(differingFrom: solution)
        if lines?.count == 1 { versions[position].line = lines?.first }
      }
    }
    self.versions = versions
  }

  // MARK: - Which version

  /// The version that a student gets: always the same for the same identity.
  ///
  /// There must be at least one.
  package func version(for identity: String, of id: ExerciseID) -> Version {
    let hash = UInt64(Workspace.hash("\(identity) \(id)"), radix: 16) ?? 0
    // The lowest bits of the hash depend on little of the text.
    return versions[Int((hash >> 20) % UInt64(versions.count))]
  }

  /// The version that a text names in its comment; nil without the comment, because a guess could be wrong.
  package func version(namedIn text: String) -> Version? {
    guard let named = text.firstMatch(of: PlantedFaults.mark), let number = Int(named.1) else {
      return nil
    }
    return versions.first { $0.number == number }
  }

  package static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// The comment that names a version.
  static var mark: Regex<(Substring, Substring)> { #/(?m)^ *///? Version ([0-9]+)\b/# }

  // MARK: - In a handout

  private struct Stored: Codable {
    var text: Data
    var line: Int?
  }

  /// The content of the file in a handout.
  package func encoded() throws -> Data {
    try JSONEncoder().encode(versions.map { Stored(text: Data($0.text.utf8), line: $0.line) })
  }

  private static func decoded(_ data: Data) -> [Version]? {
    let stored = try? JSONDecoder().decode([Stored].self, from: data)
    return stored?.enumerated().map { position, version in
      Version(
        number: position + 1,
        text: String(decoding: version.text, as: UTF8.self),
        line: version.line
      )
    }
  }
}

/// The lines of a source text that have code, without comments and indentation.
struct CodeLines {
  private let lines: [(number: Int, code: String)]

  init(_ text: String) {
    lines = SourceScan(text).code.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().map {
        (number: $0.offset + 1, code: $0.element.trimmingCharacters(in: .whitespaces))
      }
      .filter { !$0.code.isEmpty }
  }

  /// The numbers of the lines whose code is another text's; nil when the texts have different numbers of lines.
  func lines(differingFrom other: CodeLines) -> [Int]? {
    guard lines.count == other.lines.count else { return nil }
    return zip(lines, other.lines).filter { $0.code != $1.code }.map(\.0.number)
  }
}
