import GradientChecking
import Tensors

extension Wording {
  /// A finding about a result in lines of plain text; a brief one has no tables, which a message shows of one check.
  package static func text(
    _ finding: Finding,
    about subject: Subject?,
    isBrief: Bool = false
  ) -> [String] {
    switch finding {
    case .threw(let place, let error):
      ["On \(place), your \(subject?.function ?? "function") threw an error:"]
        + wrapped(error).map { "  " + $0 } + losses(subject)
    case .wrongShape(let place, let yours, let expected) where isGoal(subject):
      [
        "On \(place), you returned \(yours.first ?? 0) answers, but \(expected.first ?? 0) are needed."
      ]
    case .wrongShape(let place, let yours, let expected):
      ["On \(place), the shape is \(yours), but should be \(expected)."] + shapeAdvice(subject)
    case .wrongLength(let place, let yours, let expected):
      ["On \(place), it is \(yours), but should be \(expected)."]
    case .wrongLengths(let place, let yours, let expected): wrongLengths(place, yours, expected)
    case .wrongShapes(let place, let yours, let expected):
      yours.count == expected.count
        ? ["On \(place), the shapes are \(yours),", "but should be \(expected)."]
        : [
          "On \(place), the list has \(yours.count) tensor\(yours.count == 1 ? "" : "s"), but should have \(expected.count)."
        ]
    case .wrongKind(let place, let yours, let expected):
      ["On \(place), it is a \(yours), but should be a \(expected)."]
    case .arguments(let yours, let expected):
      [
        "The function takes (\(yours.joined(separator: ", "))),",
        "but is called with   (\(expected.joined(separator: ", "))).",
        "Restore the declaration that you were given.",
      ]
    case .missing(_, let returned):
      [
        returned.isEmpty
          ? "Your function returned nothing."
          : "Your function returned \(returned.map { $0.isEmpty ? "a value without a name" : $0 }.joined(separator: ", ")).",
        "Return a tuple, with each value under its name.",
      ]
    case .notFinite(let place, let count, let total, let first, let yours):
      notFinite(place, count, total, first, yours)
        + (isBrief
          ? [] : ["Look for exp of a large number, log of 0, a division by 0, or 0 times ∞."])
    case .differs(let difference): differs(difference, isBrief)
    case .notRepeatable(let place):
      [
        "Two calls with the same arguments on \(place) gave different results.",
        "The result must depend only on the arguments: look for a variable outside your functions",
        "that one of them changes, or for random numbers.",
      ]
    case .keptFromEarlierCall(let place):
      wrapped(
        "On \(place), the result depends on the calls before it: the same call gives another result after a "
          + "call with other arguments. Something is kept from an earlier call, in a variable outside your "
          + "functions. A stored value that is renewed only when the shape changes is an old one for other "
          + "values of the same shape. Compute everything from the arguments of this call."
      )
    case .allZero:
      wrapped(
        "Every entry that you returned is 0. Do you divide whole numbers? In Swift 1 / n is 0 for every whole n "
          + "above 1: write 1 / Double(n)."
      )
    case .ignoresUpstream:
      [
        "Your gradient does not change when the upstream gradient changes.",
        "By the chain rule every gradient is the upstream gradient times a local derivative:",
        "use the upstream gradient.",
      ]
    case .differenceQuotient(let forwards, let numbers):
      differenceQuotient(forwards, numbers)
    case .trivialForward:
      wrapped(
        "This gradient fits your forward, but there is no credit for that: the gradient of your forward is the "
          + "same for all arguments, and that of the exercise is not. Write forward first."
      )
    case .cutOff(let numbers, let expected, let isUpper): cutOff(numbers, expected, isUpper)
    case .notLinear:
      wrapped(
        "backward is not linear in the upstream gradient. For two upstream gradients u and v, "
          + "backward(2u − 3v) is not 2·backward(u) − 3·backward(v). By the chain rule the upstream gradient is "
          + "a factor, once."
      )
    case .knownMistake(_, let sentence): wrapped(sentence)
    case .faultRemains: ["In these results the planted fault is still there."]
    case .faultRepaired(let repair): text(repair)
    case .explanation(let explanation, let axes): text(explanation, axes: axes, about: subject)
    case .smallestCase(let smallest): smallestCase(smallest)
    case .property(let place, let measured, let expected, let allowed):
      property(place, measured, expected, allowed, subject)
    case .drawn(let kind, let place, let measured, let expected, let allowed):
      drawn(kind, place, measured, expected, allowed, subject)
    case .drawsNotRecorded:
      wrapped(
        "Your forward draws other numbers than the answers that are recorded in this package, so there is nothing to "
          + "compare with here. That is no fault of yours: the whole package, with which you are graded, judges it."
      )
    case .source(let place, let misuse): source(place, misuse)
    case .goalMissed(let place, let right, let total, let minimum):
      [
        "On \(place), \(right) of \(total) are right: \(percent(Double(right) / Double(total))). "
          + "At least \(percent(minimum)) must be right."
      ]
    case .symptom(let symptom, let source): text(symptom, on: source)
    case .misjudged(let isRight, let sentence):
      wrapped(
        isRight
          ? "This implementation is right. \(sentence) A check that rejects a right implementation earns nothing."
          : sentence
      )
    case .oraclesDisagree(let place, let entry, let analytic, let numeric):
      wrapped(
        "On \(place), your gradient equals the reference, but finite differences of your forward contradict "
          + "it\(entry.isEmpty ? "" : ", most at \(entry)"): the gradient is \(NumberFormat.brief(analytic)), and "
          + "they are \(NumberFormat.brief(numeric)). That is a fault of the grader, not yours: please report it."
      )
    case .crashed(let crash): crashed(crash)
    case .timedOut(let activity, let seconds, let processor):
      timedOut(activity, seconds, processor)
    case .outOfMemory(let activity, let megabytes):
      [
        "Your code used more than \(megabytes) MB of memory\(during(activity)), and was stopped.",
        "Look for a loop that keeps appending, or for a shape that is far too large.",
      ]
    case .misbehaved(let activity, let behaviour): misbehaved(activity, behaviour)
    case .exited(let activity, let status):
      [
        "Your code ended the whole process\(status.map { ", with exit status \($0)" } ?? "")"
          + "\(during(activity)).",
        "A function must return its result or throw an error. It must not call exit.",
      ]
    case .refused(let lines):
      ["This file is not accepted, and was not built:"] + lines.flatMap { wrapped($0) }
    case .compiler(let lines, let signatures, let inGrader):
      compiler(lines, signatures, inGrader)
    case .harness(let message):
      ["The grader could not judge this exercise:"]
        + wrapped(message).map { "  " + $0 }
    }
  }

