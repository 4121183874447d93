import Grading

/// What an author has said about a new exercise, and what follows from it where nothing was said.
struct ExercisePlan {
  /// The kinds of exercises that can be begun from a template.
  enum Kind: String, CaseIterable {
    case layer, loss, activation, function

    /// The arguments unless the author names others.
    var inputs: String {
      switch self {
      case .layer: "x:N,D weight:D,M bias:M"
      case .loss: "prediction:N,D target:N,D"
      case .activation, .function: "x:N,D"
      }
    }

    /// The type of what forward returns, and of the upstream gradient.
    var output: String { self == .loss ? "Double" : "Tensor" }

    /// What forward's result is called in formulas.
    var outputName: String { self == .loss ? "L" : "y" }
  }

  var id: ExerciseID
  var kind: Kind
  var title: String
  var points: Int
  var inputs: [PlannedInput]
  var axes: [Axis]
  /// The names of the tensors that backward returns gradients of; none of a function.
  var gradients: [String]

  /// Plans an exercise.
  ///
  /// - Parameters:
  ///   - id: Its pack and name, which have been checked.
  ///   - values: The options that were given.
  /// - Throws: ``ProgramError/invalidValue(_:_:_:)``.
  init(_ id: ExerciseID, _ values: [Option: String]) throws {
    self.id = id
    kind = try ExercisePlan.kind(values[.kind])
    title = values[.title] ?? ExercisePlan.title(id.name)
    guard !title.contains(where: \.isNewline) else {
      throw ProgramError.invalidValue(.title, title, "It has to fit on one line.")
    }
    points = try ExercisePlan.points(values[.points])
    inputs = try PlannedInput.all(values[.inputs] ?? kind.inputs)
    axes = try PlannedAxes(values[.axes] ?? "").of(inputs)
    let tensors = inputs.filter(\.isTensor).map(\.name)
    guard kind != .function else {
      gradients = []
      if let value = values[.gradients] {
        throw ProgramError.invalidValue(
          .gradients,
          value,
          "A function is graded without gradients."
        )
      }
      return
    }
    guard let first = tensors.first else {
      throw ProgramError.invalidValue(
        .inputs,
        values[.inputs] ?? "",
        "There is no tensor among them, so there is nothing to differentiate. Use --kind function?"
      )
    }
    let wanted = values[.gradients]?.split(whereSeparator: { $0 == " " || $0 == "," })
    gradients = wanted?.map(String.init) ?? (kind == .loss ? [first] : tensors)
    if let stranger = gradients.first(where: { !tensors.contains($0) }) {
      throw ProgramError.invalidValue(
        .gradients,
        stranger,
        "The tensors are \(tensors.joined(separator: ", "))."
      )
    }
    // In the order of the arguments, whatever order they were named in.
    let chosen = gradients
    gradients = tensors.filter(chosen.contains)
    if gradients.isEmpty {
      throw ProgramError.invalidValue(.gradients, values[.gradients] ?? "", "Name at least one.")
    }
  }

  private static func kind(_ word: String?) throws -> Kind {
    guard let word else { return .layer }
    if let kind = Kind(rawValue: word.lowercased()) { return kind }
    let names = Kind.allCases.map(\.rawValue)
    let nearest = NearestMatch.of(word, among: names).map { "Did you mean \($0)? " } ?? ""
    throw ProgramError.invalidValue(
      .kind,
      word,
      nearest + "There are: \(names.joined(separator: ", ")).\n"
        + "For a step of an optimiser or random numbers, begin with a copy of Tests/OptimisersTests."
    )
  }

  private static func points(_ word: String?) throws -> Int {
    guard let word else { return 10 }
    guard let points = Int(word), (1...1000).contains(points) else {
      throw ProgramError.invalidValue(.points, word, "It is a number from 1 to 1000.")
    }
    return points
  }

  /// A title from a name of plain words: "Huber loss"; any other stays as it is: "SmoothL1".
  private static func title(_ name: String) -> String {
    guard name.wholeMatch(of: /([A-Z][a-z]+)+/) != nil else { return name }
    let words = ExerciseID.dashed(name).replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The axis that counts the examples of a batch, if there is one.
  var batch: Axis? { axes.first { $0.name == "N" } }
}
