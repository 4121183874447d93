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
    "generated files compile, are formatted, graded as not started, and certified when complete"
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
    #expect(package.lines.contains { $0.contains("robust  0 of 140 points") })

    // The example is certified at once; of the others everything is said to be missing.
    #expect(await package.run("verify") == 1)
    #expect(package.output.contains("✔ robust/scale · certified"))
    #expect(package.output.contains("1 of 14 graders certified"))
    #expect(
      package.output.contains("Solutions/Robust/Huber.swift: the solution is not written yet")
    )
    #expect(package.output.contains("Hints/Gate.md:6: TODO"))
    #expect(!package.output.contains("left no report"))

    for exercise in CompletedExercise.all { try exercise.complete(in: package) }
    let names = CompletedExercise.all.map { "robust/\(ExerciseID.dashed($0.name))" }
    #expect(await package.run(["verify"] + names) == 0, "\(package.output)")
    for name in names { #expect(package.output.contains("✔ \(name) · certified")) }

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

    try await findTheBug(package)
    try await handOutAndGradeClass(package)
  }

  /// The versions with planted faults are completed and certified; one of them is repaired.
  private func findTheBug(_ package: OwnPackage) async throws {
    let id = ExerciseID(pack: "Robust", name: "Repair")
    for path in [id.lessonPath, id.hintsPath, id.graderPath] {
      let text = try #require(package.read(path))
      try package.write(text.replacing("TODO", with: "Done"), to: path)
    }
    let slopes = [id.solutionPath: "2 * x", id.faultPath(1): "x", id.faultPath(2): "3 * x"]
      .merging([id.faultPath(3): "2 * x * x", id.certificationPath: "x + x"]) { $1 }
    for (path, slope) in slopes {
      var text = try #require(package.read(path)).replacing("TODO", with: "Done")
      let bodies = ["try x * x", "let slope = try \(slope)\n    return try upstream * slope"]
      for body in bodies {
        let place = try #require(text.firstRange(of: "throw NotStarted()"))
        text.replaceSubrange(place, with: body)
      }
      try package.write(text, to: path)
    }
    #expect(await package.run("verify", "robust/repair") == 0, "\(package.output)")
    #expect(package.output.contains("Version 1 has changed"))
    let stub = try #require(package.read(id.sourcePath))
    #expect(stub == package.read(id.faultPath(1))?.replacing("RepairFault1", with: "Repair"))

    // A student's own fault, before and after its repair.
    #expect(await package.run("grade", "robust/repair") == 1)
    let planted = try #require(package.read(id.sourcePath))
    #expect(package.output.contains("○ Repair · not started · 0 of 10 points"), "\(package.output)")
    #expect(package.output.contains("the planted fault is still"))
    #expect(!package.output.contains("what is wrong with the line"))
    let right = planted.replacing(#/let slope = .*/#, with: "let slope = 2 * x")
    try package.write(right, to: id.sourcePath)
    #expect(await package.run("grade", "robust/repair") == 0, "\(package.output)")
    #expect(package.output.contains("    now  let slope = 2 * x"), "\(package.output)")
    #expect(package.output.contains("what is wrong with the line"))
  }

  /// From there, too, a pack is handed out and a class is graded: the libraries come along.
  private func handOutAndGradeClass(_ package: OwnPackage) async throws {
    #expect(await package.run("handout", "--to", "../x", "--packs", "robust") == 2)
    #expect(package.output.contains("not finished"))
    #expect(await package.run("new-pack", "Sturdy") == 0)

    let handedOut = package.root.appending(path: "homework")
    let packs = ["--packs", "sturdy"]
    let options = ["--to", handedOut.path, "--without-solutions"] + packs
    #expect(await package.run(["handout"] + options) == 0, "\(package.output)")
    let files = FileManager.default
    let there = Set(try files.subpathsOfDirectory(atPath: handedOut.path))
    for path in [
      "Exercises/Sturdy/Scale.swift", "Tests/SturdyTests/Scale.swift",
      "Sources/Tensors/Tensor.swift", "Exercises/TENSOR.md", ".vscode/tasks.json",
      ".devcontainer/devcontainer.json",
      ".gradschool/recorded/sturdy/scale.json",
    ] { #expect(there.contains(path), "\(path)") }
    for withheld in ["Solutions", "ScaleCertification", "ReferenceLayers", "Robust"] {
      #expect(!there.contains { $0.contains(withheld) }, "\(withheld)")
    }

    let solution = try #require(package.read("Solutions/Sturdy/Scale.swift"))
    try package.write(solution, to: "handed-in/right/Sturdy/Scale.swift")
    let wrong = solution.replacing("x: try upstream * scale", with: "x: upstream")
    try package.write(wrong, to: "handed-in/wrong/Exercises/Sturdy/Scale.swift")
    let arguments = ["class", "--submissions", "handed-in", "--to", "graded"] + packs
    #expect(await package.run(arguments) == 0, "\(package.output)")
    let table = try #require(package.read("graded/grades.csv"))
    let rows = CSV(Data(table.utf8)).rows.map(\.cells)
    let cells = rows.map { row in
      let columns = zip(rows.first ?? [], row)
      return ["student", "sturdy/scale", "total", "possible", "state"].map { name in
        columns.first { $0.0 == name }?.1 ?? ""
      }
    }
    #expect(
      cells.dropFirst() == [
        ["right", "10", "10", "10", "graded"], ["wrong", "7", "7", "10", "graded"],
      ]
    )
  }
}

