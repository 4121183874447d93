extension Exercise {
  /// One set of arguments with which the grader calls an exercise's functions.
  ///
  /// Every exercise gets random probes. An instructor adds the hard cases of the exercise: extreme values, ties,
  /// repeated indices, a batch of one.
  public struct Probe: Sendable {
    /// The name of the probe in messages: "a batch of one".
    public let name: String

    package let sizes: [String: Int]
    /// The sizes to try first, those of which the reference can do, and `sizes` if it can do none.
    package var choices: [[String: Int]] = []
    /// Whether the first tensor has entries of all magnitudes.
    package var isWide = false
    /// The factor by which a trajectory is longer than an ordinary one.
    package var lengthening = 1
    /// Whether finite differences are measured here.
    ///
    /// They are not where the gradient is a convention, nor where there are too many entries, or too large ones.
    package var isMeasured = true
    /// Whether every exercise has this probe, with ordinary values.
    package var isRandom = false
    /// Whether there are so many entries that random numbers have statistics, and no gradients.
    package var isSample = false
    package let adjust: @Sendable (inout Arguments) throws -> Void

    /// Random arguments, with the first of several sizes that fit together.
    package static func random(
      _ number: Int,
      sizes choices: [[String: Int]] = [],
      isWide: Bool = false,
      lengthening: Int = 1,
      isMeasured: Bool = true
    ) -> Probe {
      var probe = Probe(name: "random probe \(number)", sizes: [:]) { _ in }
      probe.choices = choices
      probe.isWide = isWide
      probe.lengthening = lengthening
      probe.isMeasured = isMeasured
      probe.isRandom = !isWide
      return probe
    }

    /// Random arguments with many entries.
    package static func sample(_ number: Int) -> Probe {
      var probe = Probe(name: "large random probe \(number)", sizes: [:]) { _ in }
      probe.isSample = true
      probe.isMeasured = false
      return probe
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
      probe.isMeasured = !gradientIsConvention
      return probe
    }
  }
}
