import Grading
import Tensors

/// y = σ(x · W₁) · W₂, whose backward pass needs the cached values of the right layer.
enum TwoLayersCorpus {
  static let operation = CorpusOperation(
    name: "two layers",
    exercise: Exercise(
      .differentiable,
      axes: [
        .axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 4),
        .axis("H", "number of hidden units", 3), .axis("M", "number of outputs", 5),
      ],
      inputs: [.tensor("x", "N", "D"), .tensor("first", "D", "H"), .tensor("second", "H", "M")],
      edges: [.sizes("a batch of one", ["N": 1])],
      student: network()
    ),
    reference: network(),
    right: [
      Alternative(
        "a cache",
        Implementation(
          forward: { (x: Tensor, first: Tensor, second: Tensor) in
            let a = try x.matmul(first).map(logistic)
            return (try a.matmul(second), [x, first, second, a])
          },
          backward: { (g: Tensor, cache: [Tensor]) in
            let (x, first, second, a) = (cache[0], cache[1], cache[2], cache[3])
            let delta = try g.matmul(second.transposed()) * (a - a.squared())
            return (
              x: try delta.matmul(first.transposed()),
              first: try x.transposed().matmul(delta),
              second: try a.transposed().matmul(g)
            )
          }
        )
      )
    ],
    wrong: [
      Wrong(
        "σ′ of the activation instead of z",
        expected: [.wrongVariable],
        network(slope: { z, _ in try slope(z.map(logistic)) })  // wrong on purpose
      ),
      Wrong(
        "σ′ forgotten",
        expected: [.otherFunction],
        network(slope: { z, _ in .ones(like: z) })  // wrong on purpose
      ),
      Wrong(
        "z(1 − z) of the sum instead of the activation",
        expected: [.wrongVariable],
        network(slope: { z, _ in try z * (1 - z) })  // wrong on purpose
      ),
      Wrong(
        "a factor a too many, as in a published tutorial",
        expected: [],
        network(slope: { _, a in try a * a * (1 - a) })  // wrong on purpose
      ),
      Wrong(
        "sums instead of activations in the second gradient",
        expected: [.wrongVariable],
        network(hidden: { z, _ in z })  // wrong on purpose
      ),
      Wrong(
        "weights of the first layer not reached",
        expected: [.zero],
        network().replacingBackward { (g: Tensor, x: Tensor, first: Tensor, second: Tensor) in
          let a = try x.matmul(first).map(logistic)
          let delta = try g.matmul(second.transposed()) * a * (1 - a)
          return (
            x: try delta.matmul(first.transposed()),
            first: Tensor.zeros(like: first),  // wrong on purpose
            second: try a.transposed().matmul(g)
          )
        }
      ),
    ],
    garbage: [Garbage.shuffle("first", in: network())]
  )

  private static func network(
    slope: @escaping @Sendable (_ z: Tensor, _ a: Tensor) throws -> Tensor = { _, a in
      try a * (1 - a)
    },
    hidden: @escaping @Sendable (_ z: Tensor, _ a: Tensor) throws -> Tensor = { _, a in a }
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, first: Tensor, second: Tensor) in
        try x.matmul(first).map(logistic).matmul(second)
      },
      backward: { (g: Tensor, x: Tensor, first: Tensor, second: Tensor) in
        let z = try x.matmul(first)
        let a = z.map(logistic)
        let delta = try g.matmul(second.transposed()) * slope(z, a)
        return (
          x: try delta.matmul(first.transposed()),
          first: try x.transposed().matmul(delta),
          second: try hidden(z, a).transposed().matmul(g)
        )
      }
    )
  }

  @Sendable private static func logistic(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

  @Sendable private static func slope(_ z: Tensor) throws -> Tensor {
    let a = z.map(logistic)
    return try a * (1 - a)
  }
}
