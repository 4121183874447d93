import Tensors

/// The plain recurrent layer: its output at one step is its state, and an input of the next step.
///
///     hₜ = tanh(xₜ · W + hₜ₋₁ · U + b)
///
/// sequence x: [N, T, D], first state h₀: [N, H], input weight W: [D, H], hidden weight U: [H, H], bias b:
/// [H] → states: [N, T, H]. All steps share W, U and b. PyTorch has two biases, whose sum is b, and stores
/// the weights transposed. Smooth everywhere.
///
/// Reference: Elman, "Finding structure in time", Cognitive Science 14 (1990).
public enum TanhRNN {
  /// One step.
  ///
  /// - Parameters:
  ///   - x: The input of this step, [N, D].
  ///   - state: hₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, H].
  ///   - hiddenWeight: U, [H, H].
  ///   - bias: b, [H].
  /// - Returns: hₜ, [N, H].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func step(
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> Tensor {
    tanh(try sums(x, state, inputWeight, hiddenWeight, bias, in: "TanhRNN.step"))
  }

  /// The gradients of one step.
  ///
  ///     δ = g / cosh²(z)    ∂L/∂x = δ·Wᵀ    ∂L/∂hₜ₋₁ = δ·Uᵀ    ∂L/∂W = xᵀ·δ    ∂L/∂U = hₜ₋₁ᵀ·δ
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂hₜ, [N, H].
  ///   - x: [N, D].
  ///   - state: hₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, H].
  ///   - hiddenWeight: U, [H, H].
  ///   - bias: b, [H].
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func stepBackward(
    _ upstream: Tensor,
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> (x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, bias: Tensor) {
    let operation = "TanhRNN.stepBackward"
    let z = try sums(x, state, inputWeight, hiddenWeight, bias, in: operation)  // [N, H]
    try requireShape(upstream, state.sizes, "upstream", in: operation)
    // h = tanh(z), z = x · W + h' · U + b with h' the state before. With g = ∂L/∂h and δ = ∂L/∂z:
    //
    // δ       = g / cosh²(z)          (tanh′ = 1/cosh²)
    // ∂L/∂x   = δ · Wᵀ                (z is linear in each of the five, as in Linear)
    // ∂L/∂h'  = δ · Uᵀ
    // ∂L/∂W   = xᵀ · δ
    // ∂L/∂U   = h'ᵀ · δ
    // ∂L/∂b   = Σₙ δₙ
    let delta = try Tanh.backward(upstream, z)  // [N, H]
    return (
      x: try delta.matmul(inputWeight.transposed()),  // [N, D]
      state: try delta.matmul(hiddenWeight.transposed()),  // [N, H]
      inputWeight: try x.transposed().matmul(delta),  // [D, H]
      hiddenWeight: try state.transposed().matmul(delta),  // [H, H]
      bias: try delta.sum(axis: 0)  // [H]
    )
  }

  /// All states of a batch of sequences.
  ///
  /// - Parameters:
  ///   - x: [N, T, D], at least one step.
  ///   - state: h₀, [N, H].
  ///   - inputWeight: W, [D, H].
  ///   - hiddenWeight: U, [H, H].
  ///   - bias: b, [H].
  /// - Returns: h₁ … h_T, [N, T, H].
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func forward(
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> Tensor {
    try requireSequence(x, in: "TanhRNN.forward")
    let states = try unrolled(x, from: state) { x, h in  // h₀ … h_T, [N, H] each
      try step(x, state: h, inputWeight: inputWeight, hiddenWeight: hiddenWeight, bias: bias)
    }
    return try Tensor.stacked(Array(states.dropFirst()), axis: 1)  // [N, T, H]
  }

  /// The gradients with respect to the sequence, the first state and the parameters.
  ///
  ///     ∂L/∂hₜ = gₜ + (what comes back from step t + 1)        ∂L/∂W = Σₜ xₜᵀ · δₜ, and so on
  ///
  /// - Parameters:
  ///   - upstream: g, [N, T, H]: the gradient of each state, as far as it is used outside the layer.
  ///   - x: [N, T, D].
  ///   - state: h₀, [N, H].
  ///   - inputWeight: W, [D, H].
  ///   - hiddenWeight: U, [H, H].
  ///   - bias: b, [H].
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    state: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> (x: Tensor, state: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, bias: Tensor) {
    let states = try forward(
      x,
      state: state,
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      bias: bias
    )  // [N, T, H]
    try requireShape(upstream, states.sizes, "upstream", in: "TanhRNN.backward")
    let total = try backThroughTime(upstream, last: [.zeros(like: state)]) { t, g in
      let gradients = try stepBackward(
        g[0],
        x.at(t, axis: 1),
        state: t == 0 ? state : states.at(t - 1, axis: 1),
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        bias: bias
      )
      return (
        gradients.x, [gradients.state],
        [gradients.inputWeight, gradients.hiddenWeight, gradients.bias]
      )
    }
    return (
      x: total.x,  // [N, T, D]
      state: total.states[0],
      inputWeight: total.parameters[0],
      hiddenWeight: total.parameters[1],
      bias: total.parameters[2]
    )
  }

  /// z = x · W + h · U + b, [N, H].
  private static func sums(
    _ x: Tensor,
    _ state: Tensor,
    _ inputWeight: Tensor,
    _ hiddenWeight: Tensor,
    _ bias: Tensor,
    in operation: String
  ) throws -> Tensor {
    try requireRecurrent(
      x,
      states: [("state", state)],
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      biases: [("bias", bias)],
      gates: 1,
      in: operation
    )
    return try x.matmul(inputWeight) + state.matmul(hiddenWeight) + bias
  }
}
