/// A general explanation of a wrong result.
///
/// The numbers of every probe prove it; no knowledge of the exercise is needed.
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
  /// The upstream gradient of one output was not used; an output without a name is called by its position.
  case outputUnused(String)
  /// The right value for an argument replaced by its mean along the first axis.
  case argumentAveraged(String)
  /// An axis was kept that must be summed over.
  case notSummed(axis: String)
  /// The result has an extra axis of size 1, named by its number.
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
  /// A derivative's formula that needs the output was given the input.
  case formulaOfOutput(String)
  /// Right for another well-known function.
  case otherFunction(String)
  /// Right for an axis of size 1, and wrong for every longer one.
  case onlyForOne(axis: String)
  /// Right for a batch of one and 0 for larger ones, as 1 / N in whole numbers is.
  case wholeQuotient(axis: String)
  /// One of several contributions to an entry was kept instead of their sum.
  case overwritten
  /// Close to the right value, with errors like those of finite differences.
  case numericallyDifferentiated
  /// Close to the right value, with errors far above rounding; the largest, relative to the largest entry.
  case inexact(Double)
  /// The right value for these quantities rounded to single precision; for none, the right value so rounded.
  case singlePrecision(of: [String])
  /// Not finite for extreme arguments, and right for all others.
  case overflow
  /// An explanation of some tensors of a list, whose positions count from 0.
  indirect case elements([Int], Explanation)
  /// Off by one constant everywhere.
  case offset(Double)
  /// Off by one constant along an axis.
  case offsetAlong(axis: String)

  /// The factor by which a result is wrong.
  package enum Factor: Codable, Sendable, Equatable {
    /// A plain number.
    case number(Double)
    /// Another number on each probe; two of them, by the probe's name.
    case varying([String: Double])
    /// A number times powers of the sizes of axes.
    case sizes(number: Double, powers: [String: Int])
  }

  /// A place where a result is wrong.
  package enum Condition: Codable, Sendable, Equatable {
    /// An argument is negative.
    case negative(String)
    /// An argument is positive.
    case positive(String)
    /// An argument is zero.
    case zero(String)
    /// The entry of the input equals another entry.
    case ties
    /// The position lies at one end of an axis.
    case end(axis: String, isLast: Bool)
    /// The position lies at an end of one of the last two axes.
    case border
    /// The indices along the last two axes are equal.
    case diagonal
    /// The position belongs to the true class.
    case trueClass
    /// The position belongs to any class but the true one.
    case otherClasses
    /// The row's index occurs more than once.
    case repeatedRows
  }
}
