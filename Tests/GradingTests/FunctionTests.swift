import Foundation
import Grading
import Synchronization
import Tensors
import Testing

@Suite("Functions")
struct FunctionTests {
  @Test("a list of tensors is compared shape by shape, and shrunk to small whole numbers")
  func lists() throws {
    let exercise = Exercise(
      .function,
      axes: [.axis("N", "length", 2)],
      inputs: [
        .made("list") { sizes, random in
          [try Tensor.normal([sizes["N"] ?? 1, 3], using: &random), [0.1, 0.2]]
        }
      ],
      student: Implementation(function: { (list: [Tensor]) in list }),
      file: "FixturesTests/Doubled.swift"
    )
    let doubled = Implementation(function: { (list: [Tensor]) in list.map { 2 * $0 } })
    let judge = try Judge(
      exercise,
      Certification(reference: doubled, solution: doubled, alternatives: [], mistakes: [])
    )
    #expect(try judge.judge(doubled).state == .passed)
    let smallest = try judge.judge(exercise.student).smallest
    #expect(smallest?.arguments["list"] == .tensors([[[1, 2, -1]], [3, -2]]))
    // Explanations about axes must not be tried on a list, whose tensors have no common axes.
    let signs = Implementation(function: { (list: [Tensor]) in list.map { 2 * maximum($0, 0) } })
    #expect(
      try !judge.judge(signs).findings.contains {
        if case .explanation = $0 { true } else { false }
      }
    )
    let reshaped = Implementation(
      function: { (list: [Tensor]) in [try list[0].reshaped([3, 2]), list[1]] })
    #expect(
      try judge.judge(reshaped).findings == [
        .wrongShapes(place: "random probe 1", yours: [[3, 2], [2]], expected: [[2, 3], [2]])
      ]
    )
  }

  /// The larger and the smaller root of x² + px + q, for probes with two real roots.
  private static func judged(
    _ student: @escaping @Sendable (Double, Double) throws -> (large: Double, small: Double)
  ) throws -> Judge.Judgement {
    let reference = Implementation(
      function: { (p: Double, q: Double) in
        let root = (p * p / 4 - q).squareRoot()
        return (large: -p / 2 + root, small: -p / 2 - root)
      })
    let exercise = Exercise(
      .function,
      points: 7,
      inputs: [.setting("p", in: 5...9), .setting("q", in: -2...2)],
      edges: [.edge("q = 0") { $0["q"] = .number(0) }],
      student: Implementation(function: student),
      file: "FixturesTests/Roots.swift"
    )
    let certification = Certification(
      reference: reference,
      solution: reference,
      alternatives: [],
      mistakes: [
        KnownMistake(
          "sign of p",
          "The sign of p is wrong.",
          Implementation(
            function: { (p: Double, q: Double) in
              let root = (p * p / 4 - q).squareRoot()
              return (large: p / 2 + root, small: p / 2 - root)
            })
        )
      ]
    )
    return try Judge(exercise, certification).judge(exercise.student)
  }

  @Test("each labelled result is a check with its share of the points")
  func results() throws {
    let judgement = try FunctionTests.judged { p, q in
      let root = (p * p / 4 - q).squareRoot()
      return (large: -p / 2 + root, small: q / (-p / 2 + root))  // wrong on purpose: 0/0
    }
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.checks.map(\.possible) == [3, 4])
    guard case .notFinite(let place, _, _, _, _)? = judgement.findings.first else {
      Issue.record("\(judgement.findings)")
      return
    }
    #expect(place == "q = 0")
  }

  @Test("both results of a function can be wrong without an explanation")
  func matrix() throws {
    let reference = Implementation(function: { (x: Tensor) in (sum: try x.sum(axis: 0), x: x) })
    let exercise = Exercise(
      .function,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D")],
      student: Implementation(
        function: { (x: Tensor) in  // wrong on purpose
          (sum: try exp(x).sum(axis: 0), x: try x * cos(x))
        }),
      file: "FixturesTests/Sum.swift"
    )
    let judge = try Judge(
      exercise,
      Certification(reference: reference, solution: reference, alternatives: [], mistakes: [])
    )
    #expect(try judge.judge(exercise.student).marks == [.failed, .failed])
  }

  @Test("another correct formula passes")
  func right() throws {
    let judgement = try FunctionTests.judged { p, q in
      let small = -p / 2 - (p * p / 4 - q).squareRoot()
      return (large: q / small, small: small)
    }
    #expect(judgement.state == .passed)
  }

  @Test("a known mistake, an error and a stub get different verdicts")
  func wrong() throws {
    let wrong = try FunctionTests.judged { p, q in
      let root = (p * p / 4 - q).squareRoot()
      return (large: p / 2 + root, small: p / 2 - root)
    }
    #expect(wrong.named == ["sign of p"])
    let failing = try FunctionTests.judged { _, _ in throw TensorError.negativeSize(shape: [-1]) }
    #expect(failing.marks == [.failed, .failed])
    // Wrong on purpose: throws on some probes and is right on the others, which must not be compared with
    // the right results of the probes before.
    let sometimes = try FunctionTests.judged { p, q in
      if q != 0 { throw TensorError.negativeSize(shape: [-1]) }
      let root = (p * p / 4 - q).squareRoot()
      return (large: -p / 2 + root, small: -p / 2 - root)
    }
    for check in sometimes.checks {
      guard case .threw(let place, _)? = check.findings.first else {
        Issue.record("\(check.findings)")
        continue
      }
      #expect(place == "random probe 1")
    }
    #expect(try FunctionTests.judged { _, _ in throw NotStarted() }.state == .notStarted)
  }

  /// The judgement of a function of n = 3 that should say whether n is even, and which numbers are below n.
  private static func counting(
    _ student: @escaping @Sendable (Int) throws -> (isEven: Bool, below: [Int])
  ) throws -> Judge.Judgement {
    let right = Implementation(function: { (n: Int) in (isEven: n % 2 == 0, below: Array(0..<n)) })
    let exercise = Exercise(
      .function,
      inputs: [.made("n") { _, _ in 3 }],
      student: Implementation(function: student),
      file: "FixturesTests/Counting.swift"
    )
    return try Judge(
      exercise,
      Certification(reference: right, solution: right, alternatives: [], mistakes: [])
    ).judge(exercise.student)
  }

  @Test("an axis of the smallest case is not smaller than its least size", arguments: [1, 2])
  func least(_ least: Int) throws {
    let double = Implementation(function: { (x: Tensor) in 2 * x })
    let exercise = Exercise(
      .function,
      axes: [.axis("C", "number of classes", 5, atLeast: least)],
      inputs: [.tensor("x", "C")],
      student: Implementation(function: { (x: Tensor) in 3 * x }),  // wrong on purpose
      file: "FixturesTests/Doubled.swift"
    )
    let certification = Certification(
      reference: double,
      solution: double,
      alternatives: [],
      mistakes: []
    )
    let judgement = try Judge(exercise, certification).judge(exercise.student)
    #expect(judgement.smallest?.reference.scalars.count == least)
  }

  @Test("a schedule that depends on earlier calls is rejected")
  func schedules() throws {
    let falling = Implementation(schedule: { (epoch: Int, factor: Double) in
      (0..<epoch).reduce(1) { rate, _ in rate * factor }
    })
    let last = Mutex(1.0)
    let exercise = Exercise(
      .function,
      inputs: [.made("epochs") { _, _ in 4 }, .setting("factor", in: 0.1...0.9)],
      student: Implementation(schedule: { (epoch: Int, factor: Double) in
        last.withLock {
          $0 = epoch == 0 ? 1 : $0 * factor  // wrong on purpose: right in the order 0, 1, 2, 3
          return $0
        }
      }),
      file: "FixturesTests/Falling.swift"
    )
    let certification = Certification(
      reference: falling,
      solution: falling,
      alternatives: [],
      mistakes: []
    )
    let judge = try Judge(exercise, certification)
    #expect(try judge.judge(falling).state == .passed)
    #expect(
      try judge.judge(exercise.student).findings == [.keptFromEarlierCall(place: "random probe 1")]
    )
  }

  @Test("an extra axis of size 1 is named by its number")
  func keptAxis() throws {
    let sum = Implementation(function: { (x: Tensor) in try x.sum(axis: 0) })
    let exercise = Exercise(
      .function,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D")],
      student: Implementation(
        function: { (x: Tensor) in try x.sum(axis: 0, keepingDimensions: true) }),
      file: "FixturesTests/Sum.swift"
    )
    let certification = Certification(reference: sum, solution: sum, alternatives: [], mistakes: [])
    let text = try Judge(exercise, certification).judge(exercise.student).findings.flatMap(\.text)
    #expect(
      text == [
        "On random probe 1, the shape is [1, 3], but should be [3].",
        "The values are right, but yours has an extra axis of size 1, axis 0: sum without",
        "keepingDimensions, or remove the axis with squeezingAxis(at: 0).",
      ]
    )
  }

  @Test("a truth value is shown in words")
  func flags() throws {
    let judgement = try FunctionTests.counting { n in
      (isEven: n % 2 == 1, below: Array(0..<n))  // wrong on purpose
    }
    #expect(judgement.marks == [.failed, .passed])
    let text = try #require(judgement.findings.first).text
    #expect(text == ["On random probe 1, it is true, but should be false."])
  }

  @Test("a list of the wrong length is shown with the arguments")
  func lengths() throws {
    let judgement = try FunctionTests.counting { n in
      (isEven: n % 2 == 0, below: Array(0...n))  // wrong on purpose
    }
    #expect(judgement.marks == [.passed, .failed])
    #expect(
      judgement.findings.map(\.text) == [
        ["On random probe 1, it is [0, 1, 2, 3], but should be [0, 1, 2]."],
        ["Smallest case: n = 3", "               below = [0, 1, 2]; yours is [0, 1, 2, 3]"],
      ]
    )
  }

  @Test("an error on an earlier probe comes before a wrong value on a later one")
  func errorFirst() throws {
    let judgement = try FunctionTests.judged { p, q in
      guard q == 0 else { throw TensorError.negativeSize(shape: [-1]) }
      return (large: 0, small: -p)  // wrong on purpose: right at q = 0 for `large` alone
    }
    for check in judgement.checks {
      guard case .threw("random probe 1", _)? = check.findings.first else {
        Issue.record("\(check)")
        continue
      }
    }
    let later = try FunctionTests.judged { p, q in
      guard q != 0 else { throw TensorError.negativeSize(shape: [-1]) }
      let root = (p * p / 4 - q).squareRoot()
      return (large: -p / 2 + root, small: 0)  // wrong on purpose
    }
    guard case .threw("q = 0", _)? = later.checks[0].findings.first,
      case .differs(let difference)? = later.checks[1].findings.first
    else {
      Issue.record("\(later.checks)")
      return
    }
    #expect(difference.place == "random probe 1")
  }
}

extension Finding {
  /// The message for the student.
  fileprivate var text: [String] { Wording.text(self, about: nil) }
}
