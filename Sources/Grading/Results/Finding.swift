/// Something that is not right, as an identifier with parameters; `Messages` has the sentences.
package enum Finding: Codable, Sendable, Equatable {
  /// The function threw an error of its own.
  case threw(place: Place, error: String)
  /// The result has another shape than it should.
  case wrongShape(place: Place, yours: [Int], expected: [Int])
  /// A list of whole numbers is longer or shorter than it should be.
  case wrongLength(place: Place, yours: [Int], expected: [Int])
  /// The tensors of a list have other shapes than they should, or there are not as many.
  case wrongShapes(place: Place, yours: [[Int]], expected: [[Int]])
  /// The result is of another kind: a number for a tensor, say.
  case wrongKind(place: Place, yours: String, expected: String)
  /// The function takes arguments of other types than it should.
  case arguments(yours: [String], expected: [String])
  /// The gradient of an argument, or a result, was not returned; what was returned, "" without a label.
  case missing(place: Place, returned: [String])
  /// Entries are NaN or infinite where the right ones are finite.
  case notFinite(place: Place, count: Int, total: Int, first: [Int], yours: Value)
  /// Entries differ from the right ones.
  case differs(Difference)
  /// A second call with the same arguments gave something else.
  case notRepeatable(place: Place)
  /// Every entry is zero, and should not be.
  case allZero(place: Place)
  /// The gradient does not change when the upstream gradient does.
  case ignoresUpstream
  /// The gradient is not proportional to the upstream gradient.
  case notLinear
  /// The results equal those of a known mistake on every probe.
  case knownMistake(name: String, sentence: String)
  /// What the numbers prove in general, without knowledge of the exercise.
  case explanation(Explanation, axes: [Axis])
  /// The smallest arguments on which it is still wrong.
  case smallestCase(SmallestCase)
  /// Random numbers without the property that was asked for.
  case property(place: Place, measured: Double, expected: Double, allowed: Double)
  /// Random numbers that do not come from the source that was given.
  case source(place: Place, SourceMisuse)
  /// Too few of the answers are right.
  case goalMissed(place: Place, right: Int, total: Int, minimum: Double)
  /// The grader's own numbers contradict each other: no mistake of the student's.
  case oraclesDisagree(place: Place)
  /// The process ended by a trap or a signal.
  case crashed(Crash)
  /// The process was stopped because it used too much time.
  case timedOut(activity: String?, seconds: Double, processor: Bool)
  /// The process was stopped because it used too much memory.
  case outOfMemory(activity: String?, megabytes: Int)
  /// The process was ended because of something else that no exercise needs.
  case misbehaved(activity: String?, Misbehaviour)
  /// The student's code ended the process itself, by `exit` say.
  case exited(activity: String?, status: Int?)
  /// The compiler's lines about the student's file, or about the grader because of it.
  case compiler(lines: [String], signatures: [String], inGrader: Bool)
  /// The file has something that an exercise must not have, and was not built; each with its line.
  case refused(lines: [String])
  /// The grader itself failed.
  case harness(String)
}
