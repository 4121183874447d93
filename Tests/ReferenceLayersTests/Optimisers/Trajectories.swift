import ReferenceLayers
import Tensors

/// An optimiser or a schedule, followed over many steps.
struct Trajectory: Sendable {
  /// The name in the fixtures.
  let name: String
  /// The parameter after every step, or the rate in every epoch.
  let path: @Sendable (Case) throws -> [String: Tensor]

  static let all: [Trajectory] = [
    optimiser("GradientDescent", states: 0) { c, _, p, g, _ in
      [
        try GradientDescent.step(
          p,
          gradient: g,
          learningRate: c.double("rate"),
          weightDecay: c.weightDecay
        )
      ]
    },
    optimiser("Momentum", states: 1) { c, t, p, g, s in
      let next = try Momentum.step(
        p,
        gradient: g,
        velocity: t == 1 ? nil : s[0],
        learningRate: c.double("rate"),
        momentum: c.double("momentum"),
        dampening: (try? c.double("dampening")) ?? 0,
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.velocity]
    },
    optimiser("Nesterov", states: 1) { c, _, p, g, s in
      let next = try Nesterov.step(
        p,
        gradient: g,
        velocity: s[0],
        learningRate: c.double("rate"),
        momentum: c.double("momentum"),
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.velocity]
    },
    optimiser("AdaGrad", states: 1) { c, _, p, g, s in
      let next = try AdaGrad.step(
        p,
        gradient: g,
        accumulator: s[0],
        learningRate: c.double("rate"),
        epsilon: c.double("epsilon"),
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.accumulator]
    },
    optimiser("RMSProp", states: 1) { c, _, p, g, s in
      let next = try RMSProp.step(
        p,
        gradient: g,
        meanSquare: s[0],
        learningRate: c.double("rate"),
        decay: c.double("decay"),
        epsilon: c.double("epsilon"),
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.meanSquare]
    },
    optimiser("RMSProp with momentum", states: 2) { c, _, p, g, s in
      let next = try RMSProp.step(
        p,
        gradient: g,
        meanSquare: s[0],
        velocity: s[1],
        learningRate: c.double("rate"),
        decay: c.double("decay"),
        momentum: c.double("momentum"),
        epsilon: c.double("epsilon"),
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.meanSquare, next.velocity]
    },
    optimiser("RMSProp, centred", states: 3) { c, _, p, g, s in
      let next = try RMSProp.step(
        p,
        gradient: g,
        meanSquare: s[0],
        velocity: s[1],
        meanGradient: s[2],
        learningRate: c.double("rate"),
        decay: c.double("decay"),
        momentum: c.double("momentum"),
        epsilon: c.double("epsilon"),
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.meanSquare, next.velocity]
        + [next.meanGradient].compactMap(\.self)
    },
    optimiser("Adam", states: 2) { c, t, p, g, s in
      let next = try Adam.step(
        p,
        gradient: g,
        firstMoment: s[0],
        secondMoment: s[1],
        step: t,
        learningRate: c.double("rate"),
        beta1: c.double("firstDecay"),
        beta2: c.double("secondDecay"),
        epsilon: c.double("epsilon"),
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.firstMoment, next.secondMoment]
    },
    optimiser("AdamW", states: 2) { c, t, p, g, s in
      let next = try AdamW.step(
        p,
        gradient: g,
        firstMoment: s[0],
        secondMoment: s[1],
        step: t,
        learningRate: c.double("rate"),
        beta1: c.double("firstDecay"),
        beta2: c.double("secondDecay"),
        epsilon: c.double("epsilon"),
        weightDecay: c.weightDecay
      )
      return [next.parameter, next.firstMoment, next.secondMoment]
    },
    schedule("step") { c, epoch in
      try Schedule.step(
        epoch,
        initial: c.double("initial"),
        interval: c.int("interval"),
        factor: c.double("factor")
      )
    },
    schedule("multiStep") { c, epoch in
      try Schedule.multiStep(
        epoch,
        initial: c.double("initial"),
        milestones: c.labels,
        factor: c.double("factor")
      )
    },
    schedule("exponential") { c, epoch in
      try Schedule.exponential(epoch, initial: c.double("initial"), factor: c.double("factor"))
    },
    schedule("cosine") { c, epoch in
      try Schedule.cosine(
        epoch,
        initial: c.double("initial"),
        final: c.double("final"),
        period: c.int("period")
      )
    },
    schedule("linearWarmUp") { c, epoch in
      try Schedule.linearWarmUp(
        epoch,
        initial: c.double("initial"),
        length: c.int("length"),
        start: c.double("start")
      )
    },
  ]

  private static func optimiser(
    _ name: String,
    states: Int,
    step:
      @escaping @Sendable (
        _ case: Case, _ t: Int, _ parameter: Tensor, _ gradient: Tensor, _ states: [Tensor]
      ) throws -> [Tensor]
  ) -> Trajectory {
    Trajectory(name: name) { fixture in
      let (start, gradients) = (try fixture("parameter"), try fixture("gradients"))
      var current = [start] + Array(repeating: Tensor.zeros(like: start), count: states)
      var path: [Tensor] = []
      for t in 0..<gradients.shape[0] {
        current = try step(fixture, t + 1, current[0], gradients.at(t), Array(current.dropFirst()))
        path.append(current[0])
      }
      return ["path": try Tensor.stacked(path)]
    }
  }

  private static func schedule(
    _ name: String,
    learningRate: @escaping @Sendable (Case, Int) throws -> Double
  ) -> Trajectory {
    Trajectory(name: "Schedule." + name) { fixture in
      ["rates": Tensor(try (0..<12).map { try learningRate(fixture, $0) })]
    }
  }
}

extension Case {
  /// The setting "weightDecay"; 0 without it.
  fileprivate var weightDecay: Double { (try? double("weightDecay")) ?? 0 }
}
