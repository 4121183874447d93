import Grading
import Tensors

@testable import BroadcastingSolutions

extension MeanGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, axis: Int) in
        let lines = Lines(x.shape, along: axis)
        return try Tensor(
          shape: lines.shape,
          lines.positions.map { line in
            line.reduce(0) { $0 + x.scalars[$1] } / Double(line.count)
          }
        )
      },
      backward: { (g: Tensor, x: Tensor, axis: Int) in
        var scalars = x.scalars
        for (line, upstream) in zip(Lines(x.shape, along: axis).positions, g.scalars) {
          for position in line { scalars[position] = upstream / Double(line.count) }
        }
        return try Tensor(shape: x.shape, scalars)
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "a sum and a division",
        Implementation(
          forward: { (x: Tensor, axis: Int) in try x.sum(axis: axis) / x.shape[axis] },
          backward: { (g: Tensor, x: Tensor, axis: Int) in
            try (g / x.shape[axis]).expandingAxis(at: axis) * Tensor.ones(like: x)
          }
        )
      ),
      Alternative(
        "the size of the axis from the number of entries",
        wrong { g, x, axis in
          let share = g * (Double(g.count) / Double(x.count))
          return try Tensor.stacked(Array(repeating: share, count: x.shape[axis]), axis: axis)
        }
      ),
    ],
    mistakes: [
      KnownMistake(
        "not divided",
        "This is the gradient of the sum. In the mean every entry has factor 1/B: divide by the size of the "
          + "axis.",
        wrong { g, x, axis in try right(g, x, axis) * x.shape[axis] }
      ),
      KnownMistake(
        "divided by the number of all entries",
        "The gradient was divided by the number of all entries. Each mean is taken along one axis: divide by its "
          + "size.",
        wrong { g, x, axis in try right(g, x, axis) * x.shape[axis] / x.count }
      ),
      KnownMistake(
        "divided by the number of means",
        "The gradient was divided by the number of means, the entries of y. Divide by the number of entries that go "
          + "into each mean.",
        wrong { g, x, axis in try right(g, x, axis) * x.shape[axis] / g.count }
      ),
      KnownMistake(
        "divided by the size of axis 0",
        "The gradient was divided by the size of axis 0, whatever `axis` says.",
        wrong { g, x, axis in try right(g, x, axis) * x.shape[axis] / x.shape[0] }
      ),
      KnownMistake(
        "divided twice",
        "The gradient was divided by the size of the axis twice. The mean brings it once.",
        wrong { g, x, axis in try right(g, x, axis) / x.shape[axis] }
      ),
      KnownMistake(
        "upstream not stretched",
        "The upstream gradient was divided but not stretched. Every entry of x needs a gradient: put the axis "
          + "back and stretch it.",
        wrong { g, x, axis in g / x.shape[axis] }
      ),
      KnownMistake(
        "axis put back but not stretched",
        "The axis was put back with size 1. Stretch it to the size that it has in x: broadcast(to: x.shape).",
        wrong { g, x, axis in try g.expandingAxis(at: axis) / x.shape[axis] }
      ),
      KnownMistake(
        "stretched without the axis",
        "The upstream gradient was stretched without putting the axis back, so its axes were matched from the right: "
          + "that fits axis 0 alone. First expandingAxis(at: axis).",
        wrong { g, x, axis in try g.broadcast(to: x.shape) / x.shape[axis] }
      ),
      KnownMistake(
        "upstream ignored",
        "The gradient is 1/B everywhere, the slope of a mean. By the chain rule, multiply by upstream.",
        wrong { _, x, axis in Tensor.ones(like: x) / x.shape[axis] }
      ),
      KnownMistake(
        "mean of upstream",
        "Every entry got the mean of all upstream gradients, divided by the size of the axis. An entry goes into one "
          + "mean only, and gets its share of the upstream gradient of that one.",
        wrong { g, x, axis in try Tensor.filled(with: g.mean() / Double(x.shape[axis]), x.shape) }
      ),
      KnownMistake(
        "sum instead of mean",
        "This is the sum. Divide by the size of the axis.",
        wrongForward { x, axis in try x.sum(axis: axis) }
      ),
      KnownMistake(
        "forward divided by the number of all entries",
        "The sum was divided by the number of all entries. Divide by the size of the axis.",
        wrongForward { x, axis in try x.sum(axis: axis) / x.count }
      ),
      KnownMistake(
        "axis kept in forward",
        "The axis that was averaged is still there, with size 1. Here it disappears.",
        wrongForward { x, axis in try x.mean(axis: axis, keepingDimensions: true) }
      ),
      KnownMistake(
        "all axes of size 1 removed",
        "Every axis of size 1 disappeared. Only the axis `axis` does.",
        wrongForward { x, axis in
          let kept = try x.mean(axis: axis, keepingDimensions: true)
          return try kept.reshaped(kept.shape.filter { $0 != 1 })
        }
      ),
      KnownMistake(
        "everything averaged",
        "All entries were averaged into one number. Only the axis `axis` disappears.",
        wrongForward { x, _ in Tensor(try x.mean()) }
      ),
    ]
  )

  private static let right = BroadcastingSolutions::Mean.backward

  private static let solution = Implementation(
    forward: BroadcastingSolutions::Mean.forward,
    backward: BroadcastingSolutions::Mean.backward
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
      backward: BroadcastingSolutions::Mean.backward
    )
  }
}
