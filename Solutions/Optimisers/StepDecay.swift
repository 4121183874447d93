import Tensors

/// Step decay: η = η₀ · factor^⌊epoch / interval⌋.
enum StepDecay {
  // Epochs 0 … interval − 1 have the initial rate, the next `interval` epochs one factor, and so on. The number
  // of falls so far is the whole part of epoch / interval, which is what dividing whole numbers gives.
  static func learningRate(epoch: Int, initial: Double, interval: Int, factor: Double) throws
    -> Double
  {
    initial * pow(factor, epoch / interval)
  }
}
