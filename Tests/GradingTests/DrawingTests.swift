import Grading
import Synchronization
import Tensors
import Testing

/// Dropout whose mask forward draws: 0 with the probability `rate`, else 1/(1 − rate); all ones at evaluation.
enum DroppingOut {
  typealias Drawn = (y: Tensor, mask: Tensor)

  static func forward(
    _ x: Tensor,
    rate: Double,
    training: Bool,
    using random: inout RandomSource
  ) throws -> Drawn {
    let mask =
      training
      ? try Tensor.uniform(x.shape, using: &random).map { $0 < rate ? 0 : 1 / (1 - rate) }
      : .ones(like: x)
    return (y: try x * mask, mask: mask)
  }

  static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    rate: Double,
    training: Bool,
    mask: Tensor
  ) throws -> Tensor { try upstream * mask }

  static let solution = Implementation(drawing: forward, backward: backward)

  static let reference = solution.given(
    "mask",
    forward: { (x: Tensor, rate: Double, training: Bool, mask: Tensor) in try x * mask },
    backward: DroppingOut.backward
  )

  /// A student's functions; those that are not given are right.
  static func student(
    forward: @escaping @Sendable (Tensor, Double, Bool, inout RandomSource) throws -> Drawn = {
      try DroppingOut.forward($0, rate: $1, training: $2, using: &$3)
    },
    backward:
      @escaping @Sendable (_ g: Tensor, _ x: Tensor, _ rate: Double, _ mask: Tensor) throws
      -> Tensor = { g, _, _, mask in try g * mask }
  ) -> Implementation {
    Implementation(
      drawing: forward,
      backward: { (g: Tensor, x: Tensor, rate: Double, training: Bool, mask: Tensor) in
        try backward(g, x, rate, mask)
      }
    )
  }

  private static func isTraining(_ arguments: Exercise.Arguments) -> Bool {
    arguments["training"].scalars == [1]
  }

  private static func rate(_ arguments: Exercise.Arguments) -> Double {
    arguments["rate"].scalars[0]
  }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
    inputs: [
      .tensor("x", "N", "D"), .setting("rate", in: 0.1...0.4), .made("training") { _, _ in true },
    ],
    outputs: [
      "y",
      .drawn(
        "mask",
        [
          .values { isTraining($0) ? [0, 1 / (1 - rate($0))] : [1] },
          .mean(
            { _ in 1 },
            standardDeviation: { isTraining($0) ? (rate($0) / (1 - rate($0))).squareRoot() : 0 }
          ),
          .independence,
        ]
      ),
    ],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .edge("evaluation") { $0["training"] = .flag(false) },
    ],
    student: solution,
    file: "FixturesTests/Square.swift"
  )

  static let mistakes = [
    KnownMistake(
      "keep and drop swapped",
      "The rate is the share that is dropped, and you kept that share.",
      student(forward: swapped)
    ),
    KnownMistake(
      "mask without its scale",
      "The mask is 1 where it keeps: make it 1/(1 − rate).",
      student(forward: unscaled)
    ),
    KnownMistake(
      "mask not applied in backward",
      "What was dropped has no gradient.",
      reference.changingGradient("x") { _, upstream in upstream }
    ),
    KnownMistake(
      "output scaled twice",
      "The mask has the scale already.",
      reference.replacingForward { x, rate, mask in try x * mask / (1 - rate) }
    ),
  ]

  static let certification = Certification(
    reference: reference,
    solution: solution,
    alternatives: right,
    mistakes: mistakes
  )

  static func judged(
    _ student: Implementation,
    mistakes: [KnownMistake] = [],
    seed: UInt64 = Exercise.defaultSeed
  ) throws -> Judge.Judgement {
    let certification = Certification(
      reference: reference,
      solution: solution,
      alternatives: [],
      mistakes: mistakes
    )
    return try Judge(exercise, certification, seed: seed).judge(student)
  }

  // MARK: - Right styles

  static let right = [
    Alternative(
      "entry by entry, the last column first",
      student(forward: { x, rate, training, random in
        var mask = Tensor.ones(like: x)
        guard training else { return (y: x, mask: mask) }
        for d in (0..<x.shape[1]).reversed() {
          for n in 0..<x.shape[0] { mask[n, d] = random.uniform() < rate ? 0 : 1 / (1 - rate) }
        }
        return (y: try x * mask, mask: mask)
      })
    ),
    Alternative(
      "numbers above 1 − rate are dropped",
      student(
        forward: { x, rate, training, random in
          guard training else { return (y: x, mask: .ones(like: x)) }
          let kept = try Tensor.uniform(x.shape, using: &random) .< (1 - rate)
          return (y: try x * kept / (1 - rate), mask: kept / (1 - rate))
        },
        backward: { g, _, _, mask in try mask * g }
      )
    ),
    Alternative(
      "numbers are drawn at evaluation too, and ignored",
      student(forward: { x, rate, training, random in
        let drawn = try Tensor.uniform(x.shape, using: &random)
        let mask = training ? (drawn .> rate) / (1 - rate) : Tensor.ones(like: x)
        return (y: try x * mask, mask: mask)
      })
    ),
    Alternative(
      "more numbers are drawn where x is positive, so that the mask depends on x",
      student(forward: { x, rate, training, random in
        guard training else { return (y: x, mask: .ones(like: x)) }
        let mask = x.map { entry in
          if entry > 0 { _ = random.next() }
          return random.uniform() < rate ? 0 : 1 / (1 - rate)
        }
        return (y: try x * mask, mask: mask)
      })
    ),
    Alternative(
      "the mask depends on every digit of x",
      student(forward: { x, rate, training, random in
        guard training else { return (y: x, mask: .ones(like: x)) }
        let mask = x.map { entry in
          var own = RandomSource(seed: random.next() ^ entry.bitPattern)
          return own.uniform() < rate ? 0 : 1 / (1 - rate)
        }
        return (y: try x * mask, mask: mask)
      })
    ),
    Alternative(
      "the mask comes first",
      Implementation(
        drawing: { (x: Tensor, rate: Double, training: Bool, random: inout RandomSource) in
          let (y, mask) = try forward(x, rate: rate, training: training, using: &random)
          return (mask: mask, y: y)
        },
        backward: DroppingOut.backward
      )
    ),
  ]

  // MARK: - Wrong styles, each wrong on purpose

  /// A mask, and x times it.
  private static func drawn(
    _ x: Tensor,
    _ training: Bool,
    _ mask: () throws -> Tensor
  ) throws -> Drawn {
    guard training else { return (y: x, mask: .ones(like: x)) }
    let mask = try mask()
    return (y: try x * mask, mask: mask)
  }

  @Sendable static func swapped(
    _ x: Tensor,
    _ rate: Double,
    _ training: Bool,
    _ random: inout RandomSource
  ) throws -> Drawn {
    try drawn(x, training) {
      try Tensor.uniform(x.shape, using: &random).map { $0 < rate ? 1 / (1 - rate) : 0 }
    }
  }

  @Sendable static func unscaled(
    _ x: Tensor,
    _ rate: Double,
    _ training: Bool,
    _ random: inout RandomSource
  ) throws -> Drawn {
    try drawn(x, training) { try Tensor.uniform(x.shape, using: &random) .>= rate }
  }

  /// A mask of a source.
  private static func mask(_ shape: [Int], _ rate: Double, _ random: inout RandomSource) throws
    -> Tensor
  {
    try Tensor.uniform(shape, using: &random).map { $0 < rate ? 0 : 1 / (1 - rate) }
  }

  struct Wrong: CustomTestStringConvertible, Sendable {
    var name: String
    /// The marks of y, mask and the gradient.
    var marks: [Check.Mark]
    /// A part of the message.
    var says: String
    var student: Implementation

    init(_ name: String, _ marks: [Check.Mark], _ says: String, _ student: Implementation) {
      (self.name, self.marks, self.says, self.student) = (name, marks, says, student)
    }

    var testDescription: String { name }
  }

  private final class Kept: Sendable {
    private let kept = Mutex<Tensor?>(nil)

    func callAsFunction(_ x: Tensor, _ make: () throws -> Tensor) rethrows -> Tensor {
      try kept.withLock { kept in
        if let kept, kept.shape == x.shape { return kept }
        let made = try make()
        kept = made
        return made
      }
    }
  }

  private static let kept = Kept()

  static let wrong = [
    Wrong(
      "nothing is dropped",
      [.passed, .failed, .passed],
      "an entry of mask is 1, which must not occur",
      student(forward: { x, _, _, _ in (y: x, mask: .ones(like: x)) })
    ),
    Wrong(
      "all entries are scaled, and none is dropped",
      [.passed, .failed, .passed],
      "The mean of mask is wrong",
      student(forward: { x, rate, training, _ in
        try drawn(x, training) { x.map { _ in 1 / (1 - rate) } }
      })
    ),
    Wrong(
      "one number for each row",
      [.passed, .failed, .passed],
      "entries of mask",
      student(forward: { x, rate, training, random in
        try drawn(x, training) { try mask([x.shape[0], 1], rate, &random).broadcast(to: x.shape) }
      })
    ),
    Wrong(
      "one number for each column",
      [.passed, .failed, .passed],
      "entries of mask",
      student(forward: { x, rate, training, random in
        try drawn(x, training) { try mask([1, x.shape[1]], rate, &random).broadcast(to: x.shape) }
      })
    ),
    Wrong(
      "mask without its scale",
      [.passed, .failed, .passed],
      "an entry of mask is 1, which must not occur",
      student(forward: unscaled)
    ),
    Wrong(
      "keep and drop swapped",
      [.passed, .failed, .passed],
      "The mean of mask is wrong",
      student(forward: swapped)
    ),
    Wrong(
      "a source with a seed of its own",
      [.passed, .failed, .passed],
      "not from one of your own with a fixed seed",
      student(forward: { x, rate, training, _ in
        var own = RandomSource(seed: 1)
        return try drawn(x, training) { try mask(x.shape, rate, &own) }
      })
    ),
    Wrong(
      "a source that nobody can repeat",
      [.passed, .failed, .passed],
      "sources of the same seed gave different numbers",
      student(forward: { x, rate, training, _ in
        var own = RandomSource(seed: .random(in: 0...UInt64.max))
        return try drawn(x, training) { try mask(x.shape, rate, &own) }
      })
    ),
    Wrong(
      "a copy of the source",
      [.passed, .failed, .passed],
      "The source did not move on",
      student(forward: { x, rate, training, random in
        var copy = random
        return try drawn(x, training) { try mask(x.shape, rate, &copy) }
      })
    ),
    Wrong(
      "the mask of an earlier call",
      [.passed, .failed, .passed],
      "kept from an earlier call",
      student(forward: { x, rate, training, random in
        try drawn(x, training) { try kept(x) { try mask(x.shape, rate, &random) } }
      })
    ),
    Wrong(
      "a mask of the shape of one row",
      [.notReached, .failed, .rightForIntended],
      "the shape is [4], but should be [3, 4]",
      student(forward: { x, rate, training, random in
        try drawn(x, training) { try mask([x.shape[1]], rate, &random) }
      })
    ),
    Wrong(
      "not a number",
      [.notReached, .failed, .rightForIntended],
      "not finite",
      student(forward: { x, rate, training, random in
        try drawn(x, training) { try mask(x.shape, rate, &random) * .nan }
      })
    ),
    Wrong(
      "another mask for the output than the one that is returned",
      [.failed, .passed, .rightForIntended],
      "y is wrong",
      student(forward: { x, rate, training, random in
        let first = try drawn(x, training) { try mask(x.shape, rate, &random) }
        let second = try drawn(x, training) { try mask(x.shape, rate, &random) }
        return (y: first.y, mask: second.mask)
      })
    ),
    Wrong(
      "output scaled twice, with its gradient",
      [.failed, .passed, .followThrough],
      "y is wrong",
      student(
        forward: { x, rate, training, random in
          let right = try DroppingOut.forward(x, rate: rate, training: training, using: &random)
          return (y: right.y / (1 - rate), mask: right.mask)
        },
        backward: { g, _, rate, mask in try g * mask / (1 - rate) }
      )
    ),
    Wrong(
      "the training flag is ignored",
      [.passed, .failed, .passed],
      "On evaluation",
      student(forward: { x, rate, _, random in
        try drawn(x, true) { try mask(x.shape, rate, &random) }
      })
    ),
    Wrong(
      "mask not applied in backward",
      [.passed, .passed, .failed],
      "∂L/∂x is wrong",
      student(backward: { g, _, _, _ in g })
    ),
    Wrong(
      "mask made again in backward",
      [.passed, .passed, .failed],
      "∂L/∂x is wrong",
      student(backward: { g, x, rate, _ in
        var random = RandomSource(seed: 0)
        return try g * mask(x.shape, rate, &random)
      })
    ),
    Wrong(
      "what was dropped gets the gradient",
      [.passed, .passed, .failed],
      "∂L/∂x is wrong",
      student(backward: { g, _, rate, mask in try g * (1 / (1 - rate) - mask) })
    ),
    Wrong(
      "upstream ignored",
      [.passed, .passed, .failed],
      "does not change when the upstream gradient changes",
      student(backward: { _, _, _, mask in mask })
    ),
  ]
}

