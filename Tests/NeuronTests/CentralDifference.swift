import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Neuron

@Suite struct CentralDifferenceGrader: Grader {
  @Test func `neuron/central-difference`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    inputs: [
      .tensor("coefficients", "4"),
      .number("x", among: [-2, -1, 0.5, 1, 3]),
      // Not 0.5, where a run of 2h is 1, and not 2, where / 2 * step changes nothing: a slip would hide there.
      .number("step", among: [0.1, 0.2, 0.4, 1.5]),
    ],
    edges: [
      .edge("x³ at 2") {
        $0[tensor: "coefficients"] = [0, 0, 0, 1]
        $0["x"] = .number(2)
        $0["step"] = .number(0.1)
      },
      .edge("a falling line") {
        $0[tensor: "coefficients"] = [1, -3, 0, 0]
        $0["x"] = .number(4)
        $0["step"] = .number(0.5)
      },
      .edge("a quintic with a step of 1e-3") {
        $0[tensor: "coefficients"] = [1, 0, 2, 0, -1, 1]
        $0["x"] = .number(3)
        $0["step"] = .number(0.001)
      },
      // For a cubic every better formula gives the exact slope, as a tiny step nearly does.
      .edge("a quintic with a step of 0.5") {
        $0[tensor: "coefficients"] = [1, 0, 2, 0, -1, 1]
        $0["x"] = .number(1)
        $0["step"] = .number(0.5)
      },
    ],
    student: measuring(CentralDifference.slope)
  )

  /// A function that takes another one as its argument, as a function of numbers.
  static func measuring(
    _ slope:
      @escaping @Sendable (
        _ f: (Double) throws -> Double, _ x: Double, _ step: Double
      ) throws -> Double
  ) -> Implementation {
    Implementation(function: { (coefficients: Tensor, x: Double, step: Double) in
      let polynomial = Polynomial(coefficients: coefficients)
      return try slope({ polynomial($0) }, x, step)
    })
  }
}
