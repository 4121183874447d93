import Grading
import ReferenceLayers
import Tensors

@testable import FirstNetworkSolutions

extension TrainingLoopGrader: Certified {
  static let certification = Certification(
    reference: Implementation(function: layerByLayer),
    solution: Implementation(function: FirstNetworkSolutions::TrainingLoop.train),
    alternatives: [
      Alternative("loops over numbers", Implementation(function: numberByNumber)),
      Alternative("gradients added up example by example", loop([])),
    ],
    mistakes: [
      KnownMistake(
        "gradients not set to zero",
        "The gradients of a batch were added to those of the batches before it. They belong to one batch: "
          + "start each from zero.",
        loop([.accumulates])
      ),
      KnownMistake(
        "uphill instead of downhill",
        "The parameters move up the slope, and the loss grows. Subtract the learning rate times the gradient, with "
          + "∂L/∂s = (p − y) / B.",
        loop([.uphill])
      ),
      KnownMistake(
        "sum instead of mean",
        "The gradient is that of the sum over the batch. The loss is its mean: divide by the number of "
          + "rows in the batch.",
        loop([.sum])
      ),
      KnownMistake(
        "divided by the size of the set",
        "The gradient of each batch was divided by N, the size of the whole set. The loss of a step is "
          + "the mean over its batch.",
        loop([.dividedByAll])
      ),
      KnownMistake(
        "divided by the batch size that was asked for",
        "The gradient was divided by batchSize in the last batch too, which is shorter. Divide by the "
          + "number of rows that are there.",
        loop([.dividedBySize])
      ),
      KnownMistake(
        "first layer's gradient from the new W₂",
        "W₂ was updated before the gradient of the first layer was computed from it. Compute all "
          + "gradients first, then update.",
        loop([.newWeights])
      ),
      KnownMistake(
        "loss recorded after the update",
        "The loss of each batch was measured with the updated parameters. Record it from the forward "
          + "pass, before the update.",
        loop([.lateLoss])
      ),
      KnownMistake(
        "labels from the start of the list",
        "Each batch was trained with the first labels of the list. Take the labels of the same rows as "
          + "the inputs.",
        loop([.firstLabels])
      ),
      KnownMistake(
        "mask of ReLU forgotten",
        "The gradient went through ReLU unchanged. Keep it where z > 0, and make it 0 elsewhere.",
        loop([.noMask])
      ),
      KnownMistake(
        "short batch left out",
        "The rows that do not fill a whole batch were left out. The last batch may be shorter.",
        loop([.dropsRest])
      )
      .or(loop([.dropsRest, .lossOverAll]))
      .or(loop([.dropsRest, .dropsFirst, .lossOverAll]))
      .or(loop([.dropsRest, .dropsFirst])),
      KnownMistake(
        "mean of the batches' means",
        "The losses of the batches were averaged as if all had the same number of rows. Weight each with "
          + "its number of rows: add up over examples, divide by N.",
        loop([.meanOfMeans])
      ),
      KnownMistake(
        "loss of the last batch",
        "Only the last batch of each epoch is in the recorded loss. Take the mean over all examples of "
          + "the epoch.",
        loop([.lastLoss])
      ),
      KnownMistake(
        "biases not updated",
        "Both biases came back as they went in. Update them like the weights.",
        loop([.fixedBiases])
      ),
      KnownMistake(
        "rows not shifted by their largest score",
        "For large scores, the sum of e^s overflows, or is 0 in a row whose scores are far below what was "
          + "subtracted. Subtract from each row its own largest score first; that changes no probability.",
        loop([.noShift])
      ),
    ]
  )

  private typealias Result = (
    losses: [Double], weight1: Tensor, bias1: Tensor, weight2: Tensor, bias2: Tensor
  )

