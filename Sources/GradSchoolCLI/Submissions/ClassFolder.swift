import Foundation
import Grading

/// The folder with the results of a class; after a stop, grading continues from its content.
struct ClassFolder: Sendable {
  let workspace: Workspace

  init(_ root: URL) { workspace = Workspace(root: root) }

  /// The seed of a class, and the package for which it is proven.
  struct Settings: Codable {
    /// The seed of the probes, which students do not know.
    var seed: UInt64
    /// A hash of the package whose solutions passed with this seed.
    var proven: String?
  }

  /// The settings, or nil when there are none yet; damaged ones are an error, since another seed must not be drawn.
  func settings() throws -> Settings? {
    guard let data = try? Data(contentsOf: workspace.file("settings.json")) else { return nil }
    do {
      return try JSONDecoder().decode(Settings.self, from: data)
    } catch {
      throw ProgramError.damagedSettings(path: workspace.file("settings.json").path)
    }
  }

  func write(_ settings: Settings) throws { try writeSecret(settings, to: "settings.json") }

  /// The result of a student; nil when there is none that can be read.
  func result(of student: String) -> StudentResult? {
    let file = workspace.file("students/\(ClassFolder.fileName(student)).json")
    guard let data = try? Data(contentsOf: file),
      let result = try? JSONDecoder().decode(StudentResult.self, from: data),
      result.student == student
    else { return nil }
    return result
  }

  /// All results of a seed, by the names of the students, and the names of the other files.
  func results(seed: UInt64) -> (results: [StudentResult], others: [String]) {
    let folder = workspace.file("students").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.filter { $0.hasSuffix(".json") }.sorted()
    var (results, others) = ([StudentResult](), [String]())
    for name in files {
      let data = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      if let result = try? JSONDecoder().decode(StudentResult.self, from: data),
        result.seed == seed, "\(ClassFolder.fileName(result.student)).json" == name
      {
        results.append(result)
      } else {
        others.append(name)
      }
    }
    return (results.sorted { $0.student < $1.student }, others)
  }

  /// Writes the page about a result, and then the result.
  func write(_ result: StudentResult, _ catalog: Catalog) throws {
    let path = "students/\(ClassFolder.fileName(result.student))"
    try workspace.write(Data(result.page(catalog).utf8), to: "\(path).md")
    try writeSecret(result, to: "\(path).json")
  }

  func copy(_ number: Int) -> URL { workspace.file("work/\(number)") }

  /// Writes a file with the seed in it, which only its owner may read.
  private func writeSecret(_ value: some Encodable, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try workspace.write(try encoder.encode(value) + Data("\n".utf8), to: path)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600],
      ofItemAtPath: workspace.file(path).path
    )
  }

  /// A name for a student's files: the student's own, unless it is long or unusual.
  static func fileName(_ student: String) -> String {
    let safe = student.replacing(#/[^\p{L}\p{N}\p{M} ._@+,()=-]/#) { _ in "_" }
    guard safe != student || safe.utf8.count > 120 || safe.hasPrefix(".") else { return student }
    return "\(safe.prefix(40).replacing(#/^\.+/#) { _ in "_" })-\(Workspace.hash(student))"
  }
}
