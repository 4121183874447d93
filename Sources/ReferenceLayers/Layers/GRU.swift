import Tensors

/// The gated recurrent unit: a recurrent layer that mixes its old state with a new candidate.
///
///     a = xₜ · W + b and q = hₜ₋₁ · U + d, each cut into three parts of H columns, in this order:
///     r = σ(a₁ + q₁)   z = σ(a₂ + q₂)   n = tanh(a₃ + r ∘ q₃)        reset, update, candidate
///     hₜ = (1 − z) ∘ n + z ∘ hₜ₋₁
///
/// sequence x: [N, T, D], first state h₀: [N, H], input weight W: [D, 3H], hidden weight U: [H, 3H], biases b
/// and d: [3H] → states: [N, T, H]. This is PyTorch's form, in which the reset gate acts after the product
/// with U, so that the two biases of the candidate are not one; the paper's acts before it. Smooth everywhere.
///
/// Reference: Cho et al., "Learning phrase representations using RNN encoder–decoder", EMNLP 2014.
public enum GRU {
  /// One step.
  ///
  /// - Parameters:
  ///   - x: The input of this step, [N, D].
  ///   - state: hₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, 3H].
  ///   - hiddenWeight: U, [H, 3H].
  ///   - inputBias: b, [3H].
  ///   - hiddenBias: d, [3H].
  /// - Returns: hₜ, [N, H].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func step(
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor
  ) throws -> Tensor {
    let operation = "GRU.step"
    let (a, q) = try sums(x, state, inputWeight, hiddenWeight, inputBias, hiddenBias, in: operation)
    let r = try sigmoid(a[0] + q[0])  // [N, H]
    let z = try sigmoid(a[1] + q[1])  // [N, H]
    let n = try tanh(a[2] + r * q[2])  // [N, H]
    return try n + z * (state - n)  // (1 − z) ∘ n + z ∘ h, one product fewer
  }

  /// The gradients of one step.
  ///
  ///     ∂L/∂a = [δᵣ, δ_z, δₙ]        ∂L/∂q = [δᵣ, δ_z, δₙ ∘ r]        ∂L/∂hₜ₋₁ = ∂L/∂q · Uᵀ + g ∘ z
  ///     δₙ = g∘(1 − z)/cosh²(a₃ + r∘q₃)   δ_z = g∘(hₜ₋₁ − n)∘σ′(a₂ + q₂)   δᵣ = δₙ∘q₃∘σ′(a₁ + q₁)
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂hₜ, [N, H].
  ///   - x: [N, D].
  ///   - state: hₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, 3H].
  ///   - hiddenWeight: U, [H, 3H].
  ///   - inputBias: b, [3H].
  ///   - hiddenBias: d, [3H].
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func stepBackward(
    _ upstream: Tensor,
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor
  ) throws -> (
    x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor,
    hiddenBias: Tensor
  ) {
    let operation = "GRU.stepBackward"
    let (a, q) = try sums(x, state, inputWeight, hiddenWeight, inputBias, hiddenBias, in: operation)
    try requireShape(upstream, state.sizes, "upstream", in: operation)
    let r = try sigmoid(a[0] + q[0])  // [N, H]
    let z = try sigmoid(a[1] + q[1])  // [N, H]
    let candidate = try a[2] + r * q[2]  // [N, H]

    // h = (1 − z) ∘ n + z ∘ h', with h' the state before. With g = ∂L/∂h, and δ for the gradient of the
    // argument of a gate:
    //
    // ∂L/∂n  = g ∘ (1 − z)              δₙ = ∂L/∂n / cosh²(a₃ + r ∘ q₃)
    // ∂L/∂z  = g ∘ (h' − n)             δ_z = ∂L/∂z ∘ σ′(a₂ + q₂)
    // ∂L/∂r  = δₙ ∘ q₃                  δᵣ = ∂L/∂r ∘ σ′(a₁ + q₁)
    // ∂L/∂a  = [δᵣ, δ_z, δₙ]
    // ∂L/∂q  = [δᵣ, δ_z, δₙ ∘ r]
    // a and q are linear in x, W, b and in h', U, d, as in Linear; h' is used directly too:
    // ∂L/∂h' = ∂L/∂q · Uᵀ + g ∘ z
    let deltaN = try Tanh.backward(upstream * (1 - z), candidate)  // [N, H]
    let deltaZ = try Sigmoid.backward(upstream * (state - tanh(candidate)), a[1] + q[1])  // [N, H]
    let deltaR = try Sigmoid.backward(deltaN * q[2], a[0] + q[0])  // [N, H]
    let deltaA = try Tensor.concatenated([deltaR, deltaZ, deltaN], axis: 1)  // [N, 3H]
    let deltaQ = try Tensor.concatenated([deltaR, deltaZ, deltaN * r], axis: 1)  // [N, 3H]
    return (
      x: try deltaA.matmul(inputWeight.transposed()),  // [N, D]
      state: try deltaQ.matmul(hiddenWeight.transposed()) + upstream * z,  // [N, H]
      inputWeight: try x.transposed().matmul(deltaA),  // [D, 3H]
      hiddenWeight: try state.transposed().matmul(deltaQ),  // [H, 3H]
      inputBias: try deltaA.sum(axis: 0),  // [3H]
      hiddenBias: try deltaQ.sum(axis: 0)  // [3H]
    )
  }

  /// All states of a batch of sequences.
  ///
  /// - Parameters:
  ///   - x: [N, T, D], at least one step.
  ///   - state: h₀, [N, H].
  ///   - inputWeight: W, [D, 3H].
  ///   - hiddenWeight: U, [H, 3H].
  ///   - inputBias: b, [3H].
  ///   - hiddenBias: d, [3H].
  /// - Returns: h₁ … h_T, [N, T, H].
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func forward(
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor
  ) throws -> Tensor {
    try requireSequence(x, in: "GRU.forward")
    let states = try unrolled(x, from: state) { x, h in  // h₀ … h_T, [N, H] each
      try step(
        x,
        state: h,
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        inputBias: inputBias,
        hiddenBias: hiddenBias
      )
    }
    return try Tensor.stacked(Array(states.dropFirst()), axis: 1)  // [N, T, H]
  }

  /// The gradients with respect to the sequence, the first state and the parameters.
  ///
  ///     ∂L/∂hₜ = gₜ + (what comes back from step t + 1)        ∂L/∂W = Σₜ xₜᵀ · ∂L/∂aₜ, and so on
  ///
  /// - Parameters:
  ///   - upstream: g, [N, T, H].
  ///   - x: [N, T, D].
  ///   - state: h₀, [N, H].
  ///   - inputWeight: W, [D, 3H].
  ///   - hiddenWeight: U, [H, 3H].
  ///   - inputBias: b, [3H].
  ///   - hiddenBias: d, [3H].
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor
  ) throws -> (
    x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor,
    hiddenBias: Tensor
  ) {
    let states = try forward(
      x,
      state: state,
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      inputBias: inputBias,
      hiddenBias: hiddenBias
    )  // [N, T, H]
    try requireShape(upstream, states.sizes, "upstream", in: "GRU.backward")
    let total = try backThroughTime(upstream, last: [.zeros(like: state)]) { t, g in
      let gradients = try stepBackward(
        g[0],
        x.at(t, axis: 1),
        state: t == 0 ? state : states.at(t - 1, axis: 1),
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        inputBias: inputBias,
        hiddenBias: hiddenBias
      )
      return (
        gradients.x, [gradients.state],
        [gradients.inputWeight, gradients.hiddenWeight, gradients.inputBias, gradients.hiddenBias]
      )
    }
    return (
      x: total.x,  // [N, T, D]
      state: total.states[0],
      inputWeight: total.parameters[0],
      hiddenWeight: total.parameters[1],
      inputBias: total.parameters[2],
      hiddenBias: total.parameters[3]
    )
  }

  /// a₁ … a₃ and q₁ … q₃, [N, H] each.
  private static func sums(
    _ x: Tensor,
    _ state: Tensor,
    _ inputWeight: Tensor,
    _ hiddenWeight: Tensor,
    _ inputBias: Tensor,
    _ hiddenBias: Tensor,
    in operation: String
  ) throws -> (a: [Tensor], q: [Tensor]) {
    try requireRecurrent(
      x,
      states: [("state", state)],
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      biases: [("inputBias", inputBias), ("hiddenBias", hiddenBias)],
      gates: 3,
      in: operation
    )
    return (
      a: try (x.matmul(inputWeight) + inputBias).gates(3),
      q: try (state.matmul(hiddenWeight) + hiddenBias).gates(3)
    )
  }
}
