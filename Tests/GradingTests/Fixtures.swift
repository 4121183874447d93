import Grading
import Tensors

/// The exercise y = x², whose gradient is 2x · upstream, for judging right and wrong styles in this process.
enum Square {
  static func exercise(
    _ student: Implementation = right,
    edges: [Exercise.Probe] = [],
    forwardIsGiven: Bool = false
  ) -> Exercise {
    Exercise(
      .differentiable,
      points: 10,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D")],
      edges: edges,
      forwardIsGiven: forwardIsGiven,
      student: student,
      file: "FixturesTests/Square.swift"
    )
  }

  static let right = implementation()

  static func implementation(
    forward: @escaping @Sendable (Tensor) throws -> Tensor = { $0.squared() },
    backward: @escaping @Sendable (Tensor, Tensor) throws -> Tensor = { try 2 * $0 * $1 }
  ) -> Implementation {
    Implementation(forward: forward, backward: backward)
  }

  static func certification(
    reference: Implementation = right,
    solution: Implementation = right,
    alternatives: [Alternative] = [
      Alternative("powers", Square.implementation(forward: { pow($0, 2) }))
    ],
    mistakes: [KnownMistake] = []
  ) -> Certification {
    Certification(
      reference: reference,
      solution: solution,
      alternatives: alternatives,
      mistakes: mistakes
    )
  }

  static func judged(
    _ student: Implementation,
    mistakes: [KnownMistake] = []
  ) throws -> Judge.Judgement {
    try Judge(exercise(), certification(mistakes: mistakes)).judge(student)
  }

  /// Three mistakes for certifications that need some.
  static let mistakes = [
    KnownMistake(
      "factor 2 forgotten",
      "The factor 2 is missing.",
      implementation(backward: { try $0 * $1 })
    ),
    KnownMistake(
      "upstream ignored",
      "The upstream gradient is missing.",
      implementation(backward: { 2 * $1 })
    ),
    KnownMistake("cubed", "The input was cubed.", implementation(forward: { try $0 * $0 * $0 })),
  ]
}

extension Judge.Judgement {
  var marks: [Check.Mark] { checks.map(\.mark) }

  var earned: Int { checks.reduce(0) { $0 + $1.earned } }

  var findings: [Finding] { checks.flatMap(\.findings) }

  /// The general explanations in the findings.
  var explanations: [Explanation] {
    findings.compactMap {
      if case .explanation(let explanation, _) = $0 { explanation } else { nil }
    }
  }

  /// The names of the known mistakes that were recognised.
  var named: [String] {
    findings.compactMap { if case .knownMistake(let name, _) = $0 { name } else { nil } }
  }

  /// The smallest case that is still wrong.
  var smallest: SmallestCase? {
    findings.lazy.compactMap { if case .smallestCase(let found) = $0 { found } else { nil } }.first
  }
}

extension Place: ExpressibleByStringLiteral {
  /// A probe, by its name.
  public init(stringLiteral name: String) { self.init(name) }
}
