import Grading
import Tensors
import Testing

// Certifications that must be refused, each for its own reason.

struct SoundGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    alternatives: [Alternative("powers", Square.implementation(forward: { pow($0, 2) }))],
    mistakes: Square.mistakes
  )
}

struct KillMatrixGrader: Certified {
  static let exercise = Square.exercise(edges: [.edge("ones") { $0[tensor: "x"] = [[1, 1]] }])
  static let certification = Square.certification(mistakes: Square.mistakes)
}

struct PassingMistakeGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    mistakes: Square.mistakes + [KnownMistake("none", "Nothing is wrong.", Square.right)]
  )
}

struct TwinMistakesGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    mistakes: Square.mistakes + [
      KnownMistake("halved", "Half.", Square.implementation(backward: { try $1 * $0 }))
    ]
  )
}

struct UnrecognisedMistakeGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    mistakes: Square.mistakes + [
      KnownMistake(
        "tripled",
        "Three.",
        Square.implementation(backward: { try 6 * $1 * $0 }),
        recognisedBy: { (_: Tensor, _) in false }
      )
    ]
  )
}

struct WrongSolutionGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    solution: Square.mistakes[0].implementation,
    mistakes: Square.mistakes
  )
}

struct WrongAlternativeGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    alternatives: [
      Alternative("nearly", Square.implementation(forward: { ($0 + 1e-7).squared() }))
    ],
    mistakes: Square.mistakes
  )
}

struct VacuousProbeGrader: Certified {
  static let exercise = Square.exercise(edges: [
    .edge("nothing but zeros") { $0[tensor: "x"] = [[0, 0]] }
  ])
  static let certification = Square.certification(mistakes: Square.mistakes)
}

struct EqualAxesGrader: Certified {
  static let exercise = Exercise(
    .differentiable,
    axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 2)],
    inputs: [.tensor("x", "N", "D")],
    student: Square.right,
    file: "FixturesTests/Square.swift"
  )
  static let certification = Square.certification(mistakes: Square.mistakes)
}

struct FewMistakesGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(mistakes: [Square.mistakes[0]])
}

struct NoAlternativeGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(alternatives: [], mistakes: Square.mistakes)
}

struct SameNameGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(mistakes: Square.mistakes + [Square.mistakes[0]])
}

/// A grader as the template has it: nothing is written yet.
struct UnwrittenGrader: Certified {
  static let exercise = Square.exercise()
  static let unwritten = Square.implementation(forward: { _ in throw NotStarted() })
  static let certification = Square.certification(
    reference: unwritten,
    solution: unwritten,
    alternatives: [Alternative("loops", unwritten)],
    mistakes: [Square.mistakes[0], KnownMistake("TODO: a name", "TODO: a sentence", unwritten)]
  )
}

/// A grader with a solution, and an alternative whose backward function is not written.
struct HalfWrittenGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    alternatives: [
      Alternative("loops", Square.implementation(backward: { _, _ in throw NotStarted() }))
    ],
    mistakes: Square.mistakes
  )
}

struct UnwrittenReferenceGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    reference: UnwrittenGrader.unwritten,
    mistakes: Square.mistakes
  )
}

struct BrokenReferenceGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    reference: Square.implementation(forward: { try $0.matmul($0) }),
    mistakes: Square.mistakes
  )
}

@Suite("Certification")
struct CertificationTests {
  @Test("a sound grader has no problems, and its kill matrix names every mistake")
  func sound() {
    let report = certify(SoundGrader.self)
    #expect(report.problems.isEmpty)
    #expect(
      report.matrix.map(\.named) == [["factor 2 forgotten"], ["upstream ignored"], ["cubed"]]
    )
  }

  @Test("the kill matrix says which checks rejected a mistake, and on which probes")
  func matrix() {
    let report = certify(KillMatrixGrader.self)
    #expect(report.problems.isEmpty)
    #expect(report.checks == ["forward", "∂L/∂x"])
    #expect(
      report.probes == [
        "random probe 1", "random probe 2", "random probe 3", "ones", "random probe 4",
      ]
    )
    // x² and 2x at x = 1 are 1 and 2; so are x³ and, without the upstream gradient, nothing else.
    let all = report.probes
    #expect(
      report.matrix.map(\.rejections) == [
        ["∂L/∂x": all], ["∂L/∂x": all], ["forward": all.filter { $0 != "ones" }],
      ]
    )
  }

  @Test("every unwritten part is reported, with its file")
  func unwritten() {
    let certificate = "Tests/FixturesTests/SquareCertification.swift"
    #expect(
      certify(UnwrittenGrader.self).problems.map(\.description) == [
        "\(certificate): at least 3 known mistakes are needed; finished so far, without TODO: 1",
        "Solutions/Fixtures/Square.swift: the solution is not written yet: it throws NotStarted",
        "\(certificate): the alternative \"loops\" is not written yet: it throws NotStarted",
      ]
    )
    #expect(
      certify(HalfWrittenGrader.self).problems.map(\.description) == [
        "\(certificate): the alternative \"loops\" is not written yet: it throws NotStarted"
      ]
    )
    #expect(
      certify(UnwrittenReferenceGrader.self).problems.map(\.description) == [
        "\(certificate): the reference is not written yet: it throws NotStarted"
      ]
    )
  }

  static let refused: [(grader: any Certified.Type, reason: String)] = [
    (PassingMistakeGrader.self, "the mistake \"none\" passes"),
    (TwinMistakesGrader.self, "the mistake \"halved\" is named"),
    (UnrecognisedMistakeGrader.self, "the mistake \"tripled\" is rejected, but not recognised"),
    (WrongSolutionGrader.self, "the solution and the reference disagree: one of them is wrong"),
    (WrongAlternativeGrader.self, "nearly and the reference disagree"),
    (VacuousProbeGrader.self, "the probe \"nothing but zeros\" cannot fail"),
    (EqualAxesGrader.self, "two axes have the same size"),
    (NoAlternativeGrader.self, "there is no alternative"),
    (SameNameGrader.self, "two known mistakes are called \"factor 2 forgotten\""),
    (FewMistakesGrader.self, "at least 3 known mistakes"),
    (BrokenReferenceGrader.self, "The reference fails on the probe \"random probe 1\""),
  ]

  @Test("an unsound grader is refused with its reason", arguments: refused.indices)
  func refuses(_ position: Int) {
    let (grader, reason) = CertificationTests.refused[position]
    let problems = certify(grader).problems
    #expect(problems.contains { $0.text.contains(reason) }, "\(problems)")
  }
}
