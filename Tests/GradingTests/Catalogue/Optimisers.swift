import Grading
import ReferenceLayers
import Tensors

/// v ← μ · v + g, parameter ← parameter − rate · v.
enum MomentumCatalogue {
  static let operation = CatalogueOperation(
    name: "momentum",
    exercise: Exercise(
      .trajectory(steps: 5),
      axes: [Axis("D", "number of parameters", 3)],
      inputs: [
        .tensor("parameter", "D"), .tensor("gradient", "D").redrawnEachStep,
        .tensor("velocity", "D", drawn: .zero), .setting("rate", in: 0.01...0.5),
        .setting("momentum", in: 0.5...0.95),
      ],
      edges: [.edge("a velocity from earlier steps") { $0[tensor: "velocity"] = [2, -1, 0.5] }],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "in place",
        step { parameter, gradient, velocity, rate, momentum in
          velocity *= momentum
          try velocity += gradient
          try parameter -= velocity * rate
        }
      )
    ],
    wrong: [
      Wrong(
        "uphill",
        expected: [.scaled],
        step { parameter, gradient, velocity, rate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + gradient
          parameter = try parameter + rate * velocity
        }
      ),
      Wrong(
        "rate inside the velocity",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, rate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + rate * gradient
          parameter = try parameter - velocity
        }
      ),
      Wrong(
        "a running average",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, rate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + (1 - momentum) * gradient
          parameter = try parameter - rate * velocity
        }
      ),
      Wrong(
        "parameter moved by the old velocity",
        expected: [],
        step { parameter, gradient, velocity, rate, momentum in  // wrong on purpose
          parameter = try parameter - rate * velocity
          velocity = try momentum * velocity + gradient
        }
      ),
      Wrong(
        "velocity forgotten",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, rate, _ in  // wrong on purpose
          velocity = gradient
          parameter = try parameter - rate * gradient
        }
      ),
      Wrong(
        "Nesterov",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, rate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + gradient
          parameter = try parameter - rate * (momentum * velocity + gradient)
        }
      ),
    ],
    garbage: [Garbage.noise("parameter", in: reference)]
  )

  private static let reference = step { parameter, gradient, velocity, rate, momentum in
    (parameter, velocity) = try Momentum.step(
      parameter,
      gradient: gradient,
      velocity: velocity,
      rate: rate,
      momentum: momentum
    )
  }

  private static func step(
    _ step:
      @escaping @Sendable (
        _ parameter: inout Tensor, _ gradient: Tensor, _ velocity: inout Tensor, _ rate: Double,
        _ momentum: Double
      ) throws -> Void
  ) -> Implementation {
    Implementation(
      function: {
        (parameter: Tensor, gradient: Tensor, velocity: Tensor, rate: Double, momentum: Double) in
        var (parameter, velocity) = (parameter, velocity)
        try step(&parameter, gradient, &velocity, rate, momentum)
        return (parameter: parameter, velocity: velocity)
      })
  }
}

/// Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
enum AdamCatalogue {
  static let operation = CatalogueOperation(
    name: "Adam",
    exercise: Exercise(
      .trajectory(steps: 5),
      axes: [Axis("D", "number of parameters", 3)],
      inputs: [
        .tensor("parameter", "D"), .tensor("gradient", "D").redrawnEachStep,
        .tensor("mean", "D", drawn: .zero), .tensor("meanSquare", "D", drawn: .zero),
        .made("step") { _, _ in 1 }, .setting("rate", in: 0.01...0.5),
      ],
      edges: [
        .edge("tiny gradients at first") { $0[tensor: "gradient"] = [1e-8, -2e-8, 1e-7] }
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "corrections folded into the rate",
        adam { state, gradient, t, rate in
          state.mean = try 0.9 * state.mean + 0.1 * gradient
          state.meanSquare = try 0.999 * state.meanSquare + 0.001 * gradient.squared()
          let root = (1 - pow(0.999, t)).squareRoot()
          let step = try state.mean / (sqrt(state.meanSquare) + 1e-8 * root)
          state.parameter = try state.parameter - rate * root / (1 - pow(0.9, t)) * step
        }
      )
    ],
    wrong: [
      Wrong(
        "no bias correction",
        expected: [.otherFunction],
        adam { state, gradient, _, rate in  // wrong on purpose
          try state.average(gradient)
          state.parameter =
            try state.parameter - rate * state.mean
            / (sqrt(state.meanSquare) + 1e-8)
        }
      ),
      Wrong(
        "bias correction of the mean only",
        expected: [],
        adam { state, gradient, t, rate in  // wrong on purpose
          try state.average(gradient)
          let mean = state.mean / (1 - pow(0.9, t))
          state.parameter = try state.parameter - rate * mean / (sqrt(state.meanSquare) + 1e-8)
        }
      ),
      Wrong(
        "steps counted from zero",
        expected: [],
        adam { state, gradient, t, rate in  // wrong on purpose: 0/0 in the first step
          try state.average(gradient)
          try state.move(t - 1, rate)
        }
      ),
      Wrong(
        "steps counted from two",
        expected: [],
        adam { state, gradient, t, rate in  // wrong on purpose
          try state.average(gradient)
          try state.move(t + 1, rate)
        }
      ),
      Wrong(
        "ε inside the root",
        expected: [.otherFunction],
        adam { state, gradient, t, rate in  // wrong on purpose
          try state.average(gradient)
          let mean = state.mean / (1 - pow(0.9, t))
          let square = state.meanSquare / (1 - pow(0.999, t))
          state.parameter = try state.parameter - rate * mean / sqrt(square + 1e-8)
        }
      ),
      Wrong(
        "without ε",
        expected: [.otherFunction],
        adam { state, gradient, t, rate in  // wrong on purpose
          try state.average(gradient)
          let mean = state.mean / (1 - pow(0.9, t))
          let square = state.meanSquare / (1 - pow(0.999, t))
          state.parameter = try state.parameter - rate * mean / sqrt(square)
        }
      ),
      Wrong(
        "root forgotten",
        expected: [],
        adam { state, gradient, t, rate in  // wrong on purpose
          try state.average(gradient)
          let mean = state.mean / (1 - pow(0.9, t))
          let square = state.meanSquare / (1 - pow(0.999, t))
          state.parameter = try state.parameter - rate * mean / (square + 1e-8)
        }
      ),
      Wrong(
        "corrected averages kept as the state",
        expected: [],
        adam { state, gradient, t, rate in  // wrong on purpose
          try state.average(gradient)
          state.mean = state.mean / (1 - pow(0.9, t))
          state.meanSquare = state.meanSquare / (1 - pow(0.999, t))
          state.parameter =
            try state.parameter - rate * state.mean
            / (sqrt(state.meanSquare) + 1e-8)
        }
      ),
      Wrong(
        "square forgotten",
        expected: [],
        adam { state, gradient, t, rate in  // wrong on purpose
          state.mean = try 0.9 * state.mean + 0.1 * gradient
          state.meanSquare = try 0.999 * state.meanSquare + 0.001 * abs(gradient)
          try state.move(t, rate)
        }
      ),
    ],
    garbage: [Garbage.factors("parameter", in: reference)]
  )

  private struct State: Sendable {
    var parameter: Tensor
    var mean: Tensor
    var meanSquare: Tensor

    mutating func average(_ gradient: Tensor) throws {
      mean = try 0.9 * mean + 0.1 * gradient
      meanSquare = try 0.999 * meanSquare + 0.001 * gradient.squared()
    }

    mutating func move(_ t: Double, _ rate: Double) throws {
      let correctedMean = mean / (1 - pow(0.9, t))
      let correctedSquare = meanSquare / (1 - pow(0.999, t))
      parameter = try parameter - rate * correctedMean / (sqrt(correctedSquare) + 1e-8)
    }
  }

  private static let reference = Implementation(
    function: {
      (
        parameter: Tensor,
        gradient: Tensor,
        mean: Tensor,
        meanSquare: Tensor,
        step: Int,
        rate: Double
      ) in
      let new = try Adam.step(
        parameter,
        gradient: gradient,
        mean: mean,
        meanSquare: meanSquare,
        step: step,
        rate: rate
      )
      return (
        parameter: new.parameter, mean: new.mean, meanSquare: new.meanSquare, step: step + 1
      )
    })

  private static func adam(
    _ update:
      @escaping @Sendable (
        _ state: inout State, _ gradient: Tensor, _ t: Double, _ rate: Double
      ) throws -> Void
  ) -> Implementation {
    Implementation(
      function: {
        (
          parameter: Tensor,
          gradient: Tensor,
          mean: Tensor,
          meanSquare: Tensor,
          step: Int,
          rate: Double
        ) in
        var state = State(parameter: parameter, mean: mean, meanSquare: meanSquare)
        try update(&state, gradient, Double(step), rate)
        return (
          parameter: state.parameter, mean: state.mean, meanSquare: state.meanSquare,
          step: step + 1
        )
      })
  }
}
