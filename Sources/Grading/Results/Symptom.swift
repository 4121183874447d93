/// What a training that misses its goal shows: in the losses that it printed, or in its answers.
package enum Symptom: Codable, Sendable, Equatable {
  /// The loss is NaN or infinite from one number on; `grew` says whether it was above the first one before.
  case lossNotFinite(first: Int, count: Int, grew: Bool)
  /// The loss ends above its beginning, and does not come back.
  case lossGrows(from: Double, to: Double)
  /// The loss is the same in all printed digits.
  case lossConstant(Double, count: Int)
  /// The loss jumps up and down between two numbers, and does not settle.
  case lossJumps(between: Double, and: Double)
  /// The loss still falls at the end.
  case lossStillFalls(from: Double, to: Double)
  /// The loss has become a small part of what it was at the beginning.
  case lossSmall(from: Double, to: Double)
  /// Every answer is the same class.
  case oneClass(Int)
  /// No more answers are right than guessing gets.
  case guessing(right: Int, total: Int, expected: Int)
  /// Enough answers would be right if each were the name of another class.
  case renamed([Renaming], right: Int, total: Int)
  /// The examples are learnt, and what was not among the examples is not.
  case onlyExamples

  /// Whether it says something only where every goal is missed: who knows the examples has trained to the end.
  package var isAboutTheExamples: Bool {
    switch self {
    case .lossStillFalls, .lossSmall: true
    default: false
    }
  }

  /// An answer, and the class that it nearly always stands for.
  package struct Renaming: Codable, Sendable, Equatable {
    package var answer: Int
    package var meant: Int

    package init(_ answer: Int, means meant: Int) {
      self.answer = answer
      self.meant = meant
    }
  }
}
