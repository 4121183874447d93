import Foundation
import Tensors

/// The training loop: forward, loss, backward, step, for every mini-batch of every epoch.
public struct Training: Sendable {
  /// The outputs that the network should give.
  public enum Targets: Sendable {
    /// The class of each item; the loss is ``SoftmaxCrossEntropy``.
    case labels([Int])
    /// The output for each item, [N, …]; the loss is ``MeanSquaredError``.
    case values(Tensor)
  }

  /// The result of one epoch.
  public struct Epoch: Sendable, Equatable {
    /// Its number, from 1.
    public let number: Int
    /// The number of epochs in the whole training.
    public let total: Int
    /// The mean loss over all items, each as it was met.
    public let loss: Double
    /// The share of items whose class was right as they were met; `nil` when the targets are values.
    public let accuracy: Double?
    /// The learning rate.
    public let learningRate: Double

    /// Creates the report of an epoch.
    ///
    /// - Parameters:
    ///   - number: Its number, from 1.
    ///   - total: How many there are to be.
    ///   - loss: The mean loss over all items.
    ///   - accuracy: The share of items whose class was right, if there are classes.
    ///   - learningRate: The learning rate.
    public init(number: Int, total: Int, loss: Double, accuracy: Double?, learningRate: Double) {
      (self.number, self.total) = (number, total)
      (self.loss, self.accuracy, self.learningRate) = (loss, accuracy, learningRate)
    }
  }

  /// The number of passes over all items.
  public var epochs: Int
  /// The number of items in a step; the last batch of an epoch may be smaller.
  public var batchSize: Int
  /// The learning rate in each epoch, counted from 0; see ``Schedule``.
  public var learningRate: @Sendable (_ epoch: Int) throws -> Double
  /// The optimiser's formula.
  public var rule: Optimiser.Rule
  /// The largest norm of all gradients together, if there is one; see ``Clipping``.
  public var gradientLimit: Double?
  /// Determines the order of the items in every epoch.
  public var seed: UInt64

  /// Creates a training loop.
  ///
  /// - Parameters:
  ///   - epochs: How often every item is seen.
  ///   - batchSize: How many items share a step.
  ///   - rule: The optimiser's formula.
  ///   - gradientLimit: The largest norm of all gradients together, if there is one.
  ///   - seed: Determines the order of the items in every epoch.
  ///   - learningRate: The learning rate in each epoch, counted from 0.
  public init(
    epochs: Int,
    batchSize: Int,
    rule: Optimiser.Rule = .gradientDescent,
    gradientLimit: Double? = nil,
    seed: UInt64 = 1,
    learningRate: @escaping @Sendable (_ epoch: Int) throws -> Double
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.rule = rule
    self.gradientLimit = gradientLimit
    self.seed = seed
    self.learningRate = learningRate
  }

  /// Trains a network.
  ///
  /// Nothing is printed: the caller is told of every epoch, and may print its ``Epoch/progressLine``.
  ///
  /// - Parameters:
  ///   - network: The network to improve.
  ///   - inputs: [N, …], at least one item.
  ///   - targets: What the network should say to each of the N items.
  ///   - onEpoch: Called after every epoch.
  /// - Returns: What every epoch brought.
  /// - Throws: ``LayerError`` for settings or targets that do not fit, what the layers throw, and what
  ///   `onEpoch` throws.
  @discardableResult
  public func run(
    _ network: inout Network,
    inputs: Tensor,
    targets: Targets,
    onEpoch: (Epoch) throws -> Void = { _ in }
  ) throws -> [Epoch] {
    let count = try check(inputs, targets)
    var random = RandomSource(seed: seed)
    var optimiser = Optimiser(rule)
    var history: [Epoch] = []
    for epoch in 0..<epochs {
      let learningRate = try learningRate(epoch)
      let order = random.permutation(count)
      var (loss, right) = (0.0, 0)
      for start in stride(from: 0, to: count, by: batchSize) {
        let rows = Array(order[start..<Swift.min(start + batchSize, count)])
        let (output, cache) = try network.forwardWithCache(inputs.gatheringRows(rows))
        let judged = try Training.judge(output, targets, rows)
        loss += judged.loss * Double(rows.count)
        right += judged.right
        var gradients = try network.backward(judged.gradient, cache: cache).parameters
        if let gradientLimit {
          let clipped = try Clipping.byNorm(gradients.map(\.value), maxNorm: gradientLimit)
            .gradients
          gradients = zip(gradients, clipped).map { Parameter($0.name, $1) }
        }
        try optimiser.step(&network, gradients: gradients, learningRate: learningRate)
      }
      var accuracy: Double?
      if case .labels = targets { accuracy = Double(right) / Double(count) }
      history.append(
        Epoch(
          number: epoch + 1,
          total: epochs,
          loss: loss / Double(count),
          accuracy: accuracy,
          learningRate: learningRate
        )
      )
      try onEpoch(history[epoch])
    }
    return history
  }

