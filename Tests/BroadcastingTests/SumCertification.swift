import Grading
import Tensors

@testable import BroadcastingSolutions

extension SumGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, axis: Int) in
        let lines = Lines(x.shape, along: axis)
        return try Tensor(
          shape: lines.shape,
          lines.positions.map { line in line.reduce(0) { $0 + x.scalars[$1] } }
        )
      },
      backward: { (g: Tensor, x: Tensor, axis: Int) in
        var scalars = x.scalars
        for (line, upstream) in zip(Lines(x.shape, along: axis).positions, g.scalars) {
          for position in line { scalars[position] = upstream }
        }
        return try Tensor(shape: x.shape, scalars)
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "ones times upstream",
        Implementation(
          forward: { (x: Tensor, axis: Int) in
            try x.sum(axis: axis, keepingDimensions: true).squeezingAxis(at: axis)
          },
          backward: { (g: Tensor, x: Tensor, axis: Int) in
            try g.expandingAxis(at: axis) * Tensor.ones(like: x)
          }
        )
      ),
      Alternative(
        "copies stacked along the axis",
        wrong { g, x, axis in
          try Tensor.stacked(Array(repeating: g, count: x.shape[axis]), axis: axis)
        }
      ),
    ],
    mistakes: [
      KnownMistake(
        "upstream not stretched",
        "The upstream gradient is returned as it is. Every entry of x needs a gradient: stretch it along the axis "
          + "that was summed.",
        wrong { g, _, _ in g }
      ),
      KnownMistake(
        "axis put back but not stretched",
        "The axis was put back with size 1. Stretch it to the size that it has in x: broadcast(to: x.shape).",
        wrong { g, _, axis in try g.expandingAxis(at: axis) }
      ),
      KnownMistake(
        "stretched without the axis",
        "The upstream gradient was stretched without putting the axis back, so its axes were matched from the right: "
          + "that fits axis 0 alone. First expandingAxis(at: axis).",
        wrong { g, x, _ in try g.broadcast(to: x.shape) }
      ),
      KnownMistake(
        "axis put back at the end",
        "The axis was put back as the last one. It has to stand where it was: expandingAxis(at: axis).",
        wrong { g, x, _ in try g.expandingAxis(at: -1).broadcast(to: x.shape) }
      ),
      KnownMistake(
        "gradient of the mean",
        "The gradient was divided by the size of the axis. That is the gradient of the mean; a sum takes each "
          + "entry with factor 1.",
        wrong { g, x, axis in try right(g, x, axis) / x.shape[axis] }
      ),
      KnownMistake(
        "upstream ignored",
        "The gradient is 1 everywhere, the slope of a sum. By the chain rule, multiply by upstream.",
        wrong { _, x, _ in Tensor.ones(like: x) }
      ),
      KnownMistake(
        "sum of upstream everywhere",
        "Every entry got the sum of all upstream gradients. An entry goes into one sum only, and gets the upstream "
          + "gradient of that one.",
        wrong { g, x, _ in try Tensor.filled(with: g.sum(), x.shape) }
      ),
      KnownMistake(
        "multiplied by x",
        "The upstream gradient was multiplied by x. x enters the sum with factor 1, so the slope is 1.",
        wrong { g, x, axis in try right(g, x, axis) * x }
      ),
      KnownMistake(
        "mean instead of sum",
        "This is the mean. The sum is not divided by anything.",
        wrongForward { x, axis in try x.mean(axis: axis) }
      ),
      KnownMistake(
        "axis kept in forward",
        "The axis that was summed is still there, with size 1. Here it disappears.",
        wrongForward { x, axis in try x.sum(axis: axis, keepingDimensions: true) }
      ),
      KnownMistake(
        "always axis 0",
        "The sum runs along axis 0, whatever `axis` says.",
        wrongForward { x, _ in try x.sum(axis: 0) }
      ),
      KnownMistake(
        "axis counted from the last",
        "The sum runs along another axis: the axes were counted from the last one. Count them from the first, "
          + "which is axis 0.",
        wrongForward { x, axis in try x.sum(axis: x.rank - 1 - axis) }
      ),
      KnownMistake(
        "all axes of size 1 removed",
        "Every axis of size 1 disappeared. Only the axis `axis` does.",
        wrongForward { x, axis in
          let kept = try x.sum(axis: axis, keepingDimensions: true)
          return try kept.reshaped(kept.shape.filter { $0 != 1 })
        }
      ),
      KnownMistake(
        "everything summed",
        "All entries were summed into one number. Only the axis `axis` disappears.",
        wrongForward { x, _ in Tensor(x.sum()) }
      ),
    ]
  )

  private static let right = BroadcastingSolutions::Sum.backward

  private static let solution = Implementation(
    forward: BroadcastingSolutions::Sum.forward,
    backward: BroadcastingSolutions::Sum.backward
  )

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ axis: Int) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor, axis: Int) in try gradient(g, x, axis) }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor, _ axis: Int) throws -> Tensor
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, axis: Int) in try forward(x, axis) },
      backward: BroadcastingSolutions::Sum.backward
    )
  }
}
