extension Exercise {
  /// Something that the answers of a function must reach, whichever way it took: an accuracy, say.
  ///
  /// The right answers are known to the grader and to no reference, so a goal is measured, not compared. The
  /// data are drawn with a fixed seed: the same code is judged alike every time.
  public struct Goal: Sendable {
    /// What is measured: "accuracy on new points".
    package let name: String

    /// The smallest share of right answers that will do.
    package let minimum: Double

    /// For every answer the right one, or nil where this goal does not count it.
    package let truth: @Sendable (Arguments) -> [Int?]

    /// A share of classes that must be right; the function returns a list of class indices.
    ///
    /// - Parameters:
    ///   - name: What is measured: "accuracy on new points".
    ///   - minimum: The smallest share that will do, from 0 to 1.
    ///   - truth: For every answer the right class, or nil where this goal does not count it.
    /// - Returns: The goal.
    public static func accuracy(
      _ name: String,
      atLeast minimum: Double,
      truth: @escaping @Sendable (Arguments) -> [Int?]
    ) -> Self {
      Self(name: name, minimum: minimum, truth: truth)
    }

    /// How many answers are right, of how many that count.
    package func measure(_ answers: [Int], _ arguments: Arguments) -> (right: Int, total: Int) {
      let counted = zip(answers, truth(arguments)).filter { $0.1 != nil }
      return (counted.count { $0.0 == $0.1 }, counted.count)
    }

    /// Whether always giving the commonest class would do.
    package func isVacuous(_ arguments: Arguments) -> Bool {
      let classes = truth(arguments).compactMap { $0 }
      let largest = Set(classes).map { one in classes.count { $0 == one } }.max() ?? 0
      return Double(largest) >= minimum * Double(classes.count)
    }
  }
}
