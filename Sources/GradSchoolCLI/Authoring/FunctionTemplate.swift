import Grading

/// The files of an exercise with one function that is no ordinary one: a step of an iteration, a function that draws,
/// or a training.
struct FunctionTemplate: TemplateTexts {
  private let plan: ExercisePlan
  private let function: Declaration
  /// The comment above the function in the stub.
  private let comment: String
  /// The kind in the grader.
  private let kind: String
  private let axes: [String]
  private let inputs: [String]
  /// The probes that the author should think of.
  private let edges: String
  private var limits = ""
  /// Declarations in the grader's suite, and after it.
  private var helpers = ""
  private var support = ""
  /// The implementation of a type that has the function.
  private let implementation: (_ type: String) -> String
  /// Finished mistakes, and the code of the author's own.
  private var common = ""
  private let ownMistake: String

  private var name: String { plan.id.name }
  private var isMilestone: Bool { !plan.pieces.isEmpty }

  /// A static property with the implementation of a type.
  private func property(_ property: String, _ type: String) -> String {
    "\n\n  private static let \(property) = \(implementation(type))"
  }

  // MARK: - The kinds

  /// A step of an optimiser: parameter, gradient, states, settings.
  init(trajectory plan: ExercisePlan) {
    self.plan = plan
    let tensors = plan.inputs.filter(\.isTensor).map(\.name)
    let states = Array(tensors.dropFirst(2))
    let results = [tensors[0]] + states
    let parameters = plan.inputs.map { input in
      "\(input.name): \(FunctionTemplate.isCounted(input) ? "Int" : input.type)"
    }
    function = Declaration(
      name: "step",
      parameters: ["_ \(parameters[0])"] + parameters.dropFirst(),
      result: states.isEmpty
        ? "Tensor" : "(\(results.map { "\($0): Tensor" }.joined(separator: ", ")))"
    )
    comment =
      "One step: the new \(results.joined(separator: " and the new ")), which come back in the next call."
    kind = ".trajectory(steps: 6)"
    axes = FunctionTemplate.axes(plan)
    inputs = plan.inputs.map { input in
      switch input.shape {
      case .tensor(let axes):
        let names = ([input.name] + axes).map { "\"\($0)\"" }.joined(separator: ", ")
        let isState = states.contains(input.name)
        let isGradient = input.name == tensors[1]
        return ".tensor(\(names)\(isState ? ", drawn: .zero" : ""))"
          + (isGradient ? ".redrawnEachStep" : "")
      case .labels(let axes, let classes):
        return PlannedInput.labels(input.name, axes, below: classes)
      case .number where FunctionTemplate.isCounted(input):
        return ".made(\"\(input.name)\") { _, _ in 1 }.countedEachStep"
      case .number(let range): return ".setting(\"\(input.name)\", in: \(range))"
      }
    }
    edges = "the probes that matter: a state from earlier steps, a gradient of 0."
    implementation = { "Implementation(function: \($0).step)" }
    let label = states.isEmpty ? "" : "(\"\(tensors[0])\")"
    ownMistake = "solution.changingOutput\(label) { $0 }"
  }

  private static func isCounted(_ input: PlannedInput) -> Bool {
    input.name == "step" && input.isOneNumber
  }

  /// A function that draws a tensor of random numbers.
  init(statistics plan: ExercisePlan) {
    self.plan = plan
    let numbers = plan.inputs.map(\.name)
    function = Declaration(
      name: "draw",
      parameters: ["_ shape: [Int]"] + numbers.map { "\($0): Double" }
        + ["using random: inout RandomSource"],
      result: "Tensor"
    )
    comment = "TODO: what it draws, with all random numbers from `random`."
    let deviation = numbers.isEmpty ? "{ _ in 1 }" : "\(numbers[0])"
    kind = """
      .statistics([
            // TODO: the properties, here of normal numbers. A distribution says most.
            .mean({ _ in 0 }, standardDeviation: \(deviation)),
            .standardDeviation(\(deviation), kurtosis: 3),
            .independence,
          ])
      """
    axes = [".axis(\"D\", \"number of rows\", 45)", ".axis(\"M\", \"number of columns\", 100)"]
    inputs =
      [".made(\"shape\") { sizes, _ in [sizes[\"D\"] ?? 1, sizes[\"M\"] ?? 1] }"]
      + plan.inputs.compactMap { input in
        guard case .number(let range) = input.shape else { return nil }
        return ".setting(\"\(input.name)\", in: \(range))"
      }
    edges = "the probes that matter: another number of axes, an extreme setting."
    if let number = numbers.first {
      helpers = """


          @Sendable private static func \(number)(_ arguments: Exercise.Arguments) -> Double {
            if case .number(let \(number)) = arguments["\(number)"] { \(number) } else { 1 }
          }
        """
    }
    implementation = { "Implementation(drawing: \($0).draw)" }
    ownMistake = "solution.changingOutput { $0 }"
  }

