import Foundation
import Grading

/// A class of students who hand in all that students hand in, and what each has to be told.
struct GeneratedClass {
  /// What an exercise of a student has to be judged.
  struct Expected {
    var state: State
    /// The known mistake that has to be named; an empty text when none may be.
    var mistake: String?
    /// A text that has to be on the student's page.
    var text: String?
  }

  struct Student {
    var name: String
    var expected: [String: Expected]
    /// Texts that have to be on the page.
    var notes: [String] = []
  }

  let folder: URL
  private let solutions: URL
  private(set) var students: [Student] = []

  static let linear = "layers/linear"
  private static let paths = [
    "layers/linear": "Layers/Linear", "activations/relu": "Activations/ReLU",
    "activations/sigmoid": "Activations/Sigmoid", "optimisers/momentum": "Optimisers/Momentum",
    "losses/softmax-cross-entropy": "Losses/SoftmaxCrossEntropy",
  ]

  /// Writes a class of a size into a folder, with the solutions of a package to start from.
  init(of size: Int, in folder: URL, package: URL) throws {
    self.folder = folder
    solutions = package.appending(path: "Solutions")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let kinds = [
      right, knownMistake, unknownMistake, uncompilable, hanging, crashing, refused, strange,
      linked, otherNames, empty, meddling, signature, recursing, flooding, greedy, innocent,
      borrowing, loose, file, linkedFolder, stub, clashing, redefining, replacing, hidden, peeking,
    ]
    for number in 0..<size { students.append(try kinds[number % kinds.count](number)) }
  }

  // MARK: - Right and wrong

  private func right(_ number: Int) throws -> Student {
    let names = ["right", "=1+1, \"quoted\"\n", "Zoë O'Brien, Jr. ..", "$(touch pwned)"]
    let name = try folder(names[number / 27 % names.count], number)
    return Student(name: name, expected: try solved(name))
  }

