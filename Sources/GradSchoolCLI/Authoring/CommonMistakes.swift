import Grading

/// The mistakes that are possible in every exercise of a kind, each made from the solution in one line.
struct CommonMistakes {
  let plan: ExercisePlan

  /// The mistakes as elements of the certification's list.
  var text: String { plan.kind.isDifferentiable ? ([upstream] + second).joined() : "" }

  private var upstream: String {
    mistake(
      "upstream ignored",
      "The upstream gradient is missing. By the chain rule, multiply by it.",
      "solution.ignoringUpstream"
    )
  }

  private var second: [String] {
    // Parameters are shared by all examples of a batch; an exercise may have no batch.
    let shared = plan.gradients.filter { name in
      plan.inputs.first { $0.name == name }?.axes.contains("N") == false
    }
    switch plan.kind {
    case .function, .trajectory, .statistics, .goals, .type, .tests: return []
    case .layer where plan.batch != nil && !shared.isEmpty && plan.outputs.count < 2:
      return shared.map { name in
        mistake(
          "gradient of \(name) averaged over the batch",
          "The gradient of \(name) was divided by the batch size. The loss has averaged already; "
            + "here, sum.",
          changing(name, "gradient, upstream in", "gradient / upstream.shape[0]")
        )
      }
    case .layer, .loss, .activation: return [sign]
    }
  }

  private var sign: String {
    let name = plan.gradients.first ?? ""
    return mistake(
      "sign of the gradient of \(name)",
      "The sign is wrong: the gradient of \(name) points the other way.",
      changing(name, "gradient, _ in", "-gradient")
    )
  }

  private func changing(_ name: String, _ head: String, _ change: String) -> String {
    let start = "solution.changingGradient(\"\(name)\") { \(head)"
    let line = "\(start) \(change) }"
    return line.count <= 92 ? line : "\(start)\n          \(change)\n        }"
  }

  private func mistake(_ name: String, _ sentence: String, _ implementation: String) -> String {
    // A long string is broken at a space, as in the other graders.
    let lines = Wording.wrapped(sentence, width: 86)
    let text = lines.enumerated().map { position, line in
      let isLast = position == lines.count - 1
      return (position == 0 ? "" : "  + ") + "\"\(line)\(isLast ? "" : " ")\""
    }
    return """
            KnownMistake(
              "\(name)",
              \(text.joined(separator: "\n        ")),
              \(implementation)
            ),

      """
  }
}
