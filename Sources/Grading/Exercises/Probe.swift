/// One set of arguments with which the grader calls an exercise's functions.
///
/// Every exercise gets random probes. An instructor adds those that matter for it: extreme values, ties,
/// repeated indices, a batch of one.
public struct Probe: Sendable {
  /// What is special about it, as it appears in messages: "a batch of one".
  public let name: String

  package let sizes: [String: Int]
  /// Whether the ordinary sizes serve as well, where these do not fit together.
  package var sizesAreOptional = false
  /// Whether the gradient there is a convention, which finite differences do not know.
  package var gradientIsConvention = false
  package let adjust: @Sendable (inout Arguments) throws -> Void

  /// Arguments drawn like those of the random probes, in other sizes if those fit together.
  package static func random(_ number: Int, sizes: [String: Int] = [:]) -> Probe {
    Probe(name: "random probe \(number)", sizes: sizes, sizesAreOptional: !sizes.isEmpty) { _ in }
  }

  /// Random arguments with other sizes.
  ///
  /// - Parameters:
  ///   - name: What is special about it: "a batch of one".
  ///   - sizes: The axes that differ.
  /// - Returns: The probe.
  public static func sizes(_ name: String, _ sizes: [String: Int]) -> Probe {
    Probe(name: name, sizes: sizes) { _ in }
  }

  /// Random arguments, some of which are then replaced.
  ///
  /// - Parameters:
  ///   - name: What is special about it: "logits of ±1000".
  ///   - sizes: The axes that differ.
  ///   - gradientIsConvention: Whether the function has no derivative there, and the gradient that is asked
  ///     for is a convention: it is held against the reference alone, and not against finite differences.
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
