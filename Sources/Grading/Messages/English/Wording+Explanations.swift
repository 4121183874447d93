extension Wording {
  /// A general explanation in lines of plain text.
  ///
  /// - Parameters:
  ///   - explanation: What the numbers prove.
  ///   - axes: The named axes, with their sizes on the probe that is shown.
  ///   - subject: What it is about.
  /// - Returns: One or two lines.
  package static func text(
    _ explanation: Explanation,
    axes: [Axis],
    about subject: Subject? = nil
  ) -> [String] {
    wrapped(sentence(explanation, axes, subject))
  }

  private static func sentence(
    _ explanation: Explanation,
    _ axes: [Axis],
    _ subject: Subject?
  ) -> String {
    switch explanation {
    case .scaled(.number(let number)): scaled(number)
    case .scaled(.varying(let ratios)):
      "On each probe every entry of yours is the same multiple of the right value, but the multiple "
        + "changes: "
        + ratios.sorted { $0.key < $1.key }.map { "\(brief($0.value)) on \($0.key)" }
        .joined(separator: ", ")
        + ". A factor that depends on the arguments or their sizes is missing, wrong or one too many."
    case .scaled(.sizes(let number, let powers)): scaled(number, powers, axes)
    case .permuted:
      "These are the right values with the axes in another order: something was transposed, or not."
    case .upstreamIgnored:
      "This is the right gradient for an upstream gradient of ones: yours does not appear in it. By "
        + "the chain rule it is a factor."
    case .upstreamAveraged(let axis):
      "The upstream gradient entered as its mean\(axis.map { " over \(named($0, axes))" } ?? ""): this "
        + "would be right only if it were the same everywhere. "
        + "Multiply by it entry by entry, before anything is summed."
    case .upstreamTwice:
      "The upstream gradient enters twice. By the chain rule it is a factor once."
    case .onlyOneOf(let axis, let isLast):
      "Only the \(isLast ? "last" : "first") position of \(named(axis, axes)) contributes. All of them "
        + "do: add up their contributions."
    case .notSummed(let axis):
      notSummed(named(axis, axes), subject)
    case .axisOfOne(let axis):
      "The values are right, but axis \(axis), of size 1, is one too many: sum without "
        + "keepingDimensions, or take it away with squeezingAxis(at: \(axis))."
    case .wrongAxis:
      "It was computed along another axis than the right one, such as rows for columns."
    case .everyPair(let name):
      "Every position of \(name) was combined with every position of the others: two shapes, such as "
        + "[N, 1] and [N], were stretched against each other. Bring both to one shape first."
    case .otherInput(let name): "This is the gradient with respect to \(name)."
    case .onlyWhere(let condition): "It is right, except \(place(condition, axes))."
    case .missingTerm(let axis):
      "The difference from the right value is the same for all positions of \(named(axis, axes)): a "
        + "term that they share, such as a mean or a sum over them, is missing or one too many."
    case .missingMultiple(let name, let axis):
      "Along \(named(axis, axes)), the difference from the right value is a multiple of \(name): a term "
        + "with that factor is missing or one too many."
    case .atOutput:
      "The derivative was taken at the output instead of the input: the function was applied once too "
        + "often."
    case .formulaOfOutput(let name):
      "The derivative of \(name) is written here as a formula of its output, but was given its input."
    case .otherFunction(let name): "This belongs to another function: \(name)."
    case .onlyForOne(let axis):
      "It is right when \(named(axis, axes)) is 1, and wrong whenever it is more."
    case .wholeQuotient(let axis):
      "It is right when \(named(axis, axes)) is 1, and 0 whenever it is more. So is 1 / \(axis) in whole "
        + "numbers: write 1 / Double(\(axis)), or divide the tensor by \(axis) at the end."
    case .overwritten:
      "Where several contributions meet in one entry, only one of them is left. Add them up: += "
        + "instead of =."
    case .numericallyDifferentiated:
      "It is close, but further off than the rounding of a Double explains. Finite differences are, and so is "
        + "a constant with too few digits: derive the formula, and let Swift compute the constants."
    case .overflow:
      "It is right for ordinary arguments, and not finite for extreme ones or an exact 0: something on the "
        + "way overflows, or becomes 0 and is divided by, or is 0 under a logarithm."
    case .offsetAlong(let axis):
      "Along \(named(axis, axes)), every entry is off by the same number."
    case .offset(let constant): "Every entry is off by the same number, \(brief(constant))."
    }
  }

  private static func notSummed(_ axis: String, _ subject: Subject?) -> String {
    let sentence = "It has one axis too many. Summed over \(axis), it would be right"
    guard case .gradient? = subject else { return sentence + "." }
    return sentence + ": whatever all positions share collects the gradient of all of them."
  }

  private static func scaled(_ number: Double) -> String {
    switch number {
    case -1: "Every entry has the right size and the opposite sign."
    case 2:
      "Every entry of yours is twice the right value: a factor 2 is one too many, or a ½ missing."
    case 0.5:
      "Every entry of yours is half the right value: a factor 2 is missing, or a ½ one too many."
    default: "Every entry of yours is \(brief(number)) times the right value."
    }
  }

  private static func scaled(_ number: Double, _ powers: [String: Int], _ axes: [Axis]) -> String {
    let value = powers.reduce(number) { product, power in
      let size = Double(axes.first { $0.name == power.key }?.size ?? 1)
      return (0..<power.value.magnitude).reduce(product) { product, _ in
        power.value > 0 ? product * size : product / size
      }
    }
    let names = powers.keys.sorted()
    let meaning = names.map { name in
      let axis = axes.first { $0.name == name }
      return "\(name) = \(axis?.size ?? 1) is the \(axis?.meaning ?? "size of an axis")"
    }.joined(separator: " and ")
    let size = multiple(value)
    let advice =
      switch (powers.count, powers.values.first ?? 0) {
      case (1, ..<0): "It was averaged, or divided by \(names[0]), once too often."
      case (1, _):
        "A division by \(names[0]) is missing, a factor \(names[0]) is one too many, or a sum stands where a "
          + "mean should."
      default: "Compare what is summed with what it is divided by."
      }
    return "Every entry of yours is \(size) the right value, and \(meaning). \(advice)"
  }

  /// A factor in words, as a fraction of small numbers where it is one: "3/5 of", "12 times".
  static func multiple(_ value: Double) -> String {
    let sign = value < 0 ? "−" : ""
    for divisor in 1...100 {
      let product = value.magnitude * Double(divisor)
      guard (product - product.rounded()).magnitude < 1e-9 * product, product.rounded() >= 1 else {
        continue
      }
      let number = "\(sign)\(brief(product.rounded()))"
      return divisor == 1 ? "\(number) times" : "\(number)/\(divisor) of"
    }
    return "\(brief(value)) times"
  }

  private static func named(_ axis: String, _ axes: [Axis]) -> String {
    axes.first { $0.name == axis }.map { "\($0.name) (the \($0.meaning))" } ?? "axis \(axis)"
  }

  private static func place(_ condition: Explanation.Condition, _ axes: [Axis]) -> String {
    switch condition {
    case .negative(let name): "where \(name) is negative"
    case .positive(let name): "where \(name) is positive"
    case .zero(let name): "where \(name) is exactly 0"
    case .ties: "where the input equals another entry of it (a tie)"
    case .end(let axis, let isLast):
      "at the \(isLast ? "last" : "first") position of \(named(axis, axes))"
    case .border: "at the border"
    case .diagonal: "on the diagonal"
    case .trueClass: "in the column of the true class"
    case .otherClasses: "in the columns of the other classes"
    case .repeatedRows: "in rows that are addressed more than once"
    }
  }
}
