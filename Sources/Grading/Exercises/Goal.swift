extension Exercise {
  /// A goal that the answers of a function must reach, such as an accuracy.
  ///
  /// The grader knows the right answers and measures the goal; no reference is needed. The data are drawn with
  /// a fixed seed, so the same code always gets the same verdict.
  public struct Goal: Sendable {
    /// The name of the measured quantity: "accuracy on new points".
    package let name: String

    /// The smallest sufficient share of right answers.
    package let minimum: Double

    /// Whether the counted answers are about what was learnt from; nil where nothing is said.
    package let points: Points?

    /// The points whose answers a goal counts.
    public enum Points: Sendable {
      /// The examples, whose classes are there to be learnt from.
      case examples
      /// Points whose classes the function is never told.
      case newPoints
    }

    /// The right answers; nil where this goal does not count the answer.
    package let truth: @Sendable (Exercise.Arguments) -> [Int?]

    /// A share of class indices that must be right.
    ///
    /// - Parameters:
    ///   - name: The name of the measured quantity: "accuracy on new points".
    ///   - minimum: The smallest sufficient share, from 0 to 1.
    ///   - points: Whether the counted answers are about examples or new points. A function that reaches all goals of
    ///     the first kind and misses one of the second is told so.
    ///   - truth: The right classes; nil where this goal does not count the answer.
    /// - Returns: The goal.
    public static func accuracy(
      _ name: String,
      atLeast minimum: Double,
      of points: Points? = nil,
      truth: @escaping @Sendable (Exercise.Arguments) -> [Int?]
    ) -> Self {
      Self(name: name, minimum: minimum, points: points, truth: truth)
    }

    /// The number of right answers, and the number of answers that count.
    package func measure(_ answers: [Int], _ arguments: Exercise.Arguments) -> (
      right: Int, total: Int
    ) {
      let counted = zip(answers, truth(arguments)).filter { $0.1 != nil }
      return (counted.count { $0.0 == $0.1 }, counted.count)
    }

    /// Whether the commonest class for all answers reaches the goal.
    package func isVacuous(_ arguments: Exercise.Arguments) -> Bool {
      let classes = truth(arguments).compactMap { $0 }
      let largest = Set(classes).map { one in classes.count { $0 == one } }.max() ?? 0
      return Double(largest) >= minimum * Double(classes.count)
    }
  }
}
