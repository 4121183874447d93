import Grading
import ReferenceLayers
import Tensors

/// v ← μ · v + g, parameter ← parameter − rate · v.
enum MomentumCorpus {
  static let operation = CorpusOperation(
    name: "momentum",
    exercise: Exercise(
      .trajectory(steps: 5),
      axes: [.axis("D", "number of parameters", 3)],
      inputs: [
        .tensor("parameter", "D"), .tensor("gradient", "D").redrawnEachStep,
        .tensor("velocity", "D", drawn: .zero), .setting("learningRate", in: 0.01...0.5),
        .setting("momentum", in: 0.5...0.95),
      ],
      edges: [.edge("a velocity from earlier steps") { $0[tensor: "velocity"] = [2, -1, 0.5] }],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "in place",
        step { parameter, gradient, velocity, learningRate, momentum in
          velocity *= momentum
          try velocity += gradient
          try parameter -= velocity * learningRate
        }
      )
    ],
    wrong: [
      Wrong(
        "uphill",
        expected: [.scaled],
        step { parameter, gradient, velocity, learningRate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + gradient
          parameter = try parameter + learningRate * velocity
        }
      ),
      Wrong(
        "rate inside the velocity",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, learningRate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + learningRate * gradient
          parameter = try parameter - velocity
        }
      ),
      Wrong(
        "a running average",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, learningRate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + (1 - momentum) * gradient
          parameter = try parameter - learningRate * velocity
        }
      ),
      Wrong(
        "parameter moved by the old velocity",
        expected: [],
        step { parameter, gradient, velocity, learningRate, momentum in  // wrong on purpose
          parameter = try parameter - learningRate * velocity
          velocity = try momentum * velocity + gradient
        }
      ),
      Wrong(
        "velocity forgotten",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, learningRate, _ in  // wrong on purpose
          velocity = gradient
          parameter = try parameter - learningRate * gradient
        }
      ),
      Wrong(
        "Nesterov",
        expected: [.otherFunction],
        step { parameter, gradient, velocity, learningRate, momentum in  // wrong on purpose
          velocity = try momentum * velocity + gradient
          parameter = try parameter - learningRate * (momentum * velocity + gradient)
        }
      ),
    ],
    garbage: [Garbage.noise("parameter", in: reference)]
  )

  private static let reference = step { parameter, gradient, velocity, learningRate, momentum in
    (parameter, velocity) = try Momentum.step(
      parameter,
      gradient: gradient,
      velocity: velocity,
      learningRate: learningRate,
      momentum: momentum
    )
  }

  private static func step(
    _ step:
      @escaping @Sendable (
        _ parameter: inout Tensor, _ gradient: Tensor, _ velocity: inout Tensor,
        _ learningRate: Double,
        _ momentum: Double
      ) throws -> Void
  ) -> Implementation {
    Implementation(
      function: {
        (
          parameter: Tensor,
          gradient: Tensor,
          velocity: Tensor,
          learningRate: Double,
          momentum: Double
        ) in
        var (parameter, velocity) = (parameter, velocity)
        try step(&parameter, gradient, &velocity, learningRate, momentum)
        return (parameter: parameter, velocity: velocity)
      })
  }
}

/// Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
enum AdamCorpus {
  static let operation = CorpusOperation(
    name: "Adam",
    exercise: Exercise(
      .trajectory(steps: 5),
      axes: [.axis("D", "number of parameters", 3)],
      inputs: [
        .tensor("parameter", "D"), .tensor("gradient", "D").redrawnEachStep,
        .tensor("firstMoment", "D", drawn: .zero), .tensor("secondMoment", "D", drawn: .zero),
        .made("step") { _, _ in 1 }, .setting("learningRate", in: 0.01...0.5),
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
        adam { state, gradient, t, learningRate in
          state.firstMoment = try 0.9 * state.firstMoment + 0.1 * gradient
          state.secondMoment = try 0.999 * state.secondMoment + 0.001 * gradient.squared()
          let root = (1 - pow(0.999, t)).squareRoot()
          let step = try state.firstMoment / (sqrt(state.secondMoment) + 1e-8 * root)
          state.parameter = try state.parameter - learningRate * root / (1 - pow(0.9, t)) * step
        }
      )
    ],
    wrong: [
      Wrong(
        "no bias correction",
        expected: [.otherFunction],
        adam { state, gradient, _, learningRate in  // wrong on purpose
          try state.average(gradient)
          state.parameter =
            try state.parameter - learningRate * state.firstMoment
            / (sqrt(state.secondMoment) + 1e-8)
        }
      ),
      Wrong(
        "bias correction of the mean only",
        expected: [],
        adam { state, gradient, t, learningRate in  // wrong on purpose
          try state.average(gradient)
          let firstMoment = state.firstMoment / (1 - pow(0.9, t))
          state.parameter =
            try state.parameter - learningRate * firstMoment / (sqrt(state.secondMoment) + 1e-8)
        }
      ),
      Wrong(
        "steps counted from zero",
        expected: [],
        adam { state, gradient, t, learningRate in  // wrong on purpose: 0/0 in the first step
          try state.average(gradient)
          try state.move(t - 1, learningRate)
        }
      ),
      Wrong(
        "steps counted from two",
        expected: [],
        adam { state, gradient, t, learningRate in  // wrong on purpose
          try state.average(gradient)
          try state.move(t + 1, learningRate)
        }
      ),
      Wrong(
        "ε inside the root",
        expected: [.otherFunction],
        adam { state, gradient, t, learningRate in  // wrong on purpose
          try state.average(gradient)
          let firstMoment = state.firstMoment / (1 - pow(0.9, t))
          let square = state.secondMoment / (1 - pow(0.999, t))
          state.parameter = try state.parameter - learningRate * firstMoment / sqrt(square + 1e-8)
        }
      ),
      Wrong(
        "without ε",
        expected: [.otherFunction],
        adam { state, gradient, t, learningRate in  // wrong on purpose
          try state.average(gradient)
          let firstMoment = state.firstMoment / (1 - pow(0.9, t))
          let square = state.secondMoment / (1 - pow(0.999, t))
          state.parameter = try state.parameter - learningRate * firstMoment / sqrt(square)
        }
      ),
      Wrong(
        "root forgotten",
        expected: [],
        adam { state, gradient, t, learningRate in  // wrong on purpose
          try state.average(gradient)
          let firstMoment = state.firstMoment / (1 - pow(0.9, t))
          let square = state.secondMoment / (1 - pow(0.999, t))
          state.parameter = try state.parameter - learningRate * firstMoment / (square + 1e-8)
        }
      ),
      Wrong(
        "corrected averages kept as the state",
        expected: [],
        adam { state, gradient, t, learningRate in  // wrong on purpose
          try state.average(gradient)
          state.firstMoment = state.firstMoment / (1 - pow(0.9, t))
          state.secondMoment = state.secondMoment / (1 - pow(0.999, t))
          state.parameter =
            try state.parameter - learningRate * state.firstMoment
            / (sqrt(state.secondMoment) + 1e-8)
        }
      ),
      Wrong(
        "square forgotten",
        expected: [],
        adam { state, gradient, t, learningRate in  // wrong on purpose
          state.firstMoment = try 0.9 * state.firstMoment + 0.1 * gradient
          state.secondMoment = try 0.999 * state.secondMoment + 0.001 * abs(gradient)
          try state.move(t, learningRate)
        }
      ),
    ],
    garbage: [Garbage.factors("parameter", in: reference)]
  )

  private struct State: Sendable {
    var parameter: Tensor
    var firstMoment: Tensor
    var secondMoment: Tensor

    mutating func average(_ gradient: Tensor) throws {
      firstMoment = try 0.9 * firstMoment + 0.1 * gradient
      secondMoment = try 0.999 * secondMoment + 0.001 * gradient.squared()
    }

    mutating func move(_ t: Double, _ learningRate: Double) throws {
      let correctedFirstMoment = firstMoment / (1 - pow(0.9, t))
      let correctedSecondMoment = secondMoment / (1 - pow(0.999, t))
      parameter =
        try parameter - learningRate * correctedFirstMoment / (sqrt(correctedSecondMoment) + 1e-8)
    }
  }

  private static let reference = Implementation(
    function: {
      (
        parameter: Tensor,
        gradient: Tensor,
        firstMoment: Tensor,
        secondMoment: Tensor,
        step: Int,
        learningRate: Double
      ) in
      let new = try Adam.step(
        parameter,
        gradient: gradient,
        firstMoment: firstMoment,
        secondMoment: secondMoment,
        step: step,
        learningRate: learningRate
      )
      return (
        parameter: new.parameter, firstMoment: new.firstMoment, secondMoment: new.secondMoment,
        step: step + 1
      )
    })

  private static func adam(
    _ update:
      @escaping @Sendable (
        _ state: inout State, _ gradient: Tensor, _ t: Double, _ learningRate: Double
      ) throws -> Void
  ) -> Implementation {
    Implementation(
      function: {
        (
          parameter: Tensor,
          gradient: Tensor,
          firstMoment: Tensor,
          secondMoment: Tensor,
          step: Int,
          learningRate: Double
        ) in
        var state = State(
          parameter: parameter,
          firstMoment: firstMoment,
          secondMoment: secondMoment
        )
        try update(&state, gradient, Double(step), learningRate)
        return (
          parameter: state.parameter, firstMoment: state.firstMoment,
          secondMoment: state.secondMoment,
          step: step + 1
        )
      })
  }
}
