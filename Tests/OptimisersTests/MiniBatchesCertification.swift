import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension MiniBatchesGrader: Certified {
  static let certification = Certification(
    reference: Implementation(function: layerByLayer),
    solution: Implementation(function: OptimisersSolutions::MiniBatches.epoch),
    alternatives: [
      Alternative("loops over rows and features", Implementation(function: rowByRow)),
      Alternative("every batch cut from a shuffled set", epoch([])),
    ],
    mistakes: [
      KnownMistake(
        "short batch left out",
        "The rows that do not fill a whole batch were left out. The last batch may be shorter: every "
          + "example counts once an epoch.",
        epoch([.dropsRest])
      ),
      KnownMistake(
        "divided by the size that was asked for",
        "The gradient of the last batch was divided by `batchSize`, but that batch is shorter. Divide by the "
          + "number of rows that are there.",
        epoch([.dividedBySize])
      ),
      KnownMistake(
        "divided by the size of the set",
        "The gradient of each batch was divided by N. The mean of a batch divides by its own number of "
          + "rows.",
        epoch([.dividedByAll])
      ),
      KnownMistake(
        "order ignored",
        "The rows were taken as they stand in x. Take those that `order` names.",
        epoch([.ignoresOrder])
      ),
      KnownMistake(
        "targets not in the same order",
        "The inputs follow `order`, but the targets were taken as they stand. Each row of x needs its own "
          + "target.",
        epoch([.targetsAsTheyStand])
      ),
      KnownMistake(
        "all gradients at the first weight",
        "All gradients were computed with the weight from the start of the epoch. Each batch starts where "
          + "the one before ended.",
        epoch([.staleWeight])
      ),
      KnownMistake(
        "uphill instead of downhill",
        "The weight moves up the slope. Subtract the learning rate times the gradient, with the residual as "
          + "x · w − y.",
        epoch([.uphill])
      ),
      KnownMistake(
        "sum instead of mean",
        "The gradient is that of the sum over the batch. The loss is its mean: divide by the number of "
          + "rows.",
        epoch([.sum])
      ),
      KnownMistake(
        "2/B in whole numbers",
        "2 / B was computed in whole numbers, where 2 / 32 is 0: the weight moves only for batches of one "
          + "or two rows. Write 2 / Double(B).",
        epoch([.wholeNumbers])
      ),
      KnownMistake(
        "factor 2 forgotten",
        "The factor 2 is missing: the derivative of r² is 2r.",
        epoch([.noFactor])
      ),
      KnownMistake(
        "first batch alone",
        "Only the first batch was used. An epoch goes on until every example has been met.",
        epoch([.firstBatchAlone])
      ),
    ]
  )

  /// The reference: the layers that were checked against PyTorch.
  @Sendable private static func layerByLayer(
    weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSize: Int,
    learningRate: Double
  ) throws -> Tensor {
    typealias Linear = ReferenceLayers::Linear
    typealias Loss = ReferenceLayers::MeanSquaredError
    let bias = try Tensor.zeros([1])
    var moved = weight
    var rest = order[...]
    while !rest.isEmpty {
      let rows = Array(rest.prefix(batchSize))
      rest = rest.dropFirst(batchSize)
      let input = try x.gatheringRows(rows)
      let output = try Linear.forward(input, weight: moved, bias: bias)
      let upstream = try Loss.backward(Tensor(1), output, target: target.gatheringRows(rows))
      let gradient = try Linear.backward(upstream, input, weight: moved, bias: bias).weight
      moved = try ReferenceLayers::GradientDescent.step(
        moved,
        gradient: gradient,
        learningRate: learningRate
      )
    }
    return moved
  }

  @Sendable private static func rowByRow(
    weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSize: Int,
    learningRate: Double
  ) throws -> Tensor {
    var moved = weight.scalars
    var (sums, seen) = (moved.map { _ in 0.0 }, 0)
    for (position, row) in order.enumerated() {
      var residual = -target[row, 0]
      for d in moved.indices { residual += x[row, d] * moved[d] }
      for d in moved.indices { sums[d] += 2 * residual * x[row, d] }
      seen += 1
      guard seen == batchSize || position == order.count - 1 else { continue }
      for d in moved.indices { moved[d] -= learningRate * sums[d] / Double(seen) }
      (sums, seen) = (sums.map { _ in 0 }, 0)
    }
    return try Tensor(shape: weight.shape, moved)
  }

  // MARK: - What students write, right and wrong

  private enum Slip {
    case dropsRest, dividedBySize, dividedByAll, ignoresOrder, targetsAsTheyStand, staleWeight
    case uphill, sum, wholeNumbers, noFactor, firstBatchAlone
  }

  /// An epoch on a set that is shuffled first and then cut, with some slips.
  private static func epoch(_ slips: Set<Slip>) -> Implementation {
    Implementation {
      (
        weight: Tensor,
        x: Tensor,
        target: Tensor,
        order: [Int],
        batchSize: Int,
        learningRate: Double
      ) in
      let inputs = slips.contains(.ignoresOrder) ? x : try x.gatheringRows(order)
      let isTargetAsItStands = !slips.isDisjoint(with: [.ignoresOrder, .targetsAsTheyStand])
      let targets = isTargetAsItStands ? target : try target.gatheringRows(order)
      var moved = weight
      var start = 0
      while start < order.count {
        let end = min(start + batchSize, order.count)
        if slips.contains(.dropsRest), end - start < batchSize { break }
        if slips.contains(.firstBatchAlone), start > 0 { break }
        let input = try inputs.sliced(start..<end)
        let used = slips.contains(.staleWeight) ? weight : moved
        let residual = try input.matmul(used) - targets.sliced(start..<end)
        var divisor = end - start
        if slips.contains(.dividedBySize) { divisor = batchSize }
        if slips.contains(.dividedByAll) { divisor = order.count }
        if slips.contains(.sum) { divisor = 1 }
        var factor = slips.contains(.noFactor) ? learningRate : 2 * learningRate
        if slips.contains(.uphill) { factor = -factor }
        if slips.contains(.wholeNumbers) {
          (factor, divisor) = (learningRate * Double(2 / divisor), 1)
        }
        let gradient = try input.transposed().matmul(residual) / divisor
        moved = try moved - factor * gradient
        start = end
      }
      return moved
    }
  }
}
