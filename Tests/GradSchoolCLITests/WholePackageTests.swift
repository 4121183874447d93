import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

/// The program on a copy of the whole package, with the real toolchain: one cold build and a few small ones.
@Suite(
  "The program on a real package",
  .enabled(if: ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1")
)
struct WholePackageTests {
  @Test("a pack of two with a syntax error and a changed signature; Ctrl-C in an endless loop")
  func wholePackage() async throws {
    let copy = try PackageCopy()
    defer { copy.remove() }
    try copy.edit("Activations/Sigmoid") { $0.replacing("throw NotStarted()", with: "return x +") }
    try copy.edit("Activations/ReLU") {
      $0.replacing("func backward(_ upstream: Tensor,", with: "func backward(_ scale: Double,")
    }
    try copy.solve("Layers/Linear")

    #expect(await copy.run() == 1)
    let syntax = try #require(copy.verdict("activations/sigmoid"))
    #expect(syntax.state == .doesNotCompile)
    #expect(copy.output.contains("error: expected expression after operator"))
    let signature = try #require(copy.verdict("activations/relu"))
    #expect(signature.state == .doesNotCompile)
    #expect(copy.output.contains("The functions must be declared like this, in an enum"))
    #expect(copy.output.contains("static func backward(_ upstream: Tensor, _ x: Tensor) throws"))
    #expect(copy.verdict("layers/linear")?.state == .passed)

    // One of the two mended: the other still costs itself alone.
    try copy.solve("Activations/ReLU")
    #expect(await copy.run() == 1)
    #expect(copy.verdict("activations/relu")?.state == .passed)
    #expect(copy.verdict("activations/sigmoid")?.state == .doesNotCompile)

    try copy.edit("Layers/Linear") {
      $0.replacing(/(static func forward[^{]*\{)/) { "\($0.1)\n    while true {}\n" }
    }
    let status = try await copy.runAndInterrupt(when: ".gradschool/output/layers/linear.txt")
    #expect(status == 130)
    #expect(copy.processes().isEmpty)
  }
}

/// A copy of this package in a temporary folder, without the tests of its libraries.
private final class PackageCopy: @unchecked Sendable {
  let root: URL
  private(set) var output = ""

  init() throws {
    let files = FileManager.default
    let source = try Workspace.around(URL(filePath: #filePath)).root
    root = files.temporaryDirectory.appending(path: "gradschool-copy-\(UUID())").standardizedFileURL
    try files.createDirectory(at: root, withIntermediateDirectories: true)
    for name in ["Package.swift", "Sources", "Tests", "Solutions"] {
      try files.copyItem(at: source.appending(path: name), to: root.appending(path: name))
    }
    for name in ["Exercises", ".gradschool/stubs"] {
      let target = root.appending(path: name)
      try files.createDirectory(
        at: target.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try files.copyItem(at: source.appending(path: name), to: target)
    }
    // The exercises as they were handed out, whatever has been done to those here.
    for pack in try files.contentsOfDirectory(atPath: root.appending(path: "Exercises").path) {
      let stubs = root.appending(path: ".gradschool/stubs/\(pack)")
      for file in try files.contentsOfDirectory(atPath: stubs.path) {
        try Data(contentsOf: stubs.appending(path: file))
          .write(to: root.appending(path: "Exercises/\(pack)/\(file)"))
      }
    }
    for library in ["Tensors", "GradientChecking", "ReferenceLayers", "Grading", "ExerciseTesting"]
      + ["GradientTesting", "DifferentiableChecking", "GradSchoolCLI"]
    {
      let tests = root.appending(path: "Tests/\(library)Tests")
      for file in try files.contentsOfDirectory(atPath: tests.path) {
        try files.removeItem(at: tests.appending(path: file))
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  func edit(_ exercise: String, _ change: (String) -> String) throws {
    let file = root.appending(path: "Exercises/\(exercise).swift")
    let text = try String(contentsOf: file, encoding: .utf8)
    let changed = change(text)
    try #require(changed != text)
    try Data(changed.utf8).write(to: file)
  }

  func solve(_ exercise: String) throws {
    try Data(contentsOf: root.appending(path: "Solutions/\(exercise).swift"))
      .write(to: root.appending(path: "Exercises/\(exercise).swift"))
  }

  func verdict(_ id: String) -> Verdict? { Workspace(root: root).readVerdict(of: id) }

  /// Runs the program.
  func run() async -> Int32 {
    output = ""
    return await onThread {
      Program.run(
        [],
        in: self.root,
        console: Console(output: { self.output += $0 }, errors: { _ in }),
        toolchain: { SwiftToolchain(root: $0.root) }
      )
    }
  }

  /// Starts the program itself, interrupts it when a file is there, and returns its exit code.
  func runAndInterrupt(when file: String) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "gradschool")
    process.currentDirectoryURL = root
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let awaited = root.appending(path: file).path
    try? FileManager.default.removeItem(atPath: awaited)
    try process.run()
    // What is waited for is over within seconds.
    return try await onThread {
      for _ in 0..<6_000 where process.isRunning {
        if FileManager.default.fileExists(atPath: awaited) { break }
        usleep(20_000)
      }
      usleep(200_000)
      try #require(!self.processes().isEmpty)
      process.interrupt()
      for _ in 0..<6_000 where process.isRunning { usleep(20_000) }
      return process.isRunning ? -1 : process.terminationStatus
    }
  }

  /// The command lines of processes that belong to the copy.
  func processes() -> [String] {
    let ps = Process()
    let pipe = Pipe()
    ps.executableURL = URL(filePath: "/bin/ps")
    ps.arguments = ["-A", "-ww", "-o", "args="]
    ps.standardOutput = pipe
    guard (try? ps.run()) != nil else { return ["ps cannot be started"] }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    ps.waitUntilExit()
    return text.split(separator: "\n").map(String.init).filter {
      $0.contains(root.lastPathComponent)
    }
  }
}