/// What an author writes into a begun exercise.
private struct CompletedExercise {
  var name: String
  /// The bodies of the functions of the solution and of the other style, in their order.
  var bodies: [String]
  /// The known mistakes that replace the one to be written.
  var mistakes: String
  /// A text of the grader, and what replaces it.
  var grader = ("", "")

  func complete(in package: OwnPackage) throws {
    let id = ExerciseID(pack: "Robust", name: name)
    var texts: [String: String] = [:]
    let paths = [
      id.sourcePath, id.stubPath, id.hintsPath, id.lessonPath, id.solutionPath, id.graderPath,
      id.certificationPath,
    ]
    for path in paths {
      texts[path] = package.read(path)?.replacing("TODO: ", with: "Of course: ")
    }
    for path in [id.solutionPath, id.certificationPath] {
      for body in bodies {
        if let place = texts[path]?.firstRange(of: "throw NotStarted()") {
          texts[path]?.replaceSubrange(place, with: body)
        }
      }
    }
    if !grader.0.isEmpty { texts[id.graderPath]?.replace(grader.0, with: grader.1) }
    let certification = texts[id.certificationPath] ?? ""
    let own = #/ +KnownMistake\(\n +"Of course(?:.|\n)*?\n      \),?\n/#
    texts[id.certificationPath] = certification.replacing(own, with: mistakes)
    for (path, text) in texts { try package.write(text, to: path) }
  }

  private static func changes(_ name: String, _ change: String, of result: String = "") -> String {
    "KnownMistake(\"\(name)\", \"No.\", solution.changingOutput\(result) { \(change) }),\n"
  }

  private static func wrong(_ name: String, _ backward: String) -> String {
    ".wrong(\"\(name)\", \"No.\", SquareCheckFunctions(backward: { \(backward) })),"
  }

