import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

/// A class of 2,000 in four processes of the program itself.
///
/// The verdicts are known beforehand: this is about results that are lost, doubled or mixed up, not about builds.
@Suite(
  "A class in several processes",
  .enabled(if: ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1")
)
struct ClassProcessesTests {
  private static let parts = 4
  private let own: FakeClass
  private var root: URL { own.package.root }

  init() throws { own = try FakeClass() }

  /// The points of a student in the two exercises that are handed in.
  private func points(_ number: Int) -> (Int, Int) { (number % 40 % 11, number % 60 % 7) }

  private func name(_ number: Int) -> String { "student-\(number)" }

  private func handIn() throws {
    let ids = TestPackage.ids
    let catalog = Catalog(own.package.workspace)
    let subset = PackageSubset(
      workspace: own.package.workspace,
      packs: catalog.packs,
      withSolutions: true
    )
    let identity = try GradingIdentity(subset, seed: 7)
    let caches = (1...Self.parts).map {
      VerdictCache(
        Workspace(root: root.appending(path: "part-\($0)")),
        identity,
        catalog,
        package: own.package.workspace
      )
    }
    for number in 0..<2_000 {
      let texts = [ids[1]: "// text \(number % 40)", ids[3]: "// other text \(number % 60)"]
      for (id, text) in texts { try own.hand(in: text, id, of: name(number)) }
      guard number < 120 else { continue }
      let (first, second) = points(number)
      for cache in caches {
        for (id, earned) in [(ids[1], first), (ids[3], second)] {
          try cache.keep(verdict(id, texts[id] ?? "", earned), on: id, texts)
        }
      }
    }
  }

  private func verdict(_ id: ExerciseID, _ text: String, _ earned: Int) -> Verdict {
    Verdict(
      exercise: "\(id)",
      state: .wrong,
      possible: 10,
      checks: [
        Check(.forward, .passed, possible: earned), Check(.gradient("x"), .failed, possible: 1),
      ],
      sourcePath: id.sourcePath,
      sourceHash: Workspace.hash(text),
      compiledHash: Workspace.hash(text),
      run: "",
      seed: 7
    )
  }

  private static func start(_ part: Int, _ root: URL) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "gradschool")
    process.arguments = [
      "class", "--submissions", "handed in", "--to", "part-\(part)", "--part",
      "\(part)/\(parts)", "--seed", "7",
    ]
    process.currentDirectoryURL = root
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func results(_ part: Int, _ root: URL) -> Int {
    let folder = root.appending(path: "part-\(part)/students").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.count { $0.hasSuffix(".json") }
  }

  @Test(
    "2,000 submissions in four processes, two of them killed and started again: right, none lost"
  )
  func processes() async throws {
    try handIn()
    let root = root
    try await onThread {
      let running = try (1...Self.parts).map { try Self.start($0, root) }
      for part in 1...2 {
        let process = running[part - 1]
        while process.isRunning, Self.results(part, root) < 50 { usleep(2_000) }
        kill(process.processIdentifier, SIGKILL)
      }
      for process in running { process.waitUntilExit() }
      #expect(running.map(\.terminationStatus).suffix(2) == [0, 0])
    }
    let before = (1...2).map { Self.results($0, root) }
    #expect(before.allSatisfy { (50..<400).contains($0) }, "\(before)")
    let merge = ["class", "--to", "graded", "--merge"] + (1...Self.parts).map { "part-\($0)" }
    #expect(own.run(merge) == 2)
    #expect(own.output.contains("part-1 is not finished: student-"), "\(own.output)")

    try await onThread {
      for process in try (1...2).map({ try Self.start($0, root) }) {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
    }
    #expect(own.run(merge) == 0, "\(own.output)")
    let table = try own.table()
    #expect(table.count == 2_000)
    for number in 0..<2_000 {
      let (first, second) = points(number)
      #expect(table[name(number)]?["total"] == "\(first + second)", "\(number)")
    }
    let page = own.read("students/student-1999.md")
    #expect(page.hasPrefix("# student-1999\n") && page.contains("| zebra/step |"))
  }
}
