import Grading
import Testing

/// The compiler's lines are those of Swift 6.3.1 about files that were written for this test.
@Suite("Advice on compile errors")
struct CompilerAdviceTests {
  static let advice: [(line: String, part: String)] = [
    (
      "static property 'velocity' is not concurrency-safe because it is nonisolated global shared mutable "
        + "state [#MutableGlobalVariable]",
      "velocity is a variable outside your functions"
    ),
    ("value of type 'Tensor' has no member 'transpose'", "Write try x.transposed()."),
    ("value of type 'Tensor' has no member 'view'", "Write try x.reshaped(shape)."),
    ("'/' is unavailable: convert the whole number first: a / Double(n)", "Write Double(n)"),
    ("cannot convert value of type 'Int' to expected argument type 'Double'", "write Double(n)"),
    ("cannot convert value of type 'Double' to expected argument type 'Int'", "x * x or pow(x, 2)"),
    ("no operator '**' is defined; did you mean 'pow(_:_:)'?", "x.squared() or pow(x, 2)"),
    ("expected '}' at end of brace statement", "closing brace } is missing"),
    ("expected '}' in enum", "closing brace } is missing"),
    ("extraneous '}' at top level", "closing brace } too many"),
    ("call can throw but is not marked with 'try'", "needs try"),
    ("operator can throw but expression is not marked with 'try'", "needs try"),
    ("call can throw, but it is not marked with 'try' and the error is not handled", "needs try"),
    ("errors thrown from here are not handled", "needs throws"),
    ("cannot assign through subscript: 'x' is a 'let' constant", "var copy = x"),
    ("left side of mutating operator isn't mutable: 'x' is a 'let' constant", "var copy = x"),
    ("missing return in static method expected to return 'Tensor'", "without a return"),
    (
      "cannot convert return expression of type 'Tensor' to return type '(x: Tensor, w: Tensor)'",
      "in this order: (x: …, w: …)"
    ),
    (
      "the compiler is unable to type-check this expression in reasonable time; try breaking up the "
        + "expression into distinct sub-expressions",
      "Cut it into several lines"
    ),
    ("no exact matches in call to instance method 'mean'", "as in x.mean(axis: 0)"),
    ("cannot find 'np' in scope", "Write exp(x)"),
    ("cannot find 'range' in scope", "Write 0..<n."),
    ("for-in loop requires 'Int' to conform to 'Sequence'", "for i in 0..<n"),
    ("use of '=' in a boolean context, did you mean '=='?", "write =="),
    (
      "consecutive statements on a line must be separated by ';'",
      "Two statements stand on one line"
    ),
    (
      "use of 'tanh' refers to instance method rather than global function 'tanh' in module 'Tensors'",
      "Write Tensors.tanh(x)"
    ),
    ("extra argument 'dim' in call", "named axis: or axes:"),
    ("missing argument label 'weigth:' in call", "names of the arguments"),
    ("expected 'func' keyword in instance method declaration", "begin with func"),
    ("cannot find 'not' in scope", "! for not"),
    ("cannot find 'Math' in scope", "Write exp(x), not Math.exp(x)"),
    ("cannot find 'mean' in scope", "Write x.mean()"),
    ("cannot find 'matmul' in scope", "Write try x.matmul(y)."),
    ("cannot find 'oneHot' in scope", "try Tensor.oneHot(labels, classes: C)"),
    (
      "binary operator '-' cannot be applied to operands of type 'Tensor' and '[Int]'",
      "Tensor.oneHot(labels, classes: C)"
    ),
    ("cannot assign value of type '[Int]' to type 'Tensor'", "Tensor.oneHot(labels, classes: C)"),
    (
      "cannot convert value of type '[Int]' to specified type 'Tensor'",
      "Tensor.oneHot(labels, classes: C)"
    ),
    (
      "binary operator '*' cannot be applied to operands of type '(x: Tensor, weight: Tensor)' and "
        + "'Tensor'",
      "Compute each part by itself"
    ),
    (
      "binary operator '*' cannot be applied to operands of type 'Int' and 'Double'",
      "Write Double(n)"
    ),
    (
      "referencing operator function '>' on 'BinaryInteger' requires that 'Tensor' conform to "
        + "'BinaryInteger'",
      "x .> 0 is a mask"
    ),
    ("missing argument label 'at:' in subscript", "try x.picking(labels)"),
    (
      "cannot convert value of type 'Range<Int>' to expected argument type '[Int]'",
      "write Array(a..<b)"
    ),
    (
      "cannot convert value of type 'ArraySlice<Int>' to expected argument type '[Int]'",
      "write Array(labels[a..<b])"
    ),
    ("empty collection literal requires an explicit type", "var result: [Double] = []"),
  ]

  @Test("a common error has a sentence, with the compiler's line below", arguments: advice)
  func sentence(_ line: String, _ part: String) throws {
    let error = "Exercises/Layers/Linear.swift:12:5: error: \(line)"
    let text = Wording.text(
      .compiler(lines: [error, " 12 |     x"], signatures: [], inGrader: false),
      about: nil
    )
    let says = try #require(text.firstIndex(of: "The compiler says:"))
    #expect(text[..<says].joined(separator: " ").contains(part), "\(text)")
    #expect(text[(says + 1)...].elementsEqual([error, " 12 |     x"]))
  }

