import Foundation
import Grading

/// The lesson and the hints of a new exercise, with a TODO wherever the author must write something.
struct LessonTemplate {
  let plan: ExercisePlan

  /// The lesson of a new pack.
  var lesson: String {
    """
    # \(ExercisePlan.words(plan.id.pack))

    TODO: what these exercises have in common, and what they are good for.

    What you can do with a tensor is on the [Tensor card](../TENSOR.md).

    \(section(number: 1))
    ## In five lines
    - TODO: what to remember, in five lines

    ## Further reading
    - TODO: a book, a paper or a course, with the chapter

    """
  }

  /// A lesson with one more section, before the summary and the further reading.
  func extending(_ lesson: String) -> String {
    let number = lesson.matches(of: #/(?m)^## [0-9]+\./#).count + 1
    if let reading = lesson.firstRange(of: #/(?m)^## (?:In five lines|Further reading)/#) {
      return lesson[..<reading.lowerBound] + section(number: number) + "\n"
        + lesson[reading.lowerBound...]
    }
    let end = lesson.hasSuffix("\n") ? "" : "\n"
    return "\(lesson)\(end)\n\(section(number: number))"
  }

  /// A lesson without the section of an exercise, whose later sections move up, and that section.
  static func removing(_ name: String, from lesson: String) -> (rest: String, section: String?) {
    let heading = #/(?m)^## [^\n]*/#
    let starts: [String.Index] =
      lesson.matches(of: heading).map(\.range.lowerBound) + [lesson.endIndex]
    for (start, end) in zip(starts, starts.dropFirst()) {
      let section = String(lesson[start..<end])
      guard section.prefix(while: { $0 != "\n" }).hasSuffix("→ \(name).swift") else { continue }
      var number = lesson[..<start].matches(of: #/(?m)^## [0-9]+\./#).count
      let later = String(lesson[end...]).replacing(#/(?m)^## [0-9]+\./#) { _ in
        number += 1
        return "## \(number)."
      }
      return (String(lesson[..<start]) + later, section)
    }
    return (lesson, nil)
  }

  private func section(number: Int) -> String {
    let backward = """

      ### Backward
      TODO: the derivation, up to the step that is the student's.

      """
    return """
      ## \(number). \(plan.title) → \(plan.id.name).swift

      TODO: what it computes and why, with the formula, the shapes, and an example done by hand.
      \(plan.kind.isDifferentiable ? backward : "")
      """
  }

  /// The lines that name the pieces of a milestone.
  private var pieces: String {
    plan.pieces.map { "\npiece \($0.pack)/\($0.name)" }.joined()
  }

  var hints: String {
    """
    # \(plan.title)
    \(plan.points) point\(plan.points == 1 ? "" : "s")
    \(plan.mark.rawValue)\(pieces)

    ## Where to begin
    TODO: a nudge: what to look at first.

    ## One entry at a time
    TODO: the idea, for one entry of the result.

    ## Almost the line
    TODO: all but the answer.

    """
  }
}
