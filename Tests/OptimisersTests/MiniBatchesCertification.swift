import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension MiniBatchesGrader: Certified {
  static let certification = Certification(
    reference: implementation { weight, x, target, order, size, rate in
      var moved = weight
      var rest = order[...]
      while !rest.isEmpty {
        let rows = Array(rest.prefix(size))
        rest = rest.dropFirst(size)
        let (input, wanted) = (try x.gatheringRows(rows), try target.gatheringRows(rows))
        let bias = try Tensor.zeros([1])
        let output = try ReferenceLayers::Linear.forward(input, weight: moved, bias: bias)
        let upstream = try ReferenceLayers::MeanSquaredError.backward(
          Tensor(1),
          output,
          target: wanted
        )
        let gradient = try ReferenceLayers::Linear.backward(
          upstream,
          input,
          weight: moved,
          bias: bias
        )
        moved = try ReferenceLayers::GradientDescent.step(
          moved,
          gradient: gradient.weight,
          rate: rate
        )
      }
      return moved
    },
    solution: Implementation(function: OptimisersSolutions::MiniBatches.epoch),
    alternatives: [
      style("loops over rows and features") { weight, x, target, order, size, rate in
        var moved = weight.scalars
        var (sums, seen) = (moved.map { _ in 0.0 }, 0)
        for (position, row) in order.enumerated() {
          var residual = -target[row, 0]
          for d in moved.indices { residual += x[row, d] * moved[d] }
          for d in moved.indices { sums[d] += 2 * residual * x[row, d] }
          seen += 1
          guard seen == size || position == order.count - 1 else { continue }
          for d in moved.indices { moved[d] -= rate * sums[d] / Double(seen) }
          (sums, seen) = (sums.map { _ in 0 }, 0)
        }
        return try Tensor(shape: weight.shape, moved)
      },
      style("the whole set shuffled once, then cut") { weight, x, target, order, size, rate in
        let (shuffled, wanted) = (try x.gatheringRows(order), try target.gatheringRows(order))
        var moved = weight
        var start = 0
        while start < order.count {
          let end = min(start + size, order.count)
          let input = try shuffled.sliced(start..<end)
          let residual = try input.matmul(moved) - wanted.sliced(start..<end)
          try moved -= rate * (2 / Double(end - start)) * input.transposed().matmul(residual)
          start = end
        }
        return moved
      },
    ],
    mistakes: [
      mistake(
        "short batch left out",
        "The rows that do not fill a whole batch were left out. The last batch may be "
          + "shorter: every example counts once an epoch."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          if rows.count < size { break }
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / rows.count
        }
        return moved
      },
      mistake(
        "divided by the size that was asked for",
        "The gradient of the last batch was divided by `size`, but that batch is shorter. "
          + "Divide by the number of rows that are there."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / size
        }
        return moved
      },
      mistake(
        "divided by the size of the set",
        "The gradient of each batch was divided by N. The mean of a batch divides by its own "
          + "number of rows."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / order.count
        }
        return moved
      },
      mistake(
        "order ignored",
        "The rows were taken as they stand in x. Take those that `order` names."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(start..<min(start + size, order.count))
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / rows.count
        }
        return moved
      },
      mistake(
        "targets not in the same order",
        "The inputs follow `order`, but the targets were taken as they stand. Each row of x "
          + "needs its own target."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.sliced(start..<start + rows.count)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / rows.count
        }
        return moved
      },
      mistake(
        "one step for the whole epoch",
        "All gradients were computed with the weight from the start of the epoch. Each batch "
          + "starts where the one before ended."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(weight) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / rows.count
        }
        return moved
      },
      mistake(
        "uphill instead of downhill",
        "The weight moves up the slope. Subtract the rate times the gradient."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved + 2 * rate * gradient / rows.count
        }
        return moved
      },
      mistake(
        "sum instead of mean",
        "The gradient is that of the sum over the batch. The loss is its mean: divide by the "
          + "number of rows."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / 1
        }
        return moved
      },
      mistake(
        "factor 2 forgotten",
        "The factor 2 is missing: the derivative of r² is 2r."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / (2 * rows.count)
        }
        return moved
      },
      mistake(
        "first batch alone",
        "Only the first batch was used. An epoch goes on until every example has been met."
      ) { weight, x, target, order, size, rate in
        var moved = weight
        for start in stride(from: 0, to: order.count, by: size) {
          let rows = Array(order[start..<min(start + size, order.count)])
          if start > 0 { break }
          let input = try x.gatheringRows(rows)
          let residual = try input.matmul(moved) - target.gatheringRows(rows)
          let gradient = try input.transposed().matmul(residual)
          moved = try moved - 2 * rate * gradient / rows.count
        }
        return moved
      },
    ]
  )

  private typealias Function =
    @Sendable (
      _ weight: Tensor, _ x: Tensor, _ target: Tensor, _ order: [Int], _ size: Int, _ rate: Double
    ) throws -> Tensor

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation {
      (weight: Tensor, x: Tensor, target: Tensor, order: [Int], size: Int, rate: Double) in
      try function(weight, x, target, order, size, rate)
    }
  }

  private static func style(_ name: String, _ function: @escaping Function) -> Alternative {
    Alternative(name, implementation(function))
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ function: @escaping Function
  ) -> KnownMistake {
    KnownMistake(name, sentence, implementation(function))
  }
}
