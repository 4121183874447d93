import Grading

/// The Swift files of a new exercise.
protocol TemplateTexts {
  var stub: String { get }
  var solution: String { get }
  var grader: String { get }
  var certification: String { get }
}

/// The files of a new exercise, with a TODO wherever the author must write something.
///
/// The texts are strings in the program, not resources: nearly every line depends on the arguments, and a program
/// that was copied elsewhere still has them.
struct ExerciseTemplate: TemplateTexts {
  let plan: ExercisePlan

  private var name: String { plan.id.name }
  private var isFunction: Bool { plan.kind == .function }

  /// The files of the exercise, without the lesson.
  var files: [(path: String, text: String)] {
    let (id, texts) = (plan.id, texts)
    let versions = (0..<plan.faults).map { position in
      (id.faultPath(position + 1), stub("\(name)Fault\(position + 1)", version: position + 1))
    }
    return [
      (id.sourcePath, texts.stub), (id.stubPath, texts.stub),
      (id.hintsPath, LessonTemplate(plan: plan).hints), (id.solutionPath, texts.solution),
      (id.graderPath, texts.grader), (id.certificationPath, texts.certification),
    ] + versions
  }

  private var texts: any TemplateTexts {
    switch plan.kind {
    case .layer, .loss, .activation, .function: self
    case .trajectory: FunctionTemplate(trajectory: plan)
    case .statistics: FunctionTemplate(statistics: plan)
    case .goals: FunctionTemplate(goals: plan)
    case .type: TypeTemplate(plan: plan)
    case .tests: TestsTemplate(plan: plan)
    }
  }

  /// The stub that students get.
  var stub: String { stub(name, version: plan.faults > 0 ? 1 : nil) }

  /// The stub under a name; with a version, one with a planted fault.
  private func stub(_ name: String, version: Int?) -> String {
    let mark = version.map { version in
      """
      // Version \(version). Keep this line: a file that you hand in says with it which fault was yours to find.
      // TODO: the code of the solution with one wrong line, and everything else as in the other versions.

      """
    }
    return """
      \(mark ?? "")import Tensors

      /// TODO: what it computes, in one sentence.
      ///
      ///     TODO: the formula
      ///
      \(comment(shapes, indent: "///     "))\(meanings)enum \(name) {
      \(stubFunctions)
      }

      """
  }

  /// The solution, still to be written.
  var solution: String {
    let backward = """


        // TODO: the derivation, line by line to the expression coded.
      \(self.backward.unwritten())
      """
    return """
      import Tensors

      /// \(plan.title).
      enum \(name) {
      \(forward.unwritten())\(isFunction ? "" : backward)
      }

      """
  }

  var grader: String {
    let axes = plan.axes.map {
      ".axis(\"\($0.name)\", \"\($0.meaning)\", \($0.size)\($0.role == .batch ? ", role: .batch" : ""))"
    }
    let batch = plan.batch == nil ? "" : "      .sizes(\"a batch of one\", [\"N\": 1])\n"
    return """
      import ExerciseTesting
      import Grading
      import Tensors
      import Testing

      @testable import \(plan.id.pack)

      @Suite struct \(name)Grader: Grader {
        @Test func `\(plan.id)`() async throws { try await grade(Self.self) }

        static let exercise = Exercise(
          \(isFunction ? ".function" : ".differentiable"),
          points: \(plan.points),
          axes: \(list(axes)),
          inputs: \(list(plan.inputs.map(input))),\(outputs)
          edges: [
      \(batch)      // TODO: the probes that matter: extreme values, ties, both sides of a kink.
          ],
          student: Implementation(\(functions(of: name).joined(separator: ", ")))
        )
      }

      """
  }

  /// The certification: a few mistakes that every such exercise has, and places for the author's own.
  var certification: String {
    let module = "\(plan.id.pack)Solutions::\(name)"
    let common = CommonMistakes(plan: plan).text
    let loops = [forward.unwritten(indent: 4)] + (isFunction ? [] : [backward.unwritten(indent: 4)])
    return """
      import Grading
      import Tensors

      @testable import \(plan.id.pack)Solutions

      extension \(name)Grader: Certified {
        static let certification = Certification(
          // What students are compared with. Where ReferenceLayers has the same, name that here.
          reference: \(plan.draws.isEmpty ? "solution" : "reference"),
          solution: solution,
          alternatives: [
            Alternative("loops", Implementation(\(functions(of: "Loops").joined(separator: ", "))))
          ],
          mistakes: [
      \(common)\(ownMistakes(isOnly: common.isEmpty))
          ]
        )

        private static let solution = Implementation(
      \(functions(of: module).map { "    \($0)" }.joined(separator: ",\n"))
        )

        // TODO: the same in another right style, straight from the definition.
        private enum Loops {
      \(loops.joined(separator: "\n\n"))
        }
      \(plan.draws.isEmpty ? "" : given)}

      """
  }

