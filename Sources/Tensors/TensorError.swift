/// A rule of ``Tensor`` that was broken, with the values that broke it.
public enum TensorError: Error, Equatable, Sendable {
  /// An axis has a negative size.
  case negativeSize(shape: [Int])
  /// A shape holds more values than ``Tensor/maximumCount``.
  case tooLarge(shape: [Int])
  /// The number of values differs from what the shape holds.
  case wrongCount(shape: [Int], count: Int)
  /// The rows of a matrix differ in length.
  case raggedRows(lengths: [Int])
  /// One value was asked of a tensor that holds more, or none.
  case notASingleValue(shape: [Int])
  /// Two shapes cannot be broadcast together.
  case notBroadcastable(operation: String, lhs: [Int], rhs: [Int])
  /// A tensor would get a larger shape where it is changed in place.
  case wouldGrow(operation: String, shape: [Int], rhs: [Int])
  /// A tensor cannot be stretched to a shape.
  case cannotBroadcast(shape: [Int], target: [Int])
  /// A tensor cannot be summed back to a shape.
  case cannotSum(shape: [Int], target: [Int])
  /// The inner sizes of a matrix product differ, or its batch axes do not broadcast.
  case matmul(lhs: [Int], rhs: [Int])
  /// An operation needs another number of axes.
  case wrongRank(operation: String, expected: Int, shape: [Int])
  /// An axis does not exist.
  case axisOutOfRange(axis: Int, shape: [Int])
  /// A new axis cannot stand at a position.
  case newAxisOutOfRange(axis: Int, shape: [Int])
  /// An axis is named twice.
  case repeatedAxis(axes: [Int])
  /// A list of axes is not a permutation of all of them.
  case notAPermutation(axes: [Int], shape: [Int])
  /// Two shapes hold different numbers of values.
  case cannotReshape(shape: [Int], target: [Int])
  /// An axis that should be dropped is longer than 1.
  case cannotSqueeze(axis: Int, shape: [Int])
  /// A range reaches beyond its axis.
  case rangeOutOfBounds(range: Range<Int>, axis: Int, shape: [Int])
  /// Parts to be joined differ on an axis on which they must agree.
  case cannotJoin(operation: String, first: [Int], other: [Int], position: Int, axis: Int)
  /// Nothing was given to be joined.
  case nothingToJoin(operation: String)
  /// Rows to be added have another shape than the rows they would be added to.
  case rowsDiffer(operation: String, shape: [Int], rows: [Int])
  /// An index lies outside its bound.
  case indexOutOfRange(index: Int, position: Int, bound: Int)
  /// Two things that belong together differ in number.
  case countMismatch(operation: String, expected: Int, actual: Int)
  /// A reduction of nothing has no value.
  case emptyReduction(operation: String, shape: [Int])
  /// A parameter lies outside its domain.
  case invalidParameter(operation: String, name: String, value: Double, rule: String)
}
