/// The functions that a student's check is tried on, of a type that the grader chooses.
///
///     struct TanhFunctions: TestedFunctions {
///       var forward: @Sendable (Tensor) throws -> Tensor
///       var backward: @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
///
///       func atZeros() throws -> [Double] {
///         try backward(.ones([2, 3]), .zeros([2, 3])).scalars
///       }
///     }
public protocol TestedFunctions: Sendable {
  /// The numbers that the functions return for arguments of 0 and an upstream gradient of 1.
  ///
  /// A check that compares nothing else must not earn full points.
  ///
  /// - Returns: The numbers.
  /// - Throws: An error of the functions.
  func atZeros() throws -> [Double]
}

extension Exercise {
  /// An implementation that a student's check must accept or reject.
  public struct Candidate: Sendable {
    /// A short name, unique within the exercise: "upstream forgotten".
    public let name: String

    /// Whether a check must accept it.
    public let isRight: Bool

    /// What is special about a right implementation, or what it means that a check accepted a wrong one.
    package let sentence: String

    package let functions: any TestedFunctions

    /// An implementation that a check must accept.
    ///
    /// - Parameters:
    ///   - name: A short name: "in loops".
    ///   - sentence: What is special about it: "It computes one entry at a time."
    ///   - functions: Its functions.
    /// - Returns: The candidate.
    public static func right(
      _ name: String,
      _ sentence: String,
      _ functions: some TestedFunctions
    ) -> Candidate {
      Candidate(name: name, isRight: true, sentence: sentence, functions: functions)
    }

    /// An implementation that a check must reject.
    ///
    /// - Parameters:
    ///   - name: A short name: "upstream forgotten".
    ///   - sentence: The sentence for a student whose check accepts it: "Your check accepted a backward that
    ///     forgets the upstream gradient. Try an upstream gradient that is not 1."
    ///   - functions: Its functions.
    /// - Returns: The candidate.
    public static func wrong(
      _ name: String,
      _ sentence: String,
      _ functions: some TestedFunctions
    ) -> Candidate {
      Candidate(name: name, isRight: false, sentence: sentence, functions: functions)
    }
  }
}

extension Implementation {
  /// Creates an implementation from a check of other implementations.
  ///
  /// - Parameter check: The student's function: whether it accepts the functions of a candidate. An error that it
  ///   throws rejects them.
  public init<Functions: TestedFunctions>(
    check: @escaping @Sendable (Functions) throws -> Bool
  ) {
    self.init(call: { _, _ in Answer(values: []) })
    self.check = { functions in
      guard let functions = functions as? Functions else {
        throw HarnessError.otherCandidate(
          wanted: "\(Functions.self)",
          given: "\(type(of: functions))"
        )
      }
      return try check(functions)
    }
  }
}
