/// One set of arguments with which the grader calls an exercise's functions.
///
/// Every exercise gets random probes. An instructor adds the hard cases of the exercise: extreme values, ties,
/// repeated indices, a batch of one.
public struct Probe: Sendable {
  /// The name of the probe in messages: "a batch of one".
  public let name: String

  package let sizes: [String: Int]
  /// Whether the ordinary sizes are used if these do not fit together.
  package var sizesAreOptional = false
  /// Whether the gradient is a convention, which finite differences cannot measure.
  package var gradientIsConvention = false
  /// Whether every exercise has this probe.
  package var isRandom = false
  package let adjust: @Sendable (inout Arguments) throws -> Void

  /// Random arguments, with other sizes if those fit together.
  package static func random(_ number: Int, sizes: [String: Int] = [:]) -> Probe {
    Probe(
      name: "random probe \(number)",
      sizes: sizes,
      sizesAreOptional: !sizes.isEmpty,
      isRandom: true
    ) { _ in }
  }

  /// Random arguments with other sizes.
  ///
  /// - Parameters:
  ///   - name: The name of the probe in messages: "a batch of one".
  ///   - sizes: The axes that differ.
  /// - Returns: The probe.
  public static func sizes(_ name: String, _ sizes: [String: Int]) -> Probe {
    Probe(name: name, sizes: sizes) { _ in }
  }

  /// Random arguments, some of which are then replaced.
  ///
  /// - Parameters:
  ///   - name: The name of the probe in messages: "logits of ±1000".
  ///   - sizes: The axes that differ.
  ///   - gradientIsConvention: Whether the function has no derivative here and the gradient is a convention. It is
  ///     then compared with the reference, and not with finite differences.
  ///   - adjust: Replaces arguments by name.
  /// - Returns: The probe.
  public static func edge(
    _ name: String,
    sizes: [String: Int] = [:],
    gradientIsConvention: Bool = false,
    _ adjust: @escaping @Sendable (inout Arguments) throws -> Void
  ) -> Probe {
    var probe = Probe(name: name, sizes: sizes, adjust: adjust)
    probe.gradientIsConvention = gradientIsConvention
    return probe
  }
}