  /// The share of rows whose largest entry stands at the label.
  ///
  /// - Parameters:
  ///   - logits: [N, C].
  ///   - labels: N class indices.
  /// - Returns: From 0 to 1.
  /// - Throws: ``LayerError`` for wrong shapes, labels out of range or an empty batch.
  public static func accuracy(_ logits: Tensor, labels: [Int]) throws -> Double {
    try requireLabelled(logits, labels, "logits", in: "Training.accuracy")
    let right = zip(try logits.argmax(axis: 1), labels).count { $0 == $1 }
    return Double(right) / Double(labels.count)
  }

  /// The mean loss of some items, its gradient, and how many classes are right.
  private static func judge(
    _ output: Tensor,
    _ targets: Targets,
    _ rows: [Int]
  ) throws -> (loss: Double, gradient: Tensor, right: Int) {
    switch targets {
    case .labels(let labels):
      let labels = rows.map { labels[$0] }
      let loss = try SoftmaxCrossEntropy.forward(output, labels: labels).item()
      let gradient = try SoftmaxCrossEntropy.backward(Tensor(1), output, labels: labels)
      return (loss, gradient, zip(try output.argmax(axis: 1), labels).count { $0 == $1 })
    case .values(let values):
      let target = try values.gatheringRows(rows)
      let loss = try MeanSquaredError.forward(output, target: target).item()
      return (loss, try MeanSquaredError.backward(Tensor(1), output, target: target), 0)
    }
  }

  /// The number of items.
  private func check(_ inputs: Tensor, _ targets: Targets) throws -> Int {
    try requireItems(inputs, in: "Training.run")
    try require(epochs >= 1, "epochs", epochs, "at least 1", in: "Training.run")
    try require(batchSize >= 1, "batchSize", batchSize, "at least 1", in: "Training.run")
    let count = inputs.sizes.first ?? 0
    let given: Int
    switch targets {
    case .labels(let labels): given = labels.count
    case .values(let values): given = values.sizes.first ?? 0
    }
    guard count == given else {
      throw LayerError.labelCount(operation: "Training.run", rows: count, labels: given)
    }
    return count
  }
}

extension Training.Epoch {
  /// One line that shows how far the training has come.
  ///
  ///     epoch  40/200 [####················] loss 0.3071  accuracy  87.3 %
  public var progressLine: String {
    let done = 20 * number / total
    let bar = String(repeating: "#", count: done) + String(repeating: "·", count: 20 - done)
    let count = String(format: "%\("\(total)".count)d", number)
    let line = "epoch \(count)/\(total) [\(bar)] loss \(Self.fixed(loss, "%.4f"))"
    return line + (accuracy.map { "  accuracy \(Self.fixed(100 * $0, "%5.1f")) %" } ?? "")
  }

  /// A number in a format with a fixed number of decimals; a huge one with an exponent.
  private static func fixed(_ value: Double, _ format: String) -> String {
    value.magnitude < 1e12 ? String(format: format, value) : "\(value)"
  }
}
