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
