import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

/// A generated package that depends on this one, with the real toolchain: one cold build and a few small ones.
@Suite(
  "A pack in its own repository",
  .enabled(if: ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1")
)
struct OwnPackageTests {
  @Test(
    "what is generated compiles, is formatted, graded as not started, and certified when it is complete"
  )
  func ownPackage() async throws {
    let package = try OwnPackage()
    defer { package.remove() }
    #expect(await package.run("new-pack", "Robust", "--to", package.root.path) == 0)
    for exercise in OwnPackage.exercises {
      #expect(await package.run(["new-exercise", "Robust"] + exercise) == 0)
    }
    let folders = ["Package.swift", "Exercises", "Solutions", "Tests"]
    #expect(try await package.swift(["format", "lint", "--strict", "-r"] + folders) == 0)
    #expect(package.lines.isEmpty)
    #expect(try await package.swift(["test"]) == 0)
    let complaints = package.lines.filter { $0.contains("warning:") || $0.contains("error:") }
    #expect(complaints.isEmpty)
    #expect(package.lines.contains { $0.contains("robust  0 of 60 points") })

    // The example is certified at once; of the others everything is said to be missing.
    #expect(await package.run("verify") == 1)
    #expect(package.output.contains("✔ robust/scale · certified"))
    #expect(package.output.contains("1 of 6 graders certified"))
    #expect(
      package.output.contains("Solutions/Robust/Huber.swift: the solution is still to be written")
    )
    #expect(package.output.contains("Hints/Gate.md:5: TODO"))
    #expect(!package.output.contains("left no report"))

    // A student's known mistake is recognised there, and the hints and the solution are found.
    #expect(await package.run("hint", "robust/scale") == 0)
    #expect(package.output.contains("hint 1 of 3"))
    let solution = try #require(package.read("Solutions/Robust/Scale.swift"))
    try package.write(
      solution.replacing("x: try upstream * scale", with: "x: upstream"),
      to: "Exercises/Robust/Scale.swift"
    )
    #expect(await package.run("grade", "robust/scale") == 1)
    #expect(package.output.contains("The gradient of x is the upstream gradient as it is."))
    try package.write(solution, to: "Exercises/Robust/Scale.swift")
    #expect(await package.run("grade", "robust/scale") == 0)
    #expect(await package.run("solution", "robust/scale") == 0)
  }
}

/// A package in a temporary folder that depends on this one by its path.
private final class OwnPackage: @unchecked Sendable {
  let root: URL
  private(set) var output = ""
  private(set) var lines: [String] = []

  /// One exercise of each kind, and shapes that make long lines.
  static let exercises = [
    ["Huber", "--kind", "loss", "--inputs", "prediction:N,D target:N,D delta:0.5...2"],
    ["Affine"],
    ["Swish", "--kind", "activation"],
    ["Rank", "--kind", "function", "--inputs", "x:3 k:1...3"],
    [
      "Gate", "--gradients", "input firstWeight secondWeight gateBias", "--inputs",
      "input:N,D,T firstWeight:D,M secondWeight:D,M,Q gateBias:M classes:N<C temperature",
    ],
  ]

  init() throws {
    root =
      FileManager.default.temporaryDirectory.appending(path: "gradschool-own-\(UUID())")
      .standardizedFileURL
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  func read(_ path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: root.appending(path: path))
  }

  func run(_ arguments: String...) async -> Int32 { await run(arguments) }

  /// Runs the program in the new package; before there is one, in this package.
  func run(_ arguments: [String]) async -> Int32 {
    output = ""
    let isThere = FileManager.default.fileExists(atPath: root.path)
    let folder = isThere ? root : URL(filePath: #filePath).deletingLastPathComponent()
    return await onThread {
      Program.run(
        arguments,
        in: folder,
        console: Console(output: { self.output += $0 }, errors: { self.output += $0 }),
        toolchain: { SwiftToolchain(root: $0.root) }
      )
    }
  }

  /// Runs a command of the toolchain there; what it printed is in `lines`.
  func swift(_ arguments: [String]) async throws -> Int32 {
    lines = []
    return try await onThread {
      Result {
        try SwiftToolchain(root: self.root).run(
          arguments,
          environment: ["GRADSCHOOL_FULL": "0"],
          log: self.root.appending(path: ".gradschool/logs/own.txt"),
          onLine: { self.lines.append($0) },
          onTick: {}
        )
      }
    }.get()
  }

  /// Does something on a thread of its own: other tests go on in the meantime.
  private func onThread<Outcome>(_ body: @escaping @Sendable () -> Outcome) async -> Outcome {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}
