import Tensors

/// The summary of a network: one line for each parameter, with its name, its shape and how many numbers it has.
///
///     layer1.weight [3, 3] 9
///     layer1.bias [3] 3
///     layer2.weight [3, 2] 6
///     layer2.bias [2] 2
///     total 20
///
/// This is the summary for the widths [3, 3, 2]: Linear(3, 3) and Linear(3, 2). Layers are counted from 1. Each has its
/// weight first and its bias second. The last line is `total` and the number of all values. Between the parts of a line
/// is one blank.
enum NamedParameters {
  /// The lines of the summary.
  ///
  /// `widths` are those of counting parameters: the inputs of the network, then the outputs of each layer. In a text
  /// `\(…)` stands for a value: with n = 2, "layer\(n) \([3, 2])" is "layer2 [3, 2]".
  static func summary(_ widths: [Int]) throws -> [String] {
    throw NotStarted()
  }
}