  // MARK: - Longer findings

  /// What an error in backward costs.
  private static func losses(_ subject: Subject?) -> [String] {
    guard case .gradient? = subject else { return [] }
    return ["An error ends the whole function: no gradient that it returns can be judged."]
  }

  private static func isGoal(_ subject: Subject?) -> Bool {
    if case .goal? = subject { true } else { false }
  }

  private static func differenceQuotient(_ forwards: Int?, _ numbers: Int?) -> [String] {
    let evidence =
      if let forwards, let numbers {
        "For a gradient of \(numbers) numbers your backward does the work of \(forwards) forward passes, as "
          + "finite differences do. Backpropagation does that of two or three."
      } else {
        "Digit for digit, your gradient is a difference quotient of your forward: its small errors are the "
          + "same. The numbers are close, but they were measured and not computed."
      }
    return wrapped(evidence)
      + wrapped(
        "Finite differences are a good check, and the wrong tool for training: with a million weights they "
          + "take a million forward passes for each step. Derive the formula: begin at the output, and multiply "
          + "the upstream gradient by the derivative of each operation on the way back."
      )
  }

  private static func wrongLengths(_ place: Place, _ yours: [[Int]], _ expected: [[Int]])
    -> [String]
  {
    for (yours, expected) in zip(yours, expected) where yours != expected {
      if let one = expected.first, Set(expected).count == 1 {
        return wrapped(
          "On \(place), the lists have the lengths \(brief(yours)), but each should have \(one) elements."
        )
      }
      return wrapped(
        "On \(place), the lists have the lengths \(brief(yours)), but should have \(brief(expected))."
      )
    }
    return ["On \(place), a list has the wrong length."]
  }

  /// The first few numbers.
  private static func brief(_ numbers: [Int]) -> String {
    numbers.prefix(8).map(String.init).joined(separator: ", ") + (numbers.count > 8 ? " …" : "")
  }

  private static func shapeAdvice(_ subject: Subject?) -> [String] {
    guard case .gradient(let name)? = subject else { return [] }
    return ["The gradient must have the shape of \(name)."]
  }

  private static func notFinite(
    _ place: Place,
    _ count: Int,
    _ total: Int,
    _ first: [Int],
    _ yours: Value
  ) -> [String] {
    let value = first.isEmpty ? yours.scalars[0] : yours.tensor[at: first]
    let kind = value.isNaN ? "NaN" : value > 0 ? "+∞" : "−∞"
    let which =
      total == 1
      ? ", it is \(kind)"
      : ": \(count) of \(total) entries \(count == 1 ? "is" : "are") not finite; \(first) is \(kind)"
    return ["On \(place)\(which)."]
  }