  private func knownMistake(_ number: Int) throws -> Student {
    let name = try folder("known", number)
    var expected = try solved(name)
    try edit(name, "layers/linear") {
      $0.replacing(#/bias: try upstream.sum\(.*?\)/#) { _ in "bias: try upstream.mean(axis: 0)" }
    }
    expected["layers/linear"] = Expected(
      state: .wrong,
      mistake: "bias averaged over the batch",
      text: "The bias gradient was averaged over the batch."
    )
    return Student(name: name, expected: expected)
  }

  private func unknownMistake(_ number: Int) throws -> Student {
    let name = try folder("unknown", number)
    var expected = try solved(name)
    try edit(name, "activations/sigmoid") {
      $0.replacing("enum Sigmoid {", with: "enum Sigmoid {\n\(GeneratedClass.odd)")
        .replacing(#/static func backward(?s:.)*/#) { _ in
          "static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {\n"
            + "    odd(upstream)\n  }\n}\n"
        }
    }
    expected["activations/sigmoid"] = Expected(state: .wrong, mistake: "")
    return Student(name: name, expected: expected)
  }

  private static let odd = """
      static func odd(_ x: Tensor) -> Tensor { x.map { $0 * 0.37 + ($0 > 0.2 ? $0 * $0 : 0.11) } }

    """

  private func innocent(_ number: Int) throws -> Student {
    let name = try folder("innocent", number)
    let expected = try solved(name)
    try edit(name, "layers/linear") {
      """
      // import Foundation would not be allowed; /* import Darwin */
      /* import Glibc /* nested @_cdecl */ */
      let remark = "import Foundation; @_silgen_name"
      let long = \"\"\"
        import Foundation
        \\(remark.count + "@_cdecl(x)".count)
        \"\"\"

      """ + $0
    }
    return Student(name: name, expected: expected)
  }

  // MARK: - Code that does not behave

  private func uncompilable(_ number: Int) throws -> Student {
    let name = try folder("uncompilable", number)
    var expected = try solved(name)
    try edit(name, "activations/sigmoid") { $0 + "\nlet x: Int = \"text\"\n" }
    expected["activations/sigmoid"] = Expected(
      state: .doesNotCompile,
      text: "cannot convert value of type 'String'"
    )
    return Student(name: name, expected: expected)
  }

  private func signature(_ number: Int) throws -> Student {
    let name = try folder("signature", number)
    var expected = try solved(name)
    try edit(name, "activations/relu") {
      $0.replacing("func backward(", with: "func backwards(")
    }
    expected["activations/relu"] = Expected(
      state: .doesNotCompile,
      text: "Declare the functions like this"
    )
    return Student(name: name, expected: expected)
  }

  private func hanging(_ number: Int) throws -> Student {
    try misbehaving("hanging", number, "while true {}", .timedOut)
  }

  private func crashing(_ number: Int) throws -> Student {
    try misbehaving("crashing", number, "_ = [1, 2][x.count + 7]", .crashed)
  }

  private func recursing(_ number: Int) throws -> Student {
    try misbehaving(
      "recursing",
      number,
      "func f(_ n: Int) -> Int { n == -1 ? 0 : 1 + f(n + 1) + f(n + 2) }\n    _ = f(x.count)",
      .crashed
    )
  }

  private func flooding(_ number: Int) throws -> Student {
    try misbehaving(
      "flooding",
      number,
      "while true { print(String(repeating: \"`\", count: 90)) }",
      .timedOut
    )
  }

  private func greedy(_ number: Int) throws -> Student {
    try misbehaving(
      "greedy",
      number,
      "var a: [[Double]] = []\n    while true { a.append(Array(repeating: 1, count: 1 << 20)) }",
      .crashed
    )
  }

  private func misbehaving(_ kind: String, _ number: Int, _ code: String, _ state: State) throws
    -> Student
  {
    let name = try folder(kind, number)
    var expected = try solved(name)
    try edit(name, "activations/relu") {
      $0.replacing(#/(static func forward[^{]*\{)/#) { "\($0.1)\n    \(code)\n    return" }
    }
    expected["activations/relu"] = Expected(state: state)
    return Student(name: name, expected: expected)
  }

  /// Declares the same in two files of a pack.
  private func clashing(_ number: Int) throws -> Student {
    let name = try folder("clashing", number)
    let expected = try solved(name)
    for id in ["activations/relu", "activations/sigmoid"] {
      try edit(name, id) { $0 + "\nfunc helper() -> Int { 1 }\nlet helped = helper()\n" }
    }
    return Student(name: name, expected: expected)
  }

  // MARK: - Code that reaches out

  private func refused(_ number: Int) throws -> Student {
    let name = try folder("refused", number)
    var expected = try solved(name)
    let additions = [
      "layers/linear": "import Foundation", "activations/relu": "import LayersSolutions",
      "activations/sigmoid": "@_cdecl(\"exp\") public func e(_ x: Double) -> Double { 1 }",
      "optimisers/momentum": "@_silgen_name(\"exit\") func leave(_ code: Int32)",
    ]
    for (id, line) in additions {
      try edit(name, id) { "/* one */ \(line)\n" + $0 }
      let word = line.split { " (".contains($0) }[line.hasPrefix("import") ? 1 : 0]
      let path = "Exercises/\(GeneratedClass.paths[id] ?? "").swift:1: "
      let named = word == "@_cdecl" ? "@_cdecl or @c" : word
      let text = path + (line.hasPrefix("import") ? "import \(named)" : "\(named)") + " is not"
      expected[id] = Expected(state: .doesNotCompile, text: text)
    }
    return Student(name: name, expected: expected)
  }

  /// Hides from a reader of text what the compiler reads.
  private func hidden(_ number: Int) throws -> Student {
    let name = try folder("hidden", number)
    var expected = try solved(name)
    let additions = [
      "activations/sigmoid": "// harmless\rimport Foundation\n",
      "optimisers/momentum":
        "enum R { static let `a /* b` = 1 }; import Foundation; enum Q { static let `a */ b` = 1 }\n",
      "activations/relu": "#if true\n@_silgen_name(\"exit\") func leave(_ code: Int32)\n#endif\n",
      "losses/softmax-cross-entropy": "@main struct Main { static func main() {} }\n",
    ]
    for (id, text) in additions {
      try edit(name, id) { text + $0 }
      expected[id] = Expected(state: .doesNotCompile, text: "is not allowed")
    }
    return Student(name: name, expected: expected)
  }

  /// Reads and writes files without an import, and lets errors be reported in another file.
  private func peeking(_ number: Int) throws -> Student {
    let name = try folder("peeking", number)
    var expected = try solved(name)
    let additions = [
      "activations/relu":
        "let w: () = (try? \"x\".write(toFile: \"pwned\", atomically: true, encoding: .utf8))!",
      "activations/sigmoid": "let seed = try? String(contentsOfFile: \"../../settings.json\")",
      "layers/linear":
        "#sourceLocation(file: \"Exercises/Losses/SoftmaxCrossEntropy.swift\", line: 1)\nlet x: Int = \"\"",
    ]
    for (id, text) in additions {
      try edit(name, id) { $0 + "\n\(text)\n" }
      expected[id] = Expected(state: .doesNotCompile)
    }
    return Student(name: name, expected: expected)
  }

  /// Declares a function for all files of the pack that another exercise of the pack calls.
  private func redefining(_ number: Int) throws -> Student {
    let name = try folder("redefining", number)
    let expected = try solved(name)
    try edit(name, "activations/relu") {
      $0 + "\nfunc exp(_ x: Tensor) -> Tensor { x }\nfunc exp(_ x: Double) -> Double { x }\n"
        + "extension Tensor { func exp() -> Tensor { self } }\n"
    }
    return Student(name: name, expected: expected)
  }

  /// Declares a type with the name of one that every exercise uses.
  private func replacing(_ number: Int) throws -> Student {
    let name = try folder("replacing", number)
    var expected = try solved(name)
    try edit(name, "activations/relu") { $0 + "\nstruct Tensor {}\n" }
    expected["activations/relu"] = Expected(state: .doesNotCompile)
    try edit(name, "optimisers/momentum") { $0 + "\ntypealias Double = Float\n" }
    expected["optimisers/momentum"] = Expected(state: .doesNotCompile)
    return Student(name: name, expected: expected)
  }

  /// Uses what another student declares in the same module.
  private func borrowing(_ number: Int) throws -> Student {
    let name = try folder("borrowing", number)
    var expected = try solved(name)
    try edit(name, "activations/relu") { $0 + "\nlet borrowed = Helper.value\n" }
    expected["activations/relu"] = Expected(state: .doesNotCompile, text: "cannot find 'Helper'")
    return Student(name: name, expected: expected)
  }

  /// Changes graders and the manifest, and declares what the borrower would use.
  private func meddling(_ number: Int) throws -> Student {
    let name = try folder("amending", number)
    let expected = try solved(name)
    try edit(name, "activations/relu") { $0 + "\nenum Helper { static let value = 1 }\n" }
    try write(Data("broken".utf8), name, "Package.swift")
    try write(Data("broken".utf8), name, "Tests/LayersTests/Linear.swift")
    try write(Data("broken".utf8), name, "Exercises/Layers/Helper.swift")
    return Student(
      name: name,
      expected: expected,
      notes: [
        "Tests/LayersTests/Linear.swift was ignored", "Exercises/Layers/Helper.swift was ignored",
      ]
    )
  }

  // MARK: - Files that are none, or are elsewhere

  private func strange(_ number: Int) throws -> Student {
    let name = try folder("strange", number)
    let files = FileManager.default
    try write(Data(), name, "Exercises/Layers/Linear.swift")
    try write(Data(repeating: 32, count: 3 << 20), name, "Exercises/Activations/ReLU.swift")
    try write(Data([0, 1, 2, 0xFF]), name, "Exercises/Activations/Sigmoid.swift")
    let folder = folder.appending(path: name)
    try files.createDirectory(
      at: folder.appending(path: "Exercises/Optimisers/Momentum.swift"),
      withIntermediateDirectories: true
    )
    try files.createDirectory(
      at: folder.appending(path: "Losses"),
      withIntermediateDirectories: true
    )
    mkfifo(folder.appending(path: "Losses/SoftmaxCrossEntropy.swift").path, 0o600)
    let texts = [
      "layers/linear": "is empty", "activations/relu": "is larger than",
      "optimisers/momentum": "is a folder",
      "losses/softmax-cross-entropy": "is no ordinary file",
    ]
    return Student(
      name: name,
      expected: texts.mapValues { Expected(state: .doesNotCompile, text: $0) }
        .merging(["activations/sigmoid": Expected(state: .inconclusive, text: "is not text.")]) {
          $1
        }
    )
  }

  private func linked(_ number: Int) throws -> Student {
    let name = try folder("linked", number)
    let files = FileManager.default
    let root = folder.appending(path: name)
    try write(Data(), name, "Exercises/Layers/README.md")
    try files.createSymbolicLink(
      atPath: root.appending(path: "Exercises/Layers/Linear.swift").path,
      withDestinationPath: solutions.appending(path: "Layers/Linear.swift").path
    )
    try files.createSymbolicLink(
      atPath: root.appending(path: "Exercises/Activations").path,
      withDestinationPath: solutions.appending(path: "Activations").path
    )
    return Student(
      name: name,
      expected: ["layers/linear": Expected(state: .doesNotCompile, text: "symbolic link")],
      notes: ["Exercises/Activations is a symbolic link"]
    )
  }

  private func otherNames(_ number: Int) throws -> Student {
    let name = try folder("other-names", number)
    let text = Data("enum Linear {}".utf8)
    for path in ["Linear (1).swift", "exercises/layers/linear.swift", "hw1/Layers/Linear.swift"] {
      try write(text, name, path)
    }
    return Student(name: name, expected: ["layers/linear": Expected(state: .doesNotCompile)])
  }

  private func loose(_ number: Int) throws -> Student {
    let name = try folder("loose", number)
    try write(try solution("layers/linear"), name, "Layers/Linear.swift")
    return Student(name: name, expected: ["layers/linear": Expected(state: .passed)])
  }

  private func empty(_ number: Int) throws -> Student {
    Student(
      name: try folder("empty", number),
      expected: [:],
      notes: ["is empty."]
    )
  }

  private func stub(_ number: Int) throws -> Student {
    let name = try folder("stub", number)
    let stubs = solutions.deletingLastPathComponent().appending(path: ".gradschool/stubs")
    let stub = try Data(contentsOf: stubs.appending(path: "Layers/Linear.swift"))
    try write(stub, name, "Exercises/Layers/Linear.swift")
    return Student(name: name, expected: [:], notes: ["There is no exercise that was begun"])
  }

  private func file(_ number: Int) throws -> Student {
    let name = "archive-\(number).zip"
    try Data("PK".utf8).write(to: folder.appending(path: name))
    return Student(name: "archive-\(number)", expected: [:], notes: ["is no zip or tar archive."])
  }

  private func linkedFolder(_ number: Int) throws -> Student {
    let name = "link-\(number)"
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: name).path,
      withDestinationPath: solutions.path
    )
    return Student(name: name, expected: [:], notes: ["is a symbolic link"])
  }

