import Grading
import ReferenceLayers
import Tensors

@testable import LayersSolutions

extension ParameterCountGrader: Certified {
  static let certification = Certification(
    // Layers are built, and the numbers in them counted.
    reference: counted { widths in
      let layers = try zip(widths, widths.dropFirst()).map { inputs, outputs in
        LinearLayer(weight: try Tensor.zeros([inputs, outputs]), bias: try Tensor.zeros([outputs]))
      }
      let network = Network(layers)
      let weights = layers.map(\.weight.count)
      let biases = layers.map(\.bias.count)
      return (weights, biases, network.parameters.reduce(0) { $0 + $1.value.count })
    },
    solution: Implementation(function: LayersSolutions::ParameterCount.count),
    alternatives: [
      Alternative(
        "pairs of neighbours",
        counted { widths in
          let pairs = zip(widths, widths.dropFirst())
          return (
            pairs.map { $0 * $1 }, Array(widths.dropFirst()),
            pairs.reduce(0) { $0 + ($1.0 + 1) * $1.1 }
          )
        }
      ),
      Alternative(
        "from the last layer to the first",
        counted { widths in
          var (weights, biases, total): ([Int], [Int], Int) = ([], [], 0)
          for l in (1..<widths.count).reversed() {
            weights.insert(widths[l] * widths[l - 1], at: 0)
            biases.insert(widths[l], at: 0)
            total += widths[l] * (widths[l - 1] + 1)
          }
          return (weights, biases, total)
        }
      ),
    ],
    mistakes: [
      mistake(
        "biases left out of the total",
        "The total has the weights alone. A bias is learnt like a weight: count it too."
      ) { right, _ in (right.weights, right.biases, right.weights.reduce(0, +)) },
      mistake(
        "a bias for each input",
        "The biases were counted by the inputs of each layer. There is one for each output."
      ) { right, widths in
        let biases = Array(widths.dropLast())
        return (right.weights, biases, (right.weights + biases).reduce(0, +))
      },
      mistake(
        "one bias for each layer",
        "Each layer was given a single bias. It has one for each of its outputs."
      ) { right, _ in
        let biases = right.weights.map { _ in 1 }
        return (right.weights, biases, (right.weights + biases).reduce(0, +))
      },
      mistake(
        "biases for the input too",
        "The input was counted as a layer with biases of its own. It is given, not learnt: the first "
          + "width has no bias."
      ) { right, widths in (right.weights, widths, (right.weights + widths).reduce(0, +)) },
      mistake(
        "widths added instead of multiplied",
        "The two widths of a layer were added. Its weight is a table: inputs times outputs."
      ) { right, widths in
        let weights = zip(widths, widths.dropFirst()).map(+)
        return (weights, right.biases, (weights + right.biases).reduce(0, +))
      },
      mistake(
        "biases counted as weights",
        "The biases are counted among the weights, as one more row: (inputs + 1) · outputs. They have a list of their "
          + "own: a weight has inputs · outputs numbers."
      ) { right, widths in (zip(right.weights, right.biases).map(+), right.biases, right.total) },
      mistake(
        "last layer forgotten",
        "The last layer is missing. Between n widths there are n − 1 layers."
      ) { right, _ in
        let (weights, biases) = (Array(right.weights.dropLast()), Array(right.biases.dropLast()))
        return (weights, biases, (weights + biases).reduce(0, +))
      },
      mistake(
        "total of the last layer only",
        "The total is that of the last layer alone. Add up all layers."
      ) { right, _ in
        (right.weights, right.biases, right.weights.suffix(1).reduce(right.biases.last ?? 0, +))
      },
    ]
  )

  private typealias Counts = (weights: [Int], biases: [Int], total: Int)

  private static func counted(_ count: @escaping @Sendable ([Int]) throws -> Counts)
    -> Implementation
  {
    Implementation(function: count)
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ spoil: @escaping @Sendable (_ right: Counts, _ widths: [Int]) -> Counts
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      counted { spoil(try LayersSolutions::ParameterCount.count($0), $0) }
    )
  }
}