  /// A training, whose answers must reach a goal.
  init(goals plan: ExercisePlan) {
    self.plan = plan
    let name = plan.id.name
    function = Declaration(
      name: "classify",
      parameters: ["_ points: Tensor", "learningFrom examples: Tensor", "labels: [Int]"]
        + (plan.pieces.isEmpty ? [] : ["with pieces: Pieces"]),
      result: "[Int]"
    )
    comment = "Learns from the examples and their labels; returns the class of every point."
    kind = """
      .goals([
            // TODO: what must be reached; a solution should reach it with every seed.
            .accuracy("accuracy on new points", atLeast: 0.9) { \(name)Data.classes($0) }
          ])
      """
    axes = []
    inputs = [".made(\"seed\") { _, random in Int(random.next() >> 34) }"]
    edges = "sets of data on which a fixed rule fails."
    limits = "\n    limits: .init(processorSeconds: 60, wallSeconds: 240),"
    implementation = { type in
      plan.pieces.isEmpty
        ? "\(name)Data.implementation(\(type).classify)"
        : FunctionTemplate.assembled(plan.pieces, name, type)
    }
    support = FunctionTemplate.data(name, plan.pieces)
    let others = plan.pieces.isEmpty ? "_, _" : "_, _, _"
    common = """
            KnownMistake(
              "one class for all",
              "All answers are the same class. Do the parameters change from step to step?",
              \(name)Data.implementation { points, \(others) in
                Array(repeating: 0, count: points.shape[0])
              },
              recognisedBy: { (answers: [Int], _) in Set(answers).count == 1 }
            ),

      """
    ownMistake = "solution"
  }

  // MARK: - The pieces of a milestone

  /// The struct with the functions that a student uses, before the function itself; empty without pieces.
  private func declarations(indent: Int = 2) -> String {
    guard !plan.pieces.isEmpty else { return "" }
    let variables = plan.pieces.flatMap { id in
      let name = FunctionTemplate.variable(id)
      return [
        "  // TODO: the types of \(id.name)'s functions, as its stub has them.",
        "  var \(name): (_ x: Tensor) throws -> Tensor",
        "  var \(name)Backward: (_ upstream: Tensor, _ x: Tensor) throws -> Tensor",
      ]
    }
    let lines =
      ["/// The student's own functions, or references that stand in for them.", "struct Pieces {"]
      + variables + ["}"]
    return lines.map { String(repeating: " ", count: indent) + $0 + "\n" }.joined() + "\n"
  }

  /// The implementation of a type that has the function, as the value of a static property.
  private static func assembled(_ ids: [ExerciseID], _ name: String, _ type: String) -> String {
    let functions = ids.map { id in
      """
              \(variable(id)): pieces.forward(of: "\(id.pack)/\(id.name)"),
              \(variable(id))Backward: pieces.backward(of: "\(id.pack)/\(id.name)")
      """
    }
    return """
      \(name)Data.implementation { points, examples, labels, pieces in
          try \(type).classify(
            points,
            learningFrom: examples,
            labels: labels,
            with: \(type).Pieces(
      \(functions.joined(separator: ",\n"))
            )
          )
        }
      """
  }

