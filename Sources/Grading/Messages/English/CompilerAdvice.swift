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
    if let match = line.firstMatch(of: /type 'Tensor' has no member '(\w+)'/) {
      return "A Tensor has no \(match.1)." + (members["\(match.1)"].map { " Write \($0)." } ?? "")
    }
    for (pattern, sentence) in table {
      guard let match = line.firstMatch(of: pattern) else { continue }
      func group(_ number: Int) -> String {
        number < match.output.count ? match.output[number].substring.map(String.init) ?? "" : ""
      }
      let isTuple = group(2).hasPrefix("(")
      return sentence.replacing("$1", with: group(1)).replacing("$2", with: group(2))
        + (isTuple ? " Return all results in one tuple, in this order: (\(labels(group(2))))." : "")
    }
    return nil
  }

  /// Patterns of the compiler's errors with their sentences, of which the first that fits is taken.
  private static var table: [(Regex<AnyRegexOutput>, String)] {
    text.split(separator: "\n\n").map { entry in
      let lines = entry.split(separator: "\n")
      guard let pattern = try? Regex(String(lines[0])) else {
        preconditionFailure("\(lines[0]) is no regular expression")
      }
      return (pattern, lines.dropFirst().joined(separator: " "))
    }
  }

  /// Each pattern stands above its sentence, in which $1 and $2 are what the groups have matched.
  private static let text = #"""
    (?:property|var) '(\w+)' is not concurrency-safe
    $1 is a variable outside your functions. A function of an exercise keeps nothing from call to call:
    take what you need as an argument, return what the next call needs, and write let instead of var for
    a constant.

    cannot find '(np|torch|math|jnp|tf)' in scope
    Swift has no $1. Write exp(x), not $1.exp(x): the functions have no prefix.

    no exact matches in call to instance method '(sum|mean|max|min)'
    The arguments of $1 do not fit. The axes of a Tensor are named axis: or axes:, as in x.$1(axis: 0), and
    keepingDimensions: true keeps an axis of size 1.

    use of '(\w+)' refers to instance method rather than global function
    Inside a type with a method $1, that name means the method. Write Tensors.$1(x) for the function.

    cannot find '(range)' in scope
    There is no $1 here. Write 0..<n.

    cannot find '(len)' in scope
    There is no $1 here. Write x.count, or x.shape[0] for the first axis.

    cannot find '(sum)' in scope
    There is no $1 here. Write x.sum().

    cannot find '(zeros|ones)' in scope
    There is no $1 here. Write try Tensor.$1(shape).

    '[-+*\/]' is unavailable: convert|operator '[-+*\/]' cannot be applied to operands
    Swift does not mix whole numbers and Double in arithmetic. Write Double(n) where n is a whole number;
    beware that 1 / n of whole numbers is 0 for every n above 1.

    value of type 'Int' to expected argument type 'Double'
    A whole number stands where a Double is needed: write Double(n).

    value of type 'Double' to expected argument type 'Int'
    A Double stands where a whole number is needed. (If you meant a power: ^ is none in Swift. Write x * x
    or pow(x, 2).)

    no operator '\*\*' is defined
    Swift has no operator **. Write x.squared() or pow(x, 2).

    expected '}' (?:at end of|in)
    A closing brace } is missing. The compiler notices at the end of the file: look further up for the {
    that is not closed.

    extraneous '}' at top level
    There is a closing brace } too many, or a { is missing further up: the compiler thinks that the enum
    has ended before this line.

    can throw,? but (?:is|it is|expression is) not marked with 'try'
    An operation that can throw an error, as most Tensor operations with two shapes can, needs try: write
    try once, at the beginning of the expression on its right-hand side.

    errors thrown from here are not handled
    An error can leave this function, so its declaration needs throws, as in the stub: func f(…) throws ->
    Tensor.

    use of '=' in a boolean context
    = stores a value. To compare two values, write ==.

    '(\w+)' is a 'let' constant
    $1 cannot change: an argument and a let are constants. Write var copy = $1 and change the copy, or
    declare it with var.

    missing return in \w
    Some path through the function ends without a return. Write return in front of the result, also in the
    case that no if covers.

    convert return expression of type '(.+)' to return type '(.+)'
    The function must return $2, but this is $1.

    unable to type-check this expression in reasonable time
    The expression is too long for the compiler. Cut it into several lines, each with a let, and give them
    types: let scale: Double = …

    for-in loop requires 'Int' to conform to 'Sequence'
    A loop runs over a range: for i in 0..<n.

    (?:statements|declarations) on a line must be separated by ';'
    Two statements stand on one line, or an operator or a bracket is missing between two parts of one.

    (?:incorrect|missing|extraneous) argument label|missing argument for parameter '\w+'
    The names of the arguments in a call must be those of the declaration, in the same order.

    extra argument '(dim|keepDims|keepdim|keepdims|dims)' in call
    There is no argument $1. A Tensor's axes are named axis: or axes:, and keepingDimensions: true keeps
    an axis of size 1.

    expected 'func' keyword in instance method declaration
    Swift's functions begin with func, not def: static func f(_ x: Tensor) throws -> Tensor { … }.

    ambiguous use of '(\w+)'
    Two modules have a function $1. An exercise needs only import Tensors: remove the others.
    """#

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