  // MARK: - Functions

  /// The parameters for the exercise's inputs.
  private var parameters: [String] {
    plan.inputs.enumerated().map { position, input in
      (position == 0 ? "_ " : "") + "\(input.name): \(input.type)"
    }
  }

  private var forward: Declaration {
    Declaration(
      name: isFunction ? "apply" : "forward",
      parameters: plan.draws.isEmpty
        ? parameters : parameters + ["using random: inout RandomSource"],
      result: plan.isCached ? "(output: \(plan.outputType), cache: [Tensor])" : plan.outputType
    )
  }

  /// The line of the grader that names the outputs; empty for one without a name.
  private var outputs: String {
    guard !isFunction, !plan.outputs.isEmpty else { return "" }
    let names = plan.outputs.map { "\"\($0)\"" } + plan.states.map { ".state(\"\($0)\")" }
    guard !plan.draws.isEmpty else { return "\n    outputs: [\(names.joined(separator: ", "))]," }
    let draws = plan.draws.map { name in
      """
      .drawn(
              "\(name)",
              [
                // TODO: what is drawn: a mask has values and a mean, noise a mean and a distribution.
                .values { _ in [0, 1] }, .mean({ _ in 0.5 }, standardDeviation: { _ in 0.5 }),
                .independence,
              ]
            )
      """
    }
    return "\n    outputs: \(list(names + draws)),"
  }

  /// The reference of a forward that draws, which is given what was drawn.
  private var given: String {
    let names = plan.draws.map { "\"\($0)\"" }.joined(separator: ", ")
    let outputs = plan.outputs + plan.states
    let forward = Declaration(
      name: "forward",
      parameters: parameters + drawnParameters,
      result: ExercisePlan.tuple(outputs)
    )
    return """

        private static let reference = solution.given(
          \(names),
          forward: Given.forward,
          backward: Given.backward
        )

        // TODO: the same for numbers that somebody else drew: students are compared with it.
        private enum Given {
      \(forward.unwritten(indent: 4))

      \(backward.unwritten(indent: 4))
        }

      """
  }

  private var drawnParameters: [String] { plan.draws.map { "\($0): Tensor" } }

  private var backward: Declaration {
    Declaration(
      name: "backward",
      parameters: ["_ upstream: \(plan.upstreamType)"]
        + (plan.isCached ? ["cache: [Tensor]"] : parameters + drawnParameters),
      result: plan.gradientType
    )
  }

  private var stubFunctions: String {
    if isFunction {
      return "  /// TODO: what it returns, and its shape.\n" + forward.unwritten()
    }
    let gradients = plan.gradients.map { name in
      "∂L/∂\(name) is \(plan.inputs.first { $0.name == name }?.comment ?? "")"
    }
    let taken =
      plan.draws.isEmpty
      ? []
      : ["What forward drew is given: \(plan.draws.map { "`\($0)`" }.joined(separator: ", "))."]
    let what =
      plan.kind == .loss
      ? "The gradients, given `upstream`: that of whatever comes after, with respect to this loss."
      : plan.outputs.count > 1
        ? "The gradients of the loss L, given `upstream`: "
          + plan.outputs.map { "∂L/∂\($0)" }.joined(separator: " and ") + "."
        : "The gradients of the loss L, given `upstream` = ∂L/∂y, a tensor of the shape of y."
    let drawn = plan.draws.map { "`\($0)`" }.joined(separator: " and ")
    let draws = drawn.isEmpty ? "" : ", and \(drawn), drawn from `random`"
    return """
        /// The \(plan.kind == .loss ? "loss" : "output")\(draws).
      \(forward.unwritten())

        /// \(what)
        ///
      \(comment([gradients.joined(separator: ", ") + "."] + taken, indent: "  /// "))\
      \(backward.unwritten())
      """
  }

  /// The functions of a type as they are given to an implementation.
  private func functions(of type: String) -> [String] {
    guard !isFunction else { return ["function: \(type).apply"] }
    let forward =
      !plan.draws.isEmpty
      ? "drawing"
      : plan.outputs.isEmpty ? "forward" : plan.isCached ? "outputsAndCache" : "outputs"
    return ["\(forward): \(type).forward", "backward: \(type).backward"]
  }