  private static func variable(_ id: ExerciseID) -> String {
    let words = ExerciseID.dashed(id.name).split(separator: "-").map(String.init)
    return words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func implementation(_ name: String, _ pieces: [ExerciseID]) -> String {
    guard !pieces.isEmpty else {
      return """
          /// A classifier as a function of the seed.
          static func implementation(
            _ classify: @escaping @Sendable (Tensor, Tensor, [Int]) throws -> [Int]
          ) -> Implementation {
            Implementation(function: { (seed: Int) in
              let data = try \(name)Data(seed: seed)
              return try classify(data.points, data.examples, data.labels)
            })
          }
        """
    }
    let names = pieces.map { "\"\($0.pack)/\($0.name)\"" }
    return """
        /// The exercises from whose functions the milestone is assembled.
        static let pieces = [\(names.joined(separator: ", "))]

        /// A classifier as a function of the seed, assembled from the pieces.
        static func implementation(
          _ classify: @escaping @Sendable (Tensor, Tensor, [Int], Pieces) throws -> [Int]
        ) -> Implementation {
          Implementation(assembledFrom: pieces) { pieces in
            Implementation(function: { (seed: Int) in
              let data = try \(name)Data(seed: seed)
              return try classify(data.points, data.examples, data.labels, pieces)
            })
          }
        }
      """
  }

  private static func data(_ name: String, _ pieces: [ExerciseID]) -> String {
    """


    /// The data of a probe: the same seed gives the same data.
    struct \(name)Data {
      let examples: Tensor
      let labels: [Int]
      let points: Tensor
      let classes: [Int]

      init(seed: Int) throws {
        // TODO: your data. Here, a cloud around (−1, −1) and one around (1, 1), which a seed may exchange.
        var random = RandomSource(seed: UInt64(seed))
        let rows = try Tensor.normal([80, 2], standardDeviation: 0.5, using: &random)
        let centres = (0..<80).map { $0.isMultiple(of: 2) ? -1.0 : 1 }
        let all = try rows + Tensor(shape: [80, 1], centres)
        let kinds = centres.map { ($0 > 0) == seed.isMultiple(of: 2) ? 1 : 0 }
        (examples, labels) = (try all.sliced(0..<40), Array(kinds[..<40]))
        (points, classes) = (try all.sliced(40..<80), Array(kinds[40...]))
      }

      /// The right classes of a probe's points.
      static func classes(_ arguments: Exercise.Arguments) -> [Int] {
        guard case .integer(let seed) = arguments["seed"] else { return [] }
        return (try? \(name)Data(seed: seed).classes) ?? []
      }

    \(implementation(name, pieces))
    }
    """
  }

  private static func axes(_ plan: ExercisePlan) -> [String] {
    plan.axes.map {
      ".axis(\"\($0.name)\", \"\($0.meaning)\", \($0.size)\($0.role == .batch ? ", role: .batch" : ""))"
    }
  }

  // MARK: - The files

  var stub: String {
    """
    import Tensors

    /// TODO: what it computes, in one sentence.
    ///
    ///     TODO: the formula, and the shapes
    enum \(name) {
    \(declarations())  /// \(comment)
    \(function.unwritten())
    }

    """
  }

  var solution: String {
    """
    import Tensors

    /// \(plan.title).
    enum \(name) {
    \(declarations())\(function.unwritten())
    }

    """
  }

  var grader: String {
    let axes = self.axes.isEmpty ? "" : "\n    axes: \(list(self.axes)),"
    return """
      import ExerciseTesting
      import Grading
      import Tensors
      import Testing

      @testable import \(plan.id.pack)

      @Suite struct \(name)Grader: Grader {
        @Test func `\(plan.id)`() async throws { try await grade(Self.self) }

        static let exercise = Exercise(
          \(kind),
          points: \(plan.points),\(axes)
          inputs: \(list(inputs)),
          edges: [
            // TODO: \(edges)
          ],\(limits)
          student: \(isMilestone ? "student" : implementation(name))
        )\(helpers)\(isMilestone ? property("student", name) : "")
      }\(support)

      """
  }

  var certification: String {
    let solution = implementation("\(plan.id.pack)Solutions::\(name)")
    let style = isMilestone ? "style" : implementation("Style")
    return """
      import Grading
      import Tensors

      @testable import \(plan.id.pack)Solutions

      extension \(name)Grader: Certified {
        static let certification = Certification(
          // What students are compared with. Where ReferenceLayers has the same, name that here.
          reference: solution,
          solution: solution,
          alternatives: [Alternative("another style", \(style))],
          mistakes: [
      \(common)      KnownMistake(
              "TODO: a short name for what goes wrong",
              "TODO: what was done, and what to do instead.",
              \(ownMistake)
            )\(common.isEmpty ? "" : ",")
          ]
        )

        private static let solution = \(solution)\(isMilestone ? property("style", "Style") : "")

        // TODO: the same in another right style, straight from the definition.
        private enum Style {
      \(declarations(indent: 4))\(function.unwritten(indent: 4))
        }
      }

      """
  }

  /// A list in several lines; after a single element, the formatter wants no comma.
  private func list(_ elements: [String]) -> String {
    let lines = elements.map { "      \($0)" }.joined(separator: ",\n")
    return "[\n\(lines)\(elements.count > 1 ? "," : "")\n    ]"
  }
}
