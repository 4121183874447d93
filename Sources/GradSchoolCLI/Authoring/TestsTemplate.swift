import Grading

/// The files of an exercise in which the student writes a check of other implementations.
struct TestsTemplate: TemplateTexts {
  let plan: ExercisePlan

  private var name: String { plan.id.name }
  private var functions: String { "\(plan.id.name)Functions" }

  private static let declaration = """
      static func accepts(
        forward: (Tensor) throws -> Tensor,
        backward: (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
      ) throws -> Bool {
        throw NotStarted()
      }
    """

  var stub: String {
    """
    import Tensors

    /// TODO: what is checked, in one sentence.
    ///
    ///     TODO: the formula that a right implementation computes
    enum \(name) {
      /// Returns whether `backward` belongs to `forward`; an error that you throw rejects it.
    \(TestsTemplate.declaration)
    }

    """
  }

  var solution: String {
    """
    import Tensors

    /// \(plan.title).
    enum \(name) {
    \(TestsTemplate.declaration)
    }

    """
  }

  var grader: String {
    """
    import ExerciseTesting
    import Grading
    import Tensors
    import Testing

    @testable import \(plan.id.pack)

    @Suite struct \(name)Grader: Grader {
      @Test func `\(plan.id)`() async throws { try await grade(Self.self) }

      static let exercise = Exercise(
        .tests([
          .right("with tensors", "It computes all entries at once.", \(functions)()),
          .right(
            "TODO: another right style: in loops, say",
            "TODO: what is special about it.",
            \(functions)()
          ),
          .wrong(
            "upstream forgotten",
            "Your check accepted a backward that forgets the upstream gradient. Try one that is not 1.",
            \(functions)(backward: { _, x in 2 * x })
          ),
          .wrong(
            "TODO: what goes wrong",
            "TODO: Your check accepted …, and what to try.",
            \(functions)(backward: { upstream, _ in upstream })
          ),
        ]),
        points: \(plan.points),
        student: Implementation(check: { (functions: \(functions)) in
          try \(name).accepts(forward: functions.forward, backward: functions.backward)
        })
      )
    }

    /// The functions that a check is tried on; without arguments, right ones.
    struct \(functions): TestedFunctions {
      // TODO: the functions, here those of y = x².
      var forward: @Sendable (Tensor) throws -> Tensor = { $0.squared() }
      var backward: @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor = {
        try 2 * $0 * $1
      }

      func atZeros() throws -> [Double] {
        try backward(.ones([2, 3]), .zeros([2, 3])).scalars
      }
    }

    """
  }

  var certification: String {
    let module = "\(plan.id.pack)Solutions"
    return """
      import Grading
      import Tensors

      @testable import \(module)

      extension \(name)Grader: Certified {
        static let certification = Certification(
          reference: solution,
          solution: solution,
          alternatives: [
            Alternative(
              "another style",
              Implementation(check: { (functions: \(functions)) in
                try Style.accepts(forward: functions.forward, backward: functions.backward)
              })
            )
          ],
          mistakes: [
            KnownMistake(
              "TODO: a check that is too weak",
              "TODO: what it does not look at.",
              Implementation(check: { (_: \(functions)) in true })
            )
          ]
        )

        private static let solution = Implementation(check: { (functions: \(functions)) in
          try \(module)::\(name).accepts(
            forward: functions.forward,
            backward: functions.backward
          )
        })

        // TODO: the same in another right style.
        private enum Style {
      \(TestsTemplate.declaration.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        }
      }

      """
  }
}
