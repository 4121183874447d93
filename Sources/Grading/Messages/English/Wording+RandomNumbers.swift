import Tensors

/// The sentences about random numbers.
extension Wording {
  static func property(
    _ place: Place,
    _ measured: Double,
    _ expected: Double,
    _ allowed: Double,
    _ subject: Subject?
  ) -> [String] {
    if allowed == 0 {
      return [
        "On \(place): the entry \(NumberFormat.brief(measured)) lies outside the bounds, \(measured < expected ? "below" : "above") "
          + "\(NumberFormat.brief(expected))."
      ]
    }
    let text = format(of: measured, expected, allowed)
    var lines = [
      "On \(place): measured \(text(measured)), expected \(text(expected)) ± \(text(allowed)).",
      "A correct function leaves this interval less than once in ten million runs.",
    ]
    switch subject {
    case .property(.distribution):
      lines += [
        "The measured value is the largest gap between the share of your numbers below a bound",
        "and the share that should lie below it.",
      ]
    case .property(.independence):
      lines += [
        "The measured value is the correlation of entries at a fixed distance, such as neighbours,",
        "or the share of entries that repeat another one. Draw a new number for every entry. Do not use a number twice,",
        "round it, or clip it at a bound.",
      ]
    default: break
    }
    return lines
  }

  static func drawn(
    _ kind: Exercise.Property.Kind,
    _ place: Place,
    _ measured: Double,
    _ expected: Double,
    _ allowed: Double,
    _ subject: Subject?
  ) -> [String] {
    let name = subject.map { Wording.name($0) } ?? "what forward draws"
    let lines = property(place, measured, expected, allowed, .property(kind))
    switch kind {
    case .values:
      return [
        "On \(place), an entry of \(name) is \(NumberFormat.brief(measured)), which must not occur.",
        "The nearest number that may is \(NumberFormat.brief(expected)).",
      ]
    case .range, .source: return lines
    case .mean, .standardDeviation:
      return ["The \(Wording.name(kind)) of \(name) is wrong."] + lines
    case .distribution:
      return ["The entries of \(name) have another distribution."] + lines
    case .independence:
      return ["The entries of \(name) depend on each other."] + lines.prefix(2) + [
        "The measured value is the correlation of entries at a fixed distance, such as neighbours,",
        "or the share of entries that repeat another one. Draw a new number for every entry.",
      ]
    }
  }

  static func cutOff(_ numbers: Int, _ expected: Int, _ isUpper: Bool) -> [String] {
    [
      "Of \(numbers) numbers about \(expected) should be \(isUpper ? "larger" : "smaller") than any of yours.",
      "The \(isUpper ? "upper" : "lower") end of the distribution is cut off. Keep every number that you draw:",
      "do not clip, replace or draw again those that are far out.",
    ]
  }

  /// The usual format, or one with enough digits to show that the measured value lies outside.
  private static func format(
    of measured: Double,
    _ expected: Double,
    _ allowed: Double
  ) -> (Double) -> String {
    func shows(_ text: (Double) -> String) -> Bool {
      let shown = [measured, expected, allowed].map(text).compactMap(Double.init)
      return shown.count == 3 && (shown[0] - shown[1]).magnitude > 1.001 * shown[2]
    }
    if shows({ NumberFormat.brief($0) }) { return { NumberFormat.brief($0) } }
    let formats = (4...8).map { NumberFormat([measured, expected, allowed], digits: $0) }
    for format in formats where shows(format.text) { return { format.text($0) } }
    return { NumberFormat.brief($0) }
  }

  static func source(_ place: Place, _ misuse: SourceMisuse) -> [String] {
    switch misuse {
    case .foreign:
      wrapped(
        "Two calls with sources of the same seed gave different numbers on \(place). Draw every number from the "
          + "source that you are given."
      )
    case .ignored:
      wrapped(
        "Two calls with sources of different seeds gave the same numbers on \(place). Draw every number from the "
          + "source that you are given, not from one of your own with a fixed seed."
      )
    case .copied:
      wrapped(
        "Two calls with the same source, one after the other, gave the same numbers on \(place). The source did "
          + "not move on. Draw from it directly, with &, not from a copy in a variable."
      )
    }
  }
}
