import Tensors

extension Wording {
  /// A general explanation of a result in lines of plain text; the axes have their sizes on the probe that is shown.
  package static func text(
    _ explanation: Explanation,
    axes: [Exercise.Axis],
    about subject: Subject? = nil
  ) -> [String] {
    wrapped(sentence(explanation, axes, subject))
  }

  private static func sentence(
    _ explanation: Explanation,
    _ axes: [Exercise.Axis],
    _ subject: Subject?
  ) -> String {
    switch explanation {
    case .scaled(.number(let number)): scaled(number)
    case .scaled(.varying(let ratios)):
      "On each probe every entry of yours is the same multiple of the right value, but the multiple "
        + "changes from probe to probe: "
        + ratios.sorted { $0.key < $1.key }.map { "\(NumberFormat.brief($0.value)) on \($0.key)" }
        .joined(separator: ", ")
        + ". Check for a factor that depends on the arguments or their sizes: one is missing, extra or "
        + "wrong."
    case .scaled(.sizes(let number, let powers)): scaled(number, powers, axes)
    case .permuted:
      "These are the right values with the axes in another order. A transposition is missing, or one is "
        + "too many."
    case .upstreamIgnored:
      "This is the right gradient for an upstream gradient of ones. By the chain rule the upstream gradient "
        + "is a factor: use it."
    case .upstreamAveraged(let axis):
      "This is the right gradient for an upstream gradient replaced by its "
        + "mean\(axis.map { " over \(named($0, axes))" } ?? ""). Multiply by the upstream gradient entry by "
        + "entry, before you sum anything."
    case .upstreamTwice:
      "The upstream gradient is a factor of yours twice. By the chain rule it is a factor once."
    case .onlyOneOf(let axis, let isLast):
      "Only the \(isLast ? "last" : "first") position of \(named(axis, axes)) contributes to yours. Add up "
        + "the contributions of all positions."
    case .outputUnused(let output):
      "The upstream gradient of output \(output) does not contribute to yours. Add up the contributions of all "
        + "outputs."
    case .argumentAveraged(let name):
      "This is the right result for \(name) with every entry replaced by the mean along its first axis."
    case .elements(let positions, let explanation):
      "In \(positions.map { "[\($0)]" }.joined(separator: " and ")) of the list: "
        + sentence(explanation, axes, subject)
    case .notSummed(let axis):
      notSummed(named(axis, axes), subject)
    case .axisOfOne(let axis):
      "The values are right, but yours has an extra axis of size 1, axis \(axis): sum without "
        + "keepingDimensions, or remove the axis with squeezingAxis(at: \(axis))."
    case .wrongAxis:
      "This is the right result for another axis: rows for columns, say. Check the axis along which you sum "
        + "or normalise."
    case .everyPair(let name):
      "This is the result of combining every position of \(name) with every position of the others. Two "
        + "shapes such as [N, 1] and [N] give that, broadcast against each other. Bring both to the same "
        + "shape first."
    case .otherInput(let name): "This is the gradient with respect to \(name)."
    case .onlyWhere(let condition): "Yours is right, except \(place(condition, axes))."
    case .missingTerm(let axis):
      "The difference from the right value is the same for all positions of \(named(axis, axes)). A term "
        + "that is the same for all of them, such as a mean, is missing, too many or wrong."
    case .missingMultiple(let name, let axis):
      "Along \(named(axis, axes)), the difference from the right value is a multiple of \(name). A term "
        + "with that factor is missing, too many or wrong."
    case .atOutput:
      "This is the derivative at the output instead of the input: the function is applied once too often."
    case .formulaOfOutput(let name):
      "This is a formula for the derivative of \(name) that needs the output, applied to the input."
    case .otherFunction(let name): "These are the values of another function: \(name)."
    case .onlyForOne(let axis):
      "Yours is right when \(named(axis, axes)) is 1, and wrong when \(axis) is larger."
    case .wholeQuotient(let axis):
      "Yours is right when \(named(axis, axes)) is 1, and 0 when \(axis) is larger. 1 / \(axis) with whole "
        + "numbers gives that: write 1 / Double(\(axis)), or divide the tensor by \(axis) at the end."
    case .overwritten:
      "Several contributions belong in one entry, and yours keeps only one of them. Add them up: write += "
        + "instead of =."
    case .numericallyDifferentiated:
      "Yours is close, but the errors are larger than the rounding of a Double. Finite differences have such "
        + "errors, and so have Float and a constant with too few digits. Derive the formula, compute in "
        + "Double, and let Swift compute the constants."
    case .inexact(let error):
      "Yours is close: its largest error is \(NumberFormat.brief(error)) of the largest entry, but the rounding of a Double "
        + "gives about 1e-16. A constant with too few digits has such errors, and so has Float."
    case .singlePrecision(let names) where names.isEmpty:
      "Every entry of yours is rounded to single precision, to about 7 digits. Compute in Double throughout: "
        + "use no Float."
    case .singlePrecision(let names):
      "This is the right result for \(list(names)) rounded to single precision, to about 7 digits. Compute in "
        + "Double throughout: use no Float."
    case .overflow:
      "Yours is right for ordinary arguments, and not finite for some extreme ones: large, or exactly 0."
    case .offsetAlong(let axis):
      "Along \(named(axis, axes)), every entry is off by the same number."
    case .offset(let constant):
      "Every entry is off by the same number, \(NumberFormat.brief(constant))."
    }
  }

