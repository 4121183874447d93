import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension GradientDescentGrader: Certified {
  static let certification = Certification(
    reference: implementation { parameter, gradient, learningRate in
      try ReferenceLayers::GradientDescent.step(
        parameter,
        gradient: gradient,
        learningRate: learningRate
      )
    },
    solution: Implementation(function: OptimisersSolutions::GradientDescent.step),
    alternatives: [
      style("in place") { parameter, gradient, learningRate in
        var moved = parameter
        try moved -= gradient * learningRate
        return moved
      },
      style("a loop over the entries") { parameter, gradient, learningRate in
        var moved = parameter.scalars
        for i in moved.indices { moved[i] -= learningRate * gradient.scalars[i] }
        return try Tensor(shape: parameter.shape, moved)
      },
    ],
    mistakes: [
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the learning rate times the gradient."
      ) { parameter, gradient, learningRate in
        try parameter + learningRate * gradient
      },
      mistake(
        "learning rate forgotten",
        "The whole gradient was subtracted. Multiply it by the learning rate first."
      ) { parameter, gradient, learningRate in
        try parameter - gradient
      },
      mistake(
        "step returned instead of the parameter",
        "What came back is the step, −η · g. Return the new parameter: θ − η · g."
      ) { parameter, gradient, learningRate in
        -(learningRate * gradient)
      },
      mistake(
        "divided by the learning rate",
        "The gradient was divided by the learning rate. Multiply: a small rate is a small step."
      ) { parameter, gradient, learningRate in
        learningRate == 0 ? parameter : try parameter - gradient / learningRate
      },
      mistake(
        "sign of the gradient alone",
        "Each entry moves by η, whatever the size of its gradient. Use the gradient itself, "
          + "not its sign."
      ) { parameter, gradient, learningRate in
        try parameter - learningRate * sign(gradient)
      },
      mistake(
        "gradient divided by its length",
        "Every step has the length η, whatever the length of the gradient. Use the gradient as it is: where the "
          + "slope is small, so is the step."
      ) { parameter, gradient, learningRate in
        try parameter - learningRate * gradient / gradient.squared().sum().squareRoot()
      },
      mistake(
        "gradient limited to −1 … 1",
        "The entries of the gradient were limited to −1 … 1. Use the gradient as it is, however large."
      ) { parameter, gradient, learningRate in
        try parameter - learningRate * gradient.clamped(to: -1...1)
      },
      mistake(
        "difference multiplied by the learning rate",
        "The learning rate multiplies the parameter too: η · (θ − g). It belongs to the gradient "
          + "alone: θ − η · g."
      ) { parameter, gradient, learningRate in
        learningRate * (try parameter - gradient)
      },
    ]
  )

  private typealias Function =
    @Sendable (_ parameter: Tensor, _ gradient: Tensor, _ learningRate: Double) throws -> Tensor

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (parameter: Tensor, gradient: Tensor, learningRate: Double) in
      try function(parameter, gradient, learningRate)
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
