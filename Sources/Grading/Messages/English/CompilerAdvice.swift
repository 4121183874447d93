/// Sentences about the compile errors that students meet most, by the compiler's own line.
enum CompilerAdvice {
  /// The sentences for the errors in some lines, each once, in the order of the lines.
  static func sentences(for lines: [String]) -> [String] {
    let errors = lines.filter { $0.contains("error: ") && !$0.contains("|") }
    return errors.reduce(into: []) { sentences, line in
      if let sentence = sentence(for: line), !sentences.contains(sentence) {
        sentences.append(sentence)
      }
    }
  }

  private static func sentence(for line: String) -> String? {
    for (pattern, sentence) in table {
      if let match = line.firstMatch(of: pattern) { return sentence(match) }
    }
    return nil
  }

  private typealias Match = Regex<AnyRegexOutput>.Match

  private static func name(_ match: Match, _ position: Int = 1) -> String {
    position < match.output.count ? match.output[position].substring.map(String.init) ?? "" : ""
  }

  /// Patterns of the compiler's errors with their sentences, of which the first that fits is taken.
  private static var table: [(Regex<AnyRegexOutput>, (Match) -> String)] {
    [
      (
        Regex(/property '(\w+)' is not concurrency-safe|var '(\w+)' is not concurrency-safe/),
        { match in
          let variable = name(match).isEmpty ? name(match, 2) : name(match)
          return
            "\(variable) is a variable outside your functions. A function of an exercise keeps nothing "
            + "from call to call: take what you need as an argument, return what the next call needs, and "
            + "write let instead of var for a constant."
        }
      ),
      (
        Regex(/type 'Tensor' has no member '(\w+)'/),
        { match in
          "A Tensor has no \(name(match))." + (members[name(match)].map { " Write \($0)." } ?? "")
        }
      ),
      (
        Regex(/cannot find '(np|torch|math|jnp|tf)' in scope/),
        {
          "Swift has no \(name($0)). Write exp(x), not \(name($0)).exp(x): the functions have no prefix."
        }
      ),
      (
        Regex(/cannot find '(range|len|sum|zeros|ones)' in scope/),
        { match in
          let swift = [
            "range": "0..<n", "len": "x.count, or x.shape[0] for the first axis", "sum": "x.sum()",
            "zeros": "try Tensor.zeros(shape)", "ones": "try Tensor.ones(shape)",
          ]
          return "There is no \(name(match)) here. Write \(swift[name(match)] ?? "")."
        }
      ),
      (
        Regex(/'[-+*\/]' is unavailable: convert|operator '[-+*\/]' cannot be applied to operands/),
        { _ in
          "Swift does not mix whole numbers and Double in arithmetic. Write Double(n) where n is a whole "
            + "number; beware that 1 / n of whole numbers is 0 for every n above 1."
        }
      ),
      (
        Regex(/value of type 'Int' to expected argument type 'Double'/),
        { _ in "A whole number stands where a Double is needed: write Double(n)." }
      ),
      (
        Regex(/value of type 'Double' to expected argument type 'Int'/),
        { _ in
          "A Double stands where a whole number is needed. The operator ^ works on the bits of whole numbers: "
            + "for a power write x * x or pow(x, 2)."
        }
      ),
      (
        Regex(/no operator '\*\*' is defined/),
        { _ in "Swift has no operator **. Write x.squared() or pow(x, 2)." }
      ),
      (
        Regex(/expected '}' (?:at end of|in)/),
        { _ in
          "A closing brace } is missing. The compiler notices at the end of the file: look further up for the "
            + "{ that is not closed."
        }
      ),
      (
        Regex(/extraneous '}' at top level/),
        { _ in
          "There is a closing brace } too many, or a { is missing further up: the compiler thinks that the "
            + "enum has ended before this line."
        }
      ),
      (
        Regex(/can throw,? but (?:is|it is|expression is) not marked with 'try'/),
        { _ in
          "An operation that can throw an error, as most Tensor operations with two shapes can, needs try: "
            + "write try once, at the beginning of the expression on its right-hand side."
        }
      ),
      (
        Regex(/errors thrown from here are not handled/),
        { _ in
          "An error can leave this function, so its declaration needs throws, as in the stub: "
            + "func f(…) throws -> Tensor."
        }
      ),
      (
        Regex(/use of '=' in a boolean context/),
        { _ in "= stores a value. To compare two values, write ==." }
      ),
      (
        Regex(/'(\w+)' is a 'let' constant/),
        { match in
          "\(name(match)) cannot change: an argument and a let are constants. Write var copy = \(name(match)) "
            + "and change the copy, or declare it with var."
        }
      ),
      (
        Regex(/missing return in \w/),
        { _ in
          "Some path through the function ends without a return. Write return in front of the result, also "
            + "in the case that no if covers."
        }
      ),
      (
        Regex(/convert return expression of type '(.+)' to return type '(.+)'/),
        { match in
          "The function must return \(name(match, 2)), but this is \(name(match))."
            + (name(match, 2).hasPrefix("(")
              ? " Return all results in one tuple, in this order: (\(labels(name(match, 2))))."
              : "")
        }
      ),
      (
        Regex(/unable to type-check this expression in reasonable time/),
        { _ in
          "The expression is too long for the compiler. Cut it into several lines, each with a let, and give "
            + "them types: let scale: Double = …"
        }
      ),
      (
        Regex(/for-in loop requires 'Int' to conform to 'Sequence'/),
        { _ in "A loop runs over a range: for i in 0..<n." }
      ),
      (
        Regex(/(?:statements|declarations) on a line must be separated by ';'/),
        { _ in
          "Two statements stand on one line, or an operator or a bracket is missing between two parts of one."
        }
      ),
      (
        Regex(
          /(?:incorrect|missing|extraneous) argument label|missing argument for parameter '(\w+)'/
        ),
        { _ in
          "The names of the arguments in a call must be those of the declaration, in the same order."
        }
      ),
      (
        Regex(/extra argument '(dim|keepDims|keepdim|keepdims|dims)' in call/),
        { match in
          "There is no argument \(name(match)). A Tensor's axes are named axis: or axes:, and "
            + "keepingDimensions: true keeps an axis of size 1."
        }
      ),
      (
        Regex(/expected 'func' keyword in instance method declaration/),
        { _ in
          "Swift's functions begin with func, not def: static func f(_ x: Tensor) throws -> Tensor { … }."
        }
      ),
      (
        Regex(/ambiguous use of '(\w+)'/),
        {
          "Two modules have a function \(name($0)). An exercise needs only import Tensors: remove the others."
        }
      ),
    ]
  }

