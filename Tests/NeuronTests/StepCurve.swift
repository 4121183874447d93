import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Neuron

@Suite struct StepCurveGrader: Grader {
  @Test func `neuron/step-curve`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    inputs: [
      .tensor("coefficients", "4"),
      .number("x", among: [-2, -1, 0.5, 1, 3]),
      .made("steps") { _, random in
        [[0.5, 0.1], [0.2, 1, 0.05], [1, 0.25]][random.integer(below: 3)]
      },
    ],
    edges: [
      .edge("a steep curve") {
        $0[tensor: "coefficients"] = [0, 0, 0, 1000]
        $0["x"] = .number(2)
        $0["steps"] = .tensor([0.4, 0.2, 0.1])
      },
      .edge("a falling curve whose measured slope is too small") {
        $0[tensor: "coefficients"] = [1, -3, 0, 1]
        $0["x"] = .number(0.5)
        $0["steps"] = .tensor([0.1, 1])
      },
      .edge("x³ + 1 at 0, where the slope is 0 and the measured one is not") {
        $0[tensor: "coefficients"] = [1, 0, 0, 1]
        $0["x"] = .number(0)
        $0["steps"] = .tensor([0.5, 0.25])
      },
      .edge("x³ − x at 0, where large steps measure 0 and a rising slope") {
        $0[tensor: "coefficients"] = [0, -1, 0, 1]
        $0["x"] = .number(0)
        $0["steps"] = .tensor([0.5, 1, 2])
      },
      .edge("a curve that is nearly flat") {
        $0[tensor: "coefficients"] = [0, 1e-9, 0, 1e-9]
        $0["x"] = .number(1)
        $0["steps"] = .tensor([1, 0.5])
      },
      .edge("a constant, whose slope is 0") {
        $0[tensor: "coefficients"] = [3, 0, 0, 0]
        $0["steps"] = .tensor([0.5, 0.1])
      },
    ],
    student: measuring(StepCurve.errors)
  )

  /// A function that takes another one as its argument, as a function of numbers.
  static func measuring(
    _ errors:
      @escaping @Sendable (
        _ f: (Double) throws -> Double, _ slope: Double, _ x: Double, _ steps: [Double]
      ) throws -> [Double]
  ) -> Implementation {
    Implementation(function: { (coefficients: Tensor, x: Double, steps: [Double]) in
      let polynomial = Polynomial(coefficients: coefficients)
      return try errors({ polynomial($0) }, polynomial.slope(at: x), x, steps)
    })
  }
}
