import Grading
import Synchronization
import Tensors
import Testing

/// Answers that are right wherever somebody looked, and wrong elsewhere; each is wrong on purpose.
@Suite("Unearned points")
struct UnearnedPointsTests {
  /// A value that a function keeps from its first call with arguments of some shape.
  private final class Kept: Sendable {
    private let kept = Mutex<Tensor?>(nil)

    /// The kept value, which is made anew only when the shape is another one.
    func callAsFunction(_ x: Tensor, _ make: () throws -> Tensor) rethrows -> Tensor {
      try kept.withLock { kept in
        if let kept, kept.shape == x.shape { return kept }
        let made = try make()
        kept = made
        return made
      }
    }
  }

  @Test("what forward keeps until the shape changes is found, and told so")
  func keptByForward() throws {
    let kept = Kept()
    let student = Square.implementation(forward: { x in try x * kept(x) { x } })
    let judgement = try Square.judged(student)
    #expect(judgement.marks.first == .failed)
    #expect(judgement.checks[0].findings == [.keptFromEarlierCall(place: "random probe 1")])
  }

  @Test("what backward keeps until the shape changes is found, and told so")
  func keptByBackward() throws {
    let kept = Kept()
    let student = Square.implementation(backward: { g, x in try 2 * g * kept(x) { x } })
    let judgement = try Square.judged(student)
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.checks[1].findings == [.keptFromEarlierCall(place: "random probe 1")])
  }

  @Test("what a function keeps until the shape changes is found, and told so")
  func keptByFunction() throws {
    let kept = Kept()
    let right = Implementation(function: { (x: Tensor) in x.squared() })
    let exercise = Exercise(
      .function,
      axes: [.axis("D", "number of features", 3)],
      inputs: [.tensor("x", "D")],
      student: Implementation(function: { (x: Tensor) in try x * kept(x) { x } }),
      file: "FixturesTests/Square.swift"
    )
    let judgement = try Judge(exercise, Square.certification(reference: right, solution: right))
      .judge(exercise.student)
    #expect(judgement.findings == [.keptFromEarlierCall(place: "random probe 1")])
  }

  /// Squares that are wrong for some inputs only.
  private static let narrow: [(name: String, isWrong: @Sendable (Tensor) -> Bool)] = [
    ("a batch of more than five", { $0.shape[0] > 5 }),
    ("more than eight features", { $0.shape[1] > 8 }),
    ("an entry above 15", { $0.scalars.contains { Swift.abs($0) > 15 } }),
    ("an entry between 4 and 14", { $0.scalars.contains { (4...14).contains(Swift.abs($0)) } }),
  ]

  @Test("what is wrong for long axes or for large entries only is found", arguments: narrow.indices)
  func seenOnlyElsewhere(_ position: Int) throws {
    let isWrong = UnearnedPointsTests.narrow[position].isWrong
    let forward = Square.implementation(forward: { isWrong($0) ? 3 * $0.squared() : $0.squared() })
    #expect(try Square.judged(forward).marks.first == .failed)
    let backward = Square.implementation(backward: { try (isWrong($1) ? 3 : 2) * $0 * $1 })
    #expect(try Square.judged(backward).marks == [.passed, .failed])
  }

  @Test("what is wrong from the twentieth step on only is found")
  func longTrajectory() throws {
    func step(_ isRight: Bool) -> Implementation {
      Implementation(function: { (x: Tensor, count: Int) in
        (x: x + 1 / Double(isRight ? count : Swift.min(count, 20)), count: count + 1)
      })
    }
    let exercise = Exercise(
      .trajectory(steps: 8),
      inputs: [.tensor("x", "3"), .made("count") { _, _ in 1 }],
      student: step(false),
      file: "FixturesTests/Square.swift"
    )
    let judge = try Judge(
      exercise,
      Square.certification(reference: step(true), solution: step(true))
    )
    #expect(try judge.judge(step(true)).state == .passed)
    #expect(try judge.judge(step(false)).marks == [.failed, .passed])
  }

  /// Functions that need no derivative, with their right gradients, in place of y = x².
  private static let trivial:
    [(
      name: String, forward: @Sendable (Tensor) throws -> Tensor,
      backward: @Sendable (Tensor, Tensor) throws -> Tensor
    )] = [
      ("the identity", { $0 }, { g, _ in g }),
      ("a multiple", { 3 * $0 + 1 }, { g, _ in 3 * g }),
      ("a mean", { $0 / $0.count }, { g, x in g / x.count }),
      ("zeros", { .zeros(like: $0) }, { g, _ in .zeros(like: g) }),
      (
        "a sum of each row",
        { try Tensor.ones(like: $0) * $0.sum(axis: 1, keepingDimensions: true) },
        { g, _ in try Tensor.ones(like: g) * g.sum(axis: 1, keepingDimensions: true) }
      ),
    ]

  @Test("the gradient of a trivial forward earns no credit", arguments: trivial.indices)
  func trivialForward(_ position: Int) throws {
    let (name, forward, backward) = UnearnedPointsTests.trivial[position]
    let judgement = try Square.judged(Square.implementation(forward: forward, backward: backward))
    #expect(judgement.earned == 0, "\(name): \(judgement.marks)")
    #expect(
      judgement.findings.contains(.trivialForward) == (name != "zeros"),
      "\(judgement.checks)"
    )
  }

  @Test(
    "a forward with a slip keeps the credit, also where the right gradient is the same for all arguments"
  )
  func realForward() throws {
    let slip = Square.implementation(
      forward: { try 3 * $0.squared() + 5 * $0 },
      backward: { g, x in try g * (6 * x + 5) }
    )
    #expect(try Square.judged(slip).marks == [.failed, .followThrough])
    let mean = Square.implementation(forward: { $0 / $0.count }, backward: { g, x in g / x.count })
    let judge = try Judge(Square.exercise(), Square.certification(reference: mean, solution: mean))
    let sum = Square.implementation(forward: { $0 }, backward: { g, _ in g })
    let judgement = try judge.judge(sum)
    #expect(judgement.marks == [.failed, .followThrough], "\(judgement.findings)")
  }

  @Test("axes that are multiples and sums of others follow them in every probe")
  func derivedAxes() throws {
    let exercise = Exercise(
      .differentiable,
      axes: [
        .axis("D", "even width", 4, multipleOf: 2), .axis("H", "number of units", 3),
        .axis("4H", "units of all gates", sumOf: ["H": 4]),
        .axis("D + H", "inputs and units", sumOf: ["D": 1, "H": 1]),
      ],
      inputs: [.tensor("weight", "D + H", "4H")],
      edges: [.sizes("two units", ["H": 2])],
      student: Implementation(
        forward: { (w: Tensor) in w },
        backward: { (g: Tensor, w: Tensor) in g }
      ),
      file: "FixturesTests/Square.swift"
    )
    let judge = try Judge(
      exercise,
      Square.certification(reference: exercise.student, solution: exercise.student)
    )
    #expect(
      judge.probed.trials.map { $0.arguments["weight"].shape } == [
        [7, 12], [7, 12], [10, 16], [6, 8], [21, 36],
      ]
    )
  }
}