  /// The labels in a tuple type: "x, weight".
  private static func labels(_ tuple: String) -> String {
    tuple.matches(of: /[(,] *(\w+):/).map { "\($0.1): …" }.joined(separator: ", ")
  }

  /// What a Tensor calls the operations of other libraries.
  private static let members = [
    "transpose": "try x.transposed()", "t": "try x.transposed()", "mT": "try x.transposed()",
    "view": "try x.reshaped(shape)", "reshape": "try x.reshaped(shape)",
    "flatten": "try x.reshaped([-1])", "permute": "try x.permuted(axes)",
    "mm": "try x.matmul(y)", "bmm": "try x.matmul(y)",
    "unsqueeze": "try x.expandingAxis(at: axis)", "squeeze": "try x.squeezingAxis(at: axis)",
    "size": "x.shape, or x.count for the number of entries", "ndim": "x.rank", "dim": "x.rank",
    "numel": "x.count", "length": "x.count", "pow": "pow(x, 2)",
    "square": "x.squared()", "exp": "exp(x)", "log": "log(x)", "sqrt": "sqrt(x)",
    "tanh": "tanh(x)", "abs": "abs(x)", "relu": "maximum(x, 0)",
    "clamp": "x.clamped(to: low...high)",
    "clip": "x.clamped(to: low...high)", "expand": "try x.broadcast(to: shape)",
    "clone": "var copy = x", "copy": "var copy = x", "numpy": "x.scalars", "data": "x.scalars",
    "tolist": "x.scalars",
  ]
}
