import Foundation
import Grading

/// The folder with the results of a class; after a stop, grading continues from its content.
struct ClassFolder: Sendable {
  let workspace: Workspace

  init(_ root: URL) { workspace = Workspace(root: root) }

  /// What is graded, and how marks are made of it.
  struct Settings: Codable {
    /// The seed of the probes, which students do not know.
    var seed: UInt64
    /// The packs that are graded.
    var packs: [String]?
    /// The fingerprints of the exercises in the tables: see ``GradingIdentity``.
    var exercises: [String: String]?
    /// The fingerprints of the exercises whose solutions have passed.
    var passed: [String: String]?
    var lateness: Lateness?
    var part: ClassPart?

    var identity: GradingIdentity { GradingIdentity(exercises: exercises ?? [:]) }
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

  func write(_ settings: Settings) throws {
    try workspace.writeSecret(settings, to: "settings.json", isPretty: true)
  }

  /// The results of a class.
  struct Results {
    /// The results in alphabetical order of the names.
    var all: [StudentResult] = []
    /// The names of files that cannot be read.
    var damaged: [String] = []
  }

  /// The result of a student; nil when there is none that can be read.
  func result(of student: String) -> StudentResult? {
    read("\(ClassFolder.fileName(student)).json")
  }

  /// All results in the folder; those that are known already are not read again.
  func results(known: [StudentResult] = []) -> Results {
    let folder = workspace.file("students").path
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".json") }.sorted()
    let present = Set(names)
    var byName: [String: StudentResult] = [:]
    for result in known {
      let name = "\(ClassFolder.fileName(result.student)).json"
      if present.contains(name) { byName[name] = result }
    }
    let ready = byName
    let found = names.concurrentMap { ready[$0] ?? read($0) }
    return Results(
      all: found.compactMap { $0 }.sorted { $0.student < $1.student },
      damaged: zip(names, found).filter { $0.1 == nil }.map(\.0)
    )
  }

  private func read(_ name: String) -> StudentResult? {
    guard let data = try? Data(contentsOf: workspace.file("students/\(name)")),
      let result = try? JSONDecoder().decode(StudentResult.self, from: data),
      "\(ClassFolder.fileName(result.student)).json" == name
    else { return nil }
    return result
  }

  /// Writes a result, and removes the page about an earlier one.
  func write(_ result: StudentResult) throws {
    try? FileManager.default.removeItem(at: workspace.file(ClassFolder.page(of: result.student)))
    try workspace.writeSecret(result, to: "students/\(ClassFolder.fileName(result.student)).json")
  }

  /// The path of a student's page.
  static func page(of student: String) -> String { "students/\(fileName(student)).md" }

  func copy(_ number: Int) -> URL { workspace.file("work/\(number)") }

  /// A name for a student's files: the student's own, unless it is long or unusual.
  static func fileName(_ student: String) -> String {
    let safe = student.replacing(#/[^\p{L}\p{N}\p{M} ._@+,()=-]/#) { _ in "_" }
    guard safe != student || safe.utf8.count > 120 || safe.hasPrefix(".") else { return student }
    return "\(safe.prefix(40).replacing(#/^\.+/#) { _ in "_" })-\(Workspace.hash(student))"
  }
}

extension Workspace {
  /// Writes a file with the seed in it, which only its owner may read.
  func writeSecret(_ value: some Encodable, to path: String, isPretty: Bool = false) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    try writeSecret(try encoder.encode(value) + Data("\n".utf8), to: path)
  }
}
