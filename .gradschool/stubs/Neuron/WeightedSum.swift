import Tensors

/// The weighted sum: every input counts as much as its weight says, and a bias is added.
///
///     z = w·x + b = w₁x₁ + w₂x₂ + … + b
///
///     x: [D]   weight: [D]   bias: a number   →   z: a number
///
/// Each exercise has two functions. `forward` computes the output. `backward` answers how much the loss
/// L changes for each unit that an argument changes: those numbers are the *gradients*.
enum WeightedSum {
  /// The output z.
  ///
  /// You need: `x.dot(weight)`, which throws when the lengths differ, so write `try`,
  /// once, at the front of the whole expression: `try x.dot(weight) + …`.
  static func forward(_ x: Tensor, weight: Tensor, bias: Double) throws -> Double {
    throw NotStarted()
  }

  /// The gradients ∂L/∂x, ∂L/∂weight and ∂L/∂bias, given `upstream` = ∂L/∂z.
  ///
  /// `upstream` comes from whatever follows z: it says how much L changes for each unit that z changes.
  /// Each gradient has the shape of what it belongs to: [D], [D], a number. You return all three as
  /// `(x: …, weight: …, bias: …)`. A number times a tensor, as in `2 * x`, multiplies every entry.
  static func backward(_ upstream: Double, _ x: Tensor, weight: Tensor, bias: Double) throws
    -> (x: Tensor, weight: Tensor, bias: Double)
  {
    throw NotStarted()
  }
}
