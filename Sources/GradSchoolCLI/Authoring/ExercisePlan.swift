import Grading

/// An author's plan of a new exercise: the options that were given, and defaults for the others.
struct ExercisePlan {
  /// The kinds of exercises that can be begun from a template.
  enum Kind: String, CaseIterable {
    case layer, loss, activation, function, trajectory, statistics, goals, type, tests

    /// Whether the student writes a backward function.
    var isDifferentiable: Bool {
      switch self {
      case .layer, .loss, .activation: true
      case .function, .trajectory, .statistics, .goals, .type, .tests: false
      }
    }

    /// The arguments unless the author names others.
    var inputs: String {
      switch self {
      case .layer: "x:N,D weight:D,M bias:M"
      case .loss: "prediction:N,D target:N,D"
      case .activation, .function: "x:N,D"
      case .trajectory: "parameter:D gradient:D velocity:D learningRate:0.01...0.5 step"
      case .statistics: "deviation:0.1...1"
      case .goals, .type, .tests: ""
      }
    }

    /// The type of forward's result, and of the upstream gradient.
    var output: String { self == .loss ? "Double" : "Tensor" }

    /// The name of forward's result in formulas.
    var outputName: String { self == .loss ? "L" : "y" }
  }

  var id: ExerciseID
  var kind: Kind
  var title: String
  var points: Int
  /// Whether it is on the core road.
  var mark: HintFile.Mark
  var inputs: [PlannedInput]
  var axes: [Exercise.Axis]
  /// The named outputs of forward, or results of a function; empty for one without a name.
  var outputs: [String]
  /// The states that forward returns beside its outputs.
  var states: [String]
  /// The random numbers that forward draws and returns after everything else; backward takes them.
  var draws: [String]
  /// Whether forward returns a cache for backward.
  var isCached: Bool
  /// How many versions with a planted fault there are; 0 unless students have to find a bug.
  var faults: Int
  /// The names of the tensors that backward returns gradients of; none of a function.
  var gradients: [String]
  /// The exercises from whose functions a milestone is assembled; none for every other exercise.
  var pieces: [ExerciseID]
  /// The members of a type, as a student writes their calls: `a + b`, `a.exp()`.
  var members: [PlannedMember]

  /// Plans an exercise whose pack and name have been checked.
  init(_ id: ExerciseID, _ arguments: Arguments) throws {
    self.id = id
    kind = arguments[Self.kind] ?? .layer
    title = arguments[Self.title] ?? ExercisePlan.title(id.name)
    points = arguments[Self.points] ?? 10
    mark = arguments[Self.more] ? .more : .core
    let usual = kind.inputs.isEmpty ? [] : try PlannedInput.all(kind.inputs)
    inputs = arguments[Self.inputs] ?? usual
    axes = try (arguments[Self.axes] ?? PlannedAxes("")).of(inputs)
    outputs = arguments[Self.outputs] ?? []
    states = arguments[Self.states] ?? []
    draws = arguments[Self.draws] ?? []
    isCached = arguments[Self.cache]
    faults = arguments[Self.faults] ?? 0
    pieces = arguments[Self.pieces] ?? []
    if !pieces.isEmpty, kind != .goals {
      throw ExercisePlan.refusal(
        Self.pieces,
        pieces.map { "\($0.pack)/\($0.name)" },
        "A milestone is a training with goals. Use --kind goals."
      )
    }
    let tensors = inputs.filter(\.isTensor).map(\.name)
    if outputs.isEmpty, !(states + draws).isEmpty { outputs = [kind.outputName] }
    members = arguments[Self.members] ?? PlannedMember.usual
    try ExercisePlan.checkDraws(draws, kind, inputs, outputs, isCached)
    try ExercisePlan.check(kind, outputs, states + draws, isCached)
    if kind != .type, let given = arguments[Self.members] {
      throw ExercisePlan.refusal(
        Self.members,
        given.map(\.word),
        "Only a type has members. Use --kind type."
      )
    }
    try ExercisePlan.check(kind, inputs)
    if faults > 0, !kind.isDifferentiable && kind != .function || !draws.isEmpty {
      throw ExercisePlan.refusal(
        Self.faults,
        ["\(faults)"],
        "A layer, a loss, an activation or a function can have faults to find, unless forward draws."
      )
    }
    guard kind.isDifferentiable else {
      gradients = []
      if let names = arguments[Self.gradients] {
        let reason = "An exercise of kind \(kind.rawValue) is graded without gradients."
        throw ExercisePlan.refusal(Self.gradients, names, reason)
      }
      return
    }
    guard let first = tensors.first else {
      throw ExercisePlan.refusal(
        Self.inputs,
        inputs.map(\.name),
        "There is no tensor among them, so there is nothing to differentiate. Use --kind function?"
      )
    }
    let chosen = arguments[Self.gradients] ?? (kind == .loss ? [first] : tensors)
    if let stranger = chosen.first(where: { !tensors.contains($0) }) {
      let reason = "The tensors are \(tensors.joined(separator: ", "))."
      throw ExercisePlan.refusal(Self.gradients, [stranger], reason)
    }
    // In the order of the arguments, in whatever order they were named.
    gradients = tensors.filter(chosen.contains)
    if gradients.isEmpty {
      throw ExercisePlan.refusal(Self.gradients, chosen, "Name at least one.")
    }
  }

