import Grading
import ReferenceLayers
import Tensors

/// The rows of a table [V, D] at K indices.
enum EmbeddingCorpus {
  static let operation = CorpusOperation(
    name: "embedding",
    exercise: Exercise(
      .differentiable,
      axes: [
        .axis("V", "size of the vocabulary", 5), .axis("D", "embedding size", 3),
        .axis("K", "number of tokens", 4),
      ],
      inputs: [.tensor("table", "V", "D"), .labels("indices", "K", below: "V")],
      edges: [
        .edge("an index three times") { $0["indices"] = .integers([1, 4, 1, 1]) },
        .edge("one index") { $0["indices"] = .integers([2]) },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "a one-hot matrix product",
        Implementation(
          forward: { (table: Tensor, indices: [Int]) in
            try Tensor.oneHot(indices, classes: table.shape[0]).matmul(table)
          },
          backward: { (g: Tensor, table: Tensor, indices: [Int]) in
            try Tensor.oneHot(indices, classes: table.shape[0]).transposed().matmul(g)
          }
        )
      ),
      Alternative(
        "loops",
        backward { g, table, indices in
          var gradient = Tensor.zeros(like: table)
          for (k, index) in indices.enumerated() {
            for d in 0..<table.shape[1] { gradient[index, d] += g[k, d] }
          }
          return gradient
        }
      ),
    ],
    wrong: [
      Wrong(
        "repeated index overwritten",
        expected: [.overwritten, .maskOnly],
        backward { g, table, indices in
          var gradient = Tensor.zeros(like: table)
          for (k, index) in indices.enumerated() {
            for d in 0..<table.shape[1] { gradient[index, d] = g[k, d] }  // wrong on purpose: =
          }
          return gradient
        }
      ),
      Wrong(
        "only the first time an index occurs",
        expected: [.maskOnly, .overwritten],
        backward { g, table, indices in
          var gradient = Tensor.zeros(like: table)
          for (k, index) in indices.enumerated() where indices.firstIndex(of: index) == k {
            for d in 0..<table.shape[1] { gradient[index, d] = g[k, d] }  // wrong on purpose
          }
          return gradient
        }
      ),
      Wrong(
        "averaged over the times an index occurs",
        expected: [.maskOnly],
        backward { g, table, indices in  // wrong on purpose
          var gradient = try Embedding.backward(g, table, indices: indices)
          for index in Set(indices) {
            let times = Double(indices.filter { $0 == index }.count)
            for d in 0..<table.shape[1] { gradient[index, d] /= times }
          }
          return gradient
        }
      ),
      Wrong(
        "averaged over the tokens",
        expected: [.scaled],
        backward { g, table, indices in  // wrong on purpose
          try Embedding.backward(g, table, indices: indices) / indices.count
        }
      ),
      Wrong(
        "upstream returned as it is",
        expected: [],
        backward { g, _, _ in g }  // wrong on purpose
      ),
      Wrong(
        "added at the position instead of the index",
        expected: [],
        backward { g, table, indices in  // wrong on purpose
          try Tensor.zeros(like: table).scatteringAdd(g, at: Array(indices.indices))
        }
      ),
      Wrong(
        "counts of the indices",
        expected: [.upstreamIgnored],
        backward { g, table, indices in  // wrong on purpose
          try Embedding.backward(Tensor.ones(like: g), table, indices: indices)
        }
      ),
      Wrong(
        "times the embedding",
        expected: [],
        backward { g, table, indices in  // wrong on purpose
          try Embedding.backward(g * table.gatheringRows(indices), table, indices: indices)
        }
      ),
      Wrong(
        "no gradient through a lookup",
        expected: [.zero],
        backward { _, table, _ in .zeros(like: table) }  // wrong on purpose
      ),
      Wrong(
        "indices counted from one",
        expected: [],
        Implementation(
          forward: { (table: Tensor, indices: [Int]) in  // wrong on purpose
            try table.gatheringRows(indices.map { Swift.max($0 - 1, 0) })
          },
          backward: { (g: Tensor, table: Tensor, indices: [Int]) in
            try Embedding.backward(g, table, indices: indices.map { Swift.max($0 - 1, 0) })
          }
        )
      ),
    ],
    garbage: [Garbage.shuffle("table", in: reference)]
  )

  static let reference = Implementation(
    forward: { (table: Tensor, indices: [Int]) in
      try Embedding.forward(table, indices: indices)
    },
    backward: { (g: Tensor, table: Tensor, indices: [Int]) in
      try Embedding.backward(g, table, indices: indices)
    }
  )

  private static func backward(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ table: Tensor, _ indices: [Int]) throws -> Tensor
  ) -> Implementation { reference.replacingBackward(backward) }
}
