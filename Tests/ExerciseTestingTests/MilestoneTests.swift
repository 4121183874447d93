import Foundation
import Grading
import Tensors
import Testing

@testable import ExerciseTesting

/// The exercise y = 3x, which the student solved.
struct TriplingGrader: Certified {
  static let exercise = Exercise(
    .function,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("x", "D")],
    student: Implementation(function: { (x: Tensor) in 3 * x }),
    file: "ExerciseTestingTests/Tripling.swift"
  )
  static let certification = Certification.only(
    Implementation(function: { (x: Tensor) in try x + 2 * x })
  )
}

/// The exercise y = x², with a cache, of which the student's backward is wrong.
struct SquaringGrader: Certified {
  static let exercise = Exercise(
    .differentiable,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("x", "D")],
    student: cached { try $0 * $1 },
    file: "ExerciseTestingTests/Squaring.swift"
  )
  static let certification = Certification.only(cached { try 2 * $0 * $1 })

  private static func cached(
    _ backward: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(forward: { (x: Tensor) in (x.squared(), x) }, backward: backward)
  }
}

/// The exercise y = x + 1, of which the student's code traps.
struct AddingOneGrader: Certified {
  static let exercise = Exercise(
    .function,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("x", "D")],
    student: Implementation(function: { (x: Tensor) in Tensor([0, 1][x.count + 5]) }),
    file: "ExerciseTestingTests/AddingOne.swift"
  )
  static let certification = Certification.only(Implementation(function: { (x: Tensor) in x + 1 }))
}

/// The exercise y = 2a + b, which the student solved with labels in another order.
struct SummingGrader: Certified {
  static let exercise = Exercise(
    .differentiable,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("a", "D"), .tensor("b", "D")],
    student: Implementation(
      forward: { (a: Tensor, b: Tensor) in try 2 * a + b },
      backward: { (g: Tensor, _: Tensor, _: Tensor) in (b: g, a: 2 * g) }
    ),
    file: "ExerciseTestingTests/Summing.swift"
  )
  static let certification = Certification.only(
    Implementation(
      forward: { (a: Tensor, b: Tensor) in try 2 * a + b },
      backward: { (g: Tensor, _: Tensor, _: Tensor) in (2 * g, g) }
    )
  )
}

/// A milestone that returns the gradients of a piece.
struct SlopesGrader: Certified {
  static let exercise = Exercise(
    .function,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("x", "D")],
    student: Implementation(assembledFrom: ["ExerciseTesting/Summing"]) { pieces in
      Implementation { (x: Tensor) in
        let slopes: (Tensor, Tensor, Tensor) throws -> (Tensor, Tensor) =
          pieces.backward(of: "ExerciseTesting/Summing")
        let (a, b) = try slopes(x, x, x)
        return (a: a, b: b)
      }
    },
    file: "ExerciseTestingTests/Slopes.swift"
  )
  static let certification = Certification.only(
    Implementation(function: { (x: Tensor) in (a: 2 * x, b: x) })
  )
}

/// A check of doubling; one candidate takes matrices only.
struct CheckingGrader: Certified {
  struct Doubled: TestedFunctions {
    var forward: @Sendable (Tensor) throws -> Tensor
    func atZeros() throws -> [Double] { try forward(.zeros([1, 1])).scalars }
  }

  static let exercise = Exercise(
    .tests([
      .right("at once", "All entries at once.", Doubled { 2 * $0 }),
      .right("by rows", "Row by row.", Doubled { $0.shape[1] > 0 ? 2 * $0 : $0 }),
      .wrong("tripled", "Three.", Doubled { 3 * $0 }),
    ]),
    student: Implementation(check: { (doubled: Doubled) in try Checking.accepts(doubled.forward) }),
    file: "ExerciseTestingTests/Checking.swift"
  )
  static let certification = Certification.only(exercise.student)
}

/// An exercise without a certification, as in a handout; nothing can stand in for its student's function.
struct LonelyGrader: Grader {
  static let exercise = TriplingGrader.exercise
}

