/// A grader of one exercise: the student's functions and the probes, without the right answer.
///
/// A grader is also a Swift Testing suite with one test, whose name is the exercise's id.
public protocol Grader: Sendable {
  /// The exercise.
  static var exercise: Exercise { get }
}

/// A grader that also knows the right answer and the wrong ones.
///
/// The certification has a file of its own beside the grader's, because a package for students has graders and
/// no certifications.
public protocol Certified: Grader {
  /// The right answer and the wrong ones.
  static var certification: Certification { get }
}

/// The right answer to an exercise, and the evidence that its grader can be trusted.
public struct Certification: Sendable {
  /// The implementation that students are compared with.
  package let reference: Implementation

  /// The solution that students can look up, which must pass.
  package let solution: Implementation

  /// Other correct ways to write it, which must pass too.
  package let alternatives: [Alternative]

  /// Wrong implementations, which must be rejected and named.
  package internal(set) var mistakes: [KnownMistake]

  /// Creates a certification.
  ///
  /// - Parameters:
  ///   - reference: The implementation that students are compared with.
  ///   - solution: The solution that students can look up.
  ///   - alternatives: Other correct ways to write it.
  ///   - mistakes: Wrong implementations, each to be rejected by its own name.
  public init(
    reference: Implementation,
    solution: Implementation,
    alternatives: [Alternative],
    mistakes: [KnownMistake]
  ) {
    self.reference = reference
    self.solution = solution
    self.alternatives = alternatives
    self.mistakes = mistakes.flatMap { mistake in
      [mistake]
        + mistake.spellings.map { spelling in
          var other = KnownMistake(mistake.name, mistake.sentence, spelling)
          other.isSpelling = true
          other.version = mistake.version
          return other
        }
    }
  }
}

/// Another correct way to write an exercise.
public struct Alternative: Sendable {
  /// The name of the difference: "loops".
  public let name: String

  package let implementation: Implementation

  /// Creates an alternative.
  ///
  /// - Parameters:
  ///   - name: The name of the difference: "loops".
  ///   - implementation: Its functions.
  public init(_ name: String, _ implementation: Implementation) {
    self.name = name
    self.implementation = implementation
  }
}

/// A wrong implementation that students are known to write.
///
/// The grader must reject it. A student whose results equal those of the mistake on every probe is told its
/// sentence.
public struct KnownMistake: Sendable {
  /// A short name: "bias averaged over the batch".
  public let name: String

  /// The sentence for the student: the mistake, and the correction.
  public let sentence: String

  package let implementation: Implementation

  /// Whether a result shows this mistake; nil when it must equal the result of ``implementation``.
  package let recognises: (@Sendable (Value, Exercise.Arguments) -> Bool)?

  /// Other implementations of the same mistake, whose results differ on some arguments.
  fileprivate var spellings: [Implementation] = []

  /// The version of a *find the bug* exercise that has this fault; nil for a mistake that is not planted.
  package var version: Int?

  /// Whether this is another spelling of the mistake before it.
  package fileprivate(set) var isSpelling = false

  /// The same mistake, recognised also by the results of another implementation.
  ///
  /// - Parameter implementation: The mistake as others write it, with other results on some arguments.
  /// - Returns: The mistake.
  public func or(_ implementation: Implementation) -> KnownMistake {
    var copy = self
    copy.spellings.append(implementation)
    return copy
  }

  /// The same mistake, planted in a version of the exercise for students to find.
  ///
  /// The sentence is then told when the student has repaired it.
  ///
  /// - Parameter version: The number of the version: 2 for `Tests/<Pack>Tests/<Name>Fault2.swift`.
  /// - Returns: The mistake.
  public func planted(inVersion version: Int) -> KnownMistake {
    var copy = self
    copy.version = version
    return copy
  }

  /// Creates a known mistake.
  ///
  /// - Parameters:
  ///   - name: A short name, unique within the exercise.
  ///   - sentence: What was done, and what to do instead.
  ///   - implementation: The wrong functions.
  public init(_ name: String, _ sentence: String, _ implementation: Implementation) {
    self.name = name
    self.sentence = sentence
    self.implementation = implementation
    recognises = nil
  }

  /// Creates a known mistake that a predicate recognises, for results that are random or free.
  ///
  /// - Parameters:
  ///   - name: A short name, unique within the exercise.
  ///   - sentence: What was done, and what to do instead.
  ///   - implementation: The wrong functions.
  ///   - isRecognised: Whether a result, with its arguments, shows the mistake. The mistake is named when the
  ///     results of all probes show it.
  public init<Result: ExerciseValue>(
    _ name: String,
    _ sentence: String,
    _ implementation: Implementation,
    recognisedBy isRecognised: @escaping @Sendable (Result, Exercise.Arguments) -> Bool
  ) {
    self.name = name
    self.sentence = sentence
    self.implementation = implementation
    recognises = { value, arguments in
      Result(value).map { isRecognised($0, arguments) } ?? false
    }
  }
}
