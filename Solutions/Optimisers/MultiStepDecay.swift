import Tensors

/// Multi-step decay: η = η₀ · factor^(number of milestones ≤ epoch).
enum MultiStepDecay {
  // A milestone is the first epoch with the lower rate, so that it counts from its own epoch on.
  static func learningRate(
    epoch: Int,
    initial: Double,
    milestones: [Int],
    factor: Double
  ) throws -> Double {
    initial * pow(factor, milestones.filter { $0 <= epoch }.count)
  }
}
