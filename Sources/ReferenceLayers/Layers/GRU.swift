import Tensors

/// The gated recurrent unit: a recurrent layer that mixes its old state with a new candidate.
///
///     a = xₜ · W + b and q = hₜ₋₁ · U + d, each cut into three parts of H columns, in this order:
///     r = σ(a₁ + q₁)   z = σ(a₂ + q₂)   n = tanh(a₃ + r ∘ q₃)        reset, update, candidate
///     hₜ = (1 − z) ∘ n + z ∘ hₜ₋₁
///
/// sequence x: [N, T, D], first state h₀: [N, H], input weight W: [D, 3H], hidden weight U: [H, 3H], biases b
/// and d: [3H] → states: [N, T, H]. This is PyTorch's form, in which the reset gate acts after the product
/// with U; the paper's acts before it: see ``Reset``. Smooth everywhere.
///
/// Reference: Cho et al., "Learning phrase representations using RNN encoder–decoder", EMNLP 2014.
public enum GRU {
  /// Where the reset gate acts.
  public enum Reset: String, Sendable, CaseIterable {
    /// Before the product with U, as in the paper: n = tanh(a₃ + (r ∘ hₜ₋₁) · U₃ + d₃).
    ///
    /// The two biases of the candidate are then as good as one.
    case before
    /// After the product with U, as in PyTorch: n = tanh(a₃ + r ∘ (hₜ₋₁ · U₃ + d₃)).
    ///
    /// All products of a step can then be one.
    case after
  }

