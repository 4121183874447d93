/// An error of the grader, which the instructor must mend; the student is not at fault.
package enum HarnessError: Error, Equatable, Sendable, CustomStringConvertible {
  case tooFewInputs(wanted: String)
  case wrongInputKind(wanted: String, value: Value)
  case foreignCache(expected: String)
  case unknownResult(String)
  case noSuchResult(String, returned: [String])
  case noMember(String)
  case noCheck
  case otherCandidate(wanted: String, given: String)
  case noReference(exercise: String)
  case noSuchPiece(String)
  case notAssembled
  case piecesMissing([String], elsewhere: [String])
  case noCertification(grader: String)
  case brokenReference(probe: String, error: String)
  case otherRecording(exercise: String, probe: String?)
  case otherSeed(recorded: UInt64, asked: UInt64)
  case damagedRecording(path: String)
  case unfaithfulRecording(exercise: String, student: String)

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
        + "list of them; of Int also a list of lists)."
    case .noSuchResult(let name, let returned):
      "A known mistake changes \(name), but the function returns \(returned.joined(separator: ", "))."
    case .noMember(let name):
      "The exercise has a member \"\(name)\", for which Implementation(members:) has no function."
    case .noCheck:
      "The exercise has candidates, but the implementation is no Implementation(check:)."
    case .otherCandidate(let wanted, let given):
      "The check takes \(wanted), but a candidate has \(given)."
    case .noReference(let exercise):
      "There is nothing to compare \(exercise) with: there is no certification beside its grader, and no "
        + "file .gradschool/recorded/\(exercise).json with recorded answers. If your package came with that "
        + "file, copy it from there again."
    case .noSuchPiece(let name):
      "The milestone uses the piece \"\(name)\", but it does not declare it in assembledFrom, as the names of "
        + "folder and file with a stroke between them: \"Layers/Linear\"."
    case .piecesMissing(let ids, let elsewhere):
      "This milestone is assembled from your own functions, and this package has no references that stand "
        + "in for them."
        + (ids.first.map {
          " These must pass first: \(ids.joined(separator: ", ")). Begin with swift run gradschool grade \($0)"
        } ?? "")
        + (elsewhere.isEmpty
          ? "" : " These are not in this package: \(elsewhere.joined(separator: ", ")).")
    case .notAssembled:
      "A milestone was judged without its pieces."
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