  static let all = [
    CompletedExercise(
      name: "Descent",
      bodies: [
        """
        let velocity = try 0.9 * velocity + gradient
        return (try parameter - learningRate / Double(step) * velocity, velocity)
        """
      ],
      mistakes: changes("uphill", "-$0", of: "(\"parameter\")")
        + changes("sign", "-$0", of: "(\"velocity\")")
        + changes("twice", "2 * $0", of: "(\"velocity\")")
    ),
    CompletedExercise(
      name: "Noise",
      bodies: ["return try .normal(shape, standardDeviation: deviation, using: &random)"],
      mistakes: changes("twice", "2 * $0") + changes("shifted", "$0 + 1")
        + changes("halved", "$0 / 2")
    ),
    CompletedExercise(
      name: "Clouds",
      bodies: [
        """
        let signs = labels.map { 2 * Double($0) - 1 }
        let slope = signs.enumerated().reduce(0) { $0 + examples[$1.offset, 0] * $1.element }
        return (0..<points.shape[0]).map { points[$0, 0] * slope > 0 ? 1 : 0 }
        """
      ],
      mistakes: """
        KnownMistake(
          "classes exchanged", "No.",
          CloudsData.implementation { points, examples, labels in
            try RobustSolutions::Clouds.classify(
              points, learningFrom: examples, labels: labels.map { 1 - $0 })
          },
          recognisedBy: { (answers: [Int], arguments) in
            zip(answers, CloudsData.classes(arguments)).filter { $0 == $1 }.count < 8
          }
        ),
        KnownMistake(
          "zeros and ones by turns", "No.",
          CloudsData.implementation { points, _, _ in (0..<points.shape[0]).map { $0 / 2 % 2 } },
          recognisedBy: { (answers: [Int], _) in answers.prefix(4) == [0, 0, 1, 1] }
        ),

        """
    ),
    CompletedExercise(
      name: "Drop",
      bodies: [
        """
        let mask = try Tensor.uniform(x.shape, using: &random) .> 0.5
        return (y: try rate * x * mask, mask: mask)
        """,
        "return try rate * upstream * mask", "return try rate * x * mask",
        "return try rate * upstream * mask",
      ],
      mistakes: changes("halved", "$0 / 2", of: "(\"y\")")
    ),
    CompletedExercise(
      name: "Dual",
      bodies: [
        "return Self(a.value + b.value)", "return Self(a.value * b.value)",
        "return Self(Tensors.exp(value))",
      ],
      mistakes: changes("sum", "-$0", of: "(\"a + b\")")
        + changes("product", "-$0", of: "(\"a · b\")")
        + changes("slope", "$0 + 1", of: "(\"a.exp()\")")
    ),
    CompletedExercise(
      name: "SquareCheck",
      bodies: [
        """
        let (x, upstream): (Tensor, Tensor) = ([1, -2, 3], [2, 1, -1])
        return try backward(upstream, x) == 2 * x * upstream
        """
      ],
      mistakes: """
        KnownMistake(
          "upstream of ones", "No.",
          Implementation(check: { (f: SquareCheckFunctions) in
            try f.backward([1, 1], [1, -2]) == [2, -4]
          })
        )

        """,
      grader: (
        "backward: { upstream, _ in upstream })\n      ),",
        "backward: { upstream, _ in upstream })\n      ), " + wrong("half", "try $0 * $1")
      )
    ),
  ]
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
    ["Repair", "--kind", "activation", "--faults", "3"],
    ["Rank", "--kind", "function", "--inputs", "x:3 k:1...3"],
    [
      "Gate", "--gradients", "input firstWeight secondWeight gateBias", "--inputs",
      "input:N,D,T firstWeight:D,M secondWeight:D,M,Q gateBias:M classes:N<C temperature",
    ],
    ["Descent", "--kind", "trajectory"],
    ["Noise", "--kind", "statistics"],
    ["Clouds", "--kind", "goals"],
    ["OwnNetwork", "--kind", "goals", "--pieces", "Robust/Affine Robust/Rank"],
    ["Drop", "--draws", "mask", "--inputs", "x:N,D rate:0.1...0.4"],
    ["Dual", "--kind", "type"],
    ["SquareCheck", "--kind", "tests"],
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
    try Workspace(root: root).write(Data(text.utf8), to: path)
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
      try SwiftToolchain(root: self.root).run(
        ToolchainCommand(
          arguments: arguments,
          environment: ["GRADSCHOOL_FULL": "0"],
          log: self.root.appending(path: ".gradschool/logs/own.txt"),
          limit: .seconds(3_600),
          onLine: { self.lines.append($0) }
        )
      )
    }
  }
}
