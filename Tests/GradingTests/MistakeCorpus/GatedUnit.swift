import Grading
import ReferenceLayers
import Tensors

/// One step of a gated recurrent unit, gates in the order reset, update, candidate.
enum GatedUnitCorpus {
  static let operation = CorpusOperation(
    name: "gated recurrent unit",
    exercise: Exercise(
      .differentiable,
      axes: [
        .axis("N", "batch size", 4, role: .batch), .axis("D", "number of features", 3),
        .axis("H", "size of the state", 2), .axis("G", "three gates of size H", 6),
      ],
      inputs: [
        .tensor("x", "N", "D"), .tensor("state", "N", "H"), .tensor("inputWeight", "D", "G"),
        .tensor("hiddenWeight", "H", "G"), .tensor("inputBias", "G"), .tensor("hiddenBias", "G"),
      ],
      edges: [.sizes("a batch of one", ["N": 1])],
      student: reference
    ),
    reference: reference,
    right: [Alternative("gate by gate, with a cache", unit())],
    wrong: [
      Wrong(
        "update and reset exchanged",
        expected: [],
        unit { $0.order = [1, 0, 2] }  // wrong on purpose
      ),
      Wrong(
        "z and 1 − z exchanged",
        expected: [.otherFunction],
        unit { $0.keepsByUpdate = false }  // wrong on purpose: as other authors define it
      ),
      Wrong(
        "direct path to the old state missing",
        expected: [.missingTerm],
        unit { $0.hasDirectPath = false }  // wrong on purpose
      ),
      Wrong(
        "reset gate forgotten in the candidate's hidden gradient",
        expected: [.otherInput],
        unit { $0.resetsCandidate = false }  // wrong on purpose
      ),
      Wrong(
        "the input bias's gradient for the hidden bias",
        expected: [.otherInput],
        spoiled { $0.hiddenBias = $0.inputBias }  // wrong on purpose
      ),
      Wrong(
        "σ′ at the activation for the update gate",
        expected: [.wrongVariable],
        unit { $0.slopeAtActivation = true }  // wrong on purpose
      ),
      Wrong(
        "biases averaged over the batch",
        expected: [.scaled],
        spoiled {  // wrong on purpose
          $0.inputBias /= $0.x.shape[0]
          $0.hiddenBias /= $0.x.shape[0]
        }
      ),
      Wrong(
        "the state's gradient scaled by the update gate only",
        expected: [.missingTerm],
        unit { $0.hasHiddenPath = false }  // wrong on purpose
      ),
      Wrong(
        "candidate without its nonlinearity in backward",
        expected: [],
        unit { $0.hasCandidateSlope = false }  // wrong on purpose
      ),
    ],
    garbage: [Garbage.signs("inputWeight", in: reference)]
  )

  static let reference = Implementation(forward: GRU.step, backward: GRU.stepBackward)

  private typealias Gradients = (
    x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor,
    hiddenBias: Tensor
  )

  private static func spoiled(
    _ spoil: @escaping @Sendable (_ right: inout Gradients) throws -> Void
  ) -> Implementation {
    reference.replacingBackward {
      (
        g: Tensor,
        x: Tensor,
        state: Tensor,
        inputWeight: Tensor,
        hiddenWeight: Tensor,
        inputBias: Tensor,
        hiddenBias: Tensor
      ) in
      var right = try GRU.stepBackward(
        g,
        x,
        state: state,
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        inputBias: inputBias,
        hiddenBias: hiddenBias
      )
      try spoil(&right)
      return right
    }
  }

  /// The decisions of a student who writes the unit; the defaults are right.
  private struct Choices: Sendable {
    /// The order of reset, update and candidate.
    var order = [0, 1, 2]
    /// Whether z weighs the old state (and 1 − z the candidate).
    var keepsByUpdate = true
    var hasDirectPath = true
    var hasHiddenPath = true
    var resetsCandidate = true
    var slopeAtActivation = false
    var hasCandidateSlope = true
  }

  private struct Cache: Sendable {
    var (x, state, inputWeight, hiddenWeight): (Tensor, Tensor, Tensor, Tensor)
    var (r, z, n, hiddenCandidate): (Tensor, Tensor, Tensor, Tensor)
  }

  private static func unit(_ choose: (inout Choices) -> Void = { _ in }) -> Implementation {
    var choices = Choices()
    choose(&choices)
    return Implementation(
      forward: {
        [choices]
        (
          x: Tensor,
          state: Tensor,
          inputWeight: Tensor,
          hiddenWeight: Tensor,
          inputBias: Tensor,
          hiddenBias: Tensor
        ) in
        let size = state.shape[1]
        func gate(_ sums: Tensor, _ name: Int) throws -> Tensor {
          let first = choices.order[name] * size
          return try sums.sliced(first..<first + size, axis: 1)
        }
        let a = try x.matmul(inputWeight) + inputBias
        let q = try state.matmul(hiddenWeight) + hiddenBias
        let r = Sigmoid.forward(try gate(a, 0) + gate(q, 0))
        let z = Sigmoid.forward(try gate(a, 1) + gate(q, 1))
        let hiddenCandidate = try gate(q, 2)
        let n = tanh(try gate(a, 2) + r * hiddenCandidate)
        let cache = Cache(
          x: x,
          state: state,
          inputWeight: inputWeight,
          hiddenWeight: hiddenWeight,
          r: r,
          z: z,
          n: n,
          hiddenCandidate: hiddenCandidate
        )
        let keep = choices.keepsByUpdate ? z : 1 - z
        return (try keep * state + (1 - keep) * n, cache)
      },
      backward: { [choices] (g: Tensor, cache: Cache) in try backward(g, cache, choices) }
    )
  }

  @Sendable private static func backward(
    _ g: Tensor,
    _ cache: Cache,
    _ choices: Choices
  ) throws -> Gradients {
    let (r, z, n) = (cache.r, cache.z, cache.n)
    let keep = choices.keepsByUpdate ? z : 1 - z
    let nSlope = choices.hasCandidateSlope ? 1 - n.squared() : .ones(like: n)
    let deltaN = try g * (1 - keep) * nSlope
    let activation = choices.slopeAtActivation ? Sigmoid.forward(z) : z
    let sign = choices.keepsByUpdate ? 1.0 : -1.0
    let deltaZ = try sign * g * (cache.state - n) * activation * (1 - activation)
    let deltaR = try deltaN * cache.hiddenCandidate * r * (1 - r)
    let deltaQN = choices.resetsCandidate ? try deltaN * r : deltaN
    var (deltaA, deltaQ) = ([deltaR, deltaZ, deltaN], [deltaR, deltaZ, deltaQN])
    for (name, place) in choices.order.enumerated() {
      deltaA[place] = [deltaR, deltaZ, deltaN][name]
      deltaQ[place] = [deltaR, deltaZ, deltaQN][name]
    }
    let a = try Tensor.concatenated(deltaA, axis: 1)
    let q = try Tensor.concatenated(deltaQ, axis: 1)
    var state = Tensor.zeros(like: cache.state)
    if choices.hasDirectPath { try state += g * keep }
    if choices.hasHiddenPath { try state += q.matmul(cache.hiddenWeight.transposed()) }
    return (
      x: try a.matmul(cache.inputWeight.transposed()), state: state,
      inputWeight: try cache.x.transposed().matmul(a),
      hiddenWeight: try cache.state.transposed().matmul(q), inputBias: try a.sum(axis: 0),
      hiddenBias: try q.sum(axis: 0)
    )
  }
}