  private static func notSummed(_ axis: String, _ subject: Subject?) -> String {
    let sentence = "Yours has one axis too many. Summed over \(axis), it would be right."
    guard case .gradient? = subject else { return sentence }
    return sentence + " A value shared by all positions gets the sum of their gradients."
  }

  private static func scaled(_ number: Double) -> String {
    switch number {
    case -1: "Every entry of yours has the right magnitude and the wrong sign."
    case 2:
      "Every entry of yours is twice the right value: remove a factor 2, or multiply by ½."
    case 0.5:
      "Every entry of yours is half the right value: multiply by 2, or remove a factor ½."
    case ..<0:
      "Every entry of yours has the wrong sign, and \(multiple(-number)) the right magnitude."
    default: "Every entry of yours is \(NumberFormat.brief(number)) times the right value."
    }
  }

  private static func scaled(_ number: Double, _ powers: [String: Int], _ axes: [Exercise.Axis])
    -> String
  {
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
      case (1, ..<0): "You averaged, or divided by \(names[0]), once too often."
      case (1, _):
        "A division by \(names[0]) is missing, a factor \(names[0]) is extra, or you used a sum instead of a "
          + "mean."
      default: "Check along which axes you sum, and by which sizes you divide."
      }
    let sign = number < 0 ? "The sign is wrong, too." : ""
    let factor =
      switch number.magnitude {
      case 2: "A factor 2 is extra, too."
      case 0.5: "A factor 2 is missing, too."
      default: ""
      }
    return [
      "Every entry of yours is \(size) the right value, and \(meaning).", advice, factor, sign,
    ]
    .filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A factor in words, as a fraction of small numbers where it is one: "3/5 of", "12 times".
  static func multiple(_ value: Double) -> String {
    let sign = value < 0 ? "−" : ""
    for divisor in 1...100 {
      let product = value.magnitude * Double(divisor)
      guard (product - product.rounded()).magnitude < 1e-9 * product, product.rounded() >= 1 else {
        continue
      }
      let number = "\(sign)\(NumberFormat.brief(product.rounded()))"
      return divisor == 1 ? "\(number) times" : "\(number)/\(divisor) of"
    }
    return "\(NumberFormat.brief(value)) times"
  }

  static func list(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  static func named(_ axis: String, _ axes: [Exercise.Axis]) -> String {
    axes.first { $0.name == axis }.map { "\($0.name) (the \($0.meaning))" } ?? "axis \(axis)"
  }

  static func place(_ condition: Explanation.Condition, _ axes: [Exercise.Axis]) -> String {
    switch condition {
    case .negative(let name): "where \(name) is negative"
    case .positive(let name): "where \(name) is positive"
    case .zero(let name): "where \(name) is exactly 0"
    case .ties: "where an entry of the input equals another one (a tie)"
    case .end(let axis, let isLast):
      "at the \(isLast ? "last" : "first") position of \(named(axis, axes))"
    case .border: "at the border"
    case .diagonal: "on the diagonal"
    case .trueClass: "in the column of the true class"
    case .otherClasses: "in the columns of the other classes"
    case .repeatedRows: "in rows whose index occurs more than once"
    }
  }
}
