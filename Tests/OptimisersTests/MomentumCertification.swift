import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension MomentumGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      function: {
        (
          parameter: Tensor,
          gradient: Tensor,
          velocity: Tensor,
          learningRate: Double,
          momentum: Double
        ) in
        try ReferenceLayers::Momentum.step(
          parameter,
          gradient: gradient,
          velocity: velocity,
          learningRate: learningRate,
          momentum: momentum
        )
      }),
    solution: Implementation(function: OptimisersSolutions::Momentum.step),
    alternatives: [
      style("in place") { parameter, gradient, velocity, learningRate, momentum in
        var (newVelocity, newParameter) = (velocity, parameter)
        newVelocity *= momentum
        try newVelocity += gradient
        try newParameter -= newVelocity * learningRate
        return (newParameter, newVelocity)
      },
      style("a loop over the entries") { parameter, gradient, velocity, learningRate, momentum in
        let newVelocity = velocity.scalars.indices.map {
          momentum * velocity.scalars[$0] + gradient.scalars[$0]
        }
        let newParameter = parameter.scalars.indices.map {
          parameter.scalars[$0] - learningRate * newVelocity[$0]
        }
        return (
          try Tensor(shape: parameter.shape, newParameter),
          try Tensor(shape: velocity.shape, newVelocity)
        )
      },
    ],
    mistakes: [
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the learning rate times the velocity."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter + learningRate * v, v)
      },
      mistake(
        "learning rate inside the velocity",
        "The learning rate went into the velocity, with its minus sign or without. Here the velocity is μ · v + g, "
          + "and both come in only when the parameter moves: θ − η · v."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + learningRate * gradient
        return (try parameter - v, v)
      }.or(
        labelled { parameter, gradient, velocity, learningRate, momentum in
          let v = try momentum * velocity - learningRate * gradient
          return (try parameter + v, v)
        }
      ),
      mistake(
        "gradient weighted with 1 − μ",
        "The gradient was weighted with 1 − μ, as in a running average. Here it enters with its full "
          + "weight: v ← μ · v + g."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + (1 - momentum) * gradient
        return (try parameter - learningRate * v, v)
      },
      mistake(
        "parameter moved by the old velocity",
        "The parameter followed the velocity from before the step. Update the velocity first, and use "
          + "the new one."
      ) { parameter, gradient, velocity, learningRate, momentum in
        (try parameter - learningRate * velocity, try momentum * velocity + gradient)
      },
      mistake(
        "velocity forgotten",
        "The old velocity plays no part: this is plain gradient descent. v ← μ · v + g."
      ) { parameter, gradient, velocity, learningRate, momentum in
        (try parameter - learningRate * gradient, gradient)
      },
      mistake(
        "old velocity returned",
        "The velocity that was returned is the one that came in, so nothing is remembered. Return the "
          + "new one."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter - learningRate * v, velocity)
      },
      mistake(
        "momentum on the gradient",
        "The momentum multiplies the gradient instead of the old velocity: v ← μ · v + g."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try velocity + momentum * gradient
        return (try parameter - learningRate * v, v)
      },
      mistake(
        "momentum on both",
        "The momentum multiplies the gradient too: μ · (v + g). It belongs to the old velocity alone: "
          + "v ← μ · v + g."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * (velocity + gradient)
        return (try parameter - learningRate * v, v)
      },
      mistake(
        "looking ahead as Nesterov does",
        "This is Nesterov's variant: the parameter moved by μ · v + g with the new v. Plain momentum "
          + "moves it by the new velocity itself."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter - learningRate * (momentum * v + gradient), v)
      },
    ]
  )

  private typealias Step =
    @Sendable (
      _ parameter: Tensor, _ gradient: Tensor, _ velocity: Tensor, _ learningRate: Double,
      _ momentum: Double
    ) throws -> (Tensor, Tensor)

  private static func labelled(_ step: @escaping Step) -> Implementation {
    Implementation(
      function: {
        (
          parameter: Tensor,
          gradient: Tensor,
          velocity: Tensor,
          learningRate: Double,
          momentum: Double
        ) in
        let (parameter, velocity) = try step(parameter, gradient, velocity, learningRate, momentum)
        return (parameter: parameter, velocity: velocity)
      })
  }

  private static func style(_ name: String, _ step: @escaping Step) -> Alternative {
    Alternative(name, labelled(step))
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ step: @escaping Step
  ) -> KnownMistake {
    KnownMistake(name, sentence, labelled(step))
  }
}
