import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension NesterovGrader: Certified {
  static let certification = Certification(
    reference: implementation { parameter, gradient, velocity, learningRate, momentum in
      let (moved, newVelocity) = try ReferenceLayers::Nesterov.step(
        parameter,
        gradient: gradient,
        velocity: velocity,
        learningRate: learningRate,
        momentum: momentum
      )
      return (moved, newVelocity)
    },
    solution: Implementation(function: OptimisersSolutions::Nesterov.step),
    alternatives: [
      style("multiplied out") { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter - learningRate * gradient - learningRate * momentum * v, v)
      },
      style("from the old velocity alone") {
        parameter,
        gradient,
        velocity,
        learningRate,
        momentum in
        let v = try momentum * velocity + gradient
        let far = momentum * momentum
        return (try parameter - learningRate * ((1 + momentum) * gradient + far * velocity), v)
      },
      style("a loop over the entries") { parameter, gradient, velocity, learningRate, momentum in
        var (moved, v) = (parameter.scalars, velocity.scalars)
        for (i, g) in gradient.scalars.enumerated() {
          v[i] = momentum * v[i] + g
          moved[i] -= learningRate * (g + momentum * v[i])
        }
        return (try Tensor(shape: parameter.shape, moved), try Tensor(shape: parameter.shape, v))
      },
    ],
    mistakes: [
      mistake(
        "plain momentum",
        "The parameter moved by the new velocity itself, or by g + μ · v with the old v, "
          + "which is the same: plain momentum. Nesterov moves it by g + μ · v with the new v, "
          + "one velocity further."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter - learningRate * v, v)
      },
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the learning rate times g + μ · v."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter + learningRate * (gradient + momentum * v), v)
      },
      mistake(
        "learning rate inside the velocity",
        "The learning rate went into the velocity, with its minus sign or without. Here the velocity is μ · v + g, "
          + "and both come in only when the parameter moves: θ − η · (g + μ · v)."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + learningRate * gradient
        return (try parameter - (learningRate * gradient + momentum * v), v)
      }.or(
        implementation { parameter, gradient, velocity, learningRate, momentum in
          let v = try momentum * velocity - learningRate * gradient
          return (try parameter + momentum * v - learningRate * gradient, v)
        }
      ),
      mistake(
        "momentum forgotten in the step",
        "The step is g + v. The velocity enters it with the factor μ: g + μ · v."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter - learningRate * (gradient + v), v)
      },
      mistake(
        "gradient forgotten in the step",
        "The step is μ · v alone. The gradient comes in once more: g + μ · v."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        return (try parameter - learningRate * momentum * v, v)
      },
      mistake(
        "velocity forgotten",
        "The old velocity plays no part in the new one. v ← μ · v + g."
      ) { parameter, gradient, velocity, learningRate, momentum in
        (try parameter - learningRate * (1 + momentum) * gradient, gradient)
      },
      mistake(
        "step returned as the velocity",
        "What came back as the velocity is the step g + μ · v. Return v itself: the next step "
          + "needs it."
      ) { parameter, gradient, velocity, learningRate, momentum in
        let v = try momentum * velocity + gradient
        let step = try gradient + momentum * v
        return (try parameter - learningRate * step, step)
      },
    ]
  )

  private typealias Function =
    @Sendable (
      _ parameter: Tensor, _ gradient: Tensor, _ velocity: Tensor, _ learningRate: Double,
      _ momentum: Double
    ) throws -> (Tensor, Tensor)

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation {
      (
        parameter: Tensor,
        gradient: Tensor,
        velocity: Tensor,
        learningRate: Double,
        momentum: Double
      ) in
      let results = try function(parameter, gradient, velocity, learningRate, momentum)
      return (parameter: results.0, velocity: results.1)
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
