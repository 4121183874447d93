/// Sentences about the compile errors that students meet most, by the compiler's own line.
enum CompilerAdvice {
  /// The sentences for the errors in some lines, each once, in the order of the lines.
  ///
  /// Where the source shows what was meant on a line, as `elif` does, the compiler's other errors on that line follow
  /// from it, and nothing is said about them.
  static func sentences(for lines: [String]) -> [String] {
    let found = errors(in: lines).compactMap { error in
      advice(on: error).map { (error.place, $0.sentence, $0.isSeen) }
    }
    let understood = Set(found.filter(\.2).map(\.0))
    return found.filter { $0.2 || !understood.contains($0.0) }
      .reduce(into: []) { sentences, advice in
        if !sentences.contains(advice.1) { sentences.append(advice.1) }
      }
  }

  /// An error: the compiler's line, the file and line that it names, and the source there with ‸ in the column.
  private typealias Found = (line: String, place: String, source: String)

  private static func errors(in lines: [String]) -> [Found] {
    lines.enumerated().compactMap { position, line in
      guard line.contains("error: "), !line.contains("|") else { return nil }
      guard let match = line.firstMatch(of: /^(.+):([0-9]+):([0-9]+): error:/) else {
        return (line, line, "")
      }
      let excerpt = lines[(position + 1)...].prefix { !$0.contains("error: ") || $0.contains("|") }
      let source = excerpt.lazy.compactMap { text -> String? in
        text.firstMatch(of: /^ *([0-9]+) \| (.*)$/).flatMap {
          $0.1 == match.2 ? marked(String($0.2), Int(match.3) ?? 0) : nil
        }
      }.first
      return (line, "\(match.1):\(match.2)", source ?? "")
    }
  }

  /// A line of source with ‸ in front of a column, which counts bytes from 1.
  private static func marked(_ source: String, _ column: Int) -> String? {
    let bytes = Array(source.utf8)
    guard (1...(bytes.count + 1)).contains(column) else { return nil }
    let (before, after) = (bytes[..<(column - 1)], bytes[(column - 1)...])
    return String(decoding: before, as: UTF8.self) + "‸" + String(decoding: after, as: UTF8.self)
  }

  /// The sentence about an error, and whether the source shows it.
  private static func advice(on error: Found) -> (sentence: String, isSeen: Bool)? {
    if let match = error.line.firstMatch(of: /type 'Tensor' has no member '(\w+)'/) {
      let instead = members["\(match.1)"].map { " Write \($0)." } ?? ""
      return ("A Tensor has no \(match.1)." + instead, false)
    }
    for (pattern, sentence, isSeen) in table {
      let text = isSeen ? "\(error.line)¦\(error.source)" : error.line
      guard let match = text.firstMatch(of: pattern) else { continue }
      func group(_ number: Int) -> String {
        number < match.output.count ? match.output[number].substring.map(String.init) ?? "" : ""
      }
      let isTuple = group(2).hasPrefix("(")
      return (
        sentence.replacing("$1", with: group(1)).replacing("$2", with: group(2))
          + (isTuple
            ? " Return all results in one tuple, in this order: (\(labels(group(2))))." : ""),
        isSeen
      )
    }
    return nil
  }

  /// Patterns of the compiler's errors with their sentences, of which the first that fits is taken.
  private static var table: [(pattern: Regex<AnyRegexOutput>, sentence: String, isSeen: Bool)] {
    text.split(separator: "\n\n").map { entry in
      let lines = entry.split(separator: "\n")
      guard let pattern = try? Regex(String(lines[0])) else {
        preconditionFailure("\(lines[0]) is no regular expression")
      }
      return (pattern, lines.dropFirst().joined(separator: " "), lines[0].contains("¦"))
    }
  }

  /// Each pattern stands above its sentence, in which $1 and $2 are what the groups have matched.
  ///
  /// A pattern with ¦ needs the source too, which stands behind it, with ‸ in the column of the error.
  private static let text = #"""
    expected 'func' keyword in instance method declaration|consecutive statements[^¦]*¦ *(?:static )?def‸
    Swift's functions begin with func, not def: static func f(_ x: Tensor) throws -> Tensor { … }.

