import Grading
import Tensors

extension Exercise.Input {
  /// The weights of a chain of layers between named widths: [D, H], [H, K], and so on.
  static func weights(_ name: String, _ widths: String..., differentiated: Bool = false) -> Self {
    .made(name, differentiated: differentiated) { sizes, random in
      try zip(widths, widths.dropFirst()).map { inputs, outputs in
        try Tensor.normal([sizes[inputs] ?? 1, sizes[outputs] ?? 1], using: &random)
      }
    }
  }

  /// The biases of a chain of layers: one vector for each width but the first.
  static func biases(_ name: String, _ widths: String..., differentiated: Bool = false) -> Self {
    .made(name, differentiated: differentiated) { sizes, random in
      try widths.dropFirst().map { try Tensor.normal([sizes[$0] ?? 1], using: &random) }
    }
  }
}

extension Exercise.Probe {
  /// A network of one layer: no activation anywhere.
  static let singleLayer = Exercise.Probe.edge("a single layer") {
    $0[tensor: "x"] = [[1, -2, 0.5], [3, 0.25, -1]]
    $0["weights"] = .tensors([[[0.5, -1], [2, 0.25], [-0.75, 1.5]]])
    $0["biases"] = .tensors([[1, -0.5]])
  }

  /// A network of four layers: one more than the others have at most.
  static let fourLayers = Exercise.Probe.edge("four layers") {
    $0[tensor: "x"] = [[1, -2], [3, 0.25]]
    $0["weights"] = .tensors([
      [[0.5, -1, 2], [2, 0.25, -1]], [[1], [-2], [0.5]], [[3, -1]], [[0.5, 1, -1], [2, -0.5, 1]],
    ])
    $0["biases"] = .tensors([[1, -0.5, 0.25], [0.5], [0, 2], [-1, 0.75, 1]])
  }

  /// A network of five narrow layers.
  static let fiveLayers = Exercise.Probe.edge("five layers") {
    $0[tensor: "x"] = [[1, -2], [3, 0.25], [-1, 0.5]]
    $0["weights"] = .tensors([
      [[0.5, -1], [2, 0.25]], [[1, 0.5], [-2, 1]], [[3, -1], [0.5, 2]], [[1], [-0.75]],
      [[2, -1, 1]],
    ])
    $0["biases"] = .tensors([[1, -0.5], [0.5, 0.25], [0, 2], [0.75], [1, 0.5, -2]])
  }

  /// A network of two layers.
  static let twoLayers = Exercise.Probe.edge("two layers") {
    $0[tensor: "x"] = [[1, -2, 0.5], [3, 0.25, -1]]
    $0["weights"] = .tensors([
      [[0.5, -1], [2, 0.25], [-0.75, 1.5]], [[3, 1, -2, 0.5], [1, -1, 2, 4]],
    ])
    $0["biases"] = .tensors([[1, -0.5], [0, 2, -1, 0.75]])
  }
}
