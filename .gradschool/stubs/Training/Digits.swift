import Tensors

/// Small pictures of digits, learnt from examples: 8 × 8 points each, with noise.
///
/// Each of the 400 examples shows one digit, drawn 5 points high and 3 wide, at one of four neighbouring places. A
/// row of `examples` is a picture, row by row: ink is about 1, paper about 0.
///
///     points: [M, 64]   examples: [N, 64]   labels: N classes, 0 to 9   →   M classes, 0 to 9
///
/// To reach: 95 % of the examples, and 90 % of as many new pictures. Among the points are the
/// examples themselves. Network, loss, optimiser, learning rate and number of steps are yours to choose. Random
/// numbers come from `var random = RandomSource(seed: 1)` and
/// `Tensor.normal([…], standardDeviation: …, using: &random)`, so that every run is the same; the class with the
/// largest score in each row is `scores.argmax(axis: 1)`. For the rest you need what a training loop needs: `matmul`,
/// `transposed`, `tanh` or `maximum`, `exp`, `log`, `sum(axis:)`, `max(axis:keepingDimensions:)`, `Tensor.oneHot`.
enum Digits {
  /// Learns from the examples, then says the class of every picture in `points`.
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int]
  ) throws -> [Int] {
    throw NotStarted()
  }
}
