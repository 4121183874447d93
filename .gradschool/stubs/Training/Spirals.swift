import Tensors

/// Three interleaved spiral arms, learnt from examples: a curved boundary for a network to find.
///
/// The 150 examples lie in the plane within the unit circle, 50 on each arm; the arms wind by 3.6 radians, more than
/// half a turn. Straight boundaries get about 6 in 10 of them right.
///
///     points: [M, 2]   examples: [N, 2]   labels: N classes, 0 to 2   →   M classes, 0 to 2
///
/// To reach: 95 % of the examples, and 90 % of as many new points. Among the points are the
/// examples themselves. Network, loss, optimiser, learning rate and number of steps are yours to choose. Random
/// numbers come from `var random = RandomSource(seed: 1)` and
/// `Tensor.normal([…], standardDeviation: …, using: &random)`, so that every run is the same; the class with the
/// largest score in each row is `scores.argmax(axis: 1)`. For the rest you need what a training loop needs: `matmul`,
/// `transposed`, `tanh` or `maximum`, `exp`, `log`, `sum(axis:)`, `max(axis:keepingDimensions:)`, `Tensor.oneHot`.
enum Spirals {
  /// Learns from the examples, then says the class of every point.
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int]
  ) throws -> [Int] {
    throw NotStarted()
  }
}
