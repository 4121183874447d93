import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

/// The program on a copy of the whole package, with the real toolchain: one cold build and a few small ones.
@Suite(
  "The program on a real package",
  .enabled(if: ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1"),
  .serialized
)
struct WholePackageTests {
  @Test("a syntax error, a changed signature, and Ctrl-C in an endless loop")
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
    #expect(copy.output.contains("Declare the functions like this, in an enum"))
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

#if os(Linux)
  extension WholePackageTests {
    @Test("in a terminal, a second run, and runs in turn, compile only what has changed")
    func terminal() async throws {
      let copy = try PackageCopy(packs: ["Activations", "Layers"])
      defer { copy.remove() }
      try copy.solve("Layers/Linear")
      let grade = ["run", "gradschool", "grade", "layers/linear"]
      let test = ["test", "--filter", "layers/linear"]
      for words in [grade, test] {
        let first = try await copy.atTerminal(words)
        #expect(first.code == 0, "\(first.shown.suffix(2_000))")
        #expect(first.shown.contains("Compiling"))
      }
      for words in [grade, test, grade, grade] {
        let next = try await copy.atTerminal(words)
        #expect(next.code == 0, "\(next.shown.suffix(2_000))")
        #expect(!next.shown.contains("Compiling") && !next.shown.contains("Linking"))
        #expect(!next.shown.contains("remark:"))
        let log = try #require(copy.read(PackageBuild.log))
        #expect(log.contains("Compiling") == false, "\(log)")
      }
      // One file is edited: it is compiled, and no other.
      try copy.edit("Layers/Linear") { $0 + "// more\n" }
      #expect(try await copy.atTerminal(grade).code == 0)
      let log = try #require(copy.read(PackageBuild.log))
      let compiled = log.matches(of: #/Compiling \w+ (\S+)/#).map { String($0.1) }
      #expect(compiled == ["Linear.swift"], "\(log)")
    }

    @Test("texts of equal length that are saved in the same moment are all graded")
    func sameMoment() async throws {
      let copy = try PackageCopy(packs: ["Activations", "Layers"])
      defer { copy.remove() }
      try copy.solve("Layers/Linear")
      let right = try #require(copy.read("Exercises/Layers/Linear.swift"))
      let wrong = right.replacing("upstream.sum(axis: 0)", with: "upstream.max(axis: 0)")
      try #require(wrong != right && wrong.utf8.count == right.utf8.count)
      let moment = Date(timeIntervalSince1970: 1_700_000_000)
      for number in 0..<6 {
        let isRight = number % 2 == 0
        try copy.write(isRight ? right : wrong, to: "Exercises/Layers/Linear.swift", at: moment)
        _ = await copy.run()
        let verdict = try #require(copy.verdict("layers/linear"))
        #expect((verdict.state == .passed) == isRight, "\(number)")
        #expect(verdict.isProven(for: Workspace.hash(isRight ? right : wrong)))
      }
    }
  }
#endif

/// A copy of this package in a temporary folder, without the tests of its libraries.
private final class PackageCopy: @unchecked Sendable {
  let root: URL
  private(set) var output = ""

  /// Makes a copy; with `packs`, of some packs alone.
  init(packs: [String]? = nil) throws {
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
    let handedOut = root.appending(path: ".gradschool/stubs")
    for pack in try files.contentsOfDirectory(atPath: handedOut.path) {
      let stubs = handedOut.appending(path: pack)
      for file in try files.contentsOfDirectory(atPath: stubs.path) {
        try Data(contentsOf: stubs.appending(path: file))
          .write(to: root.appending(path: "Exercises/\(pack)/\(file)"))
      }
    }
    if let packs {
      let manifest = root.appending(path: "Package.swift")
      let text = try String(contentsOf: manifest, encoding: .utf8)
      let list = "let packs = [\"" + packs.joined(separator: "\", \"") + "\"]"
      try Data(text.replacing(#/let packs = \[[^\]]*\]/#, with: list).utf8).write(to: manifest)
      let folders = Catalog(Workspace(root: root)).packs.map(\.name)
      for pack in folders where !packs.contains(pack) {
        try files.removeItem(at: root.appending(path: "Exercises/\(pack)"))
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

  func read(_ path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Writes a text as if it was saved at some moment.
  func write(_ text: String, to path: String, at moment: Date) throws {
    try Data(text.utf8).write(to: root.appending(path: path))
    try FileManager.default.setAttributes(
      [.modificationDate: moment],
      ofItemAtPath: root.appending(path: path).path
    )
  }

  #if os(Linux)
    /// Runs `swift` at a terminal of its own.
    func atTerminal(_ arguments: [String]) async throws -> (code: Int32, shown: String) {
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
      let terminal = try Pseudoterminal(
        "/usr/bin/env",
        ["swift"] + arguments,
        in: root.path,
        path: path
      )
      nonisolated(unsafe) let shared = terminal
      let code = await onThread { shared.end(within: 20) }
      return (code, terminal.shown)
    }
  #endif

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