  /// The compiler's errors about a line of source, with their columns.
  static let seen: [(source: String, errors: [(Int, String)], part: String)] = [
    (
      "    } elif n == 2 {",
      [
        (6, "consecutive statements on a line must be separated by ';'"),
        (11, "consecutive statements on a line must be separated by ';'"),
        (7, "cannot find 'elif' in scope"),
      ],
      "Write else if"
    ),
    (
      "    elif n == 2:",
      [(9, "consecutive statements on a line must be separated by ';'")],
      "Write else if"
    ),
    (
      "    let a = x # the output",
      [
        (14, "consecutive statements on a line must be separated by ';'"),
        (16, "extraneous whitespace between '#' and macro name is not permitted"),
        (17, "no macro named 'the'"),
      ],
      "Write // in front"
    ),
    (
      "    if n == 1 and m == 2 { return x }", [(15, "expected '{' after 'if' condition")],
      "&& for and"
    ),
    (
      "    if n == 1 or m == 2 { return x }", [(15, "expected '{' after 'if' condition")],
      "|| for or"
    ),
    ("    if n == 1:", [(14, "expected '{' after 'if' condition")], "the body stands in braces"),
    (
      "    for i in 0..<n:", [(19, "expected '{' to start the body of for-each loop")],
      "the body stands in braces"
    ),
    ("    } else:", [(11, "expected '{' or 'if' after 'else'")], "the body stands in braces"),
    (
      "    def f(a):",
      [
        (8, "consecutive statements on a line must be separated by ';'"),
        (13, "expected expression"), (5, "cannot find 'def' in scope"),
      ],
      "begin with func"
    ),
    (
      "    let a = x @ w",
      [
        (14, "consecutive statements on a line must be separated by ';'"),
        (16, "extraneous whitespace between '@' and attribute name"),
      ],
      "Write try a.matmul(b)."
    ),
    (
      "    let a = e**x",
      [
        (14, "no operator '**' is defined; did you mean 'pow(_:_:)'?"),
        (13, "cannot find 'e' in scope"),
      ],
      "e to the power x is exp(x)."
    ),
    ("    dx = try d * w", [(5, "cannot find 'dx' in scope")], "dx is not declared here."),
    ("    dx += x", [(5, "cannot find 'dx' in scope")], "var dx = …"),
    (
      "    return try x - max(x)", [(25, "missing argument for parameter #2 in call")], "is x.max()"
    ),
    (
      "    let b = x[0..<n]",
      [(16, "cannot convert value of type 'Range<Int>' to expected argument type 'Int'")],
      "try x.sliced(a..<b, axis: 0)"
    ),
    (
      "    let a: [Double] = [0.0] * n",
      [(29, "cannot convert value of type 'Tensor' to specified type '[Double]'")],
      "Array(repeating: 0, count: n)"
    ),
  ]

  @Test("what the source shows is the only sentence about its line", arguments: seen)
  func sourceLine(_ source: String, _ errors: [(Int, String)], _ part: String) {
    let lines = errors.flatMap { column, message in
      [
        "Exercises/Layers/Linear.swift:12:\(column): error: \(message)", " 11 |   {",
        " 12 | \(source)",
        "    | " + String(repeating: " ", count: column - 1) + "`- error: \(message)",
        " 13 |   }",
      ]
    }
    let text = Wording.text(.compiler(lines: lines, signatures: [], inGrader: false), about: nil)
    let advice = text.prefix { $0 != "The compiler says:" }.joined(separator: " ")
    #expect(advice.contains(part), "\(text)")
    #expect(!advice.contains("Two statements stand"), "\(text)")
  }

  @Test("the same messages about other source say nothing of it")
  func otherSource() {
    func advice(_ source: String, _ column: Int, _ message: String) -> String {
      Wording.text(
        .compiler(
          lines: ["a.swift:3:\(column): error: \(message)", " 3 | \(source)"],
          signatures: [],
          inGrader: false
        ),
        about: nil
      ).prefix { $0 != "The compiler says:" }.joined(separator: " ")
    }
    let consecutive = "consecutive statements on a line must be separated by ';'"
    #expect(
      advice("    let a = x y // or elif, and # @", 14, consecutive).hasPrefix("Two statements")
    )
    #expect(!advice("    return dx", 12, "cannot find 'dx' in scope").contains("declared"))
    #expect(!advice("    dx == 1", 5, "cannot find 'dx' in scope").contains("declared"))
    #expect(
      advice("    let a = some**x", 17, "no operator '**' is defined").contains("x.squared()")
    )
    #expect(
      !advice("  é", 9, "expected '{' after 'if' condition").contains("braces")
    )
  }

  @Test("an error without a sentence is the compiler's line alone, and its excerpt is no error")
  func others() {
    let lines = ["a.swift:1:1: error: something else", " 1 | // error: cannot find 'np' in scope"]
    #expect(
      Wording.text(.compiler(lines: lines, signatures: [], inGrader: false), about: nil) == lines
    )
  }

  @Test("of a changed declaration the right one comes first")
  func declaration() {
    let lines = ["Tests/LayersTests/Linear.swift:9:5: error: type 'Linear' has no member 'forward'"]
    let right = "static func forward(_ x: Tensor) throws -> Tensor"
    let text = Wording.text(
      .compiler(lines: lines, signatures: [right], inGrader: true),
      about: nil
    )
    #expect(
      text == [
        "The grader cannot call your functions as they are declared now.",
        "Declare the functions like this, in an enum with the name of the file:", "  " + right,
        "The compiler says:",
      ] + lines
    )
  }

  @Test("of a type with instances the members are declared in a struct or class")
  func declarationInType() {
    let text = Wording.text(
      .compiler(lines: [], signatures: ["init(constant: Double) throws"], inGrader: true),
      about: nil
    )
    #expect(
      text[1] == "Declare the members like this, in a struct or class with the name of the file:"
    )
  }
}
