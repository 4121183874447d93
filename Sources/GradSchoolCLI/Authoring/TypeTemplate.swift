import Grading

/// The files of an exercise in which the student writes a type with operators and methods.
struct TypeTemplate: TemplateTexts {
  let plan: ExercisePlan

  private var name: String { plan.id.name }

  var stub: String {
    """
    import Tensors

    /// TODO: what it is, in one sentence.
    ///
    ///     TODO: the formulas
    \(type(name, comments: true))

    """
  }

  var solution: String {
    """
    import Tensors

    /// \(plan.title).
    \(type(name))

    """
  }

  var grader: String {
    let members = plan.members.map {
      "      .member(\"\($0.call)\", inputs: [\($0.isOperator ? "a, b" : "a")])"
    }
    let requirements = plan.members.map { "  " + $0.declaration(in: "Self") }
    let calls = plan.members.map { member in
      member.isOperator
        ? """
              "\(member.call)": Implementation(function: { (a: Double, b: Double) in
                try (T(a) \(member.word) T(b)).value
              })
        """
        : """
              "\(member.call)": Implementation(function: { (a: Double) in
                try T(a).\(member.word)().value
              })
        """
    }
    let second =
      plan.members.contains { $0.isOperator }
      ? "\n  private static let b = Exercise.Input.setting(\"b\", in: 0.5...2)" : ""
    return """
      import ExerciseTesting
      import Grading
      import Testing

      @testable import \(plan.id.pack)

      @Suite struct \(name)Grader: Grader {
        @Test func `\(plan.id)`() async throws { try await grade(Self.self) }

        static let exercise = Exercise(
          // TODO: the members, also what several of them do together; and edges, the probes that matter.
          .type([
      \(list(members))
          ]),
          points: \(plan.points),
          student: \(name)Members.of(\(name).self)
        )

        private static let a = Exercise.Input.setting("a", in: -2...2)\(second)
      }

      /// The members that the grader calls; they may throw, so that a stub can throw `NotStarted`.
      protocol \(name)Protocol: SendableMetatype {
        init(_ value: Double) throws
        var value: Double { get }
      \(requirements.joined(separator: "\n"))
      }

      extension \(name): \(name)Protocol {}

      /// A function for each member of a type: the student's, the solution or a known mistake.
      enum \(name)Members {
        static func of<T: \(name)Protocol>(_ type: T.Type) -> Implementation {
          Implementation(members: [
      \(list(calls))
          ])
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

      extension \(module)::\(name): \(name)Protocol {}

      extension \(name)Grader: Certified {
        static let certification = Certification(
          reference: solution,
          solution: solution,
          alternatives: [Alternative("another style", \(name)Members.of(Style.self))],
          mistakes: [
            KnownMistake(
              "TODO: a short name for what goes wrong",
              "TODO: what was done, and what to do instead.",
              solution.changingOutput("\(plan.members[0].call)") { $0 }
            )
          ]
        )

        private static let solution = \(name)Members.of(\(module)::\(name).self)

        // TODO: the same in another right style.
      \(indented(type("Style", isPrivate: true)))
      }

      """
  }

  /// The text of the type, with members that throw `NotStarted`.
  private func type(_ type: String, comments: Bool = false, isPrivate: Bool = false) -> String {
    func comment(_ text: String) -> String { comments ? "  /// TODO: \(text)\n" : "" }
    let members = plan.members.map { member in
      """
      \(comment("what it returns."))  \(member.declaration(in: type)) {
          throw NotStarted()
        }
      """
    }
    return """
      \(isPrivate ? "private " : "")struct \(type)\(isPrivate ? ": \(name)Protocol" : "") {
      \(comment("what it is; and further properties."))  var value: Double

        init(_ value: Double) {
          self.value = value
        }

      \(members.joined(separator: "\n\n"))
      }
      """
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
  }

  /// Elements on lines of their own; after a single one, the formatter wants no comma.
  private func list(_ elements: [String]) -> String {
    elements.joined(separator: ",\n") + (elements.count > 1 ? "," : "")
  }
}
