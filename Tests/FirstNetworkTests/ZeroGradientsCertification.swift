import Grading
import ReferenceLayers
import Tensors

@testable import FirstNetworkSolutions

extension FirstNetworkSolutions::ZeroGradients.Parameter: CollectingParameter {}

extension ZeroGradientsGrader: Certified {
  static let certification = Certification(
    // Plain gradient descent on the summed gradient of each batch; nothing is collected.
    reference: Implementation(members: [
      "accumulate": Implementation(function: { (value: Tensor, first: Tensor, second: Tensor) in
        (value: value, gradient: try first + second)
      }),
      "step": Implementation(function: { (value: Tensor, gradient: Tensor, learningRate: Double) in
        let moved = try ReferenceLayers::GradientDescent.step(
          value,
          gradient: gradient,
          learningRate: learningRate
        )
        return (value: moved, gradient: gradient)
      }),
      "zero, then accumulate": Implementation(function: {
        (value: Tensor, gradient: Tensor, next: Tensor) in (value: value, gradient: next)
      }),
      "epoch": Implementation(function: {
        (start: Tensor, x: Tensor, batchSize: Int, learningRate: Double) in
        var value = start
        var first = 0
        while first < x.shape[0] {
          let batch = try x.sliced(first..<min(first + batchSize, x.shape[0]))
          value = try ReferenceLayers::GradientDescent.step(
            value,
            gradient: try (value - batch).sum(axis: 0),
            learningRate: learningRate
          )
          first += batchSize
        }
        return value
      }),
    ]),
    solution: solution,
    alternatives: [
      Alternative("entry by entry, and cleared after the step", members(EntryByEntry.self, .after))
    ],
    mistakes: [
      KnownMistake(
        "never cleared",
        "The gradient of one batch was still there in the next. Call zero() once for each batch, before its "
          + "first gradient.",
        epochs(.never)
      ),
      KnownMistake(
        "cleared for each example",
        "The gradient was cleared before each example, so that only the last one of a batch counts. Clear it once "
          + "for each batch.",
        epochs(.eachExample)
      ),
      KnownMistake(
        "cleared before the step",
        "The gradient was cleared between the examples and the step, so nothing moves. First step, then clear; or "
          + "clear before the first example.",
        epochs(.beforeStep)
      ),
      KnownMistake(
        "a step for each example",
        "The value moved after every example. Collect the gradients of all examples of a batch, then step once.",
        epochs(.start, { $0.stepsEachExample = true })
      ),
      KnownMistake(
        "mean instead of sum",
        "The gradients of a batch were averaged. Here they are added, as accumulate does.",
        epochs(.start, { $0.averages = true })
      ),
      KnownMistake(
        "short batch left out",
        "The rows that do not fill a whole batch were left out. The last batch may be shorter.",
        epochs(.start, { $0.dropsRest = true })
      ),
      KnownMistake(
        "all gradients at the first value",
        "All gradients were computed with the value from the start of the epoch. Use `parameter.value`, which moves.",
        epochs(.start, { $0.isStale = true })
      ),
      KnownMistake(
        "x minus value",
        "The value moves away from the examples: the gradient of ½ (value − x[n])² is value − x[n], not x[n] − value.",
        epochs(.start, { $0.isTurned = true })
      ),
      KnownMistake(
        "first batch alone",
        "Only the first batch was used. An epoch goes on until every example has been met.",
        epochs(.start, { $0.stopsEarly = true })
      ),
      mistake(
        "gradient overwritten",
        "accumulate set the gradient, and what was there is lost. Add to it: += for =.",
        Overwrites.self
      ),
      mistake(
        "gradient subtracted",
        "accumulate subtracted the new gradient. Add it; the minus belongs to step.",
        Subtracts.self
      ),
      mistake(
        "accumulate moves the value",
        "accumulate changed the value. It collects the gradient, and leaves moving to step.",
        MovesEarly.self
      ),
      mistake(
        "uphill instead of downhill",
        "step moves the value up the slope. Subtract the learning rate times the gradient.",
        Climbs.self
      ),
      mistake(
        "learning rate left out",
        "step moved the value by the whole gradient. Multiply it by the learning rate.",
        Leaps.self
      ),
      mistake(
        "cleared by the step",
        "step cleared the gradient. It leaves the gradient as it is; clearing is what zero() is for.",
        ClearsInStep.self
      ),
      mistake(
        "gradient scaled by the step",
        "step left the gradient multiplied by the learning rate. It changes the value alone.",
        ScalesInStep.self
      ),
      mistake(
        "zero does nothing",
        "After zero() the old gradient was still there. Set it to zeros of its shape: Tensor.zeros(like: value).",
        KeepsAll.self
      ),
      mistake(
        "value cleared",
        "zero() cleared the value too: everything that was learnt is gone. Clear the gradient alone.",
        ForgetsAll.self
      ),
      mistake(
        "value cleared for the gradient",
        "zero() cleared the value and kept the gradient. It is the other way round.",
        ForgetsValue.self
      ),
    ]
  )

  private typealias Right = FirstNetworkSolutions::ZeroGradients.Parameter

