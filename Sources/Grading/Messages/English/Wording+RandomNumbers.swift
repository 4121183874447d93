import Tensors

/// The wording of what is wrong with random numbers.
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
        "On \(place): the entry \(brief(measured)) lies outside the bounds, \(measured < expected ? "below" : "above") "
          + "\(brief(expected))."
      ]
    }
    let text = format(of: measured, expected, allowed)
    var lines = [
      "On \(place): measured \(text(measured)), expected \(text(expected)) ± \(text(allowed)).",
      "A right function leaves that interval less than once in ten million times.",
    ]
    switch subject {
    case .property(.distribution):
      lines += [
        "Measured is the largest gap between the share of your numbers below a bound and the",
        "share that should lie below it: 0 for numbers spread exactly as asked.",
      ]
    case .property(.independence):
      lines += [
        "Measured is the correlation of neighbouring entries, or the share of entries that repeat",
        "another one. Both are near 0 when every entry keeps a number that was drawn for it:",
        "not used again, and neither rounded nor cut off at a bound.",
      ]
    default: break
    }
    return lines
  }

  /// The usual digits, or as many as it takes to see that the measured value lies outside.
  private static func format(
    of measured: Double,
    _ expected: Double,
    _ allowed: Double
  ) -> (Double) -> String {
    func shows(_ text: (Double) -> String) -> Bool {
      let shown = [measured, expected, allowed].map(text).compactMap(Double.init)
      return shown.count == 3 && (shown[0] - shown[1]).magnitude > 1.001 * shown[2]
    }
    if shows({ brief($0) }) { return { brief($0) } }
    let formats = (4...8).map { NumberFormat([measured, expected, allowed], digits: $0) }
    for format in formats where shows(format.text) { return { format.text($0) } }
    return { brief($0) }
  }

  static func source(_ place: Place, _ misuse: SourceMisuse) -> [String] {
    switch misuse {
    case .foreign:
      [
        "Two calls with sources of the same seed gave different numbers on \(place).",
        "Some numbers come from elsewhere: draw every one of them from the source that you are given.",
      ]
    case .ignored:
      [
        "Two calls with sources of different seeds gave the same numbers on \(place).",
        "They come from elsewhere, perhaps from a source of your own with a fixed seed: draw them",
        "from the source that you are given.",
      ]
    case .copied:
      [
        "Two calls with the same source, one after the other, gave the same numbers on \(place).",
        "The source did not move on. Draw from it directly, with &, and not from a copy in a variable.",
      ]
    }
  }
}
