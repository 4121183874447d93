import Tensors

/// Exponential decay: η = η₀ · factor^epoch.
enum ExponentialDecay {
  // In epoch 0 the rate is η₀, and each epoch multiplies the rate of the one before by `factor`. After `epoch`
  // of them, η₀ has been multiplied by `factor` that many times.
  static func learningRate(epoch: Int, initial: Double, factor: Double) throws -> Double {
    initial * pow(factor, epoch)
  }
}
