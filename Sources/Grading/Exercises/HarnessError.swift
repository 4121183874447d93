/// An error of the grader, which the instructor must mend; the student is not at fault.
package enum HarnessError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The function has more parameters than the exercise has inputs.
  case tooFewInputs(wanted: String)
  /// An input does not have the type that the function takes.
  case wrongInputKind(wanted: String, value: Value)
  /// A backward function was given the cache of another forward function.
  case foreignCache(expected: String)
  /// A function returned something that cannot be compared.
  case unknownResult(String)
  /// A known mistake changes a result that is not returned.
  case noSuchResult(String, returned: [String])
  /// The grader has no reference to compare with.
  case noReference(exercise: String)
  /// The grader is not certified, so that it can only grade.
  case noCertification(grader: String)
  /// The reference itself fails on a probe.
  case brokenReference(probe: String, error: String)
  /// The recorded answers belong to other probes than the grader's.
  case otherRecording(exercise: String, probe: String?)
  /// The answers were recorded for another seed.
  case otherSeed(recorded: UInt64, asked: UInt64)
  /// The file with the recorded answers is damaged.
  case damagedRecording(path: String)
  /// A student would get another verdict with recorded answers than with code.
  case unfaithfulRecording(exercise: String, student: String)

  /// The error in a sentence.
  package var description: String {
    switch self {
    case .tooFewInputs(let wanted):
      "The function takes one more argument, a \(wanted), than the exercise has inputs."
    case .wrongInputKind(let wanted, let value):
      "The function takes a \(wanted) where the exercise's input is \(value)."
    case .foreignCache(let expected):
      "The backward function expects a cache of type \(expected), but the forward function it is "
        + "paired with returned another type."
    case .unknownResult(let type):
      "The function returned a \(type), which is not an ExerciseValue (Tensor, Double, Int, Bool, or a "
        + "list of them)."
    case .noSuchResult(let name, let returned):
      "A known mistake changes \(name), but the function returns \(returned.joined(separator: ", "))."
    case .noReference(let exercise):
      "There is nothing to compare \(exercise) with: there is no certification beside its grader, and no "
        + "file .gradschool/recorded/\(exercise).json with recorded answers. If your package came with that "
        + "file, copy it from there again."
    case .noCertification(let grader):
      "There is no certification beside the grader \(grader)."
    case .brokenReference(let probe, let error):
      "The reference fails on the probe \"\(probe)\": \(error)"
    case .otherRecording(let exercise, let probe):
      "The recorded answers about \(exercise) do not fit its grader"
        + (probe.map { ", which has other arguments on the probe \"\($0)\"" } ?? "")
        + ". One of the two has been changed: copy both, the grader in Tests and "
        + ".gradschool/recorded/\(exercise).json, from the package that you were given."
    case .otherSeed(let recorded, let asked):
      "This package has recorded answers for the seed \(recorded) only, but GRADSCHOOL_SEED is \(asked). "
        + "Unset it."
    case .damagedRecording(let path):
      "\(path) is damaged. Copy it again from the package that you were given."
    case .unfaithfulRecording(let exercise, let student):
      "The answers of \(exercise) cannot be recorded: graded from recorded answers, \"\(student)\" would "
        + "get another verdict than from the code."
    }
  }
}