    (?:consecutive statements|cannot find 'elif')[^¦]*¦.*(?:elif‸|‸ *elif )
    Swift has no elif. Write else if behind the closing brace, and the body in braces: } else if n == 2 {
    … }.

    (?:between '#' and macro name|no macro named|consecutive statements[^¦]*¦.*‸ *#)
    # begins no comment in Swift. Write // in front of a comment.

    (?:expected '\{' after|consecutive statements)[^¦]*¦.*‸ *(?:and|or)\s
    Swift writes && for and, || for or.

    cannot find 'not' in scope
    Swift writes ! for not: !(a == b), or a != b.

    expected '\{'[^¦]*¦.*‸ *:
    No colon stands here: the body stands in braces, as in if n == 1 { … } and for i in 0..<n { … }.

    (?:consecutive statements|between '@' and attribute)[^¦]*¦.*(?:‸ *@|@ *‸)
    Swift has no operator @. Write try a.matmul(b).

    no operator '\*\*'[^¦]*¦(?:.*[^\w.])?e ?‸
    e to the power x is exp(x).

    (?:property|var) '(\w+)' is not concurrency-safe
    $1 is a variable outside your functions. A function of an exercise keeps nothing from call to call:
    take what you need as an argument, return what the next call needs, and write let instead of var for
    a constant.

    cannot find '(np|numpy|torch|math|Math|jnp|tf)' in scope
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

    cannot find '(sum|mean)' in scope
    There is no function $1. Write x.$1(), or try x.$1(axis: axis).

    cannot find '(argmax)' in scope
    There is no function $1. Write try x.$1(axis: 1).

    missing argument for parameter #2 in call[^¦]*¦.*\b(max|min)\([^()]*‸\)
    The $1 of one Tensor is x.$1(), or try x.$1(axis: axis).

    cannot find '(matmul)' in scope
    There is no function $1. Write try x.$1(y).

    cannot find '(oneHot)' in scope
    There is no function $1. Write try Tensor.$1(labels, classes: C).

    cannot find '(zeros|ones)' in scope
    There is no $1 here. Write try Tensor.$1(shape).

    operands of type '(?:Tensor' and '\[Int\]|\[Int\]' and 'Tensor)'|'\[Int\]' to (?:\w+ )*type 'Tensor'
    A list of whole numbers is no Tensor. If these are labels, their one-hot rows are try
    Tensor.oneHot(labels, classes: C).

    operator '([-+*\/])' cannot be applied to operands of type '(?:\(|[^']+' and '\()
    A tuple has no $1. Compute each part by itself, as in (x: try a * d, weight: try b * d).

    '[-+*\/]' is unavailable: convert|operands of type '(?:Int' and '(?:Double|Float)|(?:Double|Float)' and 'Int)'
    Swift does not mix whole numbers and Double in arithmetic. Write Double(n) where n is a whole number;
    beware that 1 / n of whole numbers is 0 for every n above 1.

    referencing operator function '([<>]=?)' on '\w+' requires that 'Tensor' conform
    A Tensor has no $1 as a whole. x .$1 0 is a mask, 1 where that holds and 0 elsewhere. In place of condition ?
    a : b write try mask * a + (1 - mask) * b.

    missing argument label 'at:' in subscript
    x[at: index] is a single entry. The entry of each row at its label is try x.picking(labels).

    'Range<Int>' to expected argument type 'Int'[^¦]*¦.*\[[^\]]*‸\.\.
    The rows of a Tensor from a up to b are try x.sliced(a..<b, axis: 0).

    'Range<Int>' to expected argument type '\[Int\]'
    A range is no list: write Array(a..<b). The rows of a Tensor from a up to b are try x.sliced(a..<b, axis: 0).

    'ArraySlice<\w+>' to (?:\w+ )*type '\[\w+\]'
    A part of a list, as labels[a..<b], is an ArraySlice: write Array(labels[a..<b]) for a list.

    'Tensor' to (?:\w+ )*type '\[\w+\]'[^¦]*¦.*\] ?‸\*
    Times a number, a list becomes a Tensor. A list of n equal numbers is Array(repeating: 0, count: n).

    empty collection literal requires an explicit type
    An empty list needs the type of its entries: var result: [Double] = [].

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

    cannot find '(\w+)' in scope[^¦]*¦ *‸\1 *[-+*\/]?=(?!=)
    $1 is not declared here. Where it gets its first value, write let $1 = …, or var $1 = … if it changes later.

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
