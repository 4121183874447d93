import Grading

/// The axes of a planned exercise: from `--axes`, or from the usual meanings of letters.
struct PlannedAxes: Sendable {
  private let given: [(name: String, meaning: String, size: Int?)]
  private let text: String

  /// The usual meaning of each letter, and a size.
  private static let usual: [String: (meaning: String, size: Int)] = [
    "N": ("batch size", 3), "D": ("number of features", 4), "M": ("number of outputs", 2),
    "C": ("number of classes", 5), "T": ("number of time steps", 6),
    "H": ("number of hidden units", 7), "K": ("kernel size", 2), "V": ("size of the vocabulary", 8),
    "E": ("embedding size", 5),
  ]

  /// Reads `N=batch size:3, K=kernel size:2`; the commas may be left out, and the sizes.
  init(_ text: String) throws {
    self.text = text
    let pattern =
      /([A-Z][A-Za-z]*)=([^=:,"\\]+?)(?::([0-9]+))?(?:\s*,\s*|\s+(?=[A-Z][A-Za-z]*=)|\s*$)/
    var rest = text[...].drop { $0 == " " }
    var given: [(name: String, meaning: String, size: Int?)] = []
    while !rest.isEmpty {
      guard let match = rest.prefixMatch(of: pattern) else {
        throw UsageError.invalidValue(
          "--axes",
          text,
          "Write what each letter counts, and a size if you like: \"N=batch size:3, K=kernel size\"."
        )
      }
      given.append((String(match.1), String(match.2), match.3.flatMap { Int($0) }))
      rest = rest[match.range.upperBound...]
    }
    self.given = given
  }

  /// The axes of some inputs, in the order in which they first appear, each with a size of its own.
  func of(_ inputs: [PlannedInput]) throws -> [Exercise.Axis] {
    func refused(_ reason: String) -> UsageError { .invalidValue("--axes", text, reason) }
    var names: [String] = []
    for name in inputs.flatMap(\.axes) where !names.contains(name) { names.append(name) }
    if let stranger = given.first(where: { !names.contains($0.name) }) {
      throw refused("No argument has an axis \(stranger.name).")
    }
    let sizes = given.compactMap(\.size)
    guard Set(sizes).count == sizes.count else {
      throw refused("Every axis needs a size of its own, or a mix-up would not show.")
    }
    guard sizes.allSatisfy({ (2...64).contains($0) }) else {
      throw refused("A size is from 2 to 64: one would hide a missing sum, and many take long.")
    }
    var taken = Set(sizes)
    return names.map { name in
      let said = given.first { $0.name == name }
      let usual = PlannedAxes.usual[name]
      let free = [usual?.size ?? 2] + [2, 3, 4, 5] + Array(6...200)
      let size = said?.size ?? free.first { !taken.contains($0) } ?? 2
      taken.insert(size)
      let meaning = said?.meaning ?? usual?.meaning ?? "\(TodoMarker.text): what \(name) counts"
      return .axis(name, meaning, size, role: meaning.contains("batch") ? .batch : .other)
    }
  }
}
