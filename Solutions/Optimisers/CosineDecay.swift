import Tensors

/// Cosine decay: η = η₁ + ½ · (η₀ − η₁) · (1 + cos(π · epoch / period)).
enum CosineDecay {
  // (1 + cos πp) / 2 falls from 1 at p = 0 to 0 at p = 1, with slope 0 at both ends. Beyond p = 1 the cosine would
  // rise again, so p stops there.
  static func learningRate(epoch: Int, initial: Double, final: Double, period: Int) throws -> Double
  {
    let progress = min(Double(epoch) / Double(period), 1)
    return final + 0.5 * (initial - final) * (1 + cos(Double.pi * progress))
  }
}
