import Foundation

/// The folders of a package with exercises.
///
/// The folder `.gradschool` has the verdicts, opened hints, backups and printed output of a student. Only the
/// pristine stubs there belong to the package itself.
package struct Workspace: Sendable {
  package let root: URL

  package init(root: URL) { self.root = root }

  /// The package in the current folder: `swift test` and `swift run` start there.
  package static var current: Workspace {
    Workspace(root: URL(filePath: FileManager.default.currentDirectoryPath))
  }

  /// The folder for all files about a student's work.
  package var state: URL { root.appending(path: ".gradschool") }

  package func file(_ path: String) -> URL { root.appending(path: path) }

  package func stub(of id: ExerciseID) -> URL { file(id.stubPath) }

  package func verdict(of id: String) -> URL { state.appending(path: "verdicts/\(id).json") }

  /// The file for the printed output of an exercise's code.
  package func outputPath(of id: ExerciseID) -> String { ".gradschool/output/\(id).txt" }

  // MARK: - Reading and writing

  package func write(_ verdict: Verdict) throws {
    try write(verdict, to: self.verdict(of: verdict.exercise))
  }

  func write(_ value: some Encodable, to target: URL, isPretty: Bool = true) throws {
    try FileManager.default.createFolder(above: target)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    try encoder.encode(value).write(to: target, options: .atomic)
  }

  /// The last verdict about an exercise; nil when none can be read.
  package func readVerdict(of id: String) -> Verdict? {
    guard let data = try? Data(contentsOf: verdict(of: id)) else { return nil }
    return try? JSONDecoder().decode(Verdict.self, from: data)
  }

  /// The text of an exercise's source; empty when there is no file.
  package func source(of id: ExerciseID) -> String {
    (try? String(contentsOf: file(id.sourcePath), encoding: .utf8)) ?? ""
  }

  /// Whether the student has not changed the file that was handed out.
  package func isPristine(_ id: ExerciseID) -> Bool { isPristine(source(of: id), id) }

  /// Whether a text is the stub of an exercise, or a version of it with a planted fault.
  package func isPristine(_ text: String, _ id: ExerciseID) -> Bool {
    let stub = try? String(contentsOf: stub(of: id), encoding: .utf8)
    return text == stub
      || PlantedFaults(of: id, in: self).versions.contains { $0.text == text }
  }

  /// The hash of an exercise's file; the hash of no bytes when there is no file.
  package func sourceHash(of id: ExerciseID) -> String {
    Workspace.hash((try? Data(contentsOf: file(id.sourcePath))) ?? Data())
  }

  /// A hash of an exercise's grader and certification.
  package func graderHash(of id: ExerciseID) -> String {
    let faults = PlantedFaults(of: id, in: self).versions.map { Data($0.text.utf8) }
    let files =
      [id.graderPath, id.certificationPath].map { try? Data(contentsOf: file($0)) } + faults
    return Workspace.hash(files.compactMap { $0 }.reduce(Data(), +))
  }

  package static func hash(_ text: String) -> String { hash(Data(text.utf8)) }

  /// A hash of bytes: FNV-1a, 64 bits.
  package static func hash(_ bytes: Data) -> String {
    let hash = bytes.withUnsafeBytes { buffer in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      var index = 0
      while index < buffer.count {
        hash = (hash ^ UInt64(buffer[index])) &* 0x100_0000_01B3
        index += 1
      }
      return hash
    }
    return String(hash, radix: 16)
  }
}

extension FileManager {
  /// Creates the folder above a file, and those above it.
  package func createFolder(above file: URL) throws {
    let folder = file.deletingLastPathComponent()
    try createDirectory(at: folder, withIntermediateDirectories: true)
  }
}