  /// The reference: the layers that were checked against PyTorch, one after the other.
  @Sendable private static func layerByLayer(
    x: Tensor,
    labels: [Int],
    weight1: Tensor,
    bias1: Tensor,
    weight2: Tensor,
    bias2: Tensor,
    batchSize: Int,
    learningRate: Double,
    epochs: Int
  ) throws -> Result {
    typealias Linear = ReferenceLayers::Linear
    typealias ReLU = ReferenceLayers::ReLU
    typealias Loss = ReferenceLayers::SoftmaxCrossEntropy
    var parameters = [weight1, bias1, weight2, bias2]
    var losses: [Double] = []
    for _ in 0..<epochs {
      var (start, total) = (0, 0.0)
      while start < labels.count {
        let end = min(start + batchSize, labels.count)
        let (input, target) = (try x.sliced(start..<end), Array(labels[start..<end]))
        let (w1, b1) = (parameters[0], parameters[1])
        let (w2, b2) = (parameters[2], parameters[3])
        let z = try Linear.forward(input, weight: w1, bias: b1)
        let hidden = ReLU.forward(z)
        let scores = try Linear.forward(hidden, weight: w2, bias: b2)
        total += try Loss.forward(scores, labels: target).item() * Double(target.count)
        let upstream = try Loss.backward(Tensor(1), scores, labels: target)
        let second = try Linear.backward(upstream, hidden, weight: w2, bias: b2)
        let first = try Linear.backward(try ReLU.backward(second.x, z), input, weight: w1, bias: b1)
        let gradients = [first.weight, first.bias, second.weight, second.bias]
        parameters = try zip(parameters, gradients).map {
          try ReferenceLayers::GradientDescent.step($0, gradient: $1, learningRate: learningRate)
        }
        start = end
      }
      losses.append(total / Double(labels.count))
    }
    return (losses, parameters[0], parameters[1], parameters[2], parameters[3])
  }

  /// The same by plain loops over numbers.
  @Sendable private static func numberByNumber(
    x: Tensor,
    labels: [Int],
    weight1: Tensor,
    bias1: Tensor,
    weight2: Tensor,
    bias2: Tensor,
    batchSize: Int,
    learningRate: Double,
    epochs: Int
  ) throws -> Result {
    var (w1, b1, w2, b2) = (weight1, bias1, weight2, bias2)
    let (features, units, classes) = (w1.shape[0], w1.shape[1], w2.shape[1])
    var losses: [Double] = []
    for _ in 0..<epochs {
      var total = 0.0
      for start in stride(from: 0, to: labels.count, by: batchSize) {
        let end = min(start + batchSize, labels.count)
        let weight = learningRate / Double(end - start)
        var (n1, c1, n2, c2) = (w1, b1, w2, b2)
        for n in start..<end {
          var (z, s) = (b1.scalars, b2.scalars)
          for h in 0..<units {
            for d in 0..<features { z[h] += x[n, d] * w1[d, h] }
            for c in 0..<classes { s[c] += max(z[h], 0) * w2[h, c] }
          }
          let largest = s.max() ?? 0
          let sum = s.reduce(0) { $0 + exp($1 - largest) }
          total += largest + log(sum) - s[labels[n]]
          let ds = (0..<classes).map { exp(s[$0] - largest) / sum - ($0 == labels[n] ? 1 : 0) }
          for c in 0..<classes { c2[c] -= weight * ds[c] }
          for h in 0..<units where z[h] > 0 {
            var dz = 0.0
            for c in 0..<classes {
              dz += ds[c] * w2[h, c]
              n2[h, c] -= weight * ds[c] * z[h]
            }
            c1[h] -= weight * dz
            for d in 0..<features { n1[d, h] -= weight * dz * x[n, d] }
          }
        }
        (w1, b1, w2, b2) = (n1, c1, n2, c2)
      }
      losses.append(total / Double(labels.count))
    }
    return (losses, w1, b1, w2, b2)
  }

  // MARK: - What students write, right and wrong

  private enum Slip {
    case accumulates, uphill, sum, dividedByAll, dividedBySize, newWeights, lateLoss, firstLabels
    case noMask, dropsRest, meanOfMeans, lastLoss, fixedBiases, noShift
    /// The rest is left out also where it is the first batch, and the loss is divided by the size of the set.
    case dropsFirst, lossOverAll
  }

