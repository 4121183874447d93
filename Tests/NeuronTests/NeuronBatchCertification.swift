import Grading
import ReferenceLayers
import Tensors

@testable import NeuronSolutions

extension NeuronBatchGrader: Certified {
  static let certification = Certification(
    // A fully connected layer with one output, and the sigmoid behind it.
    reference: Implementation(
      forward: { (x: Tensor, weight: Tensor, bias: Double) in
        ReferenceLayers::Sigmoid.forward(try sums(x, weight, bias)).flattened()
      },
      backward: { (g: Tensor, x: Tensor, weight: Tensor, bias: Double) in
        let delta = try ReferenceLayers::Sigmoid.backward(
          g.expandingAxis(at: 1),
          sums(x, weight, bias)
        )
        let gradient = try ReferenceLayers::Linear.backward(
          delta,
          x,
          weight: weight.expandingAxis(at: 1),
          bias: Tensor([bias])
        )
        return (x: gradient.x, weight: gradient.weight.flattened(), bias: gradient.bias[0])
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "whole tensors",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Double) in
            1 / (1 + exp(-(try (x * weight).sum(axis: 1) + bias)))
          },
          backward: { (g: Tensor, x: Tensor, weight: Tensor, bias: Double) in
            let a = 1 / (1 + exp(-(try (x * weight).sum(axis: 1) + bias)))
            let delta = try (g * a * (1 - a)).expandingAxis(at: 1)
            return (
              x: try delta * weight, weight: try (delta * x).sum(axis: 0),
              bias: delta.sum()
            )
          }
        )
      ),
      Alternative(
        "row by row, with the neuron of exercise 2",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Double) in
            Tensor(
              try (0..<x.shape[0]).map {
                try NeuronSolutions::Neuron.forward(x.at($0), weight: weight, bias: bias)
              }
            )
          },
          backward: { (g: Tensor, x: Tensor, weight: Tensor, bias: Double) in
            let rows = try (0..<x.shape[0]).map {
              try NeuronSolutions::Neuron.backward(g[$0], x.at($0), weight: weight, bias: bias)
            }
            return (
              x: try Tensor.stacked(rows.map(\.x)),
              weight: try Tensor.stacked(rows.map(\.weight)).sum(axis: 0),
              bias: rows.reduce(0) { $0 + $1.bias }
            )
          }
        )
      ),
    ],
    mistakes: [
      wrong(
        "only the last example kept",
        "The gradients of weight and bias are those of the last example alone: each example wrote over "
          + "the one before. Add the examples up: += for =."
      ) { s in
        for n in s.rows {
          for d in s.columns {
            s.gradient.x[n, d] = s.delta[n] * s.weight[d]
            s.gradient.weight[d] = s.delta[n] * s.x[n, d]
          }
          s.gradient.bias = s.delta[n]
        }
      },
      wrong(
        "only the last example kept for weight",
        "The gradient of weight is that of the last example alone: each example wrote over the one before. "
          + "Add the examples up, as you did for the bias: += for =."
      ) { s in
        try s.fill()
        for n in s.rows {
          for d in s.columns { s.gradient.weight[d] = s.delta[n] * s.x[n, d] }
        }
      },
      wrong(
        "only the last example kept for bias",
        "The bias gradient is that of the last example alone. Add the examples up, as you did for weight: "
          + "+= for =."
      ) { s in
        try s.fill()
        s.gradient.bias = s.delta[s.x.shape[0] - 1]
      },
      wrong(
        "mean over the batch",
        "The gradients of weight and bias were divided by N. Nothing in forward divides: the N examples "
          + "are added up."
      ) { s in
        try s.fill()
        s.gradient.weight = s.gradient.weight / s.x.shape[0]
        s.gradient.bias /= Double(s.x.shape[0])
      },
      wrong(
        "mean over the batch for bias",
        "The bias gradient was divided by N. Nothing in forward divides: add up the N examples."
      ) { s in
        try s.fill()
        s.gradient.bias /= Double(s.x.shape[0])
      },
      wrong(
        "bias added once for each input",
        "The bias gradient was added to inside the loop over the inputs, D times for each example. The "
          + "bias is added to z once: put its line after that loop."
      ) { s in
        try s.fill()
        s.gradient.bias *= Double(s.x.shape[1])
      },
      wrong(
        "x summed over the batch",
        "Every row of the gradient of x is the sum over all examples. A row of x serves one example: its "
          + "gradient has that example's ∂L/∂z[n] alone."
      ) { s in
        try s.fill()
        let sum = s.delta.sum()
        for n in s.rows { for d in s.columns { s.gradient.x[n, d] = sum * s.weight[d] } }
      },
      wrong(
        "x added up from row to row",
        "A row of the gradient of x has the rows before it in it too. Each row has the ∂L/∂z[n] of its own "
          + "example alone."
      ) { s in
        try s.fill()
        var sum = 0.0
        for n in s.rows {
          sum += s.delta[n]
          for d in s.columns { s.gradient.x[n, d] = sum * s.weight[d] }
        }
      },
      wrong(
        "slope of the sigmoid forgotten",
        "These are the gradients of the weighted sums. On the way from a[n] to z[n] multiply by the slope "
          + "of the sigmoid, a[n] · (1 − a[n])."
      ) { s in try s.fill(with: s.upstream) },
      wrong(
        "slope of the sigmoid forgotten for the bias",
        "The bias gradient is the sum of upstream as it is. It too goes through the sigmoid: add up ∂L/∂z[n]."
      ) { s in
        try s.fill()
        s.gradient.bias = s.upstream.sum()
      },
      wrong(
        "z used as if it were the activation",
        "The slope was computed as z · (1 − z). That formula wants the activation: a[n] · (1 − a[n])."
      ) { s in
        let z = try sums(s.x, s.weight, s.bias).flattened()
        try s.fill(with: s.upstream * z * (1 - z))
      },
      wrong(
        "factor 1 − a forgotten",
        "The factor 1 − a[n] is missing: the slope of the sigmoid is a[n] · (1 − a[n])."
      ) { s in try s.fill(with: s.upstream * s.a) },
      wrong(
        "factor a forgotten",
        "The factor a[n] is missing: the slope of the sigmoid is a[n] · (1 − a[n])."
      ) { s in try s.fill(with: s.upstream * (1 - s.a)) },
      wrong(
        "upstream ignored",
        "These are the slopes of a[n] alone. By the chain rule, multiply by upstream[n]."
      ) { s in try s.fill(with: s.a * (1 - s.a)) },
      wrong(
        "upstream of the first example for all",
        "Every example was multiplied by upstream[0]. Each has an upstream gradient of its own, upstream[n]."
      ) { s in try s.fill(with: s.upstream[0] * s.a * (1 - s.a)) },
      wrong(
        "activation of the first example for all",
        "The slope of every example was computed from a[0]. Each has its own, a[n] · (1 − a[n])."
      ) { s in try s.fill(with: s.upstream * s.a[0] * (1 - s.a[0])) },
      wrongForward(
        "z carried on from row to row",
        "The sum of a row goes on where the row before ended. Each example starts anew at the bias: put "
          + "`var z = bias` inside the loop over the examples."
      ) { x, weight, bias in
        var z = bias
        return (0..<x.shape[0]).map { n in
          for d in 0..<x.shape[1] { z += x[n, d] * weight[d] }
          return sigmoid(z)
        }
      },
      wrongForward(
        "bias added for each input",
        "The bias was added inside the loop over the inputs, D times. It is added once for each example."
      ) { x, weight, bias in
        try sums(x, weight, bias * Double(x.shape[1])).scalars.map(sigmoid)
      },
      wrongForward(
        "bias left out",
        "The bias is not added: z[n] is the weighted sum of row n, plus bias."
      ) { x, weight, _ in try sums(x, weight, 0).scalars.map(sigmoid) },
      wrongForward(
        "bias added after the sigmoid",
        "The bias was added after the sigmoid. It belongs to the weighted sum: a[n] = σ(w·x + bias)."
      ) { x, weight, bias in try sums(x, weight, 0).scalars.map { sigmoid($0) + bias } },
      wrongForward(
        "sigmoid left out",
        "These are the weighted sums z[n]. Apply the sigmoid to each: a[n] = 1 / (1 + e⁻ᶻ)."
      ) { x, weight, bias in try sums(x, weight, bias).scalars },
      wrongForward(
        "sign of the exponent",
        "The exponent has the wrong sign, so a[n] falls as z[n] rises: 1 / (1 + e⁻ᶻ)."
      ) { x, weight, bias in try sums(x, weight, bias).scalars.map { sigmoid(-$0) } },
      wrongForward(
        "first example for all",
        "Every activation is that of the first example. Row n of x gives a[n]: use x[n, d]."
      ) { x, weight, bias in
        let first = sigmoid(try sums(x, weight, bias).scalars[0])
        return (0..<x.shape[0]).map { _ in first }
      },
    ]
  )

  private typealias NeuronBatch = NeuronSolutions::NeuronBatch

  private static let solution = Implementation(
    forward: NeuronBatch.forward,
    backward: NeuronBatch.backward
  )

  private static func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

  /// The weighted sums, [N, 1].
  private static func sums(_ x: Tensor, _ weight: Tensor, _ bias: Double) throws -> Tensor {
    try ReferenceLayers::Linear.forward(
      x,
      weight: weight.expandingAxis(at: 1),
      bias: Tensor([bias])
    )
  }

  /// What the lines of backward have at hand, and the gradients that they fill in.
  private struct Scene {
    let upstream, x, weight: Tensor
    let bias: Double
    let a: Tensor
    var gradient: (x: Tensor, weight: Tensor, bias: Double)

    var rows: Range<Int> { 0..<x.shape[0] }
    var columns: Range<Int> { 0..<x.shape[1] }
    /// ∂L/∂z.
    var delta: Tensor { Tensor(rows.map { upstream[$0] * a[$0] * (1 - a[$0]) }) }

    /// The right gradients; or those that follow from another ∂L/∂z.
    mutating func fill(with other: Tensor? = nil) throws {
      let delta = try (other ?? delta).expandingAxis(at: 1)
      gradient.x = try delta * weight
      gradient.weight = try (delta * x).sum(axis: 0)
      gradient.bias = delta.sum()
    }
  }

  private static func wrong(
    _ name: String,
    _ sentence: String,
    _ gradients: @escaping @Sendable (inout Scene) throws -> Void
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      solution.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Double) in
        var scene = Scene(
          upstream: g,
          x: x,
          weight: weight,
          bias: bias,
          a: try NeuronBatch.forward(x, weight: weight, bias: bias),
          gradient: (Tensor.zeros(like: x), Tensor.zeros(like: weight), 0)
        )
        try gradients(&scene)
        return scene.gradient
      }
    )
  }

  private static func wrongForward(
    _ name: String,
    _ sentence: String,
    _ forward:
      @escaping @Sendable (_ x: Tensor, _ weight: Tensor, _ bias: Double) throws -> [Double]
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      Implementation(
        forward: { (x: Tensor, weight: Tensor, bias: Double) in
          Tensor(try forward(x, weight, bias))
        },
        backward: NeuronBatch.backward
      )
    )
  }
}
