import Grading
import ReferenceLayers
import Tensors

@testable import InitialisationSolutions

extension ZerosAndOnesGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      function: {
        (x: Tensor, target: Tensor, first: Tensor, second: Tensor, learningRate: Double) in
        let noBias = (try Tensor.zeros([first.shape[1]]), try Tensor.zeros([second.shape[1]]))
        let z = try Linear.forward(x, weight: first, bias: noBias.0)
        let h = Tanh.forward(z)
        let error = try Linear.forward(h, weight: second, bias: noBias.1) - target
        let outer = try Linear.backward(error, h, weight: second, bias: noBias.1)
        let inner = try Linear.backward(Tanh.backward(outer.x, z), x, weight: first, bias: noBias.0)
        let newFirst = try first - learningRate * inner.weight
        return (
          first: newFirst,
          second: try second - learningRate * outer.weight,
          distinctUnits: distinct(try columns(newFirst))
        )
      }),
    solution: Implementation(function: InitialisationSolutions::ZerosAndOnes.step),
    alternatives: [
      Alternative("loops, one example after the other", Implementation(function: loops)),
      style("in place, with pairs of columns compared") { x, target, first, second, learningRate in
        let h = tanh(try x.matmul(first))
        let error = try h.matmul(second) - target
        var (newFirst, newSecond) = (first, second)
        let back = try error.matmul(second.transposed()) * (1 - h) * (1 + h)
        try newFirst -= x.transposed().matmul(back) * learningRate
        try newSecond -= h.transposed().matmul(error) * learningRate
        let all = try columns(newFirst)
        let repeats = try all.indices.filter { j in
          try all[..<j].contains { try abs($0 - all[j]).max() <= 1e-9 }
        }
        return (newFirst, newSecond, all.count - repeats.count)
      },
    ],
    mistakes: [
      mistake(
        "slope of tanh forgotten",
        "The slope of tanh is missing on the way back to the first layer: multiply by 1 − h², entry by "
          + "entry."
      ) { x, target, first, second, learningRate in
        let (h, error) = try forward(x, target, first, second)
        let back = try error.matmul(second.transposed())
        return try moved(x, h, error, back, first, second, learningRate)
      },
      mistake(
        "slope at the activation",
        "The slope of tanh was computed as 1 − tanh²(h), with tanh applied twice. It is 1 − h², where h is "
          + "tanh of z already."
      ) { x, target, first, second, learningRate in
        let (h, error) = try forward(x, target, first, second)
        let back = try error.matmul(second.transposed()) * (1 - tanh(h).squared())
        return try moved(x, h, error, back, first, second, learningRate)
      },
      mistake(
        "second layer changed first",
        "The gradient of the first layer was computed with the new second layer. Compute both gradients "
          + "before you change any weight."
      ) { x, target, first, second, learningRate in
        let (h, error) = try forward(x, target, first, second)
        let newSecond = try second - learningRate * h.transposed().matmul(error)
        let back = try error.matmul(newSecond.transposed()) * (1 - h.squared())
        return try moved(x, h, error, back, first, second, learningRate)
      },
      mistake(
        "uphill instead of downhill",
        "The weights move up the slope. Subtract the learning rate times the gradient, with the error as y − "
          + "target."
      ) { x, target, first, second, learningRate in
        let (h, error) = try forward(x, target, first, second)
        let back = try error.matmul(second.transposed()) * (1 - h.squared())
        return try moved(x, h, error, back, first, second, -learningRate)
      },
      mistake(
        "averaged over the batch",
        "The gradients were divided by the batch size. This loss is a sum over all entries."
      ) { x, target, first, second, learningRate in
        let (h, error) = try forward(x, target, first, second)
        let back = try error.matmul(second.transposed()) * (1 - h.squared())
        return try moved(x, h, error, back, first, second, learningRate / Double(x.shape[0]))
      },
      mistake(
        "half of the loss forgotten",
        "The gradients are twice too large. The ½ in the loss cancels the 2 of the square: "
          + "∂L/∂y = y − target."
      ) { x, target, first, second, learningRate in
        let (h, error) = try forward(x, target, first, second)
        let back = try error.matmul(second.transposed()) * (1 - h.squared())
        return try moved(x, h, error, back, first, second, 2 * learningRate)
      },
      mistake(
        "counted before the step",
        "The columns of the old first layer were counted. Count those of the new one."
      ) { x, target, first, second, learningRate in
        var step = try right(x, target, first, second, learningRate)
        step.distinctUnits = distinct(try columns(first))
        return step
      },
      mistake(
        "rows counted",
        "The different rows of the first layer were counted. A hidden unit is a column."
      ) { x, target, first, second, learningRate in
        var step = try right(x, target, first, second, learningRate)
        step.distinctUnits = distinct(try columns(step.first.transposed()))
        return step
      },
      mistake(
        "rows of the second layer counted",
        "The different rows of the second layer were counted. Count the different columns of the "
          + "first."
      ) { x, target, first, second, learningRate in
        var step = try right(x, target, first, second, learningRate)
        step.distinctUnits = distinct(try columns(step.second.transposed()))
        return step
      },
      mistake(
        "columns and rows counted together",
        "Units were told apart by their rows of the second layer too. Compare the columns of the first "
          + "layer alone."
      ) { x, target, first, second, learningRate in
        var step = try right(x, target, first, second, learningRate)
        step.distinctUnits = distinct(
          zip(try columns(step.first), try columns(step.second.transposed())).map {
            Tensor($0.scalars + $1.scalars)
          }
        )
        return step
      },
      mistake(
        "sums of the columns compared",
        "The columns were compared by their sums. Different columns can have the same sum: compare them "
          + "entry by entry."
      ) { x, target, first, second, learningRate in
        var step = try right(x, target, first, second, learningRate)
        step.distinctUnits = distinct(try columns(step.first).map { Tensor([$0.sum()]) })
        return step
      },
      mistake(
        "columns compared exactly",
        "Columns that differ by less than 1e-9 were counted as different. Rounding makes such differences: "
          + "two columns are the same when no entry differs by more than 1e-9."
      ) { x, target, first, second, learningRate in
        var step = try right(x, target, first, second, learningRate)
        step.distinctUnits = Set(try columns(step.first).map(\.scalars)).count
        return step
      },
      mistake(
        "columns of the gradient counted",
        "The columns of the gradient were counted. Count those of the new weights: units that start "
          + "differently stay different even when both gradients are 0."
      ) { x, target, first, second, learningRate in
        var step = try right(x, target, first, second, learningRate)
        step.distinctUnits = distinct(try columns((first - step.first) / learningRate))
        return step
      },
    ]
  )

  private typealias Step = (first: Tensor, second: Tensor, distinctUnits: Int)
  private typealias Function =
    @Sendable (
      _ x: Tensor, _ target: Tensor, _ first: Tensor, _ second: Tensor, _ learningRate: Double
    ) throws -> Step

  private static func right(
    _ x: Tensor,
    _ target: Tensor,
    _ first: Tensor,
    _ second: Tensor,
    _ learningRate: Double
  ) throws -> Step {
    try InitialisationSolutions::ZerosAndOnes.step(
      x,
      target: target,
      first: first,
      second: second,
      learningRate: learningRate
    )
  }

  private static func style(_ name: String, _ function: @escaping Function) -> Alternative {
    Alternative(name, Implementation(function: function))
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ function: @escaping Function
  ) -> KnownMistake {
    KnownMistake(name, sentence, Implementation(function: function))
  }

  private static func forward(
    _ x: Tensor,
    _ target: Tensor,
    _ first: Tensor,
    _ second: Tensor
  ) throws -> (hidden: Tensor, error: Tensor) {
    let h = tanh(try x.matmul(first))
    return (h, try h.matmul(second) - target)
  }

  /// The step that follows from what went back to the hidden layer.
  private static func moved(
    _ x: Tensor,
    _ h: Tensor,
    _ error: Tensor,
    _ back: Tensor,
    _ first: Tensor,
    _ second: Tensor,
    _ learningRate: Double
  ) throws -> Step {
    let newFirst = try first - learningRate * x.transposed().matmul(back)
    let newSecond = try second - learningRate * h.transposed().matmul(error)
    return (newFirst, newSecond, distinct(try columns(newFirst)))
  }

  private static func columns(_ weight: Tensor) throws -> [Tensor] {
    try (0..<weight.shape[1]).map { try weight.at($0, axis: 1) }
  }

  /// Rounded to multiples of 1e-6, which no probe puts between two equal or two different columns.
  private static func distinct(_ columns: [Tensor]) -> Int {
    Set(columns.map { $0.scalars.map { Int(($0 * 1e6).rounded()) } }).count
  }

  private static let loops: Function = { x, target, first, second, learningRate in
    var (newFirst, newSecond) = (first, second)
    let (inputs, hidden, outputs) = (first.shape[0], first.shape[1], second.shape[1])
    for n in 0..<x.shape[0] {
      let h = (0..<hidden).map { k in
        tanh((0..<inputs).reduce(0.0) { $0 + x[n, $1] * first[$1, k] })
      }
      for m in 0..<outputs {
        let y = (0..<hidden).reduce(0.0) { $0 + h[$1] * second[$1, m] }
        for k in 0..<hidden {
          newSecond[k, m] -= learningRate * (y - target[n, m]) * h[k]
          for d in 0..<inputs {
            newFirst[d, k] -=
              learningRate * (y - target[n, m]) * second[k, m] * (1 - h[k] * h[k]) * x[n, d]
          }
        }
      }
    }
    return (newFirst, newSecond, distinct(try columns(newFirst)))
  }
}