  /// One step, with the reset gate after the product.
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
    try step(
      x,
      state: state,
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      inputBias: inputBias,
      hiddenBias: hiddenBias,
      reset: .after
    )
  }

  /// One step.
  ///
  /// - Parameters:
  ///   - x: The input of this step, [N, D].
  ///   - state: hₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, 3H].
  ///   - hiddenWeight: U, [H, 3H].
  ///   - inputBias: b, [3H].
  ///   - hiddenBias: d, [3H].
  ///   - reset: Where the reset gate acts.
  /// - Returns: hₜ, [N, H].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func step(
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor,
    reset: Reset
  ) throws -> Tensor {
    let operation = "GRU.step"
    try check(x, state, inputWeight, hiddenWeight, inputBias, hiddenBias, in: operation)
    let s = try arguments(x, state, inputWeight, hiddenWeight, inputBias, hiddenBias, reset)
    let (z, n) = (sigmoid(s.update), tanh(s.candidate))  // [N, H] each
    return try n + z * (state - n)  // (1 − z) ∘ n + z ∘ h, one product fewer
  }

  /// The gradients of one step, with the reset gate after the product.
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
    try stepBackward(
      upstream,
      x,
      state: state,
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      inputBias: inputBias,
      hiddenBias: hiddenBias,
      reset: .after
    )
  }

  /// The gradients of one step.
  ///
  ///     before:   ∂L/∂a = [δᵣ, δ_z, δₙ] = ∂L/∂q        e = δₙ · U₃ᵀ        δᵣ = e∘hₜ₋₁∘σ′(a₁ + q₁)
  ///               ∂L/∂hₜ₋₁ = [δᵣ, δ_z] · [U₁, U₂]ᵀ + e∘r + g∘z
  ///
  /// For the reset gate after the product, see the function without this setting.
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂hₜ, [N, H].
  ///   - x: [N, D].
  ///   - state: hₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, 3H].
  ///   - hiddenWeight: U, [H, 3H].
  ///   - inputBias: b, [3H].
  ///   - hiddenBias: d, [3H].
  ///   - reset: As given to the forward pass.
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func stepBackward(
    _ upstream: Tensor,
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor,
    reset: Reset
  ) throws -> (
    x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor,
    hiddenBias: Tensor
  ) {
    let operation = "GRU.stepBackward"
    try check(x, state, inputWeight, hiddenWeight, inputBias, hiddenBias, in: operation)
    try requireShape(upstream, state.sizes, "upstream", in: operation)
    let s = try arguments(x, state, inputWeight, hiddenWeight, inputBias, hiddenBias, reset)
    let (r, z) = (sigmoid(s.reset), sigmoid(s.update))  // [N, H] each
    let (gateWeight, third) = try parts(hiddenWeight)  // [H, 2H], U₃: [H, H]

    // h = (1 − z) ∘ n + z ∘ h', with h' the state before. With g = ∂L/∂h, δ for the gradient of the argument of a
    // gate, and k for what U₃ is multiplied by, q₃ = k · U₃ + d₃:
    //
    // ∂L/∂n  = g ∘ (1 − z)              δₙ = ∂L/∂n / cosh²(the argument of n)
    // ∂L/∂z  = g ∘ (h' − n)             δ_z = ∂L/∂z ∘ σ′(a₂ + q₂)
    let deltaN = try Tanh.backward(upstream * (1 - z), s.candidate)  // [N, H]
    let deltaZ = try Sigmoid.backward(upstream * (state - tanh(s.candidate)), s.update)  // [N, H]
    // after:   n = tanh(a₃ + r ∘ q₃), k = h'         before:   n = tanh(a₃ + q₃), k = r ∘ h'
    //
    // ∂L/∂q₃ = δₙ ∘ r                                ∂L/∂q₃ = δₙ
    // ∂L/∂k  = ∂L/∂q₃ · U₃ᵀ                          ∂L/∂k  = ∂L/∂q₃ · U₃ᵀ
    // ∂L/∂r  = δₙ ∘ q₃                               ∂L/∂r  = ∂L/∂k ∘ h'
    // ∂L/∂h' through k = ∂L/∂k                       ∂L/∂h' through k = ∂L/∂k ∘ r
    let deltaQ3 = try reset == .after ? deltaN * r : deltaN  // [N, H]
    let k = try deltaQ3.matmul(third.transposed())  // ∂L/∂k, [N, H]
    let deltaR = try Sigmoid.backward(reset == .after ? deltaN * s.q3 : k * state, s.reset)
    let throughK = try reset == .after ? k : k * r  // [N, H]
    // ∂L/∂a  = [δᵣ, δ_z, δₙ]
    // ∂L/∂q  = [δᵣ, δ_z, ∂L/∂q₃]
    // a and q are linear in x, W, b and in h' or k, U, d, as in Linear; h' is used directly too:
    // ∂L/∂h' = [δᵣ, δ_z] · [U₁, U₂]ᵀ + (∂L/∂h' through k) + g ∘ z
    let gates = try Tensor.concatenated([deltaR, deltaZ], axis: 1)  // [N, 2H]
    let deltaA = try Tensor.concatenated([gates, deltaN], axis: 1)  // [N, 3H]
    let deltaQ = try Tensor.concatenated([gates, deltaQ3], axis: 1)  // [N, 3H]
    let hiddenGradients = [
      try state.transposed().matmul(gates),  // [H, 2H]
      try s.k.transposed().matmul(deltaQ3),  // [H, H]
    ]
    return (
      x: try deltaA.matmul(inputWeight.transposed()),  // [N, D]
      state: try gates.matmul(gateWeight.transposed()) + throughK + upstream * z,  // [N, H]
      inputWeight: try x.transposed().matmul(deltaA),  // [D, 3H]
      hiddenWeight: try Tensor.concatenated(hiddenGradients, axis: 1),  // [H, 3H]
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
  ///   - reset: Where the reset gate acts.
  /// - Returns: h₁ … h_T, [N, T, H].
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func forward(
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor,
    reset: Reset = .after
  ) throws -> Tensor {
    try requireSequence(x, in: "GRU.forward")
    let states = try unrolled(x, from: state) { x, h in  // h₀ … h_T, [N, H] each
      try step(
        x,
        state: h,
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        inputBias: inputBias,
        hiddenBias: hiddenBias,
        reset: reset
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
  ///   - reset: Where the reset gate acts.
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    inputBias: Tensor,
    hiddenBias: Tensor,
    reset: Reset = .after
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
      hiddenBias: hiddenBias,
      reset: reset
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
        hiddenBias: hiddenBias,
        reset: reset
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

  /// The arguments of the two gates and of the candidate; q₃; and k, what U₃ is multiplied by: [N, H] each.
  private static func arguments(
    _ x: Tensor,
    _ state: Tensor,
    _ inputWeight: Tensor,
    _ hiddenWeight: Tensor,
    _ inputBias: Tensor,
    _ hiddenBias: Tensor,
    _ reset: Reset
  ) throws -> (reset: Tensor, update: Tensor, candidate: Tensor, q3: Tensor, k: Tensor) {
    let width = hiddenWeight.sizes[0]
    let a = try (x.matmul(inputWeight) + inputBias).gates(3)  // [N, H] each
    let (gateWeight, third) = try parts(hiddenWeight)  // [H, 2H], [H, H]
    let (gateBias, thirdBias) = (
      try hiddenBias.sliced(0..<2 * width, axis: 0),
      try hiddenBias.sliced(2 * width..<3 * width, axis: 0)
    )
    let q = try (state.matmul(gateWeight) + gateBias).gates(2)  // [N, H] each
    let (first, second) = (try a[0] + q[0], try a[1] + q[1])
    let r = sigmoid(first)
    let k = try reset == .after ? state : r * state
    let q3 = try k.matmul(third) + thirdBias
    return (first, second, try reset == .after ? a[2] + r * q3 : a[2] + q3, q3, k)
  }

  /// U as [U₁, U₂] and U₃.
  private static func parts(_ hiddenWeight: Tensor) throws -> (gates: Tensor, candidate: Tensor) {
    let width = hiddenWeight.sizes[0]
    return (
      try hiddenWeight.sliced(0..<2 * width, axis: 1),
      try hiddenWeight.sliced(2 * width..<3 * width, axis: 1)
    )
  }

  private static func check(
    _ x: Tensor,
    _ state: Tensor,
    _ inputWeight: Tensor,
    _ hiddenWeight: Tensor,
    _ inputBias: Tensor,
    _ hiddenBias: Tensor,
    in operation: String
  ) throws {
    try requireRecurrent(
      x,
      states: [("state", state)],
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      biases: [("inputBias", inputBias), ("hiddenBias", hiddenBias)],
      gates: 3,
      in: operation
    )
  }
}