  private static func differs(_ difference: Difference, _ isBrief: Bool) -> [String] {
    if case .flag(let right) = difference.reference {
      return ["On \(difference.place), it is \(!right), but should be \(right)."]
    }
    if case .tensors(let yours) = difference.yours,
      case .tensors(let right) = difference.reference
    {
      return ["On \(difference.place):"] + differs(yours, right)
    }
    let count = difference.reference.scalars.count
    let rows = count / max(difference.reference.shape.last ?? 1, 1)
    let shown = count <= 24 && rows <= 6 && !isBrief
    var lines: [String] = []
    // A number that finite differences cannot tell from 0 is shown as 0, and so is −0.
    let numeric = difference.numeric.map { numeric in
      let bound = difference.bound ?? 0
      return numeric.replacingScalars(numeric.scalars.map { $0.magnitude <= bound ? 0 : $0 })
    }
    let yours = unsigned(difference.yours)
    let reference = unsigned(difference.reference)
    let all = [yours, reference, numeric].compactMap { $0 }.flatMap(\.scalars)
    func entry(_ value: Value) -> Double {
      difference.worst.isEmpty ? value.scalars[0] : value.tensor[at: difference.worst]
    }
    let format = format(telling: entry(yours), from: entry(reference), among: all)
    let width = all.map { format.text($0).count }.max() ?? 0
    func row(_ label: String, _ value: Value, _ note: String = "") -> [String] {
      let text = value.tensor.formatted(
        with: format,
        width: width,
        indent: String(repeating: " ", count: 11)
      )
      var rows = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
      rows[0] = label.padding(to: 11) + rows[0]
      guard !note.isEmpty else { return rows }
      let last = rows[rows.count - 1] + "   " + note
      return last.count <= 88
        ? rows.dropLast() + [last] : rows + [String(repeating: " ", count: 11) + note]
    }
    let bound = difference.bound.map { $0.isFinite ? ", ± \(NumberFormat.brief($0))" : "" } ?? ""
    let source = "finite differences of your forward\(bound)"
    if shown {
      lines += row("yours", yours)
      if let numeric, row("", numeric) != row("", reference) {
        lines += row("numeric", numeric, source) + row("reference", reference)
      } else {
        lines += row("reference", reference, numeric == nil ? "" : "= \(source)")
      }
    }
    if difference.count < difference.reference.scalars.count || !shown {
      lines.append(worst(difference, entry(yours), entry(reference), format))
    }
    if !shown, !isBrief { lines += map(of: difference) }
    if difference.isAtKink == true { lines += adviceAtKink }
    return ["On \(difference.place):"] + lines
  }

  /// The number of entries that differ, and the one that differs most.
  package static func worst(
    _ difference: Difference,
    _ yours: Double,
    _ right: Double,
    _ format: NumberFormat
  ) -> String {
    let total = difference.reference.scalars.count
    let which =
      "\(difference.count) of \(total) entries "
      + "\(difference.count == 1 ? "differs" : "differ"), most at \(difference.worst): "
    return (total == 1 ? "" : which) + "yours \(format.text(yours)), right \(format.text(right))."
  }

  package static let adviceAtKink = [
    "Your forward has a kink here, and yours is one of the possible slopes.",
    "Return the slope that the exercise asks for.",
  ]

  /// A line for each tensor of a list: whether it is right, and where it is most wrong.
  private static func differs(_ yours: [Tensor], _ right: [Tensor]) -> [String] {
    zip(yours, right).enumerated().map { position, pair in
      switch Agreement(.tensor(pair.0), .tensor(pair.1)) {
      case .differs(let count, let at), .notFinite(let count, let at):
        "[\(position)]  ✘ \(count) of \(pair.1.count) entries \(count == 1 ? "differs" : "differ"), "
          + "most at \(at): "
          + apart(pair.0[at: at], pair.1[at: at])
      case .agrees, .wrongKind, .wrongShape: "[\(position)]  ✔"
      }
    }
  }

  /// Two different numbers, with enough digits to show the difference.
  private static func apart(_ yours: Double, _ right: Double) -> String {
    let brief = (NumberFormat.brief(yours), NumberFormat.brief(right))
    guard brief.0.dropLast() == brief.1.dropLast() else {
      return "yours \(brief.0), right \(brief.1)"
    }
    let format = format(telling: yours, from: right, among: [yours, right])
    return "yours \(format.text(yours)), right \(format.text(right))"
  }

