import Grading
import Synchronization
import Tensors

/// The functions of y = tanh(x).
struct TanhFunctions: TestedFunctions {
  var forward: @Sendable (Tensor) throws -> Tensor = { tanh($0) }
  var backward: @Sendable (_ upstream: Tensor, _ x: Tensor) throws -> Tensor = {
    try $0 * (1 - tanh($1).squared())
  }

  func atZeros() throws -> [Double] {
    try backward(.ones([2, 3]), .zeros([2, 3])).scalars
  }
}

/// An exercise in which a student writes a check of tanh's backward function.
enum Checks {
  static let candidates: [Exercise.Candidate] = [
    .right("with tensors", "It computes all entries at once.", TanhFunctions()),
    .right(
      "in loops",
      "It computes one entry at a time, from the exponentials.",
      TanhFunctions(
        forward: { x in x.map { (exp($0) - exp(-$0)) / (exp($0) + exp(-$0)) } },
        backward: { upstream, x in
          let slopes = x.scalars.map { 4 / (exp($0) + exp(-$0)) / (exp($0) + exp(-$0)) }
          return try Tensor(
            shape: x.shape,
            zip(upstream.scalars, slopes).map { $0.0 * $0.1 }
          )
        }
      )
    ),
    .wrong(
      "upstream forgotten",
      "Your check accepted a backward that forgets the upstream gradient. Try an upstream gradient other than 1.",
      TanhFunctions(backward: { _, x in 1 - tanh(x).squared() })
    ),
    .wrong(
      "sign",
      "Your check accepted a gradient with the wrong sign.",
      TanhFunctions(backward: { try -($0 * (1 - tanh($1).squared())) })
    ),
    .wrong(
      "1 − x² for 1 − y²",
      "Your check accepted a backward with 1 − x² for 1 − tanh²(x). Try entries that are not close to 0.",
      TanhFunctions(backward: { try $0 * (1 - $1.squared()) })
    ),
    .wrong(
      "wrong below 0",
      "Your check accepted a backward that is wrong below 0. Try entries of both signs.",
      TanhFunctions(backward: { upstream, x in
        try upstream * (1 - tanh(x).squared()) * x.map { $0 < 0 ? 2 : 1 }
      })
    ),
  ]

  static func exercise(
    _ student: Implementation,
    _ candidates: [Exercise.Candidate] = candidates
  ) -> Exercise {
    Exercise(
      .tests(candidates),
      points: 10,
      student: student,
      file: "FixturesTests/TanhCheck.swift"
    )
  }

  /// A check by central differences, at random entries and with a random upstream gradient.
  static func accepts(
    _ functions: TanhFunctions,
    upstream: (inout RandomSource) throws -> Tensor = { try .normal([2, 3], using: &$0) },
    x: (inout RandomSource) throws -> Tensor = { try .normal([2, 3], using: &$0) }
  ) throws -> Bool {
    var random = RandomSource(seed: 1)
    let (x, upstream) = (try x(&random), try upstream(&random))
    let gradient = try functions.backward(upstream, x)
    guard gradient.shape == x.shape else { return false }
    return try x.scalars.indices.allSatisfy { entry in
      func loss(_ step: Double) throws -> Double {
        var scalars = x.scalars
        scalars[entry] += step
        return try (upstream * functions.forward(Tensor(shape: x.shape, scalars))).sum()
      }
      let slope = try (loss(1e-5) - loss(-1e-5)) / 2e-5
      return (slope - gradient.scalars[entry]).magnitude < 1e-6
    }
  }

  static let right = Implementation(check: { (functions: TanhFunctions) in
    try accepts(functions)
  })

  static let onesOnly = Implementation(check: { (functions: TanhFunctions) in
    try accepts(functions, upstream: { _ in try .ones([2, 3]) })
  })
}

struct TanhCheckGrader: Certified {
  static let exercise = Checks.exercise(Checks.right)
  static let certification = certified(solution: Checks.right)

  static func certified(
    solution: Implementation,
    mistakes: [KnownMistake] = [
      KnownMistake("upstream of ones", "Try another upstream gradient.", Checks.onesOnly)
    ]
  ) -> Certification {
    Certification(
      reference: solution,
      solution: solution,
      alternatives: [
        Alternative(
          "with the formula",
          Implementation(check: { (functions: TanhFunctions) in
            var random = RandomSource(seed: 3)
            let x = try Tensor.normal([3, 2], using: &random)
            let upstream = try Tensor.normal([3, 2], using: &random)
            let right = try upstream * (1 - tanh(x).squared())
            return try abs(functions.backward(upstream, x) - right).scalars.allSatisfy { $0 < 1e-9 }
          })
        )
      ],
      mistakes: mistakes
    )
  }
}

/// Without the candidates that differ at other entries than 0.
struct ZerosSufficeGrader: Certified {
  static let exercise = Checks.exercise(
    Checks.right,
    Checks.candidates.filter { $0.isRight || $0.name == "sign" }
      + ["twice", "three times"].enumerated().map { position, name in
        let functions = TanhFunctions(backward: {
          try Double(position + 2) * $0 * (1 - tanh($1).squared())
        })
        return .wrong(name, "Your check accepted a gradient that is too large.", functions)
      }
  )
  static let certification = TanhCheckGrader.certified(solution: Checks.right, mistakes: [])
}

struct WeakSolutionGrader: Certified {
  static let exercise = TanhCheckGrader.exercise
  static let certification = TanhCheckGrader.certified(solution: Checks.onesOnly)
}

struct FewCandidatesGrader: Certified {
  static let exercise = Checks.exercise(Checks.right, Array(Checks.candidates[1...3]))
  static let certification = TanhCheckGrader.certified(solution: Checks.right, mistakes: [])
}
