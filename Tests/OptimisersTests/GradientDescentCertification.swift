import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension GradientDescentGrader: Certified {
  static let certification = Certification(
    reference: implementation { parameter, gradient, rate in
      try ReferenceLayers::GradientDescent.step(parameter, gradient: gradient, rate: rate)
    },
    solution: Implementation(function: OptimisersSolutions::GradientDescent.step),
    alternatives: [
      style("in place") { parameter, gradient, rate in
        var moved = parameter
        try moved -= gradient * rate
        return moved
      },
      style("a loop over the entries") { parameter, gradient, rate in
        var moved = parameter.scalars
        for i in moved.indices { moved[i] -= rate * gradient.scalars[i] }
        return try Tensor(shape: parameter.shape, moved)
      },
    ],
    mistakes: [
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the rate times the gradient."
      ) { parameter, gradient, rate in
        try parameter + rate * gradient
      },
      mistake(
        "rate forgotten",
        "The whole gradient was subtracted. Multiply it by the rate first."
      ) { parameter, gradient, rate in
        try parameter - gradient
      },
      mistake(
        "step returned instead of the parameter",
        "What came back is the step, −η · g. Return the new parameter: θ − η · g."
      ) { parameter, gradient, rate in
        -(rate * gradient)
      },
      mistake(
        "divided by the rate",
        "The gradient was divided by the rate. Multiply: a small rate is a small step."
      ) { parameter, gradient, rate in
        rate == 0 ? parameter : try parameter - gradient / rate
      },
      mistake(
        "sign of the gradient alone",
        "Each entry moves by η, whatever the size of its gradient. Use the gradient itself, "
          + "not its sign."
      ) { parameter, gradient, rate in
        try parameter - rate * sign(gradient)
      },
      mistake(
        "difference multiplied by the rate",
        "The rate multiplies the parameter too: η · (θ − g). It belongs to the gradient "
          + "alone: θ − η · g."
      ) { parameter, gradient, rate in
        rate * (try parameter - gradient)
      },
    ]
  )

  private typealias Function =
    @Sendable (_ parameter: Tensor, _ gradient: Tensor, _ rate: Double) throws -> Tensor

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (parameter: Tensor, gradient: Tensor, rate: Double) in
      try function(parameter, gradient, rate)
    }
  }

  private static func style(_ name: String, _ function: @escaping Function) -> Alternative {
    Alternative(name, implementation(function))
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ function: @escaping Function
  ) -> KnownMistake {
    KnownMistake(name, sentence, implementation(function))
  }
}
