import Grading
import Tensors

/// The mean squared error of a prediction [N, 1], as a linear layer returns it, and a target [N].
enum RegressionLossCorpus {
  static let operation = CorpusOperation(
    name: "regression loss",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 4, role: .batch)],
      inputs: [.tensor("prediction", "N", "1"), .tensor("target", "N", differentiated: false)],
      edges: [.sizes("a batch of one", ["N": 1])],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "target made a column",
        Implementation(
          forward: { (prediction: Tensor, target: Tensor) in
            let error = try prediction - target.expandingAxis(at: 1)
            return Tensor(try error.squared().mean())
          },
          backward: { (g: Tensor, prediction: Tensor, target: Tensor) in
            try g * 2 / target.count * (prediction - target.expandingAxis(at: 1))
          }
        )
      )
    ],
    wrong: [
      Wrong(
        "[N, 1] − [N] stretched to [N, N]",
        expected: [.forwardOtherBroadcast, .batchOne],
        Implementation(
          forward: { (prediction: Tensor, target: Tensor) in
            Tensor(try (prediction - target).squared().mean())  // wrong on purpose
          },
          backward: { (g: Tensor, prediction: Tensor, target: Tensor) in
            let error = try prediction - target
            return try (2 * g * error / error.count).sum(to: prediction.shape)
          }
        )
      ),
      Wrong(
        "[N, N] in backward alone, summed back",
        expected: [.batchOne],
        reference.replacingBackward { (g: Tensor, prediction: Tensor, target: Tensor) in
          let error = try prediction - target  // wrong on purpose
          return try (2 * g * error / prediction.count).sum(to: prediction.shape)
        }
      ),
      Wrong(
        "the gradient as a vector",
        expected: [],
        reference.replacingBackward { (g: Tensor, prediction: Tensor, target: Tensor) in
          try 2 * g * (prediction.flattened() - target) / target.count  // wrong on purpose
        }
      ),
    ]
  )

  static let reference = Implementation(
    forward: { (prediction: Tensor, target: Tensor) in
      let error = try prediction.flattened() - target
      return Tensor(try error.squared().mean())
    },
    backward: { (g: Tensor, prediction: Tensor, target: Tensor) in
      let error = try prediction.flattened() - target
      return try (2 * g * error / error.count).reshaped(prediction.shape)
    }
  )
}
