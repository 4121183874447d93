import Tensors

/// The shape of the result when two tensors are combined entry by entry.
///
/// 1. The shorter shape is filled up with ones *on its left*, until both have as many axes.
/// 2. Axis by axis, a size of 1 is stretched to the size of the other.
/// 3. Where the sizes then still differ, the two shapes do not fit.
///
///     [2, 3] with [3]      →   [2, 3]
///     [4, 1] with [1, 5]   →   [4, 5]
///     [2, 3] with [2]      →   do not fit
enum BroadcastShape {
  /// The common shape of `a` and `b`, or nil when they do not fit.
  ///
  /// A shape is a list of whole numbers; `[]` is that of a single number. A size may be 0. Do not call
  /// `Tensor.broadcastShape`, which is what you are writing here.
  ///
  /// You need lists: n ones are `Array(repeating: 1, count: n)`, `+` joins two, and one to fill begins as
  /// `var result: [Int] = []`, with `result.append(size)`.
  static func combined(_ a: [Int], _ b: [Int]) throws -> [Int]? {
    throw NotStarted()
  }
}
