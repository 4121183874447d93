import Grading
import Tensors

extension Exercise.Input {
  /// Probabilities in rows: each row positive, with sum 1.
  static func distributions(_ name: String, differentiated: Bool = false) -> Self {
    .made(name, differentiated: differentiated) { sizes, random in
      let powers = exp(try Tensor.normal([sizes["N"] ?? 1, sizes["C"] ?? 1], using: &random))
      return try powers / powers.sum(axis: 1, keepingDimensions: true)
    }
  }

  /// The logarithms of probabilities in rows, with a gradient with respect to them.
  static func logDistributions(_ name: String) -> Self {
    .made(name, differentiated: true) { sizes, random in
      let powers = exp(try Tensor.normal([sizes["N"] ?? 1, sizes["C"] ?? 1], using: &random))
      return try log(powers / powers.sum(axis: 1, keepingDimensions: true))
    }
  }

  /// One-hot rows: a 1 at the true class of each example.
  static func oneHot(_ name: String) -> Self {
    .made(name) { sizes, random in
      let (rows, classes) = (sizes["N"] ?? 1, sizes["C"] ?? 1)
      return try Tensor.oneHot(
        (0..<rows).map { _ in random.integer(below: classes) },
        classes: classes
      )
    }
  }

  /// Answers to yes-or-no questions: 1 or 0 for each entry.
  static func answers(_ name: String) -> Self {
    .made(name) { sizes, random in
      try Tensor.uniform([sizes["N"] ?? 1, sizes["D"] ?? 1], using: &random) .> 0.5
    }
  }
}
