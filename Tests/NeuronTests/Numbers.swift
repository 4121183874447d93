import Grading
import Tensors

/// What the graders of this pack draw: numbers that can be followed with a pencil.
extension Exercise.Input {
  /// A number from a list, with a gradient with respect to it or without.
  static func number(
    _ name: String,
    among choices: [Double],
    differentiated: Bool = false
  ) -> Self {
    .made(name, differentiated: differentiated) { _, random in
      choices[random.integer(below: choices.count)]
    }
  }
}

/// A polynomial: `coefficients` [1, 2, -1, 3] mean 1 + 2x − x² + 3x³.
struct Polynomial {
  var coefficients: Tensor

  /// The value at x.
  func callAsFunction(_ x: Double) -> Double {
    coefficients.scalars.reversed().reduce(0) { $0 * x + $1 }
  }

  /// The exact derivative at x.
  func slope(at x: Double) -> Double {
    var total = 0.0
    for (power, coefficient) in coefficients.scalars.enumerated().dropFirst() {
      total += coefficient * Double(power) * pow(x, power - 1)
    }
    return total
  }
}
