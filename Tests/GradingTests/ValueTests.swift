import Foundation
import Grading
import Tensors
import Testing

@Suite("Values and verdicts")
struct ValueTests {
  @Test(
    "an id follows from the folder and the file",
    arguments: [
      ("Layers", "Linear", "layers/linear"), ("Activations", "ReLU", "activations/relu"),
      ("Activations", "LeakyReLU", "activations/leaky-relu"),
      ("Losses", "SoftmaxCrossEntropy", "losses/softmax-cross-entropy"),
      ("Losses", "BCEWithLogits", "losses/bce-with-logits"), ("Losses", "L1", "losses/l1"),
      ("Losses", "SmoothL1", "losses/smooth-l1"),
      ("Convolution", "Conv2D", "convolution/conv2d"),
      ("BeyondBackpropagation", "AdamW", "beyond-backpropagation/adamw"),
    ]
  )
  func ids(pack: String, name: String, id: String) {
    #expect("\(ExerciseID(pack: pack, name: name))" == id)
    #expect(ExerciseID(graderFileID: "\(pack)Tests/\(name).swift").description == id)
  }

  @Test(
    "a value survives JSON, NaN and infinity included",
    arguments: [
      Value.tensor([[1, .nan], [-.infinity, 2]]), .number(.infinity), .number(-0.1), .integer(3),
      .integers([1, 2]), .flag(true), .tensors([[1], [[2, 3]]]),
    ]
  )
  func codable(value: Value) throws {
    let decoded = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    #expect(decoded.isIdentical(to: value))
  }

  @Test("results that differ by more than rounding do not agree")
  func agreement() {
    let right = Value.tensor([1, 1e-3, 0])
    #expect(Agreement(.tensor([1.000_000_000_1, 1e-3, 1e-13]), right) == .agrees)
    #expect(Agreement(.tensor([1.000_000_01, 1e-3, 0]), right) == .differs(count: 1, worst: [0]))
    #expect(Agreement(.tensor([1, 1.00001e-3, 0]), right) == .differs(count: 1, worst: [1]))
    #expect(Agreement(.tensor([1, 1e-3, 1e-9]), right) == .differs(count: 1, worst: [2]))
    #expect(
      Agreement(.tensor([[1, 1e-3, 0]]), right) == .wrongShape(yours: [1, 3], expected: [3])
    )
    #expect(Agreement(.number(1), .integer(1)) == .wrongKind(yours: "Double", expected: "Int"))
    #expect(Agreement(.tensor([1, .nan, 0]), right) == .notFinite(count: 1, first: [1]))
    #expect(Agreement(.number(.infinity), .number(.infinity)) == .agrees)
    #expect(Agreement(.number(1), .number(.nan)) == .differs(count: 1, worst: []))
  }

  @Test("a verdict is written and read, and is stale when the source changes")
  func workspace() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    let workspace = Workspace(root: root)
    #expect(workspace.readVerdict(of: "layers/linear") == nil)
    let verdict = Verdict(
      exercise: "layers/linear",
      state: .wrong,
      possible: 10,
      checks: [
        Check(.gradient("x"), .failed, possible: 2, probes: 1, findings: [.ignoresUpstream])
      ],
      sourcePath: "Exercises/Layers/Linear.swift",
      sourceHash: Workspace.hash("let a = 1"),
      run: "1",
      seed: 2
    )
    try workspace.write(verdict)
    #expect(workspace.readVerdict(of: "layers/linear") == verdict)
    #expect(verdict.sourceHash != Workspace.hash("let a = 2"))
    // FNV-1a of the empty string and of "a": draft-eastlake-fnv, 64 bits.
    #expect(Workspace.hash("") == "cbf29ce484222325")
    #expect(Workspace.hash("a") == "af63dc4c8601ec8c")
  }

  @Test("a hint file gives title, points and hints")
  func hints() {
    let file = HintFile("# A title\n10 points\n\n## First\nLook\nhere.\n\n## Second\n    code\n")
    #expect(file.title == "A title")
    #expect(file.points == 10)
    #expect(file.hints.map(\.title) == ["First", "Second"])
    #expect(file.hints.map(\.text) == ["Look\nhere.", "code"])
  }

  @Test(
    "a hint file says core or more, in a line of its own above the hints; without it, it is core",
    arguments: [
      ("", .core, []), ("core\n", .core, []), ("more\n", .more, []), (" more \n", .more, []),
      ("formerly A/B\nmore\n", .more, []), ("moer\n", .core, ["3 moer"]),
      ("More\n", .core, ["3 More"]), ("\nmore core\n", .core, ["4 more core"]),
      ("more\ncore\n", .more, ["4 core"]), ("10 points · more\n", .core, ["3 10 points · more"]),
    ] as [(String, HintFile.Mark, [String])]
  )
  func mark(_ lines: String, _ mark: HintFile.Mark, _ unknown: [String]) {
    let file = HintFile("# A title\n10 points\n\(lines)\n## First\nmore\n\ncore\n")
    #expect(file.mark == mark)
    #expect(file.unknownLines.map { "\($0.line) \($0.text)" } == unknown)
    #expect(file.hints.map(\.text) == ["more\n\ncore"])
  }
}