  private static let solution = CollectedGradients.members(
    of: Right.self,
    epoch: FirstNetworkSolutions::ZeroGradients.epoch
  )

  /// Where in an epoch the gradient is cleared.
  private enum Clearing { case start, after, never, eachExample, beforeStep }

  /// What else a program may do in an epoch.
  private struct Slips {
    var (stepsEachExample, averages, dropsRest) = (false, false, false)
    var (isStale, isTurned, stopsEarly) = (false, false, false)
  }

  private static func members<P: CollectingParameter>(
    _ type: P.Type,
    _ clearing: Clearing,
    _ slips: Slips = Slips()
  ) -> Implementation {
    CollectedGradients.members(of: P.self) { start, x, batchSize, learningRate in
      var parameter = P(start)
      for first in stride(from: 0, to: x.shape[0], by: batchSize) {
        let end = min(first + batchSize, x.shape[0])
        if slips.dropsRest, end - first < batchSize { break }
        if slips.stopsEarly, first > 0 { break }
        if clearing == .start { try parameter.zero() }
        for n in first..<end {
          if clearing == .eachExample { try parameter.zero() }
          var gradient = try (slips.isStale ? start : parameter.value) - x.at(n)
          if slips.isTurned { gradient = -gradient }
          if slips.averages { gradient /= Double(end - first) }
          try parameter.accumulate(gradient)
          if slips.stepsEachExample {
            try parameter.step(learningRate: learningRate)
            try parameter.zero()
          }
        }
        if clearing == .beforeStep { try parameter.zero() }
        if !slips.stepsEachExample { try parameter.step(learningRate: learningRate) }
        if clearing == .after { try parameter.zero() }
      }
      return parameter.value
    }
  }

  /// The right parameter, in another epoch.
  private static func epochs(
    _ clearing: Clearing,
    _ spoil: (inout Slips) -> Void = { _ in }
  ) -> Implementation {
    var slips = Slips()
    spoil(&slips)
    return members(Right.self, clearing, slips)
  }

  /// Another parameter, in the right epoch.
  private static func mistake<P: CollectingParameter>(
    _ name: String,
    _ sentence: String,
    _ type: P.Type
  ) -> KnownMistake {
    KnownMistake(name, sentence, members(P.self, .start))
  }
}

// MARK: - Other parameters

/// A parameter whose methods are right unless a type has its own.
private protocol SlippingParameter: CollectingParameter {
  init(value: Tensor, gradient: Tensor)
}

extension SlippingParameter {
  init(_ value: Tensor) { self.init(value: value, gradient: Tensor.zeros(like: value)) }
  mutating func accumulate(_ g: Tensor) throws { gradient = try gradient + g }
  mutating func step(learningRate: Double) throws { value = try value - learningRate * gradient }
  mutating func zero() throws { gradient = Tensor.zeros(like: gradient) }
}

private struct EntryByEntry: SlippingParameter {
  var value, gradient: Tensor

  mutating func accumulate(_ g: Tensor) {
    for d in 0..<g.count { gradient[d] += g[d] }
  }

  mutating func step(learningRate: Double) {
    for d in 0..<value.count { value[d] -= learningRate * gradient[d] }
  }

  mutating func zero() {
    for d in 0..<gradient.count { gradient[d] = 0 }
  }
}

// The others are wrong on purpose.

private struct Overwrites: SlippingParameter {
  var value, gradient: Tensor
  mutating func accumulate(_ g: Tensor) { gradient = g }
}

private struct Subtracts: SlippingParameter {
  var value, gradient: Tensor
  mutating func accumulate(_ g: Tensor) throws { gradient = try gradient - g }
}

private struct MovesEarly: SlippingParameter {
  var value, gradient: Tensor
  mutating func accumulate(_ g: Tensor) throws {
    gradient = try gradient + g
    value = try value - g
  }
}

private struct Climbs: SlippingParameter {
  var value, gradient: Tensor
  mutating func step(learningRate: Double) throws { value = try value + learningRate * gradient }
}

private struct Leaps: SlippingParameter {
  var value, gradient: Tensor
  mutating func step(learningRate: Double) throws { value = try value - gradient }
}

private struct ClearsInStep: SlippingParameter {
  var value, gradient: Tensor
  mutating func step(learningRate: Double) throws {
    value = try value - learningRate * gradient
    gradient = Tensor.zeros(like: gradient)
  }
}

private struct ScalesInStep: SlippingParameter {
  var value, gradient: Tensor
  mutating func step(learningRate: Double) throws {
    gradient = learningRate * gradient
    value = try value - gradient
  }
}

private struct KeepsAll: SlippingParameter {
  var value, gradient: Tensor
  mutating func zero() {}
}

private struct ForgetsAll: SlippingParameter {
  var value, gradient: Tensor
  mutating func zero() {
    (value, gradient) = (Tensor.zeros(like: value), Tensor.zeros(like: value))
  }
}

private struct ForgetsValue: SlippingParameter {
  var value, gradient: Tensor
  mutating func zero() { value = Tensor.zeros(like: value) }
}
