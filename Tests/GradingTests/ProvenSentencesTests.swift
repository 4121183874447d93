import Foundation
import Grading
import Tensors
import Testing

/// Answers that fit a wrong sentence on the probes by accident, or nearly.
@Suite("Sentences that the numbers prove")
struct ProvenSentencesTests {
  // MARK: - A batch of one

  /// The mean absolute error; its right gradient is sign(x − t) / (N · D).
  private static func absolute(
    _ backward: @escaping @Sendable (Double, Tensor, Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(
      forward: { (x: Tensor, t: Tensor) in try abs(x - t).mean() },
      backward: backward
    )
  }

  @Test("errors that share a sign by accident prove nothing about a batch of one")
  func accident() throws {
    let right = ProvenSentencesTests.absolute { g, x, t in
      try g * sign(x - t) / x.count
    }
    // One sign for all: right wherever all errors have one sign.
    let student = ProvenSentencesTests.absolute { g, x, t in
      try g * sign(Tensor((x - t).sum())).item() * Tensor.ones(like: x) / x.count
    }
    let exercise = Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 2)],
      inputs: [.tensor("x", "N", "D"), .tensor("t", "N", "D", differentiated: false)],
      edges: [.sizes("a batch of one", ["N": 1])],
      student: right,
      file: "FixturesTests/Square.swift"
    )
    var accidents = 0
    for seed in UInt64(0)..<12 {
      let judge = try Judge(
        exercise,
        Square.certification(reference: right, solution: right),
        seed: seed
      )
      let judgement = try judge.judge(student)
      #expect(!judgement.explanations.contains(.onlyForOne(axis: "N")), "seed \(seed)")
      let one = judge.probed.trials.indices.filter {
        judge.probed.trials[$0].name == "a batch of one"
      }
      let answers = try judge.probed.runner.observe(student)[.gradient("x")]
      let right = judge.probed.reference[.gradient("x")]
      accidents += one.filter { answers[$0].outcome == right[$0].outcome }.count
    }
    // Otherwise the test would prove nothing.
    #expect(accidents > 2)
  }

  @Test("a batch of one whose right gradient is 0 proves nothing")
  func zeroForOne() throws {
    // y = x − mean over the batch, so with one example y is 0, whatever x is.
    let forward: @Sendable (Tensor) throws -> Tensor = { try $0 - $0.mean(axis: 0) }
    let right = Square.implementation(forward: forward) { g, _ in try g - g.mean(axis: 0) }
    let student = Square.implementation(forward: forward) { g, x in
      try (g - g.mean(axis: 0)) * x.squared()
    }
    let exercise = Square.exercise(edges: [
      .sizes("a batch of one", ["N": 1]), .sizes("a batch of four", ["N": 4]),
    ])
    let judgement = try Judge(exercise, Square.certification(reference: right, solution: right))
      .judge(student)
    #expect(judgement.state == .wrong)
    #expect(judgement.explanations.isEmpty, "\(judgement.explanations)")
  }

  // MARK: - Not finite

  /// The cross-entropy of probabilities softmax(x) with one-hot targets.
  private static func crossEntropy(
    _ logarithm: @escaping @Sendable (Tensor) throws -> Tensor
  ) -> Implementation {
    Implementation(function: { (x: Tensor, t: Tensor) in
      let terms = try t * logarithm(x)
      return -terms.sum() / Double(x.shape[0])
    })
  }

  private static let stable = crossEntropy { x in
    let shifted = try x - x.max(axis: 1, keepingDimensions: true)
    return try shifted - log(exp(shifted).sum(axis: 1, keepingDimensions: true))
  }
  private static let unshifted = crossEntropy { x in
    try x - log(exp(x).sum(axis: 1, keepingDimensions: true))
  }
  private static let zeroTimesInfinity = crossEntropy { x in
    let powers = try exp(x - x.max(axis: 1, keepingDimensions: true))
    return try log(powers / powers.sum(axis: 1, keepingDimensions: true))
  }

  @Test("\"subtract the largest logit\" is not said to a student who did and multiplies 0 by ∞")
  func notFinite() throws {
    let mistake = KnownMistake("no shift", "Subtract the largest.", ProvenSentencesTests.unshifted)
    let exercise = Exercise(
      .function,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("C", "number of classes", 3)],
      inputs: [.tensor("x", "N", "C"), .tensor("t", "N", "C")],
      edges: [
        .edge("large logits") {
          $0[tensor: "x"] = [[1_000, 0, -1_000], [0, 900, -900]]
          $0[tensor: "t"] = [[1, 0, 0], [0, 1, 0]]
        }
      ],
      student: ProvenSentencesTests.stable,
      file: "FixturesTests/Square.swift"
    )
    let judge = try Judge(
      exercise,
      Certification(
        reference: ProvenSentencesTests.stable,
        solution: ProvenSentencesTests.stable,
        alternatives: [],
        mistakes: [mistake]
      )
    )
    #expect(try judge.judge(ProvenSentencesTests.unshifted).named == ["no shift"])
    let other = try judge.judge(ProvenSentencesTests.zeroTimesInfinity)
    #expect(other.state == .wrong)
    #expect(other.named.isEmpty)
    #expect(other.explanations == [.overflow])
  }

  // MARK: - Known mistakes

  @Test("two known mistakes in one gradient are named as two")
  func two() throws {
    let mistakes = [
      KnownMistake("no 2", "", Square.implementation(backward: { try $0 * $1 })),
      KnownMistake("x twice", "", Square.implementation(backward: { try 2 * $0 * $1 * $1 })),
      KnownMistake(
        "plus x",
        "",
        Square.implementation(backward: { try 2 * $0 * $1 + $1 * $0 * $0 })
      ),
    ]
    let factors = try Square.judged(
      Square.implementation(backward: { try $0 * $1 * $1 }),
      mistakes: mistakes
    )
    #expect(factors.named == ["no 2", "x twice"])
    let terms = try Square.judged(
      Square.implementation(backward: { try $0 * $1 + $1 * $0 * $0 }),
      mistakes: mistakes
    )
    #expect(terms.named == ["no 2", "plus x"])
  }

  @Test("two factors that undo each other in part are not told of what is divided by one size")
  func undoing() throws {
    // The mean over N rows of Σ x²; the student divides by D instead.
    func backward(_ divisor: @escaping @Sendable (Tensor) -> Int) -> Implementation {
      Square.implementation(
        forward: { $0.squared() / $0.shape[0] },
        backward: { try 2 * $0 * $1 / divisor($1) }
      )
    }
    let right = backward { $0.shape[0] }
    let mistakes = [
      KnownMistake("N twice", "", backward { $0.shape[0] * $0.shape[0] }),
      KnownMistake("D for N", "", backward { $0.shape[1] }),
      KnownMistake("sign", "", backward { -1 * $0.shape[0] }),
    ]
    let judge = try Judge(
      Square.exercise(right, edges: [.sizes("other sizes", ["N": 4, "D": 6])]),
      Square.certification(
        reference: right,
        solution: right,
        alternatives: [],
        mistakes: mistakes
      )
    )
    let judgement = try judge.judge(backward { $0.count })
    #expect(judgement.named.isEmpty, "\(judgement.named)")
    #expect(judgement.explanations == [.scaled(.sizes(number: 1, powers: ["D": -1]))])
    // Two factors that leave each other alone are two mistakes.
    let both = try judge.judge(backward { -1 * $0.shape[0] * $0.shape[0] })
    #expect(both.named == ["N twice", "sign"], "\(both.named)")
  }

  @Test(
    "a known mistake without a guard that the known one has is named, where its results are finite"
  )
  func unguarded() throws {
    // y = x / |x|, with 0 at 0. The mistake: |x| / x².
    func student(_ guarded: Bool) -> Implementation {
      Implementation(function: { (x: Tensor) in
        x.map { guarded && $0 == 0 ? 0 : $0.magnitude / ($0 * $0) }
      })
    }
    let right = Implementation(function: { (x: Tensor) in
      x.map { $0 == 0 ? 0 : $0 / $0.magnitude }
    })
    let exercise = Exercise(
      .function,
      axes: [.axis("D", "number of entries", 3)],
      inputs: [.tensor("x", "D")],
      edges: [.edge("a zero") { $0[tensor: "x"] = [1, 0, -2] }],
      student: right,
      file: "FixturesTests/Square.swift"
    )
    let judge = try Judge(
      exercise,
      Certification(
        reference: right,
        solution: right,
        alternatives: [],
        mistakes: [KnownMistake("swapped", "", student(true))]
      )
    )
    #expect(try judge.judge(student(true)).named == ["swapped"])
    #expect(try judge.judge(student(false)).named == ["swapped"])
  }

  @Test("another spelling of a mistake has its name, and is certified like the first")
  func spellings() throws {
    // Wrong for negative entries, with −0 or without.
    let mistake = KnownMistake(
      "sign lost",
      "",
      Square.implementation(backward: { try 2 * $0 * abs($1) })
    )
    .or(Square.implementation(backward: { try 2 * $0 * maximum($1, 0) }))
    for wrong in [
      Square.implementation(backward: { try 2 * $0 * abs($1) }),
      Square.implementation(backward: { try 2 * $0 * maximum($1, 0) }),
    ] {
      #expect(try Square.judged(wrong, mistakes: [mistake]).named == ["sign lost"])
    }
    // A single entry is wrong in another way. The smallest case shows the spelling that was named.
    let odd = Square.implementation(backward: { g, x in
      x.count == 1 ? 0 * x + 7 : try 2 * g * maximum(x, 0)
    })
    let smallest = try #require(try Square.judged(odd, mistakes: [mistake]).smallest)
    let wrong = zip(smallest.yours.scalars, smallest.reference.scalars).filter { $0 != $1 }
    #expect(!wrong.isEmpty && wrong.allSatisfy { $0.0 == 0 })
    let report = certify(SpelledGrader.self)
    #expect(report.problems.isEmpty, "\(report.problems)")
    #expect(report.matrix.map(\.mistake).count { $0 == "upstream ignored" } == 2)
  }

  @Test("nothing is named where no result on a random probe is finite")
  func nothingFinite() throws {
    let student = Square.implementation(backward: { g, _ in g.map { _ in .nan } })
    let judgement = try Square.judged(student, mistakes: [Square.mistakes[0]])
    #expect(judgement.state == .wrong)
    #expect(judgement.named.isEmpty)
  }

  @Test("the smallest case shows what the general explanation says")
  func claimed() throws {
    let student = Square.implementation(backward: { g, x in
      x.count == 1 ? 0 * x + 7 : try 4 * g * x
    })
    let judgement = try Square.judged(student)
    #expect(judgement.explanations == [.scaled(.number(2))])
    let smallest = try #require(judgement.smallest)
    #expect(smallest.yours.scalars == smallest.reference.scalars.map { 2 * $0 })
  }

  // MARK: - Precision

  @Test("single precision is told as such: of the result, of an argument, of the upstream gradient")
  func singlePrecision() throws {
    @Sendable func single(_ x: Tensor) -> Tensor { x.map { Double(Float($0)) } }
    func explanations(_ backward: @escaping @Sendable (Tensor, Tensor) throws -> Tensor) throws
      -> [Explanation]
    {
      try Square.judged(Square.implementation(backward: backward)).explanations
    }
    #expect(try explanations { single(try 2 * $0 * $1) } == [.singlePrecision(of: [])])
    #expect(try explanations { try 2 * $0 * single($1) } == [.singlePrecision(of: ["x"])])
    #expect(try explanations { try 2 * single($0) * $1 } == [.singlePrecision(of: ["upstream"])])
    #expect(
      try explanations { try 2 * single($0) * single($1) } == [
        .singlePrecision(of: ["x", "upstream"])
      ]
    )
    let forward = Square.implementation(forward: { single($0.squared()) })
    #expect(try Square.judged(forward).explanations.first == .singlePrecision(of: []))
    let message = Wording.text(.singlePrecision(of: ["x", "upstream"]), axes: [])
    #expect(
      message.joined(separator: " ").contains("for x and upstream rounded to single precision")
    )
  }

  @Test("a sign and a factor are both told")
  func signAndFactor() throws {
    let judgement = try Square.judged(Square.implementation(backward: { try -6 * $0 * $1 }))
    #expect(judgement.explanations == [.scaled(.number(-3))])
    let text = Wording.text(.scaled(.number(-3)), axes: []).joined(separator: " ")
    #expect(text == "Every entry of yours has the wrong sign, and 3 times the right magnitude.")
    let sizes = Wording.text(
      .scaled(.sizes(number: -1, powers: ["N": 1])),
      axes: [.axis("N", "batch size", 3, role: .batch)]
    ).joined(separator: " ")
    #expect(sizes.contains("−3 times") && sizes.contains("The sign is wrong, too."))
  }

  // MARK: - Lists

  /// Two outputs, x·y and x + y.
  private static func pair(
    _ backward: @escaping @Sendable ([Tensor], Tensor, Tensor) throws -> (x: Tensor, y: Tensor)
  ) throws -> Judge.Judgement {
    @Sendable func forward(_ x: Tensor, _ y: Tensor) throws -> [Tensor] { [try x * y, try x + y] }
    let right = Implementation(
      forward: forward,
      backward: { (g: [Tensor], x: Tensor, y: Tensor) in
        (x: try g[0] * y + g[1], y: try g[0] * x + g[1])
      }
    )
    let exercise = Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D"), .tensor("y", "N", "D")],
      student: right,
      file: "FixturesTests/Square.swift"
    )
    return try Judge(exercise, Square.certification(reference: right, solution: right))
      .judge(Implementation(forward: forward, backward: backward))
  }

  @Test("of several outputs, the one whose upstream gradient is not used is told")
  func outputs() throws {
    let unused = try ProvenSentencesTests.pair { g, x, y in
      (x: try g[0] * y, y: try g[0] * x + g[1])
    }
    #expect(unused.explanations == [.outputUnused("1")])
  }

  @Test("a sentence about some tensors of a list names their positions")
  func elements() throws {
    let right = Implementation(
      forward: { (list: [Tensor]) in Tensor(list[0].sum() + 3 * list[1].squared().sum()) },
      backward: { (g: Tensor, list: [Tensor]) in
        [try g.item() * Tensor.ones(like: list[0]), try 6 * g.item() * list[1]]
      }
    )
    let student = Implementation(
      forward: { (list: [Tensor]) in Tensor(list[0].sum() + 3 * list[1].squared().sum()) },
      backward: { (g: Tensor, list: [Tensor]) in
        [try g.item() * Tensor.ones(like: list[0]), try 3 * g.item() * list[1]]
      }
    )
    let exercise = Exercise(
      .differentiable,
      axes: [.axis("D", "number of features", 3)],
      inputs: [
        .made("list", differentiated: true) { sizes, random in
          [
            try Tensor.normal([2], using: &random),
            try Tensor.normal([sizes["D"] ?? 3, 2], using: &random),
          ]
        }
      ],
      student: right,
      file: "FixturesTests/Square.swift"
    )
    let judgement = try Judge(exercise, Square.certification(reference: right, solution: right))
      .judge(student)
    #expect(judgement.explanations == [.elements([1], .scaled(.number(0.5)))])
    let text = Wording.text(.elements([1], .scaled(.number(0.5))), axes: []).joined(separator: " ")
    #expect(text.hasPrefix("In [1] of the list: Every entry of yours is half"))
  }

  // MARK: - Headings

  @Test("what an error prevented is not called wrong")
  func threw() throws {
    let student = Square.implementation(backward: { _, x in try x.reshaped([7, 7]) })
    let lines = try Square.judged(student).checks.map(Wording.line)
    #expect(lines[1] == "✘ backward: ∂L/∂x was not judged, because of an error")
  }
}

/// A grader one of whose mistakes has two spellings: without the upstream gradient, and with its sign alone.
struct SpelledGrader: Certified {
  static let exercise = Square.exercise()
  static let certification = Square.certification(
    mistakes: [
      Square.mistakes[0],
      Square.mistakes[1].or(Square.implementation(backward: { try 2 * sign($0) * $1 })),
      Square.mistakes[2],
    ]
  )
}
