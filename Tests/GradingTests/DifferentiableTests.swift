import Foundation
import Grading
import Synchronization
import Tensors
import Testing

@Suite("Three oracles")
struct DifferentiableTests {
  @Test("both right: everything passes")
  func bothRight() throws {
    let judgement = try Square.judged(Square.right)
    #expect(judgement.state == .passed)
    #expect(judgement.marks == [.passed, .passed])
    #expect(judgement.earned == 10)
  }

  @Test("backward wrong: forward keeps its points, and the evidence has all three numbers")
  func backwardWrong() throws {
    let judgement = try Square.judged(
      Square.implementation(backward: { try 2.002 * $0 * $1 })
    )  // wrong on purpose
    #expect(judgement.state == .wrong)
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.earned == 4)
    guard case .differs(let difference)? = judgement.checks[1].findings.first else {
      Issue.record("\(judgement.findings)")
      return
    }
    let numeric = try #require(difference.numeric)
    #expect(difference.count == 6)
    #expect(!difference.agreesWithNumeric)
    for (numeric, right) in zip(numeric.scalars, difference.reference.scalars) {
      #expect(Swift.abs(numeric - right) < 1e-9)
    }
  }

  @Test("forward wrong, backward right for that forward: credit for following through")
  func followThrough() throws {
    let judgement = try Square.judged(
      Square.implementation(forward: { 3 * $0.squared() }, backward: { try 6 * $0 * $1 })
    )
    #expect(judgement.state == .wrong)
    #expect(judgement.marks == [.failed, .followThrough])
    #expect(judgement.earned == 6)
  }

  @Test("forward wrong, backward right for the intended function: credit too")
  func rightForIntended() throws {
    let judgement = try Square.judged(Square.implementation(forward: { 3 * $0.squared() }))
    #expect(judgement.marks == [.failed, .rightForIntended])
    #expect(judgement.earned == 6)
  }

  @Test("a gradient of zero for a constant forward earns nothing")
  func constantForward() throws {
    let judgement = try Square.judged(
      Square.implementation(forward: { .ones(like: $0) }, backward: { .zeros(like: $1) })
    )
    #expect(judgement.marks == [.failed, .failed])
  }

  @Test("both wrong: no points")
  func bothWrong() throws {
    let judgement = try Square.judged(
      Square.implementation(forward: { 3 * $0.squared() }, backward: { try 5 * $0 * $1 })
    )
    #expect(judgement.marks == [.failed, .failed])
    #expect(judgement.earned == 0)
  }

  @Test("a reference that contradicts finite differences is never the student's fault")
  func brokenReference() throws {
    let wrong = Square.implementation(backward: { try 3 * $0 * $1 })  // wrong on purpose
    let judgement = try Judge(Square.exercise(), Square.certification(reference: wrong))
      .judge(wrong)
    #expect(judgement.state == .inconclusive)
    #expect(judgement.marks == [.passed, .inconclusive])
  }

  @Test("a slope that one of two right formulas loses to rounding passes")
  func slopeLostToRounding() throws {
    let softplus = Square.implementation(
      forward: { try maximum($0, 0) + log1p(exp(-abs($0))) },
      backward: { try $0 / (1 + exp(-$1)) }
    )
    let exercise = Square.exercise(edges: [
      .edge("far left") { $0[tensor: "x"] = [[-40, -1, 0], [1, 8, 40]] }
    ])
    let judge = try Judge(exercise, Square.certification(reference: softplus, solution: softplus))
    // At −40 the slope is 4e-18 in forward, and 0 in this backward.
    let tanhs = softplus.replacingBackward { (g: Tensor, x: Tensor) in
      try g * (0.5 + 0.5 * tanh(x / 2))
    }
    #expect(try judge.judge(tanhs).state == .passed)
  }

  @Test("finite differences instead of a formula are found by their small errors")
  func finiteDifferences() throws {
    let student = Square.implementation(backward: { g, x in
      try g * ((x + 1e-6).squared() - (x - 1e-6).squared()) / 2e-6  // wrong on purpose
    })
    let judgement = try Square.judged(student)
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.findings == [.differenceQuotient(forwards: nil, numbers: nil)])
    // A guard of 1e-11 in a denominator leaves errors of one sign.
    let guarded = Square.implementation(backward: { try 2 * $0 * $1 / (1 + 1e-11) })
    #expect(try Square.judged(guarded).state == .passed)
  }

  @Test("a wrong gradient away from a kink is not called one of several slopes")
  func noKink() throws {
    let exercise = Square.exercise(edges: [
      .edge("large inputs") { $0[tensor: "x"] = [[60, -70, 80], [90, 65, -75]] }
    ])
    let judge = try Judge(exercise, Square.certification())
    let student = Square.implementation(
      forward: { x in x.map { abs($0) > 50 ? 5 * $0 * $0 : 3 * $0 * $0 } },  // wrong on purpose
      backward: { try 6 * $0 * $1 }
    )
    guard case .differs(let difference)? = try judge.judge(student).checks[1].findings.first else {
      Issue.record("the gradient is not blamed")
      return
    }
    #expect(difference.agreesWithNumeric)
    #expect(difference.isAtKink == false)
    let text = Wording.text(.differs(difference), about: .gradient("x")).joined(separator: " ")
    #expect(!text.contains("kink"))
  }

  @Test("a possible slope at a kink that is not the required one is explained")
  func kink() throws {
    let relu = Square.implementation(forward: { maximum($0, 0) }, backward: { try $0 * ($1 .> 0) })
    let exercise = Square.exercise(edges: [
      .edge("zeros") { $0[tensor: "x"] = [[0, -1, 2], [3, 0, 1]] }
    ])
    let judge = try Judge(exercise, Square.certification(reference: relu, solution: relu))
    let student = relu.replacingBackward { (g: Tensor, x: Tensor) in
      try g * (x .>= 0)  // wrong on purpose
    }
    guard case .differs(let difference)? = try judge.judge(student).checks[1].findings.first else {
      Issue.record("the gradient is not blamed")
      return
    }
    #expect(difference.isAtKink == true)
    let text = Wording.text(.differs(difference), about: .gradient("x")).joined(separator: " ")
    #expect(text.contains("kink"))
  }

  @Test("an error in the last digits is not explained by a factor or by the batch")
  func fewDigits() throws {
    let factor = Square.implementation(backward: { try 2 * (1 + 2e-9) * $0 * $1 })
    #expect(try Square.judged(factor).explanations.isEmpty)
    let exercise = Square.exercise(edges: [.sizes("a batch of one", ["N": 1])])
    let judge = try Judge(exercise, Square.certification())
    let student = Square.implementation(backward: { g, x in
      let error = x.shape[0] == 1 ? 0 : 3e-9  // wrong on purpose
      return try 2 * g * x + error * maximum(x, 0) * g
    })
    #expect(try judge.judge(student).marks == [.passed, .failed])
    #expect(!(try judge.judge(student).explanations.contains(.onlyForOne(axis: "N"))))
  }

  @Test("an error that spares the batch of one because of its values is not explained by the batch")
  func fewEntries() throws {
    let exercise = Square.exercise(edges: [
      .edge("a batch of one", sizes: ["N": 1]) { $0[tensor: "x"] = [[1, 2, -3]] }
    ])
    let judge = try Judge(exercise, Square.certification())
    // wrong on purpose
    let student = Square.implementation(forward: { x in x.map { abs($0) < 0.4 ? 0 : $0 * $0 } })
    let judgement = try judge.judge(student)
    #expect(judgement.marks.first == .failed)
    #expect(!judgement.explanations.contains(.onlyForOne(axis: "N")))
  }

  @Test("a sum over the batch is explained: right for a batch of one only")
  func batch() throws {
    let judge = try Judge(
      Square.exercise(edges: [.sizes("a batch of one", ["N": 1])]),
      Square.certification()
    )
    let student = Square.implementation(backward: { g, x in
      try 2 * g.sum(axis: 0, keepingDimensions: true) * x  // wrong on purpose
    })
    #expect(try judge.judge(student).explanations == [.onlyForOne(axis: "N")])
  }

  @Test("a quotient of whole numbers is explained: 0 for every batch larger than one")
  func wholeQuotient() throws {
    let mean = Square.implementation(
      forward: { $0.squared() / $0.shape[0] },
      backward: { try 2 * $0 * $1 / $1.shape[0] }
    )
    let judge = try Judge(
      Square.exercise(edges: [.sizes("a batch of one", ["N": 1])]),
      Square.certification(reference: mean, solution: mean)
    )
    let student = mean.replacingBackward { (g: Tensor, x: Tensor) in
      try 1 / x.shape[0] * (2 * g * x)  // wrong on purpose
    }
    let judgement = try judge.judge(student)
    #expect(judgement.explanations == [.wholeQuotient(axis: "N")])
    let told = judgement.findings.flatMap { Wording.text($0, about: .gradient("x")) }
    #expect(told.joined(separator: " ").contains("write 1 / Double(N)"))
  }

  @Test("a stub is not started; a half-written one is judged by its written half")
  func notStarted() throws {
    let stub = Square.implementation(
      forward: { _ in throw NotStarted() },
      backward: { _, _ in throw NotStarted() }
    )
    #expect(try Square.judged(stub).state == .notStarted)
    let forwardOnly = Square.implementation(backward: { _, _ in throw NotStarted() })
    #expect(try Square.judged(forwardOnly).marks == [.passed, .notWritten])
    let backwardOnly = Square.implementation(forward: { _ in throw NotStarted() })
    #expect(try Square.judged(backwardOnly).marks == [.notWritten, .rightForIntended])
  }

  @Test("a given forward earns nothing, and does not count as started")
  func givenForward() throws {
    let judge = try Judge(Square.exercise(forwardIsGiven: true), Square.certification())
    let stub = Square.implementation(backward: { _, _ in throw NotStarted() })
    #expect(try judge.judge(stub).state == .notStarted)
    let solved = try judge.judge(Square.right)
    #expect(solved.state == .passed)
    #expect(solved.checks.map(\.earned) == [0, 10])
    let broken = try judge.judge(Square.implementation(backward: { 2 * $1 }))  // wrong on purpose
    #expect(broken.checks.map(\.earned) == [0, 0])
    let forward: @Sendable (Tensor) throws -> Tensor = { 3 * $0.squared() }  // wrong on purpose
    #expect(try judge.judge(Square.implementation(forward: forward)).state == .wrong)
    // A forward that was made to fit the backward pass earns nothing either.
    let fitted = try judge.judge(
      Square.implementation(forward: forward, backward: { try 6 * $0 * $1 })
    )
    #expect(fitted.marks == [.failed, .failed])
    #expect(fitted.earned == 0)
  }
}

