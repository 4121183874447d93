import Grading
import Tensors

@testable import TrainingSolutions

extension GradientCostGrader: Certified {
  static let certification = Certification(
    reference: Implementation(function: byShapes),
    solution: Implementation(function: TrainingSolutions::GradientCost.count),
    alternatives: [Alternative("layer by layer", counting { _ in })],
    mistakes: [
      mistake(
        "biases forgotten",
        "The parameters are the weights alone. Each layer has a bias for each of its outputs too."
      ) { $0.biases = 0 },
      mistake(
        "a bias for every input",
        "The biases were counted by inputs. A layer has one for each of its outputs."
      ) { $0.biases = zip($0.widths, $0.widths.dropFirst()).reduce(0) { $0 + $1.0 } },
      mistake(
        "batch forgotten",
        "The products were counted for a single row. A batch of N rows takes N times as many "
          + "multiplications."
      ) { $0.batch = 1 },
      mistake(
        "gradient of the data counted",
        "The backward pass of the first layer counts δ · Wᵀ too. That would be the gradient of the data, "
          + "which nobody needs."
      ) { $0.firstInput = 0 },
      mistake(
        "gradients of the weights alone",
        "The backward pass counts xᵀ · δ alone. Every layer but the first also needs δ · Wᵀ, to hand the "
          + "gradient down."
      ) { $0.isBackwardForWeightsAlone = true },
      mistake(
        "forward counted into backward",
        "The backward pass contains the forward pass. Count what comes after it: a forward pass has kept "
          + "what is needed."
      ) { $0.backwardExtra = 1 },
      mistake(
        "value at θ forgotten",
        "The one-sided differences take P forward passes here. They need L(θ) too: one more."
      ) { $0.oneSidedExtra = 0 },
      mistake(
        "value at θ computed for every parameter",
        "The one-sided differences compute L(θ) anew for each parameter. It is always the same: compute it "
          + "once."
      ) { $0.oneSidedExtra = $0.parameters },
      mistake(
        "one pass for each central difference",
        "The central differences take P forward passes here. Each needs two: at θ + h and at θ − h."
      ) { $0.centralPasses = $0.parameters },
      mistake(
        "value at θ in central differences",
        "The central differences count a pass at θ. They need none: only θ + h and θ − h."
      ) { $0.centralPasses = 2 * $0.parameters + 1 },
      mistake(
        "number of passes instead of multiplications",
        "The finite differences are given in forward passes. Multiply by the cost of one pass."
      ) { $0.passCost = 1 },
    ]
  )

  private typealias Counts = (
    parameters: Int, forward: Int, backward: Int, oneSided: Int, central: Int
  )

  /// Independent of the formulas: each matrix product of a forward and a backward pass is written down by
  /// its shapes, and has to fit.
  @Sendable private static func byShapes(widths: [Int], batch: Int) throws -> Counts {
    var weights: [[Int]] = []
    var parameters = 0
    for layer in 1..<widths.count {
      weights.append([widths[layer - 1], widths[layer]])
      parameters += weights[layer - 1].reduce(1, *) + widths[layer]
    }
    func product(_ left: [Int], _ right: [Int]) -> (cost: Int, shape: [Int]) {
      precondition(left[1] == right[0], "the shapes of a matrix product fit")
      return (left[0] * left[1] * right[1], [left[0], right[1]])
    }
    var (forward, backward) = (0, 0)
    var values = [[batch, widths[0]]]
    for weight in weights {
      let (cost, shape) = product(values[values.count - 1], weight)
      forward += cost
      values.append(shape)
    }
    var upstream = values[values.count - 1]
    for layer in weights.indices.reversed() {
      backward += product(Array(values[layer].reversed()), upstream).cost
      guard layer > 0 else { break }
      let (cost, shape) = product(upstream, Array(weights[layer].reversed()))
      backward += cost
      upstream = shape
    }
    let shifted = parameters * forward
    return (parameters, forward, backward, shifted + forward, shifted + shifted)
  }

  // MARK: - What students write

  /// The counts in parts, each of which a mistake gets wrong.
  private struct Parts {
    var widths: [Int]
    var batch: Int
    var weights: Int
    var biases: Int
    var firstInput: Int
    var isBackwardForWeightsAlone = false
    var backwardExtra = 0
    var oneSidedExtra = 1
    var centralPasses: Int?
    var passCost: Int?

    var parameters: Int { weights + biases }

    init(widths: [Int], batch: Int) {
      (self.widths, self.batch) = (widths, batch)
      weights = (1..<widths.count).reduce(0) { $0 + widths[$1 - 1] * widths[$1] }
      biases = widths.dropFirst().reduce(0, +)
      firstInput = widths[0] * widths[1]
    }

    var counts: Counts {
      let forward = batch * weights
      let handedDown = isBackwardForWeightsAlone ? 0 : batch * (weights - firstInput)
      let cost = passCost ?? forward
      return (
        parameters, forward, forward + handedDown + backwardExtra * forward,
        (parameters + oneSidedExtra) * cost, (centralPasses ?? 2 * parameters) * cost
      )
    }
  }

  private static func counting(
    _ change: @escaping @Sendable (inout Parts) -> Void
  ) -> Implementation {
    Implementation { (widths: [Int], batch: Int) in
      var parts = Parts(widths: widths, batch: batch)
      change(&parts)
      let counts = parts.counts
      return (
        parameters: counts.parameters, forward: counts.forward, backward: counts.backward,
        oneSided: counts.oneSided, central: counts.central
      )
    }
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ change: @escaping @Sendable (inout Parts) -> Void
  ) -> KnownMistake {
    KnownMistake(name, sentence, counting(change))
  }
}
