import Grading
import ReferenceLayers
import Tensors

@testable import LayersSolutions

extension NamedParametersGrader: Certified {
  static let certification = Certification(
    // Layers are built, and their parameters asked for their shapes.
    reference: Implementation(function: { (widths: [Int]) in
      let layers = try zip(widths, widths.dropFirst()).map { inputs, outputs in
        LinearLayer(weight: try Tensor.zeros([inputs, outputs]), bias: try Tensor.zeros([outputs]))
      }
      let parameters = layers.flatMap { [$0.weight, $0.bias] }
      return (
        layer: parameters.indices.map { $0 / 2 + 1 },
        isBias: parameters.indices.map { $0 % 2 },
        shape: parameters.map(\.shape),
        count: parameters.map(\.count),
        total: Network(layers).parameters.reduce(0) { $0 + $1.value.count }
      )
    }),
    solution: SummaryTable.of(LayersSolutions::NamedParameters.summary),
    alternatives: [
      Alternative(
        "names and shapes first",
        SummaryTable.of { widths in
          let named = (1..<widths.count).flatMap { layer in
            [
              ("layer\(layer).weight", [widths[layer - 1], widths[layer]]),
              ("layer\(layer).bias", [widths[layer]]),
            ]
          }
          let total = named.reduce(0) { $0 + $1.1.reduce(1, *) }
          return named.map { "\($0) \($1) \($1.reduce(1, *))" } + ["total \(total)"]
        }
      ),
      Alternative(
        "texts put together by hand",
        SummaryTable.of { widths in
          var (lines, total): ([String], Int) = ([], 0)
          for (l, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
            lines.append(
              "layer" + String(l + 1) + ".weight [\(inputs), \(outputs)] \(inputs * outputs)"
            )
            lines.append("layer" + String(l + 1) + ".bias [" + String(outputs) + "] \(outputs)")
            total += (inputs + 1) * outputs
          }
          return lines + ["total " + String(total)]
        }
      ),
    ],
    mistakes: [
      mistake(
        "layers counted from 0",
        "The first layer is called layer0. Lists are counted from 0, layers from 1."
      ) { $0.layer = $0.layer.map { $0 - 1 } },
      mistake(
        "parameters numbered one by one",
        "The number in the name grows with every line. Weight and bias of one layer have the same number."
      ) { $0.layer = Array(1...$0.layer.count) },
      mistake(
        "one number for all layers",
        "Every parameter belongs to layer1. The number in the name is that of the layer."
      ) { $0.layer = $0.layer.map { _ in 1 } },
      mistake(
        "all weights first, then all biases",
        "The lines have all weights first and all biases after them. Go through the layers, and write both parameters "
          + "of one before the next."
      ) { table in
        let count = table.layer.count
        let order = Array(stride(from: 0, to: count, by: 2)) + stride(from: 1, to: count, by: 2)
        table.reorder(order)
      },
      mistake(
        "bias before weight",
        "Each layer has its bias first. Its weight comes first."
      ) { $0.reorder($0.layer.indices.map { $0 ^ 1 }) },
      mistake(
        "layers from the last to the first",
        "The last layer comes first. Begin with the layer that receives the input."
      ) { table in
        let layers = table.layer.count / 2
        table.reorder(table.layer.indices.map { 2 * (layers - 1 - $0 / 2) + $0 % 2 })
      },
      mistake(
        "shape of the weight turned round",
        "The shapes of the weights are [outputs, inputs], as PyTorch writes them. Here a weight is [inputs, outputs]: "
          + "inputs first."
      ) { $0.shape = $0.shape.map { $0.reversed() } },
      mistake(
        "bias as a row",
        "The biases have the shape [1, M]. A bias is a vector: [M]."
      ) { $0.shape = $0.shape.map { $0.count == 1 ? [1] + $0 : $0 } },
      mistake(
        "sizes added instead of multiplied",
        "The count of a weight is the sum of its sizes. A table of 3 rows and 2 columns has 3 · 2 numbers."
      ) { table in
        table.count = table.shape.map { $0.reduce(0, +) }
        table.total = table.count.reduce(0, +)
      },
      mistake(
        "number of rows for the count",
        "The count of a weight is its number of rows. Count all its numbers: rows times columns."
      ) { table in
        table.count = table.shape.map { $0[0] }
        table.total = table.count.reduce(0, +)
      },
      mistake(
        "biases left out of the total",
        "The total has the weights alone. A bias is learnt like a weight: count it too."
      ) { table in
        table.total = zip(table.count, table.isBias).reduce(0) { $0 + ($1.1 == 0 ? $1.0 : 0) }
      },
      mistake(
        "number of lines for the total",
        "The total is the number of parameters by name. It is the number of all their values."
      ) { $0.total = $0.count.count },
      mistake(
        "total of the last layer only",
        "The total is that of the last layer alone. Add up all layers: begin at 0 before the loop, not inside it."
      ) { $0.total = $0.count.suffix(2).reduce(0, +) },
      mistake(
        "last layer forgotten",
        "The last layer is missing. Between n widths there are n − 1 layers."
      ) { table in
        table.reorder(Array(0..<table.layer.count - 2))
        table.total = table.count.reduce(0, +)
      },
    ]
  )

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ spoil: @escaping @Sendable (inout SummaryTable) -> Void
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      Implementation(function: { (widths: [Int]) in
        var table = try SummaryTable(lines: LayersSolutions::NamedParameters.summary(widths))
        spoil(&table)
        return table.columns
      })
    )
  }
}

extension SummaryTable {
  /// Keeps these lines, in this order.
  fileprivate mutating func reorder(_ order: [Int]) {
    layer = order.map { layer[$0] }
    isBias = order.map { isBias[$0] }
    shape = order.map { shape[$0] }
    count = order.map { count[$0] }
  }
}
