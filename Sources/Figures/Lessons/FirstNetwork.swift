import Tensors

@testable import FirstNetworkSolutions

extension Figures {
  /// Exclusive or: what one linear layer draws, and what the solution draws.
  static func xor() throws -> Figure {
    var random = RandomSource(seed: 2)
    var rows: [[Double]] = []
    var labels: [Int] = []
    for point in 0..<40 {
      let (a, b) = (point / 2 % 2, point % 2)
      rows.append([Double(a) + 0.1 * random.normal(), Double(b) + 0.1 * random.normal()])
      labels.append(a == b ? 0 : 1)
    }
    return try boundaries(
      "Exercises/FirstNetwork/Figures/xor.svg",
      "Exclusive or: the boundary of one linear layer, and of a network with a hidden layer",
      """
      Two plots of the same 40 points, in clouds around the four corners of a square; opposite corners have the same \
      class. On the left one straight line divides the plane, and some of the clouds lie on its wrong side. On the right \
      the boundary of the trained network bends, and every point is on the right side.
      """,
      Tensor(rows: rows),
      labels,
      -0.35...1.35,
      Xor.classify
    )
  }
}
