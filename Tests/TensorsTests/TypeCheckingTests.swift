import Foundation
import Tensors
import Testing

@Suite("Formulas as students write them")
struct TypeCheckingTests {
  @Test("natural formulas mean what they say")
  func values() throws {
    let formulas = NaturalExpressions(
      x: [[1, -2], [0.5, 3]],
      u: [[1, 2], [3, 4]],
      w: [[1, 0], [2, -1]],
      b: [10, 20]
    )
    // By hand: 2 (u − x) / 4, (x > 0) u, and rows of x times columns of w plus b.
    #expect(try formulas.losses()[0] == [[0, 2], [1.25, 0.5]])
    #expect(try formulas.activations()[3] == [[1, 0], [3, 4]])
    #expect(try formulas.layers()[0] == [[7, 22], [16.5, 17]])
    #expect(formulas.scalars()[4] == 2.718281828459045)
    #expect(formulas.scalars()[6] == 1024)
    #expect(formulas.wholeNumbers() == [6, 9, 6, 5, 1])
  }

  @Test("a quotient of literals beside a real number or a tensor is a real number")
  func literals() {
    let (a, n) = (0.5, 2)
    let x: Tensor = [4]
    var numbers: [Double] = []
    numbers.append(3 / 4 * 1.0)
    numbers.append(1.0 * (3 / 4))
    numbers.append(1 / 4 - 0.5)
    numbers.append(0.25 + 3 / 4)
    numbers.append(7 / 2 * 0.5)
    numbers.append(2 * 3 / 4 * 1.5)
    numbers.append(1 / 2 * a)
    numbers.append(a * (1 / 2))
    numbers.append(pow(a + 3.5, 1 / 2))
    numbers.append(sqrt(1 / 4))
    #expect(numbers == [0.75, 0.75, -0.25, 1, 1.75, 2.25, 0.25, 0.25, 2, 0.5])
    var tensors: [Tensor] = []
    tensors.append(1 / 2 * x)
    tensors.append(x * (1 / 2))
    tensors.append(x / (1 / 2))
    tensors.append(1 / 2 + x)
    tensors.append(a * x * (1 / 2))
    tensors.append(n * x * (1 / 2))
    tensors.append(1 - 1 / 2 * x)
    tensors.append(3 / 4 * x * 1.0)
    tensors.append(pow(x, 1 / 2))
    tensors.append(maximum(-x, 1 / 2))
    tensors.append(-x .> -9 / 2)
    #expect(tensors == [[2], [2], [8], [4.5], [1], [4], [-1], [3], [2], [0.5], [1]])
    var y = x
    y *= 1 / 2
    y += 1 / 4
    #expect(y == [2.25])
  }

