import Tensors

/// A formula in three steps, in which two of the values are used twice.
///
///     u = x · y
///     v = u + x
///     z = u · v
///
/// All of them are numbers.
enum ChainRule {
  /// The output z.
  static func forward(_ x: Double, _ y: Double) throws -> Double {
    throw NotStarted()
  }

  /// The gradients ∂L/∂x and ∂L/∂y, given `upstream` = ∂L/∂z; return them as `(x: …, y: …)`.
  ///
  /// Compute u and v again, then walk the steps backwards: first what z sends to u and to v, then what v
  /// sends to u and to x, then what u sends to x and to y. What arrives at one value from several
  /// sides is added.
  static func backward(_ upstream: Double, _ x: Double, _ y: Double) throws
    -> (x: Double, y: Double)
  {
    throw NotStarted()
  }
}
