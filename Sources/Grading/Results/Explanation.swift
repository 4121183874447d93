/// What a wrong result is, in general terms: established by numbers on every probe, without any knowledge of
/// the exercise.
package enum Explanation: Codable, Sendable, Equatable {
  /// Every entry is the right one times the same factor.
  case scaled(Factor)
  /// The right values with their axes in another order.
  case permuted([Int])
  /// The right gradient for an upstream gradient of ones.
  case upstreamIgnored
  /// The right gradient for an upstream gradient replaced by its mean, over an axis or over all.
  case upstreamAveraged(axis: String?)
  /// The upstream gradient enters as a square.
  case upstreamTwice
  /// Only one end of an axis of the upstream gradient was used.
  case onlyOneOf(axis: String, isLast: Bool)
  /// An axis was kept that should have been summed.
  case notSummed(axis: String)
  /// An axis of size 1 was kept, by its number, that the right result does not have.
  case axisOfOne(Int)
  /// Summed, or normalised, along another axis than the right one.
  case wrongAxis
  /// Every position of an argument was combined with every position of the others.
  case everyPair(String)
  /// The gradient of another argument.
  case otherInput(String)
  /// Right, except where a condition holds.
  case onlyWhere(Condition)
  /// The difference from the right value is the same all along an axis.
  case missingTerm(axis: String)
  /// The difference from the right value is, along an axis, a multiple of another quantity.
  case missingMultiple(of: String, axis: String)
  /// The derivative was taken at the output instead of the input.
  case atOutput
  /// A derivative that is a formula of the output was given the input.
  case formulaOfOutput(String)
  /// Right for another well-known function.
  case otherFunction(String)
  /// Right for an axis of size 1, and wrong for every longer one.
  case onlyForOne(axis: String)
  /// Right where the batch has one item, and 0 elsewhere: so is 1 / N in whole numbers.
  case wholeQuotient(axis: String)
  /// Where several contributions meet, one was kept instead of their sum.
  case overwritten
  /// Close to the right value, but not by rounding: as if by finite differences.
  case numericallyDifferentiated
  /// Not finite for extreme arguments, and right for all others.
  case overflow
  /// Off by one constant everywhere.
  case offset(Double)
  /// Off by one constant along an axis.
  case offsetAlong(axis: String)

  /// By what a result was multiplied.
  package enum Factor: Codable, Sendable, Equatable {
    /// A plain number.
    case number(Double)
    /// Another number on each probe; two of them, as they are shown.
    case varying([String: Double])
    /// A number times powers of the sizes of axes.
    case sizes(number: Double, powers: [String: Int])
  }

  /// Where a result is wrong.
  package enum Condition: Codable, Sendable, Equatable {
    /// An argument is negative.
    case negative(String)
    /// An argument is positive.
    case positive(String)
    /// An argument is zero.
    case zero(String)
    /// The input equals another entry of the same window or row.
    case ties
    /// The position lies at one end of an axis.
    case end(axis: String, isLast: Bool)
    /// The position lies at a border of the last two axes.
    case border
    /// Both of the last two positions are equal.
    case diagonal
    /// The position belongs to the true class.
    case trueClass
    /// The position belongs to any class but the true one.
    case otherClasses
    /// The row is addressed more than once.
    case repeatedRows
  }
}
