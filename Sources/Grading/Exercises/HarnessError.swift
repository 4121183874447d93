/// A grader that does not fit its exercise: a mistake of the instructor's, never of the student's.
package enum HarnessError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The function has more parameters than the exercise has inputs.
  case tooFewInputs(wanted: String)
  /// An input is not of the type that the function takes.
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
  /// The recorded answers are about another grader: its probes are others now.
  case otherRecording(exercise: String, probe: String?)
  /// The answers were recorded for another seed.
  case otherSeed(recorded: UInt64, asked: UInt64)
  /// The file with the recorded answers is not what was written.
  case damagedRecording(path: String)
  /// With recorded answers a student would be judged differently than with code.
  case unfaithfulRecording(exercise: String, student: String)

  /// What is wrong with the grader.
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
      "The function returned a \(type), which is no ExerciseValue (Tensor, Double, Int, Bool, or a "
        + "list of them)."
    case .noSuchResult(let name, let returned):
      "A known mistake changes \(name), but what is returned is called "
        + "\(returned.joined(separator: ", "))."
    case .noReference(let exercise):
      "There is nothing to compare \(exercise) with: no certification beside its grader, and no "
        + "recorded answers in .gradschool/recorded/\(exercise).json. If they came with your package, "
        + "take that file from it again."
    case .noCertification(let grader):
      "There is no certification beside the grader \(grader)."
    case .brokenReference(let probe, let error):
      "The reference fails on the probe \"\(probe)\": \(error)"
    case .otherRecording(let exercise, let probe):
      "The recorded answers about \(exercise) do not fit its grader"
        + (probe.map { ", which asks something else on the probe \"\($0)\"" } ?? "")
        + ". One of the two has been changed since the package was handed out: take both, the grader in "
        + "Tests and .gradschool/recorded/\(exercise).json, from it again."
    case .otherSeed(let recorded, let asked):
      "This package has recorded answers for the probes of seed \(recorded) only, and GRADSCHOOL_SEED "
        + "asks for \(asked). Unset it."
    case .damagedRecording(let path):
      "\(path) is damaged. Take it from the package that you were given again."
    case .unfaithfulRecording(let exercise, let student):
      "The answers of \(exercise) cannot be recorded: graded from recorded answers, \"\(student)\" would "
        + "get another verdict than from the code."
    }
  }
}
