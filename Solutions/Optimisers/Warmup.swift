import Tensors

/// Linear warm-up: η = η₀ · (start + (1 − start) · min(epoch / length, 1)).
enum Warmup {
  // A straight line from the share `start` at progress 0 to the share 1 at progress 1, where it stops.
  static func learningRate(epoch: Int, target: Double, length: Int, start: Double) throws -> Double
  {
    let progress = min(Double(epoch) / Double(length), 1)
    return target * (start + (1 - start) * progress)
  }
}
