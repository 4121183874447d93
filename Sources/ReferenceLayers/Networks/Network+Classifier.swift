import Tensors

extension Network {
  /// A function that learns classes from examples, and then says the class of every point.
  ///
  /// A new network of fully connected layers is trained for each call, with softmax and cross-entropy.
  ///
  ///     points: [M, D]   examples: [N, D]   labels: N classes, 0 to C − 1   →   M classes
  ///
  /// - Parameters:
  ///   - hidden: The widths of the hidden layers.
  ///   - activation: The activation between two layers.
  ///   - epochs: How often the examples are gone through.
  ///   - batchSize: The number of examples in a batch.
  ///   - rule: The optimiser.
  ///   - learningRate: The learning rate of every step.
  /// - Returns: The function.
  package static func classifier(
    hidden: [Int],
    activation: ActivationLayer = .relu,
    epochs: Int,
    batchSize: Int,
    rule: Optimiser.Rule,
    learningRate: Double
  ) -> @Sendable (_ points: Tensor, _ examples: Tensor, _ labels: [Int]) throws -> [Int] {
    { points, examples, labels in
      var random = RandomSource(seed: 1)
      let widths = [examples.shape[1]] + hidden + [(labels.max() ?? 0) + 1]
      var layers: [any NetworkLayer] = []
      for (from, to) in zip(widths, widths.dropFirst()) {
        if !layers.isEmpty { layers.append(activation) }
        var layer = try LinearLayer(from, to, using: &random)
        // In the plane, different thresholds, so that the units bend at different places.
        if layers.isEmpty, from == 2 {
          layer.bias = try .normal([to], standardDeviation: 0.5, using: &random)
        }
        layers.append(layer)
      }
      var network = Network(layers)
      let training = Training(epochs: epochs, batchSize: batchSize, rule: rule) { _ in
        learningRate
      }
      try training.run(&network, inputs: examples, targets: .labels(labels))
      return try network.forward(points).argmax(axis: 1)
    }
  }
}
