import Foundation
import Grading
import Tensors
import Testing

@testable import ExerciseTesting

/// Keeps a pipe open, in its own process and in one that it starts, and waits.
enum Lingers: Behaviour { static let student = Implementation.forward(Student.lingers) }

extension Student {
  /// The pipe lies beside the folder of the standard output.
  static func lingers(_ x: Tensor) throws -> Tensor {
    let output = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/1")
    guard let range = output.range(of: "/.gradschool") else { return 3 * x }
    let pipe = String(output[..<range.lowerBound]) + "/pipe"
    let descriptor = open(pipe, O_WRONLY)
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "exec 9>'\(pipe)'; echo ready >&9; exec sleep 600"]
    try shell.run()
    sleep(600)
    return descriptor < 0 ? x : 2 * x
  }
}

#if !canImport(Darwin)
  @Suite("When the process of the tests is killed", .maintainers)
  struct EndOfTheRunTests {
    private static let variable = "GRADSCHOOL_TESTS_VICTIM"

    private static var root: URL? {
      ProcessInfo.processInfo.environment[variable].map { URL(filePath: $0) }
    }

    @Test("its child and the processes that the child started end too")
    func killed() async throws {
      let root = FileManager.default.temporaryDirectory.appending(path: "gradschool-\(UUID())")
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      let pipe = root.appending(path: "pipe")
      try #require(mkfifo(pipe.path, 0o600) == 0)

      let tests = Process()
      tests.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      tests.arguments = [
        "--testing-library", "swift-testing", "--filter", "EndOfTheRunTests/victim",
      ]
      tests.environment = ProcessInfo.processInfo.environment.merging(
        [Self.variable: root.path, "TMPDIR": root.path]
      ) { $1 }
      tests.standardError = FileHandle.nullDevice
      tests.standardOutput = FileHandle.nullDevice
      try tests.run()

      let reader = try FileHandle(forReadingFrom: pipe)
      #expect(try reader.read(upToCount: 6) == Data("ready\n".utf8))
      kill(tests.processIdentifier, SIGKILL)
      tests.waitUntilExit()
      // The end of the pipe comes when the last process that could write to it has ended.
      #expect(try reader.readToEnd() ?? Data() == Data())

      // The next run removes the folder.
      let isLeft = { (name: String) in name.hasPrefix("gradschool-run-") }
      let manager = FileManager.default
      #expect(try manager.contentsOfDirectory(atPath: root.path).contains(where: isLeft))
      try RunFolder(in: root).remove()
      #expect(try !manager.contentsOfDirectory(atPath: root.path).contains(where: isLeft))
      try manager.removeItem(at: root)
    }

    @Test("(the process that is killed)", .enabled(if: root != nil, "runs in a process of its own"))
    func victim() async throws {
      let root = try #require(Self.root)
      let testRun = TestRun(workspace: Workspace(root: root))
      _ = await testRun.verdict(of: Doubling<Lingers>.self)
    }
  }
#endif