  // MARK: - Writing

  private func folder(_ kind: String, _ number: Int) throws -> String {
    let name = "\(kind)-\(number)"
    try FileManager.default.createDirectory(
      at: folder.appending(path: name),
      withIntermediateDirectories: true
    )
    return name
  }

  private func solution(_ id: String) throws -> Data {
    let path = GeneratedClass.paths[id] ?? ""
    return try Data(contentsOf: solutions.appending(path: "\(path).swift"))
  }

  /// Hands in the solution of every exercise that the class knows.
  private func solved(_ name: String) throws -> [String: Expected] {
    for (id, path) in GeneratedClass.paths {
      try write(try solution(id), name, "Exercises/\(path).swift")
    }
    return GeneratedClass.paths.mapValues { _ in Expected(state: .passed) }
  }

  private func write(_ data: Data, _ name: String, _ path: String) throws {
    let file = folder.appending(path: name).appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try data.write(to: file)
  }

  private func edit(_ name: String, _ id: String, _ change: (String) -> String) throws {
    let path = "Exercises/\(GeneratedClass.paths[id] ?? "").swift"
    let file = folder.appending(path: name).appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    let changed = change(text)
    guard changed != text else { throw CocoaError(.fileReadUnknown) }
    try Data(changed.utf8).write(to: file)
  }
}
