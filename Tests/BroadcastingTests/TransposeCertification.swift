import Grading
import Tensors

@testable import BroadcastingSolutions

extension TransposeGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, axes: [Int]) in
        var y = try Tensor.zeros(axes.map { x.shape[$0] })
        for index in indices(y.shape) { y[at: index] = x[at: source(index, axes)] }
        return y
      },
      backward: { (g: Tensor, x: Tensor, axes: [Int]) in
        var gradient = Tensor.zeros(like: x)
        for index in indices(g.shape) { gradient[at: source(index, axes)] = g[at: index] }
        return gradient
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "the inverse by searching",
        wrong { g, _, axes in
          try g.permuted(axes.indices.compactMap { axis in axes.firstIndex(of: axis) })
        }
      ),
      Alternative(
        "the inverse by sorting",
        wrong { g, _, axes in try g.permuted(axes.indices.sorted { axes[$0] < axes[$1] }) }
      ),
    ],
    mistakes: [
      KnownMistake(
        "same order again",
        "The upstream gradient was permuted with `axes` again. That undoes an exchange of two axes, but not "
          + "[1, 2, 0]: use the inverse order.",
        wrong { g, _, axes in try g.permuted(axes) }
      ),
      KnownMistake(
        "reversed list for the inverse order",
        "The list of axes was reversed. The inverse order is another: inverse[axes[i]] = i.",
        wrong { g, _, axes in try g.permuted(axes.reversed()) }
      ),
      KnownMistake(
        "order applied twice",
        "The upstream gradient was permuted with `axes` applied to itself. That is the inverse of [1, 2, 0], but not "
          + "that of an exchange, nor of an order of four axes: inverse[axes[i]] = i.",
        wrong { g, _, axes in try g.permuted(axes.map { axes[$0] }) }
      ),
      KnownMistake(
        "inverse for up to three axes",
        "The inverse order is right for up to three axes, and wrong for four. A rule for any number of them: "
          + "inverse[axes[i]] = i.",
        wrong { g, _, axes in
          let twice = axes.map { axes[$0] }
          return try g.permuted(twice == Array(axes.indices) ? axes : twice)
        }
      ),
      KnownMistake(
        "upstream as it is",
        "The upstream gradient is returned as it is. It has the axes of y: put them back in the order of x.",
        wrong { g, _, _ in g }
      ),
      KnownMistake(
        "reshaped instead of permuted",
        "The upstream gradient was reshaped. That gives the right shape, with the entries in the wrong places: permute "
          + "the axes.",
        wrong { g, x, _ in try g.reshaped(x.shape) }
      ),
      KnownMistake(
        "upstream ignored",
        "The gradient is 1 everywhere. Every entry of x gets the upstream gradient of the place where it went.",
        wrong { _, x, _ in Tensor.ones(like: x) }
      ),
      KnownMistake(
        "inverse order in forward",
        "The axes were put in the inverse order. Axis i of y is axis axes[i] of x, which is what permuted(axes) "
          + "does.",
        wrongForward { x, axes in
          var inverse = axes
          for (i, axis) in axes.enumerated() { inverse[axis] = i }
          return try x.permuted(inverse)
        }
      ),
      KnownMistake(
        "reshaped instead of permuted in forward",
        "x was reshaped. That gives the right shape, with the entries in the wrong places: permute the axes.",
        wrongForward { x, axes in try x.reshaped(axes.map { x.shape[$0] }) }
      ),
      KnownMistake(
        "axes reversed, whatever they are",
        "The axes were reversed, whatever `axes` says.",
        wrongForward { x, _ in try x.permuted(x.shape.indices.reversed()) }
      ),
      KnownMistake(
        "transposed() for any number of axes",
        "transposed() is for matrices alone, and ignores `axes`. Use permuted(axes).",
        wrongForward { x, _ in try x.transposed() }
      ),
    ]
  )

  private static let solution = Implementation(
    forward: BroadcastingSolutions::Transpose.forward,
    backward: BroadcastingSolutions::Transpose.backward
  )

  private static func wrong(
    _ gradient: @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ axes: [Int]) throws -> Tensor
  ) -> Implementation {
    solution.replacingBackward { (g: Tensor, x: Tensor, axes: [Int]) in try gradient(g, x, axes) }
  }

  private static func wrongForward(
    _ forward: @escaping @Sendable (_ x: Tensor, _ axes: [Int]) throws -> Tensor
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, axes: [Int]) in try forward(x, axes) },
      backward: BroadcastingSolutions::Transpose.backward
    )
  }

  /// All indices of a shape, the last axis fastest.
  private static func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { partial, size in
      partial.flatMap { index in (0..<size).map { index + [$0] } }
    }
  }

  /// The index in x of an entry of y.
  private static func source(_ index: [Int], _ axes: [Int]) -> [Int] {
    var source = index
    for (i, axis) in axes.enumerated() { source[axis] = index[i] }
    return source
  }
}