/// A milestone from the pieces above: 3x + 1, and the gradient of x² at 3x + 1.
struct MilestoneGrader: Certified {
  static let pieces = [
    "ExerciseTesting/Tripling", "ExerciseTesting/Squaring", "ExerciseTesting/AddingOne",
  ]
  static let exercise = Exercise(
    .function,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("x", "D")],
    student: assembled,
    file: "ExerciseTestingTests/Milestone.swift"
  )
  static let certification = Certification.only(assembled.changingOutput { $0 })

  private static let assembled = Implementation(assembledFrom: pieces) { pieces in
    Implementation { (x: Tensor) in
      let triple: (Tensor) throws -> Tensor = pieces.forward(of: "ExerciseTesting/Tripling")
      let square: (Tensor) throws -> Tensor = pieces.forward(of: "ExerciseTesting/Squaring")
      let slope: (Tensor, Tensor) throws -> Tensor = pieces.backward(of: "ExerciseTesting/Squaring")
      let next: (Tensor) throws -> Tensor = pieces.forward(of: "ExerciseTesting/AddingOne")
      let y = try next(triple(x))
      return (y: try square(y), gradient: try slope(y.map { _ in 1 }, y))
    }
  }
}

/// A milestone with a piece that nothing can stand in for, and one that is not in the build.
struct NeedyGrader: Certified {
  static let exercise = Exercise(
    .function,
    axes: [.axis("D", "number of features", 3)],
    inputs: [.tensor("x", "D")],
    student: Implementation(
      assembledFrom: [
        "ExerciseTesting/Lonely", "ExerciseTesting/Elsewhere", "ExerciseTesting/AddingOne",
      ]
    ) { _ in TriplingGrader.exercise.student },
    file: "ExerciseTestingTests/Needy.swift"
  )
  static let certification = TriplingGrader.certification
}

extension Certification {
  fileprivate static func only(_ implementation: Implementation) -> Certification {
    Certification(
      reference: implementation,
      solution: implementation,
      alternatives: [],
      mistakes: []
    )
  }
}

@Suite("Milestones")
struct MilestoneTests {
  private func graded(_ grader: any Grader.Type) async throws -> Verdict {
    await enterChildIfStartedAsOne()
    let root = FileManager.default.temporaryDirectory.appending(path: "gradschool-\(UUID())")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    return await TestRun(workspace: Workspace(root: root)).verdict(of: grader)
  }

  @Test("a wrong piece and one that traps are borrowed from their references, and told")
  func borrowed() async throws {
    let verdict = try await graded(MilestoneGrader.self)
    #expect(verdict.state == .passed, "\(VerdictMessage(verdict, title: "Milestone").text)")
    #expect(verdict.earned == 10)
    #expect(
      verdict.remarks == [
        "Your own: exercise-testing/tripling. Borrowed from the reference: "
          + "exercise-testing/squaring (not right yet) and exercise-testing/adding-one (crashed). "
          + "When those exercises pass, your own functions take their places."
      ]
    )
    #expect(VerdictMessage(verdict, title: "Milestone").text.contains("Borrowed"))
  }

  @Test("a piece that is neither the student's nor a reference's leaves the milestone unjudged")
  func missing() async throws {
    let verdict = try await graded(NeedyGrader.self)
    #expect(verdict.state == .inconclusive)
    let text = VerdictMessage(verdict, title: "Needy").text
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("must pass first: exercise-testing/lonely. Begin with"), "\(text)")
    #expect(words.contains("not in this package: exercise-testing/elsewhere."))
    #expect(!words.contains("adding-one"))
  }

  @Test("all pieces of one's own are told as such")
  func own() {
    func pieces(_ state: State?) -> [Verdict.Piece] {
      ["Layers/Linear", "Activations/ReLU"].compactMap(ExerciseID.init(path:))
        .map { Verdict.Piece($0, state: state, sourceHash: "") }
    }
    #expect(
      Wording.pieces(pieces(.passed))
        == ["Every piece is your own: layers/linear and activations/relu."]
    )
    let none = Wording.pieces(pieces(nil))
    #expect(
      none[0].hasPrefix("No piece is your own yet. Borrowed from the reference: layers/linear")
    )
    #expect(ExerciseID(path: "Layers") == nil && ExerciseID(path: "Layers//Linear") == nil)
  }

  @Test("a piece's gradients come in the order of the arguments, whatever the order of its labels")
  func order() async throws {
    #expect(try await graded(SummingGrader.self).state == .passed)
    let verdict = try await graded(SlopesGrader.self)
    #expect(verdict.state == .passed, "\(VerdictMessage(verdict, title: "Slopes").text)")
    #expect(verdict.remarks == ["Every piece is your own: exercise-testing/summing."])
  }

  @Test("when a candidate of the grader's traps, the student is not blamed")
  func trappingCandidate() async throws {
    let verdict = try await graded(CheckingGrader.self)
    let text = VerdictMessage(verdict, title: "Checking").text
    #expect(verdict.state == .inconclusive, "\(text)")
    #expect(text.contains("Tests/ExerciseTestingTests/MilestoneTests.swift:"))
    #expect(
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "no fault of yours"
      )
    )
  }
}
