/// Something that is wrong, as an identifier with parameters, for which `Messages` has the sentences.
package enum Finding: Codable, Sendable, Equatable {
  /// The function threw an error.
  case threw(place: Place, error: String)
  /// The result has the wrong shape.
  case wrongShape(place: Place, yours: [Int], expected: [Int])
  /// A list of whole numbers has the wrong length.
  case wrongLength(place: Place, yours: [Int], expected: [Int])
  /// Lists in lists have wrong lengths, given level by level, and not all of a level the same.
  case wrongLengths(place: Place, yours: [[Int]], expected: [[Int]])
  /// The tensors of a list have wrong shapes, or their number is wrong.
  case wrongShapes(place: Place, yours: [[Int]], expected: [[Int]])
  /// The result has the wrong kind: a number instead of a tensor, say.
  case wrongKind(place: Place, yours: String, expected: String)
  /// The function takes arguments of the wrong types.
  case arguments(yours: [String], expected: [String])
  /// A gradient or a result was not returned; `returned` has the labels that were, "" for none.
  case missing(place: Place, returned: [String])
  /// Entries are NaN or infinite, unlike the right ones.
  case notFinite(place: Place, count: Int, total: Int, first: [Int], yours: Value)
  /// Entries differ from the right ones.
  case differs(Difference)
  /// A second call with the same arguments gave another result.
  case notRepeatable(place: Place)
  /// The result of the same call depends on the calls before it.
  case keptFromEarlierCall(place: Place)
  /// Every entry is zero, and some should not be.
  case allZero(place: Place)
  /// The gradient does not change when the upstream gradient does.
  case ignoresUpstream
  /// The gradient was measured by finite differences of forward. With the work of the backward pass in forward
  /// passes and the number of entries, or, if nil, because the digits are those of a difference quotient.
  case differenceQuotient(forwards: Int?, numbers: Int?)
  /// The gradient fits a wrong forward function, and neither depends on the arguments, as the right one does.
  case trivialForward
  /// One end of a distribution has no numbers, although some of so many belong there.
  case cutOff(numbers: Int, expected: Int, isUpper: Bool)
  /// The gradient is not linear in the upstream gradient.
  case notLinear
  /// The results equal those of a known mistake on every probe.
  case knownMistake(name: String, sentence: String)
  /// The results are those of the file as it was handed out, with its planted fault.
  case faultRemains
  /// The planted fault was repaired.
  case faultRepaired(FaultRepair)
  /// A general explanation, which the numbers prove without knowledge of the exercise.
  case explanation(Explanation, axes: [Exercise.Axis])
  /// The smallest arguments on which the result is still wrong.
  case smallestCase(SmallestCase)
  /// Random numbers lack a property that the exercise asks for.
  case property(place: Place, measured: Double, expected: Double, allowed: Double)
  /// Random numbers that forward draws lack a property that the exercise asks for.
  case drawn(
    Exercise.Property.Kind,
    place: Place,
    measured: Double,
    expected: Double,
    allowed: Double
  )
  /// The recorded answers have none for the random numbers that forward drew.
  case drawsNotRecorded
  /// Random numbers do not come from the given source.
  case source(place: Place, SourceMisuse)
  /// Too few of the answers are right.
  case goalMissed(place: Place, right: Int, total: Int, minimum: Double)
  /// What the printed losses or the answers of a training show that misses a goal; with the call or the probe.
  case symptom(Symptom, on: String)
  /// A student's check rejected a right implementation, or accepted a wrong one.
  case misjudged(isRight: Bool, sentence: String)
  /// The grader's oracles contradict each other; the student is not at fault.
  case oraclesDisagree(place: Place, entry: [Int], analytic: Double, numeric: Double)
  /// The process ended by a trap or a signal.
  case crashed(Crash)
  /// The process was stopped because it used too much time.
  case timedOut(activity: String?, seconds: Double, processor: Bool)
  /// The process was stopped because it used too much memory.
  case outOfMemory(activity: String?, megabytes: Int)
  /// The process was stopped because it did something that no exercise needs.
  case misbehaved(activity: String?, Misbehaviour)
  /// The student's code ended the process itself, with `exit`, say.
  case exited(activity: String?, status: Int?)
  /// The compiler's lines about the student's file, or about the grader because of it.
  case compiler(lines: [String], signatures: [String], inGrader: Bool)
  /// The file contains something that an exercise must not contain, and was not built.
  case refused(lines: [String])
  /// The grader itself failed.
  case harness(String)
}