  /// Checks that there is an implementation for the outputs.
  private static func check(
    _ kind: Kind,
    _ outputs: [String],
    _ states: [String],
    _ isCached: Bool
  ) throws {
    let names = outputs + states
    if let twice = Dictionary(grouping: names, by: \.self).first(where: { $1.count > 1 })?.key {
      throw refusal(Self.outputs, [twice], "Every output and state needs a name of its own.")
    }
    if kind == .loss, !names.isEmpty {
      throw refusal(Self.outputs, names, "A loss has one output, a number. Use --kind layer.")
    }
    if kind == .function, !states.isEmpty || isCached {
      throw refusal(
        Self.kind,
        [kind.rawValue],
        "A function has neither states nor a cache. Name all its results with --outputs."
      )
    }
    if !kind.isDifferentiable, kind != .function, !names.isEmpty || isCached {
      throw refusal(
        Self.kind,
        [kind.rawValue],
        "It has no --outputs, no --states and no --cache."
      )
    }
    let most = isCached ? 2 : 3
    if kind != .function, outputs.count > most {
      throw refusal(
        Self.outputs,
        outputs,
        "At most \(most) outputs have upstream gradients\(isCached ? " beside a cache" : "")."
      )
    }
  }

  /// Checks that the arguments fit the kind.
  private static func check(_ kind: Kind, _ given: [PlannedInput]) throws {
    let tensors = given.filter(\.isTensor)
    let reason: String? =
      switch kind {
      case .layer, .loss, .activation, .function: nil
      case .trajectory:
        tensors.count < 2
          ? "The first two tensors are the parameter and its gradient; the others are states." : nil
      case .statistics:
        given.count > 1 || given.contains { !$0.isOneNumber }
          ? "Beside the shape, a function that draws has at most one number: deviation:0.1...1."
          : nil
      case .goals, .type, .tests:
        given.isEmpty
          ? nil : "An exercise of kind \(kind.rawValue) makes its arguments in the grader."
      }
    if let reason { throw refusal(inputs, given.map(\.name), reason) }
  }

  /// Checks that there is an implementation for a forward that draws.
  private static func checkDraws(
    _ draws: [String],
    _ kind: Kind,
    _ inputs: [PlannedInput],
    _ outputs: [String],
    _ isCached: Bool
  ) throws {
    guard !draws.isEmpty else { return }
    func refused(_ reason: String) -> UsageError { refusal(Self.draws, draws, reason) }
    if !kind.isDifferentiable || kind == .loss {
      throw refused(
        "An exercise of kind \(kind.rawValue) draws nothing in forward. Use --kind layer."
      )
    }
    if isCached {
      throw refused("backward takes what forward drew, and no cache beside it. Leave out --cache.")
    }
    if outputs.count > 1 {
      throw refused("A forward that draws has one output with an upstream gradient.")
    }
    if inputs.count > 3 { throw refused("A forward that draws has at most 3 arguments.") }
    if let taken = draws.first(where: { name in inputs.contains { $0.name == name } }) {
      throw refused("An argument is called \(taken) already.")
    }
  }

  private static func refusal(
    _ option: any OptionSyntax,
    _ value: [String],
    _ reason: String
  ) -> UsageError {
    .invalidValue(option.name, value.joined(separator: " "), reason)
  }

  /// A title from a name of plain words: "Huber loss"; any other stays as it is: "SmoothL1".
  private static func title(_ name: String) -> String {
    guard name.wholeMatch(of: /([A-Z][a-z]+)+/) != nil else { return name }
    return words(name)
  }

  /// A name as words with a capital at the beginning: "Huber loss".
  static func words(_ name: String) -> String {
    let words = ExerciseID.dashed(name).replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The axis that counts the examples of a batch, if there is one.
  var batch: Exercise.Axis? { axes.first { $0.name == "N" } }
}

// MARK: - Options

extension ExercisePlan {
  /// The options with which an author describes an exercise.
  static let options: [any OptionSyntax] = [
    kind, inputs, outputs, states, draws, cache, gradients, members, pieces, faults, axes, title,
    points, more,
  ]

