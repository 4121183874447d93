import Grading
import Tensors

@testable import BroadcastingSolutions

extension BroadcastMultiplyGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, y: Tensor) in
        var z = try Tensor.zeros(Tensor.broadcastShape(x.shape, y.shape))
        for index in indices(z.shape) {
          z[at: index] = x[at: source(index, x.shape)] * y[at: source(index, y.shape)]
        }
        return z
      },
      backward: { (g: Tensor, x: Tensor, y: Tensor) in
        var gradient = (x: Tensor.zeros(like: x), y: Tensor.zeros(like: y))
        for index in indices(g.shape) {
          let (i, j) = (source(index, x.shape), source(index, y.shape))
          gradient.x[at: i] += g[at: index] * y[at: j]
          gradient.y[at: j] += g[at: index] * x[at: i]
        }
        return gradient
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "sum(to:)",
        wrong { g, x, y in (try (g * y).sum(to: x.shape), try (g * x).sum(to: y.shape)) }
      ),
      Alternative(
        "stretched first, all axes at once",
        Implementation(
          forward: { (x: Tensor, y: Tensor) in
            let shape = try Tensor.broadcastShape(x.shape, y.shape)
            return try x.broadcast(to: shape) * y.broadcast(to: shape)
          },
          backward: { (g: Tensor, x: Tensor, y: Tensor) in
            func summed(_ gradient: Tensor, _ shape: [Int]) throws -> Tensor {
              let filled = Array(repeating: 1, count: gradient.rank - shape.count) + shape
              let axes = filled.indices.filter { filled[$0] != gradient.shape[$0] }
              return try gradient.sum(axes: axes, keepingDimensions: true).reshaped(shape)
            }
            return (
              x: try summed(g * y.broadcast(to: g.shape), x.shape),
              y: try summed(g * x.broadcast(to: g.shape), y.shape)
            )
          }
        )
      ),
    ],
    mistakes: [
      KnownMistake(
        "stretched axes not summed",
        "No axis was summed, so the gradient of what was stretched has the shape of z. One of its numbers is used "
          + "in many entries of z: add up what comes back through them.",
        wrong { g, x, y in (try g * y, try g * x) }
      ),
      KnownMistake(
        "x taken for unstretched",
        "The gradient of x is never summed. x may be the one that is stretched, just as y.",
        wrong { g, x, y in (try g * y, try summed(g * x, y.shape)) }
      ),
      KnownMistake(
        "y taken for unstretched",
        "The gradient of y is never summed. y is stretched to the shape of z: sum over the axes along "
          + "which it was copied.",
        wrong { g, x, y in (try summed(g * y, x.shape), try g * x) }
      ),
      KnownMistake(
        "y always summed over axis 0",
        "The gradient of y is always summed over axis 0. That is right for a vector against a matrix; which axes are to "
          + "be summed depends on the shapes of y and z.",
        wrong { g, x, y in (try summed(g * y, x.shape), try (g * x).sum(axis: 0)) }
      ),
      KnownMistake(
        "only missing axes summed",
        "Axes that were filled up on the left are summed; axes of size 1 are not. They were stretched too: sum over "
          + "them with keepingDimensions.",
        reducing { gradient, shape in
          var gradient = gradient
          while gradient.rank > shape.count { gradient = try gradient.sum(axis: 0) }
          return gradient
        }
      ),
      KnownMistake(
        "only axes of size 1 summed",
        "Axes of size 1 are summed; axes that the shorter shape does not have are not. They were filled up on "
          + "the left and stretched: sum over axis 0 until the number of axes is right.",
        reducing { gradient, shape in
          gradient.rank == shape.count ? try summed(gradient, shape) : gradient
        }
      ),
      KnownMistake(
        "only the first axis of size 1 summed",
        "Of several axes of size 1 only the first is summed. All of them may have been stretched: go through them "
          + "in a loop.",
        reducing { gradient, shape in
          var gradient = gradient
          while gradient.rank > shape.count { gradient = try gradient.sum(axis: 0) }
          guard let axis = shape.firstIndex(of: 1) else { return gradient }
          return try gradient.sum(axis: axis, keepingDimensions: true)
        }
      ),
      KnownMistake(
        "axes dropped while they are counted",
        "An axis of size 1 was dropped when it was summed, so the axes behind it moved up, and the next sum took a "
          + "wrong one. Sum with keepingDimensions: true.",
        reducing { gradient, shape in
          var gradient = gradient
          while gradient.rank > shape.count { gradient = try gradient.sum(axis: 0) }
          for (axis, size) in shape.enumerated() where size == 1 {
            gradient = try gradient.sum(axis: axis)
          }
          return try gradient.reshaped(shape)
        }
      ),
      KnownMistake(
        "averaged instead of summed",
        "The gradient was averaged over the stretched axes. Every copy contributes in full: sum.",
        reducing { gradient, shape in
          try summed(gradient, shape) * summed(Tensor.ones(like: gradient), shape).map { 1 / $0 }
        }
      ),
      KnownMistake(
        "summed axis dropped",
        "An axis of size 1 disappeared when it was summed. The gradient has the shape of what it belongs to: sum with "
          + "keepingDimensions: true.",
        reducing { gradient, shape in
          let right = try summed(gradient, shape)
          let kept = right.shape.indices.filter { axis in
            let offset = gradient.rank - shape.count
            return right.shape[axis] == gradient.shape[axis + offset]
          }
          return try right.reshaped(kept.map { right.shape[$0] })
        }
      ),
      KnownMistake(
        "missing axes summed from the right",
        "The axes to sum were taken from the right. The missing ones are on the left: sum over axis 0.",
        reducing { gradient, shape in
          var gradient = gradient
          while gradient.rank > shape.count { gradient = try gradient.sum(axis: -1) }
          return gradient.shape == shape ? gradient : try gradient.sum(to: shape)
        }
      ),
      KnownMistake(
        "x and y exchanged",
        "The gradient of x contains x, and that of y contains y. In a product the slope with respect to one factor is "
          + "the other factor.",
        wrong { g, x, y in (try summed(g * x, x.shape), try summed(g * y, y.shape)) }
      ),
      KnownMistake(
        "upstream ignored",
        "The upstream gradient is missing: these are the sums of the other factor alone. Multiply by upstream before "
          + "you sum.",
        wrong { g, x, y in
          let ones = Tensor.ones(like: g)
          return (try summed(ones * y, x.shape), try summed(ones * x, y.shape))
        }
      ),
      KnownMistake(
        "summed before multiplying",
        "For y, upstream and x were summed first and then multiplied. Each copy has a product of its own: multiply "
          + "entry by entry, then sum.",
        wrong { g, x, y in
          let stretched = try x.broadcast(to: g.shape)
          return (try summed(g * y, x.shape), try summed(g, y.shape) * summed(stretched, y.shape))
        }
      ),
      KnownMistake(
        "sum instead of product in forward",
        "x and y were added. The output is their product, x * y.",
        Implementation(
          forward: { (x: Tensor, y: Tensor) in try x + y },
          backward: Solution.backward
        )
      ),
    ]
  )

  private typealias Solution = BroadcastingSolutions::BroadcastMultiply

  private static let solution = Implementation(
    forward: Solution.forward,
    backward: Solution.backward
  )

  private static func summed(_ gradient: Tensor, _ shape: [Int]) throws -> Tensor {
    try gradient.sum(to: shape)
  }

  private static func wrong(
    _ gradients:
      @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ y: Tensor) throws -> (Tensor, Tensor)
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor, y: Tensor) in try gradients(g, x, y) }
  }

  /// The solution with another way from the shape of z to that of an argument.
  private static func reducing(
    _ reduce: @escaping @Sendable (_ gradient: Tensor, _ shape: [Int]) throws -> Tensor
  ) -> Implementation {
    wrong { g, x, y in (try reduce(g * y, x.shape), try reduce(g * x, y.shape)) }
  }

  /// All indices of a shape, the last axis fastest.
  private static func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { partial, size in
      partial.flatMap { index in (0..<size).map { index + [$0] } }
    }
  }

  /// Where an entry of the product comes from in an argument of some shape.
  private static func source(_ index: [Int], _ shape: [Int]) -> [Int] {
    zip(index.suffix(shape.count), shape).map { $1 == 1 ? 0 : $0 }
  }
}
