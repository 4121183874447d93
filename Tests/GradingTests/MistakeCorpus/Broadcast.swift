import Grading
import Tensors

/// y = x ∘ scale with x: [N, D] and scale: [D], stretched over the batch.
enum BroadcastCorpus {
  static let operation = CorpusOperation(
    name: "broadcast product",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 4, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D"), .tensor("scale", "D")],
      edges: [.sizes("a batch of one", ["N": 1])],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "rows one by one",
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          var total = Tensor.zeros(like: scale)
          for n in 0..<x.shape[0] { try total += g.at(n) * x.at(n) }
          return (x: try g * scale, scale: total)
        }
      )
    ],
    wrong: [
      Wrong(
        "stretched axis not summed",
        expected: [.notSummed],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          (x: try g * scale, scale: try g * x)  // wrong on purpose
        }
      ),
      Wrong(
        "summed over the features",
        expected: [.wrongAxis],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          (x: try g * scale, scale: try (g * x).sum(axis: 1))  // wrong on purpose
        }
      ),
      Wrong(
        "averaged over the stretched axis",
        expected: [.scaled],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          (x: try g * scale, scale: try (g * x).mean(axis: 0))  // wrong on purpose
        }
      ),
      Wrong(
        "the last row only",
        expected: [.notSummed, .overwritten, .batchOne],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          let last = x.shape[0] - 1
          return (x: try g * scale, scale: try g.at(last) * x.at(last))  // wrong on purpose
        }
      ),
      Wrong(
        "upstream and x summed separately",
        expected: [.batchOne],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          // wrong on purpose
          (x: try g * scale, scale: try g.sum(axis: 0) * x.sum(axis: 0))
        }
      ),
      Wrong(
        "mean of upstream times the sum of x",
        expected: [.upstreamUniform],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          // wrong on purpose
          (x: try g * scale, scale: try g.mean(axis: 0) * x.sum(axis: 0))
        }
      ),
      Wrong(
        "x and scale swapped in the gradient of x",
        expected: [],
        reference.replacingBackward { (g: Tensor, x: Tensor, scale: Tensor) in
          (x: try g * x, scale: try (g * x).sum(axis: 0))  // wrong on purpose
        }
      ),
      Wrong(
        "sum instead of product in forward",
        expected: [.otherFunction],
        Implementation(
          forward: { (x: Tensor, scale: Tensor) in try x + scale },  // wrong on purpose
          backward: { (g: Tensor, x: Tensor, scale: Tensor) in (x: g, scale: try g.sum(axis: 0)) }
        )
      ),
    ],
    garbage: [Garbage.factors("x", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, scale: Tensor) in try x * scale },
    backward: { (g: Tensor, x: Tensor, scale: Tensor) in
      (x: try g * scale, scale: try (g * x).sum(to: scale.shape))
    }
  )
}
