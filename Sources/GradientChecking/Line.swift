/// The function at one point of a line through the base point, seen through the upstream gradient.
struct LineSample {
  /// How far from the base point the function really was evaluated, after rounding the inputs.
  var step: Double
  /// φ(t) = Σⱼ vⱼ·(fⱼ(x + t·d) − fⱼ(x)); NaN where the function is not finite.
  var value: Double
  /// Σⱼ |vⱼ|·|fⱼ| over the outputs that changed: what rounding errors are relative to.
  var magnitude: Double

  var isFinite: Bool { value.isFinite }
}

/// φ along a line through the base point.
struct Line {
  /// The step that counts as large, S.
  var scale: Double
  /// The type in which the function computes.
  var precision: Precision
  /// Σⱼ |vⱼ|·|fⱼ| over all outputs at the base point.
  var baseMagnitude: Double
  /// φ at a step; what is returned carries the step that rounding left of it.
  var sample: (_ step: Double) throws -> LineSample
}
