import Grading
import Tensors

@testable import BroadcastingSolutions

extension MatrixProductGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (a: Tensor, b: Tensor) in
        var y = try Tensor.zeros([a.shape[0], b.shape[1]])
        for (n, k, m) in loops(a, b) { y[n, m] += a[n, k] * b[k, m] }
        return y
      },
      backward: { (g: Tensor, a: Tensor, b: Tensor) in
        var gradient = (a: Tensor.zeros(like: a), b: Tensor.zeros(like: b))
        for (n, k, m) in loops(a, b) {
          gradient.a[n, k] += g[n, m] * b[k, m]
          gradient.b[k, m] += g[n, m] * a[n, k]
        }
        return gradient
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "stretched products and sums",
        Implementation(
          forward: { (a: Tensor, b: Tensor) in try (a.expandingAxis(at: 2) * b).sum(axis: 1) },
          backward: { (g: Tensor, a: Tensor, b: Tensor) in
            let columns = try g.expandingAxis(at: 1)  // [N, 1, M]
            return (
              a: try (columns * b).sum(axis: 2),
              b: try (columns * a.expandingAxis(at: 2)).sum(axis: 0)
            )
          }
        )
      ),
      Alternative(
        "transposes of products",
        wrong { g, a, b in
          (try b.matmul(g.transposed()).transposed(), try g.transposed().matmul(a).transposed())
        }
      ),
    ],
    mistakes: [
      KnownMistake(
        "transposes left out",
        "Both gradients lack the transpose: ∂L/∂a is upstream times bᵀ, and ∂L/∂b is aᵀ times upstream.",
        wrong { g, a, b in (try g.matmul(b), try a.matmul(g)) }
      ),
      KnownMistake(
        "b not transposed in the gradient of a",
        "The gradient of a was computed as upstream times b. It is upstream times bᵀ.",
        wrong { g, a, b in (try g.matmul(b), try a.transposed().matmul(g)) }
      ),
      KnownMistake(
        "a not transposed in the gradient of b",
        "The gradient of b was computed as a times upstream. It is aᵀ times upstream.",
        wrong { g, a, b in (try g.matmul(b.transposed()), try a.matmul(g)) }
      ),
      KnownMistake(
        "reshaped instead of transposed",
        "The factors were reshaped where they should be transposed. That gives the right shape, with the entries in "
          + "the wrong places: transposed().",
        wrong { g, a, b in
          (
            try g.matmul(b.reshaped(b.shape.reversed())),
            try a.reshaped(a.shape.reversed()).matmul(g)
          )
        }
      ),
      KnownMistake(
        "factors in the wrong order",
        "The factors of both gradients are in the wrong order. b stands on the right of a, and so does bᵀ of "
          + "upstream; a stands on the left of b, and so does aᵀ of upstream.",
        wrong { g, a, b in (try b.transposed().matmul(g), try g.matmul(a.transposed())) }
      ),
      KnownMistake(
        "gradient of a transposed",
        "The gradient of a is transposed: b times upstreamᵀ is [K, N], and a is [N, K].",
        wrong { g, a, b in (try b.matmul(g.transposed()), try a.transposed().matmul(g)) }
      ),
      KnownMistake(
        "gradient of b transposed",
        "The gradient of b is transposed: upstreamᵀ times a is [M, K], and b is [K, M].",
        wrong { g, a, b in (try g.matmul(b.transposed()), try g.transposed().matmul(a)) }
      ),
      KnownMistake(
        "gradients exchanged",
        "The gradients of a and b are exchanged.",
        wrong { g, a, b in (try a.transposed().matmul(g), try g.matmul(b.transposed())) }
      ),
      KnownMistake(
        "upstream ignored",
        "The gradients contain the other factor alone. By the chain rule upstream is part of both products.",
        wrong { g, a, b in
          let ones = Tensor.ones(like: g)
          return (try ones.matmul(b.transposed()), try a.transposed().matmul(ones))
        }
      ),
      KnownMistake(
        "gradient of b averaged over the rows",
        "The gradient of b was divided by the number of rows. Every row of a uses the whole of b: the product sums over "
          + "them, and nothing is to be divided.",
        wrong { g, a, b in
          (try g.matmul(b.transposed()), try a.transposed().matmul(g) / a.shape[0])
        }
      ),
      wrongForward(
        "elementwise product",
        "a and b were multiplied entry by entry with *. The matrix product is matmul."
      ) { a, b in try a * b },
      wrongForward(
        "factors of forward in the wrong order",
        "This is b times a. The matrix product depends on the order: a times b."
      ) { a, b in try b.matmul(a) },
      wrongForward(
        "inner loop too short",
        "Of each entry only the first terms are there, as many as b has columns. Sum over the whole inner axis: one "
          + "term for each column of a."
      ) { a, b in
        var y = try Tensor.zeros([a.shape[0], b.shape[1]])
        for (n, k, m) in loops(a, b) where k < b.shape[1] { y[n, m] += a[n, k] * b[k, m] }
        return y
      },
    ]
  )

  private static let solution = Implementation(
    forward: BroadcastingSolutions::MatrixProduct.forward,
    backward: BroadcastingSolutions::MatrixProduct.backward
  )

  private static func wrong(
    _ gradients:
      @escaping @Sendable (_ g: Tensor, _ a: Tensor, _ b: Tensor) throws -> (Tensor, Tensor)
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, a: Tensor, b: Tensor) in try gradients(g, a, b) }
  }

  private static func wrongForward(
    _ name: String,
    _ sentence: String,
    _ forward: @escaping @Sendable (_ a: Tensor, _ b: Tensor) throws -> Tensor
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      Implementation(
        forward: { (a: Tensor, b: Tensor) in try forward(a, b) },
        backward: BroadcastingSolutions::MatrixProduct.backward
      )
    )
  }

  /// All triples of a row of a, an inner position, and a column of b.
  private static func loops(_ a: Tensor, _ b: Tensor) -> [(Int, Int, Int)] {
    (0..<a.shape[0]).flatMap { n in
      (0..<a.shape[1]).flatMap { k in (0..<b.shape[1]).map { m in (n, k, m) } }
    }
  }
}
