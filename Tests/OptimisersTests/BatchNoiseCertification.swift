import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension BatchNoiseGrader: Certified {
  static let certification = Certification(
    reference: Implementation(function: layerByLayer),
    solution: Implementation(function: OptimisersSolutions::BatchNoise.noise),
    alternatives: [
      Alternative("loops over rows and features", measuring()),
      Alternative("the gradient of each row first", Implementation(function: rowGradientsFirst)),
    ],
    mistakes: [
      mistake(
        "root left out",
        "This is the mean *squared* distance. Take its root, so that noise is measured as gradients are."
      ) { $0.root = { $0 } },
      mistake(
        "sum over the batches",
        "The squared distances were added up. Divide by the number of batches, else many small batches seem noisy "
          + "because they are many."
      ) { $0.count = { _, _ in 1 } },
      mistake(
        "divided by the number of examples",
        "The squared distances were divided by N. There is one for each batch: divide by the number of batches."
      ) { $0.count = { _, examples in examples } },
      mistake(
        "divided by the number of batches less one",
        "The sum was divided by the number of batches less one, which is 0 for the whole set. The distance is from a "
          + "gradient that is known, so divide by the number of batches."
      ) { $0.count = { batches, _ in batches - 1 } },
      mistake(
        "size of the gradients",
        "These are the sizes of the batches' gradients. Subtract the gradient of the whole set first."
      ) { $0.centre = { _, whole in whole.map { _ in 0 } } },
      mistake(
        "distance from the mean of the batches",
        "The distance was measured from the mean of the batches' gradients. If the last batch is shorter, that is not "
          + "the gradient of the whole set."
      ) { $0.centre = { gradients, _ in mean(gradients) } },
      mistake(
        "mean of the distances",
        "The distances were averaged. Average their squares, and take the root at the end."
      ) {
        $0.square = { sqrt($0) }
        $0.root = { $0 }
      },
      mistake(
        "magnitudes for squares",
        "The magnitudes of the differences were added up. The distance has their squares."
      ) { $0.power = { abs($0) } },
      mistake(
        "short batch left out",
        "The rows that do not fill a whole batch were left out. The last batch may be shorter, and counts too."
      ) { $0.dropsRest = true },
      mistake(
        "order ignored",
        "The rows were taken as they stand in x. Take those that `order` names."
      ) { $0.ignoresOrder = true },
      mistake(
        "sum instead of mean in the gradient",
        "The gradients are those of the sum over the batch. The loss is its mean: divide by the number of rows."
      ) { $0.scale = { _ in 2 } },
      mistake(
        "factor 2 forgotten",
        "The factor 2 of the gradient is missing: the derivative of r² is 2r."
      ) { $0.scale = { 1 / $0 } },
      mistake(
        "divided by the features too",
        "The mean was taken over the entries of the gradient as well. The squared distance adds them up."
      ) { $0.averagesEntries = true },
    ]
  )

  /// What a program does with the gradients, each step of which a mistake can replace.
  private struct Steps: Sendable {
    /// The factor of a batch with so many rows.
    var scale: @Sendable (_ rows: Double) -> Double = { 2 / $0 }
    /// What the gradients are compared with.
    var centre: @Sendable (_ gradients: [[Double]], _ whole: [Double]) -> [Double] = { $1 }
    var power: @Sendable (_ difference: Double) -> Double = { $0 * $0 }
    /// From the squared distance of one batch.
    var square: @Sendable (_ squared: Double) -> Double = { $0 }
    var count: @Sendable (_ batches: Double, _ examples: Double) -> Double = { batches, _ in batches
    }
    var root: @Sendable (_ mean: Double) -> Double = { sqrt($0) }
    var (dropsRest, ignoresOrder, averagesEntries) = (false, false, false)
  }

  private static func measuring(_ spoil: (inout Steps) -> Void = { _ in }) -> Implementation {
    var spoilt = Steps()
    spoil(&spoilt)
    let steps = spoilt
    return Implementation(function: {
      (weight: Tensor, x: Tensor, target: Tensor, order: [Int], batchSizes: [Int]) in
      let (examples, features) = (x.shape[0], x.shape[1])
      func gradient(_ rows: [Int], _ scale: Double) -> [Double] {
        var sum = Array(repeating: 0.0, count: features)
        for n in rows {
          var residual = -target[n, 0]
          for d in 0..<features { residual += x[n, d] * weight[d, 0] }
          for d in 0..<features { sum[d] += scale * residual * x[n, d] }
        }
        return sum
      }
      let rows = steps.ignoresOrder ? Array(0..<examples) : order
      let whole = gradient(rows, steps.scale(Double(examples)))
      return batchSizes.map { batchSize in
        let batches = stride(from: 0, to: examples, by: batchSize)
          .map { Array(rows[$0..<min($0 + batchSize, examples)]) }
          .filter { !steps.dropsRest || $0.count == batchSize }
        let gradients = batches.map { gradient($0, steps.scale(Double($0.count))) }
        let centre = steps.centre(gradients, whole)
        let distances = gradients.map { gradient in
          let sum = zip(gradient, centre).reduce(0) { $0 + steps.power($1.0 - $1.1) }
          return steps.square(steps.averagesEntries ? sum / Double(features) : sum)
        }
        let count = steps.count(Double(batches.count), Double(examples))
        return steps.root(distances.reduce(0, +) / count)
      }
    })
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ spoil: (inout Steps) -> Void
  ) -> KnownMistake {
    KnownMistake(name, sentence, measuring(spoil))
  }

  /// The mean of several gradients.
  private static func mean(_ gradients: [[Double]]) -> [Double] {
    (gradients.first ?? []).indices.map { d in
      gradients.reduce(0) { $0 + $1[d] } / Double(gradients.count)
    }
  }

  /// The reference: the layers that were checked against PyTorch.
  @Sendable private static func layerByLayer(
    weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSizes: [Int]
  ) throws -> [Double] {
    typealias Linear = ReferenceLayers::Linear
    typealias Loss = ReferenceLayers::MeanSquaredError
    let bias = try Tensor.zeros([1])
    func gradient(_ rows: ArraySlice<Int>) throws -> Tensor {
      let input = try x.gatheringRows(Array(rows))
      let output = try Linear.forward(input, weight: weight, bias: bias)
      let upstream = try Loss.backward(
        Tensor(1),
        output,
        target: target.gatheringRows(Array(rows))
      )
      let gradients = try Linear.backward(upstream, input, weight: weight, bias: bias)
      return gradients.weight
    }
    let whole = try gradient(order[...])
    return try batchSizes.map { batchSize in
      var (rest, squares, batches) = (order[...], 0.0, 0)
      while !rest.isEmpty {
        let difference = try gradient(rest.prefix(batchSize)) - whole
        squares += difference.scalars.reduce(0) { $0 + $1 * $1 }
        batches += 1
        rest = rest.dropFirst(batchSize)
      }
      return (squares / Double(batches)).squareRoot()
    }
  }

  /// The gradients of all rows at once, and then means of them.
  @Sendable private static func rowGradientsFirst(
    weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSizes: [Int]
  ) throws -> [Double] {
    let gradients = try (2 * x * (x.matmul(weight) - target)).gatheringRows(order)
    let whole = try gradients.mean(axis: 0)
    return try batchSizes.map { batchSize in
      let starts = Array(stride(from: 0, to: order.count, by: batchSize))
      let distances = try starts.map {
        let batch = try gradients.sliced($0..<min($0 + batchSize, order.count))
        return (try batch.mean(axis: 0) - whole).squared().sum()
      }
      return sqrt(distances.reduce(0, +) / Double(starts.count))
    }
  }
}
