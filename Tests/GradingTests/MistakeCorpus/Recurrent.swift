import Grading
import ReferenceLayers
import Tensors

/// hₜ = tanh(xₜ · W + hₜ₋₁ · U + b) for all T steps, with x: [N, T, D].
enum RecurrentCorpus {
  static let operation = CorpusOperation(
    name: "recurrent sequence",
    exercise: Exercise(
      .differentiable,
      axes: [
        .axis("N", "batch size", 2, role: .batch), .axis("T", "number of steps", 3),
        .axis("D", "number of features", 4), .axis("H", "size of the state", 5),
      ],
      inputs: [
        .tensor("x", "N", "T", "D"), .tensor("state", "N", "H"),
        .tensor("inputWeight", "D", "H", drawn: .uniform(-0.5...0.5)),
        .tensor("hiddenWeight", "H", "H", drawn: .uniform(-0.5...0.5)), .tensor("bias", "H"),
      ],
      edges: [.sizes("a batch of one", ["N": 1]), .sizes("a single step", ["T": 1])],
      student: recurrent()
    ),
    reference: reference,
    right: [Alternative("step by step, with a cache of the states", recurrent())],
    wrong: [
      Wrong(
        "gradient from the future dropped",
        expected: [.maskOnly, .missingTerm, .notSummed],
        recurrent { $0.dropsFuture = true }  // wrong on purpose
      ),
      Wrong(
        "shared weights overwritten in every step",
        expected: [.overwritten, .notSummed],
        recurrent { $0.overwrites = true }  // wrong on purpose
      ),
      Wrong(
        "shared weights averaged over the steps",
        expected: [.scaled],
        spoiled { right, x in  // wrong on purpose
          right.inputWeight /= x.shape[1]
          right.hiddenWeight /= x.shape[1]
          right.bias /= x.shape[1]
        }
      ),
      Wrong(
        "1 − z² instead of 1 − tanh²(z)",
        expected: [.wrongVariable],
        recurrent { $0.slope = { z, _ in 1 - z.squared() } }  // wrong on purpose
      ),
      Wrong(
        "1 − tanh²(h)",
        expected: [.wrongVariable],
        recurrent { $0.slope = { _, h in 1 - tanh(h).squared() } }  // wrong on purpose
      ),
      Wrong(
        "derivative of tanh forgotten",
        expected: [],
        recurrent { $0.slope = { z, _ in .ones(like: z) } }  // wrong on purpose
      ),
      Wrong(
        "the new state for the old one in the hidden weight",
        expected: [.wrongVariable],
        recurrent { $0.usesNewState = true }  // wrong on purpose
      ),
      Wrong(
        "hidden weight not transposed",
        expected: [.transposed],
        recurrent { $0.transposesHidden = false }  // wrong on purpose: square, so that it fits
      ),
      Wrong(
        "hidden weight's gradient transposed",
        expected: [.transposed],
        // wrong on purpose
        spoiled { right, _ in right.hiddenWeight = try right.hiddenWeight.transposed() }
      ),
      Wrong(
        "gradient of the first state left at zero",
        expected: [.zero],
        spoiled { right, _ in right.state = .zeros(like: right.state) }  // wrong on purpose
      ),
      Wrong(
        "steps of x left in reverse order",
        expected: [],
        spoiled { right, x in  // wrong on purpose
          let steps = try (0..<x.shape[1]).reversed().map { try right.x.at($0, axis: 1) }
          right.x = try Tensor.stacked(steps, axis: 1)
        }
      ),
      Wrong(
        "only the last output's upstream used",
        expected: [.maskOnly, .notSummed],
        recurrent { $0.usesLastUpstreamOnly = true }  // wrong on purpose
      ),
      Wrong(
        "bias summed over the steps but not the batch",
        expected: [.notSummed],
        recurrent { $0.sumsBias = false }  // wrong on purpose
      ),
      Wrong(
        "state reset in every step",
        expected: [],
        Implementation(
          forward: {
            (x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, bias: Tensor) in
            let sums = try x.matmul(inputWeight) + state.matmul(hiddenWeight).expandingAxis(at: 1)
            return tanh(try sums + bias)  // wrong on purpose
          },
          backward: {
            (
              g: Tensor,
              x: Tensor,
              state: Tensor,
              inputWeight: Tensor,
              hiddenWeight: Tensor,
              bias: Tensor
            ) in
            try TanhRNN.backward(
              g,
              x,
              state: state,
              inputWeight: inputWeight,
              hiddenWeight: hiddenWeight,
              bias: bias
            )
          }
        )
      ),
    ],
    garbage: [Garbage.shuffle("hiddenWeight", in: reference), Garbage.noise("x", in: reference)]
  )

