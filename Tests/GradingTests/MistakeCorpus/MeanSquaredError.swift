import Grading
import ReferenceLayers
import Tensors

/// The mean over all entries of (prediction − target)², with both: [N, D].
enum MeanSquaredErrorCorpus {
  static let operation = CorpusOperation(
    name: "mean squared error",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of outputs", 4)],
      inputs: [
        .tensor("prediction", "N", "D"), .tensor("target", "N", "D", differentiated: false),
      ],
      edges: [
        .sizes("a batch of one", ["N": 1]),
        .edge("one row exactly right") {
          $0[tensor: "prediction"] = [[1, 2, 3], [4, 5, 6]]
          $0[tensor: "target"] = [[1, 2, 3], [6, 5, 4]]
        },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "a loop",
        Implementation(
          forward: { (prediction: Tensor, target: Tensor) in
            var total = 0.0
            for (x, t) in zip(prediction.scalars, target.scalars) { total += (x - t) * (x - t) }
            return Tensor(total / Double(prediction.count))
          },
          backward: { (g: Tensor, prediction: Tensor, target: Tensor) in
            let scale = try 2 * g.item() / Double(prediction.count)
            return try Tensor(
              shape: prediction.shape,
              zip(prediction.scalars, target.scalars).map { scale * ($0 - $1) }
            )
          }
        )
      ),
      Alternative(
        "a dot product",
        Implementation(
          forward: { (prediction: Tensor, target: Tensor) in
            let error = try (prediction - target).flattened()
            return Tensor(try error.dot(error) / Double(error.count))
          },
          backward: { (g: Tensor, prediction: Tensor, target: Tensor) in
            try (prediction - target) * g * 2 / prediction.count
          }
        )
      ),
    ],
    wrong: [
      Wrong(
        "factor 2 forgotten",
        expected: [.scaled, .otherFunction],
        backward { g, x, t in try g * (x - t) / x.count }  // wrong on purpose
      ),
      Wrong(
        "1/n forgotten",
        expected: [.scaled, .otherFunction],
        backward { g, x, t in try 2 * g * (x - t) }  // wrong on purpose
      ),
      Wrong(
        "1/n twice",
        expected: [.scaled],
        backward { g, x, t in try 2 * g * (x - t) / (x.count * x.count) }  // wrong on purpose
      ),
      Wrong(
        "divided by the batch size only",
        expected: [.scaled, .otherFunction],
        backward { g, x, t in try 2 * g * (x - t) / x.shape[0] }  // wrong on purpose
      ),
      Wrong(
        "target − prediction",
        expected: [.scaled],
        backward { g, x, t in try 2 * g * (t - x) / x.count }  // wrong on purpose
      ),
      Wrong(
        "upstream ignored",
        expected: [.upstreamIgnored],
        backward { _, x, t in try 2 * (x - t) / x.count }  // wrong on purpose
      ),
      Wrong(
        "the gradient of the absolute error",
        expected: [.otherFunction],
        backward { g, x, t in try g * sign(x - t) / x.count }  // wrong on purpose
      ),
      Wrong(
        "target forgotten",
        expected: [.otherFunction, .missingTerm],
        backward { g, x, _ in try 2 * g * x / x.count }  // wrong on purpose
      ),
      Wrong(
        "gradient averaged over the batch",
        expected: [.batchOne],
        backward { g, x, t in  // wrong on purpose
          let slope = try 2 * g * (x - t) / x.count
          return try slope.mean(axis: 0).broadcast(to: x.shape)
        }
      ),
      Wrong(
        "sum instead of mean, forward and backward",
        expected: [.forwardScaled, .otherFunction, .scaled],
        loss({ Tensor(try ($0 - $1).squared().sum()) }) { g, x, t in  // wrong on purpose
          try 2 * g * (x - t)
        }
      ),
      Wrong(
        "mean over the batch of sums, forward and backward",
        expected: [.forwardScaled, .otherFunction, .scaled],
        loss({ Tensor(try ($0 - $1).squared().sum() / Double($0.shape[0])) }) { g, x, t in
          // wrong on purpose
          try 2 * g * (x - t) / x.shape[0]
        }
      ),
      Wrong(
        "halved, forward and backward",
        expected: [.forwardScaled, .otherFunction, .scaled],
        loss({ Tensor(try ($0 - $1).squared().mean() / 2) }) { g, x, t in  // wrong on purpose
          try g * (x - t) / x.count
        }
      ),
      Wrong(
        "root of the mean",
        expected: [.otherFunction],
        loss({ Tensor(try ($0 - $1).squared().mean().squareRoot()) }) { g, x, t in
          // wrong on purpose
          let error = try x - t
          return try g * error / (error.squared().mean().squareRoot() * Double(x.count))
        }
      ),
      Wrong(
        "square forgotten",
        expected: [.otherFunction],
        loss({ Tensor(try ($0 - $1).mean()) }) { g, x, _ in  // wrong on purpose
          try g / x.count * Tensor.ones(like: x)
        }
      ),
    ],
    garbage: [Garbage.signs("prediction", in: reference)]
  )

  static let reference = Implementation(
    forward: { (prediction: Tensor, target: Tensor) in
      try MeanSquaredError.forward(prediction, target: target)
    },
    backward: { (g: Tensor, prediction: Tensor, target: Tensor) in
      try MeanSquaredError.backward(g, prediction, target: target)
    }
  )

  private static func backward(
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ x: Tensor, _ t: Tensor) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }

  private static func loss(
    _ forward: @escaping @Sendable (_ x: Tensor, _ t: Tensor) throws -> Tensor,
    _ backward: @escaping @Sendable (_ upstream: Tensor, _ x: Tensor, _ t: Tensor) throws -> Tensor
  ) -> Implementation { Implementation(forward: forward, backward: backward) }
}
