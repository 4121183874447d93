import Grading
import Tensors

/// How the entries of a weight are to be spread: what the graders of this pack test.
///
/// Mean, standard deviation, distribution and independence on three or four probes, the bounds of uniform
/// values beside them: a right function fails less than once in 10⁶, see `Property`. 4,500 entries a probe tell a
/// normal from a uniform distribution of the same variance (they are 0.057 apart, the test allows 0.044).
enum Spread {
  /// Uniform values from −limit to limit.
  static func uniform(limit: @escaping @Sendable (Exercise.Arguments) -> Double) -> [Exercise
    .Property]
  {
    [
      .range { -limit($0)...limit($0) },
      .mean({ _ in 0 }, standardDeviation: { limit($0) / sqrt(3.0) }),
      .standardDeviation({ limit($0) / sqrt(3.0) }, kurtosis: 1.8),
      .distribution("uniform") { x, arguments in
        let limit = limit(arguments)
        return min(max((x + limit) / (2 * limit), 0), 1)
      },
      .independence,
    ]
  }

  /// Normal values with mean 0.
  static func normal(deviation: @escaping @Sendable (Exercise.Arguments) -> Double) -> [Exercise
    .Property]
  {
    [
      .mean({ _ in 0 }, standardDeviation: deviation),
      .standardDeviation(deviation, kurtosis: 3),
      .distribution("normal") { x, arguments in
        (1 + erf(x / (deviation(arguments) * sqrt(2.0)))) / 2
      },
      .independence,
    ]
  }

  /// The axes of a weight [D, M]: wide, so that the two fans cannot be taken for each other.
  static let axes: [Exercise.Axis] = [.axis("D", "fan-in", 45), .axis("M", "fan-out", 100)]

  /// The two fans as arguments.
  static let fans: [Exercise.Input] = [
    .made("inputs") { sizes, _ in sizes["D"] ?? 1 },
    .made("outputs") { sizes, _ in sizes["M"] ?? 1 },
  ]

  /// A tall weight beside the wide ones.
  static let tall = Exercise.Probe.sizes("more inputs than outputs", ["D": 150, "M": 30])

  /// A layer so small that it matters whether a bias was counted among its inputs, or a mean of the fans
  /// rounded.
  static let tiny = Exercise.Probe.sizes(
    "3 inputs and 2 outputs, drawn 750 times",
    ["D": 3, "M": 2]
  )

  /// A function that draws a weight from the two fans; a tiny weight is drawn so often, along a new first
  /// axis, that there are as many entries as in a large one.
  static func drawing(
    _ draw: @escaping @Sendable (Int, Int, inout RandomSource) throws -> Tensor
  ) -> Implementation {
    Implementation(drawing: { (inputs: Int, outputs: Int, random: inout RandomSource) in
      let count = inputs * outputs
      guard count < 100 else { return try draw(inputs, outputs, &random) }
      var (shape, scalars): ([Int], [Double]) = ([], [])
      for _ in 0..<(4_500 / count) {
        let weight = try draw(inputs, outputs, &random)
        shape = weight.shape
        scalars += weight.scalars
      }
      return try Tensor(shape: [4_500 / count] + shape, scalars)
    })
  }
}

extension Exercise.Arguments {
  /// An argument that is a number, whole or not.
  func number(_ name: String) -> Double {
    switch self[name] {
    case .number(let number): number
    case .integer(let integer): Double(integer)
    default: .nan
    }
  }
}