  /// The mistakes for the author to write: those that are planted, or else one.
  private func ownMistakes(isOnly: Bool) -> String {
    guard plan.faults > 0 else {
      return """
              KnownMistake(
                "TODO: a short name for what goes wrong",
                "TODO: what was done, and what to do instead.",
                \(ownMistake)
              )\(isOnly ? "" : ",")
        """
    }
    return (1...plan.faults).map { version in
      let functions = functions(of: "\(name)Fault\(version)")
      let line = "Implementation(\(functions.joined(separator: ", ")))"
      let lines = functions.map { "          \($0)" }.joined(separator: ",\n")
      return """
              KnownMistake(
                "TODO: a short name for the fault of version \(version)",
                "TODO: what is wrong with the line, and what is right.",
                \(line.count <= 92 ? line : "Implementation(\n\(lines)\n        )")
              ).planted(inVersion: \(version)),
        """
    }.joined(separator: "\n")
  }

  private var ownMistake: String {
    guard let name = plan.gradients.first else { return "solution.changingOutput { $0 }" }
    return "solution.changingGradient(\"\(name)\") { gradient, upstream in gradient }"
  }

  /// A list in several lines; after a single element, the formatter wants no comma.
  private func list(_ elements: [String]) -> String {
    guard !elements.isEmpty else { return "[]" }
    let lines = elements.map { "      \($0)" }.joined(separator: ",\n")
    return "[\n\(lines)\(elements.count > 1 ? "," : "")\n    ]"
  }

  private func input(_ input: PlannedInput) -> String {
    switch input.shape {
    case .tensor(let axes):
      let names = ([input.name] + axes).map { "\"\($0)\"" }.joined(separator: ", ")
      let isConstant = !isFunction && !plan.gradients.contains(input.name)
      return ".tensor(\(names)\(isConstant ? ", differentiated: false" : ""))"
    case .labels(let axes, let classes):
      return PlannedInput.labels(input.name, axes, below: classes)
    case .number(let range): return ".setting(\"\(input.name)\", in: \(range))"
    }
  }

  // MARK: - Comments

  /// "x: [N, D]   weight: [D, M]   →   y: TODO: its shape".
  private var shapes: [String] {
    let result =
      switch plan.kind {
      case .loss: "one number"
      case .activation: plan.inputs[0].comment
      case .layer, .function, .trajectory, .statistics, .goals, .type, .tests: "TODO: its shape"
      }
    let names = plan.outputs.isEmpty ? ["y"] : plan.outputs + plan.states + plan.draws
    let all =
      plan.inputs.map { "\($0.name): \($0.comment)" } + ["→"] + names.map { "\($0): \(result)" }
    let line = all.joined(separator: "   ").replacing("y: one number", with: "L: one number")
    return line.count <= 88 ? [line] : all
  }

  private var meanings: String {
    guard !plan.axes.isEmpty else { return "" }
    let parts = plan.axes.map { "\($0.name) is the \($0.meaning)" }
    return "///\n" + comment([parts.joined(separator: ", ") + "."], indent: "/// ")
  }

  /// Lines of a comment, none too long.
  private func comment(_ lines: [String], indent: String) -> String {
    lines.flatMap { line in
      line.count + indent.count <= 100 ? [line] : Wording.wrapped(line, width: 88)
    }
    .map { indent + $0 + "\n" }.joined()
  }
}

extension ExercisePlan {
  /// The type of the output, or of all named outputs and states.
  var outputType: String {
    outputs.isEmpty ? kind.output : ExercisePlan.tuple(outputs + states + draws)
  }

  /// The type of the upstream gradient, or of those of all outputs.
  var upstreamType: String {
    outputs.isEmpty ? kind.output : ExercisePlan.tuple(outputs)
  }

  fileprivate static func tuple(_ names: [String]) -> String {
    names.count == 1 ? "Tensor" : "(" + names.map { "\($0): Tensor" }.joined(separator: ", ") + ")"
  }

  /// The type of what backward returns.
  var gradientType: String {
    ExercisePlan.tuple(gradients)
  }
}

/// The text of a function's declaration, broken into lines as the formatter breaks it.
struct Declaration {
  var name: String
  /// The parameters with their labels: "_ x: Tensor".
  var parameters: [String]
  var result: String

  /// The declaration with a body that throws `NotStarted`.
  func unwritten(indent: Int = 2) -> String {
    let margin = String(repeating: " ", count: indent)
    let head = "\(margin)static func \(name)"
    let inline = "\(head)(\(parameters.joined(separator: ", "))) throws"
    let body = "\(margin)  throw NotStarted()\n\(margin)}"
    if inline.count + result.count + 6 <= 100 { return "\(inline) -> \(result) {\n\(body)" }
    if inline.count <= 100, result.count > 20 {
      return "\(inline)\n\(margin)  -> \(result)\n\(margin){\n\(body)"
    }
    let lines = parameters.map { "\(margin)  \($0)" }.joined(separator: ",\n")
    return "\(head)(\n\(lines)\n\(margin)) throws -> \(result) {\n\(body)"
  }
}
