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
    axes: [Axis("N", "batch size", 2), Axis("D", "number of features", 2)],
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

  static let refused: [(grader: any Certified.Type, reason: String)] = [
    (PassingMistakeGrader.self, "the mistake \"none\" passes"),
    (TwinMistakesGrader.self, "the mistake \"halved\" is named"),
    (WrongSolutionGrader.self, "the solution is right, but"),
    (WrongAlternativeGrader.self, "nearly is right, but"),
    (VacuousProbeGrader.self, "the probe \"nothing but zeros\" is vacuous"),
    (EqualAxesGrader.self, "axes share a size"),
    (FewMistakesGrader.self, "at least 3 known mistakes"),
    (BrokenReferenceGrader.self, "The reference fails on the probe \"random probe 1\""),
  ]

  @Test("what is wrong with a grader is refused by name", arguments: refused.indices)
  func refuses(_ position: Int) {
    let (grader, reason) = CertificationTests.refused[position]
    let problems = certify(grader).problems
    #expect(problems.contains { $0.contains(reason) }, "\(problems)")
  }
}