  /// The loop with gradients that are added up example by example, and with some slips.
  private static func loop(_ slips: Set<Slip>) -> Implementation {
    Implementation {
      (
        x: Tensor,
        labels: [Int],
        weight1: Tensor,
        bias1: Tensor,
        weight2: Tensor,
        bias2: Tensor,
        batchSize: Int,
        learningRate: Double,
        epochs: Int
      ) in
      var parameters = [weight1, bias1, weight2, bias2]
      var gradients = parameters.map { Tensor.zeros(like: $0) }
      var losses: [Double] = []
      let count = labels.count
      for _ in 0..<epochs {
        var (total, weightOfTotal) = (0.0, 0.0)
        for start in stride(from: 0, to: count, by: batchSize) {
          let rows = Array(start..<min(start + batchSize, count))
          let isLater = start > 0 || slips.contains(.dropsFirst)
          if slips.contains(.dropsRest), rows.count < batchSize, isLater { continue }
          let used = parameters
          if !slips.contains(.accumulates) {
            gradients = parameters.map { Tensor.zeros(like: $0) }
          }
          for (position, n) in rows.enumerated() {
            let label = labels[slips.contains(.firstLabels) ? position : n]
            let one = try gradient(of: used, x.gatheringRows([n]), label, slips)
            gradients = try zip(gradients, one).map { try $0 + $1 }
          }
          let divisor =
            slips.contains(.sum)
            ? 1
            : slips.contains(.dividedByAll)
              ? count : slips.contains(.dividedBySize) ? batchSize : rows.count
          let step = (slips.contains(.uphill) ? -learningRate : learningRate) / Double(divisor)
          for i in parameters.indices where !(slips.contains(.fixedBiases) && i % 2 == 1) {
            parameters[i] = try parameters[i] - step * gradients[i]
          }
          if slips.contains(.newWeights) {
            var mixed = used
            mixed[2] = parameters[2]
            var late = [0, 1].map { Tensor.zeros(like: used[$0]) }
            for n in rows {
              let one = try gradient(
                of: used,
                x.gatheringRows([n]),
                labels[n],
                slips,
                backWith: mixed[2]
              )
              for i in 0...1 { late[i] = try late[i] + one[i] }
            }
            for i in 0...1 { parameters[i] = try used[i] - step * late[i] }
          }
          let measured = slips.contains(.lateLoss) ? parameters : used
          var loss = 0.0
          for (position, n) in rows.enumerated() {
            let label = labels[slips.contains(.firstLabels) ? position : n]
            loss -= try logProbabilities(measured, x.gatheringRows([n]), slips)[0, label]
          }
          if slips.contains(.lastLoss) { (total, weightOfTotal) = (0, 0) }
          let isMean = slips.contains(.meanOfMeans)
          total += isMean ? loss / Double(rows.count) : loss
          weightOfTotal += isMean ? 1 : Double(rows.count)
        }
        losses.append(total / (slips.contains(.lossOverAll) ? Double(count) : weightOfTotal))
      }
      return (
        losses: losses, weight1: parameters[0], bias1: parameters[1], weight2: parameters[2],
        bias2: parameters[3]
      )
    }
  }

  /// The logarithms of the probabilities, [1, C].
  private static func logProbabilities(
    _ parameters: [Tensor],
    _ row: Tensor,
    _ slips: Set<Slip>
  ) throws -> Tensor {
    let hidden = try maximum(row.matmul(parameters[0]) + parameters[1], 0)
    let scores = try hidden.matmul(parameters[2]) + parameters[3]
    if slips.contains(.noShift) { return log(exp(scores) / exp(scores).sum()) }
    let shifted = try scores - scores.max()
    return shifted - log(exp(shifted).sum())
  }

  /// The gradients of one example's loss.
  private static func gradient(
    of parameters: [Tensor],
    _ row: Tensor,
    _ label: Int,
    _ slips: Set<Slip>,
    backWith weight2: Tensor? = nil
  ) throws -> [Tensor] {
    let z = try row.matmul(parameters[0]) + parameters[1]
    let labels = try Tensor.oneHot([label], classes: parameters[3].count)
    let scores = try exp(logProbabilities(parameters, row, slips)) - labels
    var hidden = try scores.matmul((weight2 ?? parameters[2]).transposed())
    if !slips.contains(.noMask) { hidden = try hidden * (z .> 0) }
    return [
      try row.transposed().matmul(hidden), try hidden.sum(axis: 0),
      try maximum(z, 0).transposed().matmul(scores), try scores.sum(axis: 0),
    ]
  }
}