  static let kind = Option(
    "--kind",
    "KIND",
    example: "loss",
    """
    layer (unless you say otherwise), loss, activation: graded with their gradients; function: graded \
    by its values alone; trajectory: a step of an optimiser; statistics: random numbers; goals: a \
    training; type: a struct with operators and methods; tests: a check of other implementations
    """
  ) { word in
    if let kind = Kind(rawValue: word.lowercased()) { return kind }
    let names = Kind.allCases.map(\.rawValue)
    throw UsageError.invalidValue(
      "--kind",
      word,
      "The kinds are \(names.joined(separator: ", "))."
        + didYouMean(NearestMatch.of(word, among: names))
    )
  }

  static let inputs = Option(
    "--inputs",
    "\"…\"",
    example: "\"x:N,D weight:D,M\"",
    """
    the arguments, in order:
      x:N,D           a tensor, with its axes (letters or numbers)
      labels:N<C      N class labels, each below C; tokens:N,T<V for lists of lists
      rate:0.1...0.9  a number from a range; rate alone: from 0.1...1
      step            in a trajectory: the number of the step
    of a trajectory the first tensor is the parameter, the second its gradient, the others states
    """,
    read: PlannedInput.all
  )

  static let outputs = Option(
    "--outputs",
    "\"…\"",
    example: "\"h c\"",
    "the names of the outputs, if there are several; each has points and an upstream gradient",
    read: names("--outputs")
  )

  static let states = Option(
    "--states",
    "\"…\"",
    example: "\"mean variance\"",
    "the names of states beside the outputs, which have no upstream gradient",
    read: names("--states")
  )

  static let draws = Option(
    "--draws",
    "\"…\"",
    example: "\"mask\"",
    "the names of random numbers that forward draws and returns beside its output; backward takes them",
    read: names("--draws")
  )

  static let cache = Flag("--cache", "forward returns a cache, and backward takes it")

  /// A reader of names, separated by blanks or commas.
  private static func names(_ option: String) -> @Sendable (String) throws -> [String] {
    { text in
      let names = text.split { $0 == " " || $0 == "," }.map(String.init)
      if let wrong = names.first(where: { $0.wholeMatch(of: /[a-z][A-Za-z0-9]*/) == nil }) {
        throw UsageError.invalidValue(
          option,
          wrong,
          "A name begins with a small letter and has letters and digits."
        )
      }
      return names
    }
  }

  static let gradients = Option(
    "--gradients",
    "\"…\"",
    example: "\"x weight\"",
    """
    the tensors with respect to which backward returns gradients; unless given, all of them, and of \
    a loss the first
    """
  ) { text in text.split { $0 == " " || $0 == "," }.map(String.init) }

  static let members = Option(
    "--members",
    "\"…\"",
    example: "\"+ * exp tanh\"",
    "the operators and methods of a type; + * exp unless given",
    read: PlannedMember.all
  )

  static let pieces = Option(
    "--pieces",
    "\"…\"",
    example: "\"Layers/Linear Activations/Tanh\"",
    "of a milestone: the exercises whose functions the student uses; --kind goals"
  ) { text in
    try text.split { $0 == " " || $0 == "," }.map { word in
      guard let id = ExerciseID(path: String(word)) else {
        throw UsageError.invalidValue(
          "--pieces",
          String(word),
          "Write the names of folder and file with a stroke between them: Layers/Linear."
        )
      }
      return id
    }
  }

  static let faults = Option(
    "--faults",
    in: 3...9,
    example: "4",
    "students find a bug: so many versions of the file, each with another fault"
  )

  static let axes = Option(
    "--axes",
    "\"…\"",
    example: "\"N=batch size:3\"",
    """
    what the axes count, and their sizes: "N=batch size:3, K=kernel width:2". Each has a size of its \
    own; N, D, M, C, T, H and others are known
    """,
    read: PlannedAxes.init
  )

  static let title = Option(
    "--title",
    "\"…\"",
    example: "\"Huber loss\"",
    "the title for students; unless given, made from the name"
  ) { text in
    guard !text.contains(where: \.isNewline) else {
      throw UsageError.invalidValue("--title", text, "A title must fit on one line.")
    }
    return text
  }

  static let more = Flag(
    "--more",
    "mark it more: beside the core road, and needed by no core exercise"
  )

  static let points = Option("--points", in: 1...1000, example: "10", "the points; 10 unless given")
}
