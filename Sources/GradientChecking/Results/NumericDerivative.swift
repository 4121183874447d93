/// A derivative measured by finite differences, with a bound on its error.
///
/// This is the derivative at t = 0 of φ(t) = ⟨v, f(x + t·d)⟩, with v the upstream gradient and d the direction
/// (one coordinate, or all of them at once).
public struct NumericDerivative: Codable, Sendable, Equatable {
  /// How the function behaves around the point.
  public enum Behaviour: Codable, Sendable, Equatable {
    /// Differentiable, as far as rounding lets one see.
    case smooth
    /// Continuous, with one slope on the left and another on the right, as ReLU at 0.
    case kink(left: Double, right: Double)
    /// Defined on one side of the point only; the value is the slope on that side.
    case oneSided
    /// No derivative could be measured, and why.
    case unknown(Classification.Obstacle)
    /// Not finite at any step that was tried.
    case notFinite
  }

  /// The derivative; at a kink the mean of both slopes; NaN when it could not be computed.
  @NonFinite public var value: Double
  /// A bound of the distance from the true derivative, as far as the measurements tell.
  @NonFinite public var errorBound: Double
  /// How the function behaves around the point.
  public var behaviour: Behaviour
  /// How many times the function was evaluated.
  public var evaluations: Int
}