  static let reference = Implementation(forward: TanhRNN.forward, backward: TanhRNN.backward)

  private typealias Gradients = (
    x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, bias: Tensor
  )

  private static func spoiled(
    _ spoil: @escaping @Sendable (_ right: inout Gradients, _ x: Tensor) throws -> Void
  ) -> Implementation {
    reference.replacingBackward {
      (
        g: Tensor,
        x: Tensor,
        state: Tensor,
        inputWeight: Tensor,
        hiddenWeight: Tensor,
        bias: Tensor
      ) in
      var right = try TanhRNN.backward(
        g,
        x,
        state: state,
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        bias: bias
      )
      try spoil(&right, x)
      return right
    }
  }

  /// The decisions of a student who writes backpropagation through time; the defaults are right.
  private struct Choices: Sendable {
    var dropsFuture = false
    var overwrites = false
    var usesNewState = false
    var transposesHidden = true
    var usesLastUpstreamOnly = false
    var sumsBias = true
    var slope: @Sendable (_ z: Tensor, _ h: Tensor) -> Tensor = { _, h in 1 - h.squared() }
  }

  private struct Cache: Sendable {
    var x: Tensor
    var inputWeight: Tensor
    var hiddenWeight: Tensor
    /// z₁ … z_T and h₀ … h_T.
    var sums: [Tensor] = []
    var states: [Tensor]
  }

  private static func recurrent(
    _ choose: (inout Choices) -> Void = { _ in }
  ) -> Implementation {
    var choices = Choices()
    choose(&choices)
    return Implementation(
      forward: {
        (x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, bias: Tensor) in
        var cache = Cache(
          x: x,
          inputWeight: inputWeight,
          hiddenWeight: hiddenWeight,
          states: [state]
        )
        for t in 0..<x.shape[1] {
          let fromInput = try x.at(t, axis: 1).matmul(inputWeight)
          let sum = try fromInput + cache.states[t].matmul(hiddenWeight) + bias
          cache.sums.append(sum)
          cache.states.append(tanh(sum))
        }
        return (try Tensor.stacked(Array(cache.states.dropFirst()), axis: 1), cache)
      },
      backward: { [choices] (g: Tensor, cache: Cache) in try backward(g, cache, choices) }
    )
  }

  @Sendable private static func backward(
    _ upstream: Tensor,
    _ cache: Cache,
    _ choices: Choices
  ) throws -> Gradients {
    let steps = cache.sums.count
    var future = Tensor.zeros(like: cache.states[0])
    var inputs: [Tensor] = []
    var inputWeight = Tensor.zeros(like: cache.inputWeight)
    var hiddenWeight = Tensor.zeros(like: cache.hiddenWeight)
    var bias = Tensor.zeros(like: choices.sumsBias ? try future.at(0) : future)
    let hiddenForState =
      choices.transposesHidden ? try cache.hiddenWeight.transposed() : cache.hiddenWeight
    for t in (0..<steps).reversed() {
      var g = try upstream.at(t, axis: 1)
      if choices.usesLastUpstreamOnly, t < steps - 1 { g = .zeros(like: g) }
      if !choices.dropsFuture { try g += future }
      let delta = try g * choices.slope(cache.sums[t], cache.states[t + 1])
      if choices.overwrites {
        inputWeight = .zeros(like: inputWeight)
        hiddenWeight = .zeros(like: hiddenWeight)
        bias = .zeros(like: bias)
      }
      let before = cache.states[choices.usesNewState ? t + 1 : t]
      try inputWeight += cache.x.at(t, axis: 1).transposed().matmul(delta)
      try hiddenWeight += before.transposed().matmul(delta)
      try bias += choices.sumsBias ? delta.sum(axis: 0) : delta
      inputs.append(try delta.matmul(cache.inputWeight.transposed()))
      future = try delta.matmul(hiddenForState)
    }
    return (
      x: try Tensor.stacked(inputs.reversed(), axis: 1), state: future, inputWeight: inputWeight,
      hiddenWeight: hiddenWeight, bias: bias
    )
  }
}
