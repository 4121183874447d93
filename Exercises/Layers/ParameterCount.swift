import Tensors

/// The number of values that a chain of fully connected layers has to learn.
///
///     weightˡ: [widths[l], widths[l + 1]]   biasˡ: [widths[l + 1]]          for l = 0, 1, …
///
///     widths [3, 3, 2, 2] is Linear(3, 3), Linear(3, 2), Linear(2, 2): three layers, not four
///
/// The first width is that of the input. Every later one is the number of outputs of a layer.
enum ParameterCount {
  /// The number of values in the weight and in the bias of each layer, and in all.
  ///
  /// `weights` and `biases` have one entry for each layer, in order. There are at least two widths. You
  /// need nothing but whole numbers and a loop.
  static func count(_ widths: [Int]) throws -> (weights: [Int], biases: [Int], total: Int) {
    throw NotStarted()
  }
}
