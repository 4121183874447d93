import Tensors

/// The sentences about what a trained function reaches, and about what its numbers show when it misses a goal.
extension Wording {
  /// What was measured of a goal on each probe.
  ///
  /// Of a single probe on which it is missed, the finding says it all.
  package static func measures(_ check: Check, width: Int) -> [String] {
    guard let measures = check.measures, let first = measures.first,
      measures.count > 1 || check.mark == .passed
    else { return [] }
    let all = measures.map { "\($0.place): \(percent($0.share)) (\($0.right) of \($0.total))" }
    return wrapped(
      "\(all.joined(separator: "; ")). To reach: \(percent(first.minimum)).",
      width: width
    )
  }

  /// The head of the lines that a call printed.
  package static func printed(by activity: String?) -> String {
    "your code printed" + (activity.map { titled($0, before: ", during ") } ?? "")
  }

  /// The name of something with the call that gave it, which needs no word where there is only one function.
  package static func titled(_ name: String, of source: String) -> String {
    name + titled(source, before: ", ")
  }

  private static func titled(_ source: String, before words: String) -> String {
    let call = "a call"
    guard source.hasPrefix(call) else { return words + source }
    return String(source.dropFirst(call.count))
  }

  static func text(_ symptom: Symptom, on source: String) -> [String] {
    wrapped(sentence(symptom, on: source))
  }

  private static func sentence(_ symptom: Symptom, on source: String) -> String {
    let loss = "The loss that your code printed\(titled(source, before: " during "))"
      .replacing("printed, on", with: "printed on")
    switch symptom {
    case .lossNotFinite(let first, let count, let grew):
      return "\(loss) is NaN or infinite from its number \(first) of \(count) on. "
        + (grew
          ? "Before that it grew: the steps lead uphill, or are too large. Is the gradient subtracted? Then divide "
            + "the learning rate by 10."
          : "Print the numbers of that step one after the other: which is the first that is not finite? A logarithm "
            + "of 0, an exp of a large number and a division by 0 give such numbers.")
    case .lossGrows(let start, let end):
      return
        "\(loss) grows, from \(NumberFormat.brief(start)) to \(NumberFormat.brief(end)): the steps lead uphill, "
        + "or are too large. Is the gradient subtracted, and right? Then divide the learning rate by 10."
    case .lossConstant(let value, let count):
      return
        "\(loss) is \(NumberFormat.brief(value)) in all \(count) lines: nothing is learnt. Print a weight and its "
        + "gradient before and after a step. If the gradient is 0, do all weights begin at 0? If it is not, does the "
        + "forward pass use the weights that you update, and is the learning rate large enough?"
    case .lossJumps(let low, let high):
      return
        "\(loss) does not settle: in its second half it jumps up and down between \(NumberFormat.brief(low)) and "
        + "\(NumberFormat.brief(high)), and is often above its beginning. If each line is about other examples, print "
        + "the mean over an epoch instead. If that jumps too, the steps are too large: divide the learning rate by 10."
    case .lossStillFalls(let start, let end):
      return
        "\(loss) still falls at the end: it began at \(NumberFormat.brief(start)) and has come to "
        + "\(NumberFormat.brief(end)). It learns, but has not finished: take more steps, or larger ones."
    case .lossSmall(let start, let end):
      return
        "\(loss) has become small, \(NumberFormat.brief(end)) after \(NumberFormat.brief(start)), and still too few "
        + "answers are right, even of the examples. Are they answered with the trained parameters, through the same "
        + "layers as in training, and with the same functions between them?"
    case .oneClass(let answer):
      return
        "On \(source), every answer is class \(answer). Print the scores of some points: are they the same for "
        + "all points, or NaN, or is the score of one class the largest everywhere?"
    case .guessing(let right, let total, let expected):
      return
        "On \(source), \(right) of \(total) are right, and guessing gets about \(expected). Print the loss: does "
        + "it fall? If so, are the points answered with the trained weights?"
    case .renamed(let names, let right, let total):
      let pairs = names.prefix(3).map { "\($0.answer) meant class \($0.meant)" }
      let more = names.count > 3 ? ", and so on" : ""
      return
        "The points are told apart, but under other names: if an answer of \(list(pairs))\(more), \(right) of "
        + "\(total) would be right on \(source). How are the columns of the scores and the answers counted? Does a "
        + "step go against the gradient?"
    case .onlyExamples:
      return
        "The examples are learnt, and new points are not: the network knows the examples one by one, and not "
        + "what they have in common. Try fewer hidden units, fewer steps, or smaller weights at the start."
    }
  }

  static func title(_ symptom: Symptom) -> String {
    switch symptom {
    case .lossNotFinite: "the printed loss becomes NaN or infinite"
    case .lossGrows: "the printed loss grows"
    case .lossConstant: "the printed loss does not change"
    case .lossJumps: "the printed loss jumps up and down"
    case .lossStillFalls: "the printed loss still falls at the end"
    case .lossSmall: "the printed loss is small, and the answers are wrong"
    case .oneClass: "one class for every point"
    case .guessing: "no better than guessing"
    case .renamed: "classes under other names"
    case .onlyExamples: "examples learnt, new points not"
    }
  }
}