extension Implementation {
  /// The same functions with another output for the arguments and what was drawn.
  fileprivate func replacingForward(
    _ forward: @escaping @Sendable (Tensor, Double, Tensor) throws -> Tensor
  ) -> Implementation {
    DroppingOut.solution.given(
      "mask",
      forward: { (x: Tensor, rate: Double, _: Bool, mask: Tensor) in try forward(x, rate, mask) },
      backward: DroppingOut.backward
    )
  }
}

@Suite("A forward that draws")
struct DrawingTests {
  private static let seeds: [UInt64] = isFullRun ? Array(1...50) : [1, 2]

  private static func message(_ judgement: Judge.Judgement) -> String {
    judgement.checks.flatMap { check in
      [Wording.line(check)] + check.findings.flatMap { Wording.text($0, about: check.subject) }
    }.joined(separator: " ")
  }

  @Test("right styles pass, whatever they draw", arguments: DroppingOut.right.indices)
  func right(_ position: Int) throws {
    let style = DroppingOut.right[position]
    for seed in DrawingTests.seeds {
      let judgement = try DroppingOut.judged(style.implementation, seed: seed)
      #expect(
        judgement.state == .passed,
        "\(style.name), \(seed): \(DrawingTests.message(judgement))"
      )
    }
  }

  @Test("what is drawn, the output and the gradient each lose their own points")
  func points() throws {
    let judgement = try DroppingOut.judged(DroppingOut.solution)
    #expect(judgement.checks.map(\.subject) == [.output("y"), .draws("mask"), .gradient("x")])
    #expect(judgement.checks.map(\.possible) == [2, 2, 6])
    #expect(
      judgement.checks.map(Wording.line) == [
        "✔ forward: y agrees with the reference on 8 probes",
        "✔ forward: mask is drawn right on 8 probes", "✔ backward: ∂L/∂x",
      ]
    )
  }

  @Test(
    "wrong styles lose the points of what is wrong, and are told what it is",
    arguments: DroppingOut.wrong
  )
  func wrong(_ wrong: DroppingOut.Wrong) throws {
    for seed in DrawingTests.seeds {
      let judgement = try DroppingOut.judged(wrong.student, seed: seed)
      let message = DrawingTests.message(judgement)
      #expect(judgement.marks == wrong.marks, "seed \(seed): \(message)")
      #expect(message.contains(wrong.says), "seed \(seed): \(message)")
    }
  }

  @Test("known mistakes are named, those of the draws and those of the functions")
  func named() throws {
    func named(_ student: Implementation) throws -> [String] {
      try DroppingOut.judged(student, mistakes: DroppingOut.mistakes).named
    }
    for mistake in DroppingOut.mistakes {
      #expect(try named(mistake.implementation) == [mistake.name])
    }
    // Masks that are drawn in another order, with the same mistakes in the functions.
    let order = DroppingOut.right[0].implementation
    #expect(
      try named(order.changingGradient("x") { _, upstream in upstream })
        == ["mask not applied in backward"]
    )
    #expect(try named(order).isEmpty)
  }

  @Test("a predicate on a large sample recognises a mistake in any order of drawing")
  func recognised() throws {
    let swapped = KnownMistake(
      "keep and drop swapped",
      "The rate is the share that is dropped.",
      DroppingOut.student(forward: DroppingOut.swapped),
      recognisedBy: { (mask: Tensor, arguments: Exercise.Arguments) in
        let dropped = (mask .== 0).sum() / Double(mask.count)
        return Swift.abs(dropped - 1 + arguments["rate"].scalars[0]) < 0.05
      }
    )
    let student = DroppingOut.student(forward: { x, rate, training, random in
      _ = random.next()
      return try DroppingOut.swapped(x, rate, training, &random)
    })
    #expect(try DroppingOut.judged(student, mistakes: [swapped]).named == [swapped.name])
    #expect(try DroppingOut.judged(DroppingOut.solution, mistakes: [swapped]).named.isEmpty)
  }

  @Test(
    "the grader is certified",
    .enabled(if: isFullRun, "judges every right style with 200 seeds")
  )
  func certified() {
    let report = certify(DroppingOutGrader.self)
    #expect(report.problems.isEmpty, "\(report.problems)")
    #expect(report.automatic.count > 12)
  }

  @Test("a function with other parameters of backward is told which they are")
  func parameters() throws {
    let student = Implementation(
      drawing: DroppingOut.forward,
      backward: { (g: Tensor, x: Tensor, mask: Tensor, rate: Double, training: Bool) in
        try g * mask
      }
    )
    let judgement = try DroppingOut.judged(student)
    #expect(
      judgement.findings == [
        .arguments(
          yours: ["Tensor", "Tensor", "Tensor", "Double", "Bool"],
          expected: ["Tensor", "Tensor", "Double", "Bool", "Tensor"]
        )
      ]
    )
  }

  @Test("a stub is not started")
  func stub() throws {
    let stub = DroppingOut.student(
      forward: { _, _, _, _ in throw NotStarted() },
      backward: { _, _, _, _ in throw NotStarted() }
    )
    #expect(try DroppingOut.judged(stub).state == .notStarted)
  }

  @Test("a package with recorded answers judges what it can, and says what it cannot")
  func recorded() throws {
    let recording = try record(DroppingOut.exercise, DroppingOut.certification)
    let judge = try Judge(DroppingOut.exercise, recording.certification)
    #expect(try judge.judge(DroppingOut.solution).state == .passed)
    for style in DroppingOut.right {
      #expect(try judge.judge(style.implementation).state == .passed, "\(style.name)")
    }
    for mistake in DroppingOut.mistakes {
      #expect(try judge.judge(mistake.implementation).named == [mistake.name])
    }
    // Numbers in an order that nobody recorded.
    let stranger = DroppingOut.student(forward: { x, rate, training, random in
      _ = random.next()
      return try DroppingOut.forward(x, rate: rate, training: training, using: &random)
    })
    let judgement = try judge.judge(stranger)
    #expect(judgement.marks == [.inconclusive, .passed, .passed])
    #expect(judgement.findings == [.drawsNotRecorded])
    let swapped = DroppingOut.student(forward: { x, rate, training, random in
      _ = random.next()
      return try DroppingOut.swapped(x, rate, training, &random)
    })
    #expect(try judge.judge(swapped).marks == [.notReached, .failed, .passed])
    let careless = DroppingOut.student(
      forward: { x, rate, training, random in
        _ = random.next()
        return try DroppingOut.forward(x, rate: rate, training: training, using: &random)
      },
      backward: { g, _, _, _ in g }
    )
    #expect(try judge.judge(careless).marks == [.inconclusive, .passed, .failed])
  }
}

private enum DroppingOutGrader: Certified {
  static let exercise = DroppingOut.exercise
  static let certification = DroppingOut.certification
}
