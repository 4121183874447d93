import Foundation
import Grading
import Testing

@testable import ExerciseTesting

enum WritesToThePackage: Behaviour {
  static let student = Implementation.forward(Student.writesToThePackage)
}
enum ReadsThePackage: Behaviour {
  static let student = Implementation.forward(Student.readsThePackage)
}
enum ReadsItsParent: Behaviour {
  static let student = Implementation.forward(Student.readsItsParent)
}
enum BecomesAnotherUser: Behaviour {
  static let student = Implementation.forward(Student.becomesAnotherUser)
}
enum KillsEverything: Behaviour {
  static let student = Implementation.forward(Student.killsEverything)
}
enum WritesFromTasks: Behaviour {
  static let student = Implementation.forward(Student.writesFromTasks)
}
enum UsesItsFolder: Behaviour {
  static let student = Implementation.forward(Student.usesItsFolder)
}

@Suite("Sandbox", .maintainers)
final class SandboxTests {
  private let folder: URL
  private let sandbox: Sandbox
  private let protections: [Protection]

  init() throws {
    // Children run as a user who may not enter the folder of another's temporary files.
    folder = URL(filePath: "/tmp").appending(path: "gradschool-\(UUID())")
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o711]
    try FileManager.default.createDirectory(
      at: folder,
      withIntermediateDirectories: true,
      attributes: attributes
    )
    sandbox = Sandbox(folder: folder)
    protections = Sandbox.protections(of: sandbox)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func expectPass(
    _ result: (verdict: Verdict, text: String),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.verdict.state == .passed, "\(result.text)", sourceLocation: sourceLocation)
    #expect(
      Set(result.verdict.protections ?? []) == Set(protections),
      sourceLocation: sourceLocation
    )
    let left = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left == [], sourceLocation: sourceLocation)
  }

  @Test("right code passes, and can use its own folder")
  func right() async throws {
    expectPass(try await Doubling<Innocent>.graded(in: sandbox))
    expectPass(try await Doubling<UsesItsFolder>.graded(in: sandbox))
  }

  @Test("nothing outside the folder can be written", .enabled(if: Sandbox.canConfine(.writing)))
  func writing() async throws {
    expectPass(try await Doubling<WritesToThePackage>.graded(in: sandbox))
  }

  @Test("threads that are started later are confined", .enabled(if: Sandbox.canConfine(.writing)))
  func tasks() async throws {
    expectPass(try await Doubling<WritesFromTasks>.graded(in: sandbox))
  }

  @Test("the package cannot be read", .enabled(if: Sandbox.canConfine(.reading)))
  func reading() async throws {
    expectPass(try await Doubling<ReadsThePackage>.graded(in: sandbox))
  }

  @Test(
    "the process that judges cannot be read, where the seed is",
    .enabled(if: Sandbox.canConfine(.reading) || Sandbox.canConfine(.ownUser))
  )
  func parent() async throws {
    expectPass(try await Doubling<ReadsItsParent>.graded(in: sandbox))
  }

  /// Without this test, the tests above could pass without any sandbox.
  @Test("without a sandbox all of these attempts succeed")
  func noSandbox() async throws {
    for (verdict, text) in [
      try await Doubling<WritesToThePackage>.graded(),
      try await Doubling<WritesFromTasks>.graded(),
      try await Doubling<ReadsThePackage>.graded(),
    ] {
      #expect(verdict.state == .wrong, "\(text)")
    }
    try? FileManager.default.removeItem(atPath: "/tmp/mine.txt")
  }

  @Test("a child of root is another user", .enabled(if: Sandbox.canConfine(.ownUser)))
  func user() async throws {
    expectPass(try await Doubling<BecomesAnotherUser>.graded(in: sandbox))
  }

  @Test("a crash is reported with its line")
  func crash() async throws {
    let (verdict, text) = try await Doubling<OutOfRange>.graded(in: sandbox)
    #expect(verdict.state == .crashed, "\(text)")
    #expect(text.contains("Index out of range"), "\(text)")
    #expect(text.contains("in Student.outOfRange"), "\(text)")
  }

  /// The test needs a separate user, because root may start any number of processes.
  @Test("processes that start processes are ended", .enabled(if: Sandbox.canConfine(.ownUser)))
  func bomb() async throws {
    let (verdict, text) = try await Doubling<StartsABomb>.graded(in: sandbox)
    #expect(verdict.state == .crashed, "\(text)")
    #expect(text.contains("had started"), "\(text)")
  }

  /// The test needs a separate user, or it would end the processes of the user who runs the tests.
  @Test("neighbours are out of reach", .enabled(if: Sandbox.canConfine(.ownUser)))
  func neighbours() async throws {
    let sandbox = sandbox
    let verdicts = try await withThrowingTaskGroup(of: Verdict.self) { group in
      for _ in 0..<4 {
        group.addTask { try await Doubling<UsesItsFolder>.graded(in: sandbox).verdict }
        group.addTask { try await Doubling<KillsEverything>.graded(in: sandbox).verdict }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(verdicts.map(\.state) == Array(repeating: .passed, count: 8))
  }

  @Test("processes that a daemon of a child leaves running are ended")
  func daemon() async throws {
    let (verdict, text) = try await Doubling<LeavesADaemon>.graded(in: sandbox)
    #expect(verdict.state == .passed, "\(text)")
    let process = try #require(verdict.output?.head.first.flatMap { Int32($0) })
    #expect(kill(process, 0) != 0 && errno == ESRCH, "process \(process) still runs")
  }
}

extension Sandbox {
  /// Whether this machine offers a protection to a child that is confined.
  fileprivate static func canConfine(_ protection: Protection) -> Bool {
    protections(of: Sandbox(folder: URL(filePath: "/tmp"))).contains(protection)
  }
}
