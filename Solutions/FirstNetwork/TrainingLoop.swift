import Tensors

/// The complete training loop of a small classifier: Linear, ReLU, Linear, softmax with cross-entropy.
enum TrainingLoop {
  static func train(
    _ x: Tensor,
    labels: [Int],
    weight1: Tensor,
    bias1: Tensor,
    weight2: Tensor,
    bias2: Tensor,
    batchSize: Int,
    learningRate: Double,
    epochs: Int
  ) throws -> (losses: [Double], weight1: Tensor, bias1: Tensor, weight2: Tensor, bias2: Tensor) {
    var (weight1, bias1, weight2, bias2) = (weight1, bias1, weight2, bias2)
    var losses: [Double] = []
    for _ in 0..<epochs {
      var total = 0.0
      for start in stride(from: 0, to: labels.count, by: batchSize) {
        let rows = Array(start..<min(start + batchSize, labels.count))
        let input = try x.gatheringRows(rows)
        let target = rows.map { labels[$0] }

        // Forward. Each row of the scores is shifted by its largest, so that no power overflows.
        let z = try input.matmul(weight1) + bias1
        let hidden = maximum(z, 0)
        let scores = try hidden.matmul(weight2) + bias2
        let shifted = try scores - scores.max(axis: 1, keepingDimensions: true)
        let sums = try exp(shifted).sum(axis: 1, keepingDimensions: true)
        let logProbabilities = try shifted - log(sums)
        total -= try logProbabilities.picking(target).sum()

        // Backward, from L = −(1/B) Σₙ log p[n, labels[n]]:
        // ∂L/∂s  = (p − y) / B                    y: the labels, one-hot
        // ∂L/∂W₂ = hᵀ · ∂L/∂s                     s = h · W₂ + b₂
        // ∂L/∂b₂ = Σₙ ∂L/∂s
        // ∂L/∂h  = ∂L/∂s · W₂ᵀ
        // ∂L/∂z  = ∂L/∂h where z > 0, else 0      h = max(z, 0)
        // ∂L/∂W₁ = xᵀ · ∂L/∂z                     z = x · W₁ + b₁
        // ∂L/∂b₁ = Σₙ ∂L/∂z
        let labels = try Tensor.oneHot(target, classes: scores.shape[1])
        let scoresGradient = try (exp(logProbabilities) - labels) / rows.count
        let zGradient = try scoresGradient.matmul(weight2.transposed()) * (z .> 0)

        // Update. The gradients are computed anew for each batch, so there is nothing to set to zero.
        try weight2 -= learningRate * hidden.transposed().matmul(scoresGradient)
        try bias2 -= learningRate * scoresGradient.sum(axis: 0)
        try weight1 -= learningRate * input.transposed().matmul(zGradient)
        try bias1 -= learningRate * zGradient.sum(axis: 0)
      }
      losses.append(total / Double(labels.count))
    }
    return (losses, weight1, bias1, weight2, bias2)
  }
}
