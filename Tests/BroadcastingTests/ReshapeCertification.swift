import Grading
import Tensors

@testable import BroadcastingSolutions

extension ReshapeGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, shape: [Int]) in try Tensor(shape: shape, x.scalars) },
      backward: { (g: Tensor, x: Tensor, shape: [Int]) in try Tensor(shape: x.shape, g.scalars) }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "by way of one long row",
        Implementation(
          forward: { (x: Tensor, shape: [Int]) in try x.flattened().reshaped(shape) },
          backward: { (g: Tensor, x: Tensor, shape: [Int]) in
            var gradient = Tensor.zeros(like: x)
            try gradient += g.flattened().reshaped(x.shape)
            return gradient
          }
        )
      ),
      Alternative(
        "the last size left open",
        wrong { g, x, _ in try g.reshaped(x.shape.dropLast() + [-1]) }
      ),
    ],
    mistakes: [
      KnownMistake(
        "upstream as it is",
        "The upstream gradient is returned as it is, in the shape of y. A gradient has the shape of what it belongs "
          + "to: that of x.",
        wrong { g, _, _ in g }
      ),
      KnownMistake(
        "left as one long row",
        "The gradient is one long row. A gradient has the shape of what it belongs to: that of x.",
        wrong { g, _, _ in g.flattened() }
      ),
      KnownMistake(
        "transposed on the way back",
        "The upstream gradient was transposed before it was reshaped. Reshaping keeps the order of the entries, and "
          + "so must the way back.",
        wrong { g, x, _ in try reversed(g).reshaped(x.shape) }
      ),
      KnownMistake(
        "filled column by column",
        "The gradient was filled column by column. The order of the entries is row by row.",
        wrong { g, x, _ in try reversed(g.reshaped(x.shape.reversed())) }
      ).or(
        wrong { g, x, _ in
          try x.rank == 2 ? reversed(g.reshaped(x.shape.reversed())) : g.reshaped(x.shape)
        }
      ),
      KnownMistake(
        "upstream ignored",
        "The gradient is 1 everywhere. Every entry of x gets the upstream gradient of the place where it went.",
        wrong { _, x, _ in Tensor.ones(like: x) }
      ),
      KnownMistake(
        "transposed in forward",
        "x was transposed before it was reshaped. Reshaping keeps the order of the entries, row by row.",
        wrongForward { x, shape in try reversed(x).reshaped(shape) }
      ),
      KnownMistake(
        "always one long row",
        "The result is one long row, whatever `shape` says.",
        wrongForward { x, _ in x.flattened() }
      ),
      KnownMistake(
        "x returned as it is",
        "x is returned as it is. The result has the shape `shape`.",
        wrongForward { x, _ in x }
      ),
    ]
  )

  private static let solution = Implementation(
    forward: BroadcastingSolutions::Reshape.forward,
    backward: BroadcastingSolutions::Reshape.backward
  )

  /// A tensor with its axes in reverse order.
  private static func reversed(_ tensor: Tensor) throws -> Tensor {
    try tensor.permuted(tensor.shape.indices.reversed())
  }

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ shape: [Int]) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor, shape: [Int]) in try gradient(g, x, shape) }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor, _ shape: [Int]) throws -> Tensor
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, shape: [Int]) in try forward(x, shape) },
      backward: BroadcastingSolutions::Reshape.backward
    )
  }
}
