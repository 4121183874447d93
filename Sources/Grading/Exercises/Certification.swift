/// What grades one exercise: the student's functions and the probes, without the right answer.
///
/// A grader is also a Swift Testing suite with one test, whose name is the exercise's id.
public protocol Grader: Sendable {
  /// The exercise.
  static var exercise: Exercise { get }
}

/// A grader that also knows the right answer and the wrong ones.
///
/// It stands in a file of its own beside the grader's, because a package that is handed out has graders
/// and no certifications.
public protocol Certified: Grader {
  /// The right answer and the wrong ones.
  static var certification: Certification { get }
}

/// The right answer to an exercise, and what is needed to trust its grader.
public struct Certification: Sendable {
  /// What the student is compared with.
  package let reference: Implementation

  /// The solution that students can look up; it must pass.
  package let solution: Implementation

  /// Other correct ways to write it, which must pass too.
  package let alternatives: [Alternative]

  /// Wrong implementations, which must be rejected and named.
  package let mistakes: [KnownMistake]

  /// Creates a certification.
  ///
  /// - Parameters:
  ///   - reference: What the student is compared with.
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
    self.mistakes = mistakes
  }
}

/// Another correct way to write an exercise.
public struct Alternative: Sendable {
  /// What is different about it.
  public let name: String

  package let implementation: Implementation

  /// Creates an alternative.
  ///
  /// - Parameters:
  ///   - name: What is different about it: "loops".
  ///   - implementation: Its functions.
  public init(_ name: String, _ implementation: Implementation) {
    self.name = name
    self.implementation = implementation
  }
}

/// A wrong implementation that students are known to write.
///
/// It certifies the grader, which must reject it, and it diagnoses: a student whose results equal those of
/// the mistake on every probe is told its sentence.
public struct KnownMistake: Sendable {
  /// A short name: "bias averaged over the batch".
  public let name: String

  /// What to tell the student: what was done, and what to do instead.
  public let sentence: String

  package let implementation: Implementation

  /// Whether a result could only come from this mistake; nil when it must equal that of ``implementation``.
  package let recognises: (@Sendable (Value, Arguments) -> Bool)?

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

  /// Creates a known mistake that shows in a result without fixing it: in random numbers, or after a training
  /// whose details are free.
  ///
  /// - Parameters:
  ///   - name: A short name, unique within the exercise.
  ///   - sentence: What was done, and what to do instead.
  ///   - implementation: The wrong functions.
  ///   - isRecognised: Whether a result, with the arguments it belongs to, shows the mistake. It is named
  ///     when the results of all probes do.
  public init<Result: ExerciseValue>(
    _ name: String,
    _ sentence: String,
    _ implementation: Implementation,
    recognisedBy isRecognised: @escaping @Sendable (Result, Arguments) -> Bool
  ) {
    self.name = name
    self.sentence = sentence
    self.implementation = implementation
    recognises = { value, arguments in
      Result(value).map { isRecognised($0, arguments) } ?? false
    }
  }
}