  @Test("Float beside a tensor works, and the compiler warns")
  @available(
    *,
    deprecated,
    message: "This silences the warnings that the operators are there to give."
  )
  func float() {
    let f = Float(0.25)
    let x: Tensor = [1, -2]
    #expect(
      [x * f, f * x, x / f, f / x] == [[0.25, -0.5], [0.25, -0.5], [4, -8], [0.25, -0.125]]
    )
    #expect(
      [x + f, f + x, x - f, f - x] == [
        [1.25, -1.75], [1.25, -1.75], [0.75, -2.25], [-0.75, 2.25],
      ]
    )
  }

  @Test("plain comparisons and extremes of tensors work, and the compiler warns")
  @available(
    *,
    deprecated,
    message: "This silences the warnings that the operators are there to give."
  )
  func plain() throws {
    let x: Tensor = [1, -2, 3]
    let y: Tensor = [2, -2, 1]
    let two = 2.0
    #expect(
      [x > two, x < two, x >= 1.0, x <= 1.0] == [[0, 0, 1], [1, 1, 0], [1, 0, 1], [1, 1, 0]]
    )
    #expect(
      [two > x, two < x, 1.0 >= x, 1.0 <= x] == [[1, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1]]
    )
    #expect(
      try [x > y, x < y, x >= y, x <= y] == [[0, 0, 1], [1, 0, 0], [0, 1, 1], [1, 1, 0]]
    )
    #expect([max(x, two), max(two, x)] == [[2, 2, 3], [2, 2, 3]])
    #expect([min(x, two), min(two, x)] == [[1, -2, 2], [1, -2, 2]])
    #expect(try [max(x, y), min(x, y)] == [[2, -2, 3], [1, -2, 1]])
  }

  /// A slip, and what the compiler must answer: part of an error, or of a warning where the slip works.
  static let slips: [(code: String, answer: String)] = [
    // Forgotten try.
    ("_ = 2 * (u - x) / n", "error: operator can throw but expression is not marked with 'try'"),
    ("_ = -2 * x * exp(-x * x)", "error: operator can throw but expression is not marked"),
    ("_ = x.matmul(w) * 2 / n", "error: call can throw but is not marked with 'try'"),
    // Comparisons.
    ("_ = x > 0", "warning: '>' is deprecated: compare tensors with .>"),
    ("_ = try (x > 0) * u / n + 1", "warning: '>' is deprecated: compare tensors with .>"),
    ("_ = try u * (x >= 0)", "warning: '>=' is deprecated: compare tensors with .>="),
    ("_ = try x > u", "warning: '>' is deprecated: compare tensors with .>"),
    ("_ = 0 < x", "warning: '<' is deprecated: compare tensors with .<"),
    ("_ = try u * (x > 0) + 0.01 * u * (x <= 0)", "warning: '<=' is deprecated: compare tensors"),
    (
      "_ = try (x > 0) * (u + 1) * a + n * x", "warning: '>' is deprecated: compare tensors with .>"
    ),
    ("_ = x > 0 ? 1 : 0", "error: "),
    ("_ = x == 0", "error: '==' is unavailable: compare with a number with .=="),
    ("if x > 0 { }", "error: "),
    (
      "if x .> 0 { }",
      "error: cannot convert value of type 'Tensor' to expected condition type 'Bool'"
    ),
    ("_ = try (x .> 0) && (u .> 0)", "error: cannot convert value of type 'Tensor'"),
    // Other languages.
    ("_ = x ^ 2", "error: '^' is unavailable: for a power write pow(x, 2) or x.squared()"),
    ("_ = try (u - x) ^ 2 / n", "error: '^' is unavailable"),
    ("_ = x ** 2", "error: no operator '**' is defined"),
    ("_ = try x * x.T", "error: 'T' is unavailable: write try x.transposed()"),
    ("_ = x @ w", "error: "),
    ("_ = x[:, 1]", "error: "),
    ("_ = x.exp()", "error: value of type 'Tensor' has no member 'exp'"),
    ("_ = try x.sum(axis: 1, keepdims: true)", "error: extra argument 'keepdims' in call"),
    ("_ = try x.mean(axis: [0, 1])", "error: cannot convert value of type '[Int]'"),
    ("_ = max(x, 0)", "warning: 'max' is deprecated: entry by entry, write maximum(x, y)"),
    ("_ = max(0, x) * 2", "warning: 'max' is deprecated: entry by entry, write maximum(x, y)"),
    ("_ = try min(x, u)", "warning: 'min' is deprecated: entry by entry, write minimum(x, y)"),
    ("_ = try max(x, 0) - x * u + log(1 + exp(-abs(x)))", "warning: 'max' is deprecated: entry by"),
    // Other types.
    (
      "let t: Tensor = [a, c]; _ = t",
      "error: cannot convert value of type 'Double' to expected element"
    ),
    (
      "let t: Tensor = 3; _ = t",
      "error: cannot convert value of type 'Int' to specified type 'Tensor'"
    ),
    ("let t: Double = try x.sum(axis: 0); _ = t", "error: cannot convert value of type 'Tensor'"),
    ("let t = Tensor([[1, 2], [3, 4]]); _ = t", "error: missing argument label 'rows:' in call"),
    (
      "_ = try x * labels",
      "error: binary operator '*' cannot be applied to operands of type 'Tensor'"
    ),
    ("_ = a * list", "error: binary operator '*' cannot be applied to operands of type 'Double'"),
    ("_ = try x + \"1\"", "error: "),
    ("_ = sqrt(n)", "error: 'sqrt' is unavailable: convert the whole number first"),
    (
      "_ = try x / sqrt(x.shape[1])", "error: 'sqrt' is unavailable: convert the whole number first"
    ),
    // Whole numbers and Float among real ones.
    ("_ = n * a", "error: '*' is unavailable: convert each whole number first: Double(n) * a"),
    ("_ = x.sum() / n", "error: '/' is unavailable: convert the whole number first: a / Double(n)"),
    ("_ = try (x - u).squared().sum() / n", "error: '/' is unavailable: convert the whole number"),
    ("_ = try x - labels[0] * a", "error: '*' is unavailable: convert each whole number first"),
    ("_ = try a * n * (u - x)", "error: '*' is unavailable: convert the whole number first"),
    ("_ = x * f", "warning: '*' is deprecated: tensors hold Double: write Double instead of Float"),
    ("_ = try 2 * f * (u - x) / n", "warning: '*' is deprecated: tensors hold Double"),
    ("_ = try w - f * (c * u + (1 - c) * u * u) / (1 - a)", "warning: '*' is deprecated: tensors"),
  ]

  @Test(
    "the compiler answers a natural slip at once, in a clear sentence",
    .enabled(if: isFullRun, "starts a compiler for each of them"),
    arguments: slips
  )
  func slip(_ code: String, _ answer: String) throws {
    let function = """
      import Tensors
      func slip(
        x: Tensor, u: Tensor, w: Tensor, n: Int, a: Double, c: Double, f: Float, list: [Double],
        labels: [Int]
      ) throws {
        \(code)
      }
      """
    let result = try typeCheck(function)
    #expect(result.text.contains(answer))
    #expect(result.passed == answer.hasPrefix("warning"))
    #expect(!result.text.contains("in reasonable time"))
    #expect(!result.text.contains("to type-check (limit"))
  }

  @Test(
    "no natural formula keeps the type checker busy, with or without Foundation",
    .enabled(if: isFullRun, "starts a compiler"),
    arguments: ["", "import Foundation\n"]
  )
  func fast(_ header: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "NaturalExpressions.swift")
    var source = header + (try String(contentsOf: file, encoding: .utf8))
    if !header.isEmpty {
      // Foundation has an `exp(1)` for every floating-point type, and a Decimal `pow(2, 10)`.
      source = source.replacing(
        "(exp(1), sqrt(2), pow(2, 10))",
        with: "(exp(1.0), sqrt(2), pow(2.0, 10))"
      )
    }
    let result = try typeCheck(source)
    #expect(result.text == "")
    #expect(result.passed)
  }

  /// Runs the compiler, without generating code, against the module that these tests were built with.
  private func typeCheck(_ source: String) throws -> (passed: Bool, text: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "Snippet.swift")
    try source.write(to: file, atomically: true, encoding: .utf8)

    let products = Bundle.module.bundleURL.deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "swiftc", "-typecheck", "-swift-version", "6", "-I", products.appending(path: "Modules").path,
      "-Xfrontend", "-solver-expression-time-threshold=2",
      "-Xfrontend", "-warn-long-expression-type-checking=1000", file.path,
    ]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus == 0, text)
  }
}