@Suite("Contract checks")
struct ContractTests {
  private static let calls = Mutex(0)

  /// A backward pass that breaks one rule, wrong on purpose, and the finding that must say so.
  static let broken: [(@Sendable (Tensor, Tensor) throws -> Tensor, Finding)] = [
    ({ 2 * $1 }, .ignoresUpstream),
    ({ try 2 * $0 * $0 * $1 }, .notLinear),
    ({ try 2 * $0 * $1 + 1 }, .notLinear),
    ({ try 2 * abs($0) * $1 }, .notLinear),
    ({ .zeros(like: $1) }, .allZero(place: "random probe 1")),
    (
      { g, x in
        let call = calls.withLock {
          $0 += 1
          return $0
        }
        return try 2 * g * x + (call > 1 ? 1e-3 : 0)
      }, .notRepeatable(place: "random probe 1")
    ),
  ]

  @Test("each broken rule is found and named", arguments: broken.indices)
  func rule(_ position: Int) throws {
    let (backward, finding) = ContractTests.broken[position]
    let judgement = try Square.judged(Square.implementation(backward: backward))
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.findings.contains(finding), "\(judgement.findings)")
  }

  /// A variable outside the functions, as a student would have it in a property.
  private final class Kept: Sendable { let x = Mutex(Tensor(0)) }

  @Test(
    "a backward that reads what forward left behind in a variable is told so, whether it throws or not",
    arguments: [[], [Exercise.Probe.sizes("a batch of five", ["N": 5])]]
  )
  func variable(_ edges: [Exercise.Probe]) throws {
    let kept = Kept()
    let student = Square.implementation(
      forward: { x in
        kept.x.withLock { $0 = x }
        return x.squared()
      },
      backward: { g, _ in try 2 * g * kept.x.withLock { $0 } }  // wrong on purpose
    )
    let judge = try Judge(Square.exercise(edges: edges), Square.certification())
    let judgement = try judge.judge(student)
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.checks[1].findings == [.keptFromEarlierCall(place: "random probe 1")])
  }

  @Test("shapes are compared before numbers", arguments: [true, false])
  func shapes(inForward: Bool) throws {
    // [2, 3] and [3, 2] hold equally many numbers, which a zip would compare in silence.
    let student =
      inForward
      ? Square.implementation(forward: { try $0.squared().reshaped([3, 2]) })
      : Square.implementation(backward: { try (2 * $0 * $1).reshaped([3, 2]) })
    let expected = Finding.wrongShape(place: "random probe 1", yours: [3, 2], expected: [2, 3])
    #expect(try Square.judged(student).findings.contains(expected))
  }

  @Test("NaN never agrees with a number, nor a number with NaN")
  func notFinite() throws {
    for forward in [Double.nan, .infinity] {
      let judgement = try Square.judged(
        Square.implementation(forward: { x in x.map { $0 > 0 ? $0 * $0 : forward } })
      )
      guard case .notFinite(_, let count, let total, _, _)? = judgement.findings.first else {
        Issue.record("\(judgement.findings)")
        return
      }
      #expect(count > 0 && count < total)
    }
  }

  @Test("the message about wrong argument types lists the right ones")
  func arguments() throws {
    let student = Implementation(
      forward: { (x: Tensor, scale: Double) in scale * x.squared() },
      backward: { (g: Tensor, x: Tensor, scale: Double) in try 2 * g * x }
    )
    let judgement = try Square.judged(student)
    #expect(judgement.state == .wrong)
    #expect(judgement.findings == [.arguments(yours: ["Tensor", "Double"], expected: ["Tensor"])])
  }

  @Test("a gradient under another name is missing")
  func missing() throws {
    let student = Implementation(
      forward: { (x: Tensor) in x.squared() },
      backward: { (g: Tensor, x: Tensor) in (weight: try 2 * g * x, bias: g) }
    )
    let finding = Finding.missing(place: "random probe 1", returned: ["weight", "bias"])
    #expect(try Square.judged(student).findings == [finding])
  }
}
