import Tensors

/// The smallest network with a hidden layer: one input, one hidden value, one output, two weights.
///
///     a = σ(x·w₁)        y = σ(a·w₂)        L = ½ (t − y)²
///
/// All of them are single numbers, so that every step of the chain rule can be done by hand.
public enum TwoWeightNetwork {
  /// The output.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - w1: The weight of the hidden value.
  ///   - w2: The weight of the output.
  /// - Returns: The hidden value a and the output y.
  public static func forward(_ x: Double, w1: Double, w2: Double) -> (a: Double, y: Double) {
    let a = sigmoid(x * w1)
    return (a, sigmoid(a * w2))
  }

  /// The gradients of the loss.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - target: t.
  ///   - w1: The weight of the hidden value.
  ///   - w2: The weight of the output.
  /// - Returns: ∂L/∂w₁ and ∂L/∂w₂.
  public static func backward(
    _ x: Double,
    target: Double,
    w1: Double,
    w2: Double
  ) -> (w1: Double, w2: Double) {
    let (a, y) = forward(x, w1: w1, w2: w2)
    // With p = x·w₁, q = a·w₂, σ′(p) = a·(1 − a) and σ′(q) = y·(1 − y):
    //
    // ∂L/∂q  = −(t − y) · y·(1 − y)
    // ∂L/∂w₂ = ∂L/∂q · a
    // ∂L/∂p  = ∂L/∂q · w₂ · a·(1 − a)
    // ∂L/∂w₁ = ∂L/∂p · x
    // A factor a too many in ∂L/∂p is a published mistake: it comes from reusing ∂L/∂w₂ for ∂L/∂q.
    let outer = -(target - y) * y * (1 - y)  // ∂L/∂q
    let inner = outer * w2 * a * (1 - a)  // ∂L/∂p
    return (inner * x, outer * a)
  }

  /// Gradient descent.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - target: t.
  ///   - w1: The first weight of the hidden value.
  ///   - w2: The first weight of the output.
  ///   - learningRate: The learning rate.
  ///   - rounds: The number of steps.
  /// - Returns: Both weights and the output after the last step.
  public static func train(
    _ x: Double,
    target: Double,
    w1: Double,
    w2: Double,
    learningRate: Double,
    rounds: Int
  ) -> (w1: Double, w2: Double, y: Double) {
    var (w1, w2) = (w1, w2)
    for _ in 0..<rounds {
      let gradient = backward(x, target: target, w1: w1, w2: w2)
      w1 -= learningRate * gradient.w1
      w2 -= learningRate * gradient.w2
    }
    return (w1, w2, forward(x, w1: w1, w2: w2).y)
  }
}