  /// A map of a larger result, entry by entry: `·` right, `+` too large, `−` too small, `!` not finite.
  private static func map(of difference: Difference) -> [String] {
    let map = difference.map(atMost: (12, 64))
    guard map.step == (1, 1) else { return [] }
    func sign(_ entry: Difference.Entry) -> Character {
      switch entry.mark.kind {
      case .right, .notCompared: "·"
      case .notFinite: "!"
      case .above, .below, .flipped: entry.yours > entry.right ? "+" : "−"
      }
    }
    return ["· right   + too large   − too small"]
      + map.cells.map { row in "  " + String(row.compactMap { $0.map(sign) }) }
  }

  /// The value with every −0 as 0.
  private static func unsigned(_ value: Value) -> Value {
    value.replacingScalars(value.scalars.map { $0 == 0 ? 0 : $0 })
  }

  private static func smallestCase(_ smallest: SmallestCase) -> [String] {
    var given = zip(smallest.arguments.names, smallest.arguments.values).map { name, value in
      "\(name) = \(inline(value))"
    }
    if let upstream = smallest.upstream { given.append("upstream = \(inline(upstream))") }
    let label = "Smallest case: "
    let indent = String(repeating: " ", count: label.count)
    let joined = given.joined(separator: ", ")
    let head =
      joined.count <= 72
      ? [label + joined]
      : given.enumerated().map { ($0.offset == 0 ? label : indent) + $0.element }
    let right = unsigned(smallest.reference)
    func entry(_ value: Value) -> Double {
      smallest.entry.isEmpty || value.shape != right.shape
        ? value.scalars.first ?? 0 : value.tensor[at: smallest.entry]
    }
    let all = smallest.yours.scalars + right.scalars
    let shown = digits(telling: entry(smallest.yours), from: entry(right), among: all) ?? 4
    let yours = inline(unsigned(smallest.yours), digits: shown)
    // A result of a step may have the name of an argument.
    let isReturned = smallest.arguments.names.contains(name(smallest.subject))
    let result = (isReturned ? "new " : "") + name(smallest.subject)
    return head + [indent + "\(result) = \(inline(right, digits: shown)); yours is \(yours)"]
      + arithmetic(smallest).map { indent + $0 }
  }

  /// The format in which two numbers visibly differ.
  package static func format(telling one: Double, from other: Double, among all: [Double])
    -> NumberFormat
  {
    NumberFormat(all, digits: digits(telling: one, from: other, among: all) ?? 4)
  }

  /// The number of decimals at which two numbers visibly differ, by more than a rounded last digit; nil when
  /// 12 decimals do not show it.
  private static func digits(telling one: Double, from other: Double, among all: [Double]) -> Int? {
    let steps = [4, 6, 8, 10, 12]
    func texts(_ digits: Int) -> (String, String) {
      let format = NumberFormat(all, digits: digits)
      return (format.text(one), format.text(other))
    }
    guard let first = steps.first(where: { texts($0).0 != texts($0).1 }) else { return nil }
    let (short, long) = (texts(first), texts(min(first + 2, 12)))
    let looksRounded = short.0.dropLast() == short.1.dropLast() && long.0.count > short.0.count
    return looksRounded ? min(first + 2, 12) : first
  }

  /// The sum behind one entry of a gradient: upstream gradient · slope for each entry of the output.
  ///
  /// There is none when there is nothing to add or multiply.
  package static func arithmetic(_ smallest: SmallestCase) -> [String] {
    let terms = smallest.terms
    // One slope times 1 is the result itself.
    guard case .gradient(let name) = smallest.subject, (1...6).contains(terms.count),
      terms.count > 1 || terms[0].upstream != 1
    else { return [] }
    func number(_ value: Double) -> String { NumberFormat([value], digits: 5).text(value) }
    func factor(_ value: Double) -> String { value < 0 ? "(\(number(value)))" : number(value) }
    let place = smallest.reference.scalars.count == 1 ? "" : "at \(smallest.entry), "
    let each = terms.count == 1 ? "" : ", for each entry of the output"
    let sum = terms.map { "\(factor($0.upstream))·\(factor($0.slope))" }.joined(separator: " + ")
    let total = terms.reduce(0) { $0 + $1.upstream * $1.slope }
    return ["\(place)upstream · ∂output/∂\(name)\(each): \(sum) = \(number(total))"]
  }

  /// A share in percent, rounded down to one decimal.
  static func percent(_ share: Double) -> String {
    "\(NumberFormat.brief((share * 1_000 + 1e-9).rounded(.down) / 10)) %"
  }
}
