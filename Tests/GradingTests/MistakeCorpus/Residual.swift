import Grading
import Tensors

/// y = x + tanh(x · W) with x: [N, D] and W: [D, D].
enum ResidualCorpus {
  static let operation = CorpusOperation(
    name: "residual block",
    exercise: Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D"), .tensor("weight", "D", "D")],
      edges: [.sizes("a batch of one", ["N": 1])],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "a cache of the branch",
        Implementation(
          forward: { (x: Tensor, weight: Tensor) in
            let branch = tanh(try x.matmul(weight))
            return (try branch + x, [x, weight, branch])
          },
          backward: { (g: Tensor, cache: [Tensor]) in
            let delta = try g - g * cache[2].squared()
            return (
              x: try delta.matmul(cache[1].transposed()) + g,
              weight: try cache[0].transposed().matmul(delta)
            )
          }
        )
      )
    ],
    wrong: [
      Wrong(
        "path past the block not added in backward",
        expected: [.missingTerm, .otherFunction],
        backward { g, x, weight in  // wrong on purpose
          let delta = try g * (1 - tanh(x.matmul(weight)).squared())
          return (
            x: try delta.matmul(weight.transposed()), weight: try x.transposed().matmul(delta)
          )
        }
      ),
      Wrong(
        "the path past the block alone",
        expected: [.missingTerm, .otherFunction],
        backward { g, x, weight in  // wrong on purpose
          let delta = try g * (1 - tanh(x.matmul(weight)).squared())
          return (x: g, weight: try x.transposed().matmul(delta))
        }
      ),
      Wrong(
        "weight not transposed",
        expected: [.transposed],
        backward { g, x, weight in  // wrong on purpose: square, so that it fits
          let delta = try g * (1 - tanh(x.matmul(weight)).squared())
          return (x: try g + delta.matmul(weight), weight: try x.transposed().matmul(delta))
        }
      ),
      Wrong(
        "weight gradient transposed",
        expected: [.transposed],
        backward { g, x, weight in  // wrong on purpose
          let delta = try g * (1 - tanh(x.matmul(weight)).squared())
          return (
            x: try g + delta.matmul(weight.transposed()),
            weight: try delta.transposed().matmul(x)
          )
        }
      ),
      Wrong(
        "1 − y² of the whole block's output",
        expected: [.wrongVariable],
        backward { g, x, weight in  // wrong on purpose
          let y = try x + tanh(x.matmul(weight))
          let delta = try g * (1 - y.squared())
          return (
            x: try g + delta.matmul(weight.transposed()),
            weight: try x.transposed().matmul(delta)
          )
        }
      ),
      Wrong(
        "path past the block not added in forward",
        expected: [.missingTerm, .otherFunction],
        Implementation(
          // wrong on purpose
          forward: { (x: Tensor, weight: Tensor) in tanh(try x.matmul(weight)) },
          backward: { (g: Tensor, x: Tensor, weight: Tensor) in
            let delta = try g * (1 - tanh(x.matmul(weight)).squared())
            return (
              x: try g + delta.matmul(weight.transposed()),
              weight: try x.transposed().matmul(delta)
            )
          }
        )
      ),
    ],
    garbage: [Garbage.noise("weight", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, weight: Tensor) in try x + tanh(x.matmul(weight)) },
    backward: { (g: Tensor, x: Tensor, weight: Tensor) in
      let delta = try g * (1 - tanh(x.matmul(weight)).squared())
      return (
        x: try g + delta.matmul(weight.transposed()), weight: try x.transposed().matmul(delta)
      )
    }
  )

  private static func backward(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ x: Tensor, _ weight: Tensor) throws -> (
        x: Tensor, weight: Tensor
      )
  ) -> Implementation { reference.replacingBackward(backward) }
}
