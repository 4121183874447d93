import ReferenceLayers
import Tensors

/// A layer or a loss, called by name on any case.
struct Subject: Sendable {
  /// The name in the fixtures.
  let name: String
  /// The outputs of a case.
  let forward: @Sendable (Case) throws -> [String: Tensor]
  /// The gradients of its inputs for its upstream gradients.
  let backward: @Sendable (Case) throws -> [String: Tensor]
  /// A case of random shape, with random values away from kinks.
  let sample: @Sendable (inout RandomSource) throws -> Case
  /// The inputs whose gradient is 0 in exact arithmetic.
  ///
  /// A bias of the keys adds the same number to all scores
  /// of a query, which the softmax does not see.
  var vanishing: Set<String> { ["keyBias"] }

  /// Every layer, loss and activation with a backward pass.
  static let all: [Subject] =
    activations + regressionLosses + classificationLosses + lossesOfTargets + penalties
    + plainLayers + normalisations + convolutions + windows + recurrentLayers + attentions
}

extension RandomSource {
  /// A whole number in a range.
  mutating func size(_ range: ClosedRange<Int> = 1...4) -> Int {
    range.lowerBound + integer(below: range.count)
  }

  /// Standard normal values.
  mutating func normal(_ shape: Int...) throws -> Tensor { try Tensor.normal(shape, using: &self) }

  /// Normal values at least 0.05 away from 0, where some functions have a kink.
  mutating func normalAwayFromZero(_ shape: [Int]) throws -> Tensor {
    try Tensor.normal(shape, using: &self).map { $0 < 0 ? $0 - 0.05 : $0 + 0.05 }
  }

  /// Rows that are probability distributions.
  mutating func distributions(_ rows: Int, _ classes: Int) throws -> Tensor {
    try Softmax.forward(normal(rows, classes))
  }

  /// Class labels.
  mutating func labels(_ rows: Int, _ classes: Int) -> [Int] {
    (0..<rows).map { _ in integer(below: classes) }
  }

  /// All multiples of 0.1 from 0 on, in random order: no two are close, so that no maximum is a tie.
  mutating func distinct(_ shape: [Int]) throws -> Tensor {
    let count = shape.reduce(1, *)
    return try Tensor(shape: shape, permutation(count).map { Double($0 - count / 2) / 10 })
  }

  /// A shape with 1 to 3 axes.
  mutating func shape() -> [Int] { (0..<size(1...3)).map { _ in size() } }

  /// A reduction, as a setting.
  mutating func reduction() -> Case.Setting {
    .word(Reduction.allCases[integer(below: Reduction.allCases.count)].rawValue)
  }
}
