import Tensors

/// Long short-term memory: a recurrent layer with a cell that is written and read through gates.
///
///     zₜ = xₜ · W + hₜ₋₁ · U + b, cut into four parts of H columns, in this order:
///     i = σ(z₁)   f = σ(z₂)   g = tanh(z₃)   o = σ(z₄)        input, forget, candidate, output
///     cₜ = f ∘ cₜ₋₁ + i ∘ g
///     hₜ = o ∘ tanh(cₜ)
///
/// sequence x: [N, T, D], first hidden state h₀ and cell c₀: [N, H], input weight W: [D, 4H], hidden weight
/// U: [H, 4H], bias b: [4H] → hidden states: [N, T, H] and the last cell: [N, H]. The order of the gates is
/// PyTorch's, which has two biases, whose sum is b, and stores the weights transposed. Smooth everywhere.
///
/// Reference: Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997); the forget
/// gate is from Gers, Schmidhuber and Cummins, "Learning to forget", Neural Computation 12 (2000).
public enum LSTM {
  /// One step.
  ///
  /// - Parameters:
  ///   - x: The input of this step, [N, D].
  ///   - hidden: hₜ₋₁, [N, H].
  ///   - cell: cₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, 4H].
  ///   - hiddenWeight: U, [H, 4H].
  ///   - bias: b, [4H].
  /// - Returns: hₜ and cₜ, [N, H] each.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func step(
    _ x: Tensor,
    hidden: Tensor,
    cell: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> (hidden: Tensor, cell: Tensor) {
    let z = try sums(x, hidden, cell, inputWeight, hiddenWeight, bias, in: "LSTM.step")
    let (i, f, g, o) = (sigmoid(z[0]), sigmoid(z[1]), tanh(z[2]), sigmoid(z[3]))  // [N, H] each
    let next = try f * cell + i * g
    return (hidden: try o * tanh(next), cell: next)
  }

  /// The gradients of one step.
  ///
  ///     γ = ∂L/∂cₜ + ∂L/∂hₜ ∘ o / cosh²(cₜ)        ∂L/∂cₜ₋₁ = γ ∘ f        ∂L/∂hₜ₋₁ = δ · Uᵀ
  ///     δ = [γ∘g∘σ′(z₁), γ∘cₜ₋₁∘σ′(z₂), γ∘i/cosh²(z₃), ∂L/∂hₜ∘tanh(cₜ)∘σ′(z₄)]        = ∂L/∂z
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂hₜ and ∂L/∂cₜ, [N, H] each.
  ///   - x: [N, D].
  ///   - hidden: hₜ₋₁, [N, H].
  ///   - cell: cₜ₋₁, [N, H].
  ///   - inputWeight: W, [D, 4H].
  ///   - hiddenWeight: U, [H, 4H].
  ///   - bias: b, [4H].
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func stepBackward(
    _ upstream: (hidden: Tensor, cell: Tensor),
    _ x: Tensor,
    hidden: Tensor,
    cell: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> (
    x: Tensor, hidden: Tensor, cell: Tensor, inputWeight: Tensor, hiddenWeight: Tensor,
    bias: Tensor
  ) {
    let operation = "LSTM.stepBackward"
    let z = try sums(x, hidden, cell, inputWeight, hiddenWeight, bias, in: operation)
    try requireShape(upstream.hidden, hidden.sizes, "upstream.hidden", in: operation)
    try requireShape(upstream.cell, cell.sizes, "upstream.cell", in: operation)
    let (i, f, g, o) = (sigmoid(z[0]), sigmoid(z[1]), tanh(z[2]), sigmoid(z[3]))  // [N, H] each
    let next = try f * cell + i * g

    // c = f ∘ c' + i ∘ g and h = o ∘ tanh(c), with c' the cell before. c reaches L directly (with its upstream
    // gradient) and through h:
    //
    // ∂L/∂o  = ∂L/∂h ∘ tanh(c)
    // γ      = ∂L/∂c + ∂L/∂h ∘ o / cosh²(c)        the whole gradient of c
    // ∂L/∂i  = γ ∘ g        ∂L/∂f = γ ∘ c'        ∂L/∂g = γ ∘ i        ∂L/∂c' = γ ∘ f
    // δ      = [∂L/∂i ∘ σ′(z₁), ∂L/∂f ∘ σ′(z₂), ∂L/∂g / cosh²(z₃), ∂L/∂o ∘ σ′(z₄)]        = ∂L/∂z
    // z is linear in x, h', W, U and b, so the rest is that of TanhRNN.
    let gamma = try upstream.cell + Tanh.backward(upstream.hidden * o, next)  // [N, H]
    let delta = try Tensor.concatenated(
      [
        Sigmoid.backward(gamma * g, z[0]),
        Sigmoid.backward(gamma * cell, z[1]),
        Tanh.backward(gamma * i, z[2]),
        Sigmoid.backward(upstream.hidden * tanh(next), z[3]),
      ],
      axis: 1
    )  // [N, 4H]
    return (
      x: try delta.matmul(inputWeight.transposed()),  // [N, D]
      hidden: try delta.matmul(hiddenWeight.transposed()),  // [N, H]
      cell: try gamma * f,  // [N, H]
      inputWeight: try x.transposed().matmul(delta),  // [D, 4H]
      hiddenWeight: try hidden.transposed().matmul(delta),  // [H, 4H]
      bias: try delta.sum(axis: 0)  // [4H]
    )
  }

  /// All hidden states of a batch of sequences, and the last cell.
  ///
  /// - Parameters:
  ///   - x: [N, T, D], at least one step.
  ///   - hidden: h₀, [N, H].
  ///   - cell: c₀, [N, H].
  ///   - inputWeight: W, [D, 4H].
  ///   - hiddenWeight: U, [H, 4H].
  ///   - bias: b, [4H].
  /// - Returns: h₁ … h_T, [N, T, H]; c_T, [N, H].
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func forward(
    _ x: Tensor,
    hidden: Tensor,
    cell: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> (hidden: Tensor, cell: Tensor) {
    try requireSequence(x, in: "LSTM.forward")
    let states = try unrolled(x, hidden, cell, inputWeight, hiddenWeight, bias)
    let outputs = states.dropFirst()
    return (
      hidden: try Tensor.stacked(outputs.map(\.hidden), axis: 1),  // [N, T, H]
      cell: states[x.sizes[1]].cell
    )
  }

  /// The gradients with respect to the sequence, the first states and the parameters.
  ///
  ///     ∂L/∂hₜ = gₜ + (what comes back from step t + 1)        ∂L/∂W = Σₜ xₜᵀ · δₜ, and so on
  ///
  /// - Parameters:
  ///   - upstream: The gradients of the hidden states, [N, T, H], and of the last cell, [N, H].
  ///   - x: [N, T, D].
  ///   - hidden: h₀, [N, H].
  ///   - cell: c₀, [N, H].
  ///   - inputWeight: W, [D, 4H].
  ///   - hiddenWeight: U, [H, 4H].
  ///   - bias: b, [4H].
  /// - Returns: One gradient for each argument, in its shape.
  /// - Throws: ``LayerError`` for wrong shapes or an empty sequence.
  public static func backward(
    _ upstream: (hidden: Tensor, cell: Tensor),
    _ x: Tensor,
    hidden: Tensor,
    cell: Tensor,
    inputWeight: Tensor,
    hiddenWeight: Tensor,
    bias: Tensor
  ) throws -> (
    x: Tensor, hidden: Tensor, cell: Tensor, inputWeight: Tensor, hiddenWeight: Tensor,
    bias: Tensor
  ) {
    let operation = "LSTM.backward"
    try requireSequence(x, in: operation)
    let states = try unrolled(x, hidden, cell, inputWeight, hiddenWeight, bias)
    let shape: Shape = [x.sizes[0], x.sizes[1], hidden.sizes[1]]
    try requireShape(upstream.hidden, shape, "upstream.hidden", in: operation)
    let last = [Tensor.zeros(like: hidden), upstream.cell]
    let total = try backThroughTime(upstream.hidden, last: last) { t, g in
      let gradients = try stepBackward(
        (hidden: g[0], cell: g[1]),
        x.at(t, axis: 1),
        hidden: states[t].hidden,
        cell: states[t].cell,
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        bias: bias
      )
      return (
        gradients.x, [gradients.hidden, gradients.cell],
        [gradients.inputWeight, gradients.hiddenWeight, gradients.bias]
      )
    }
    return (
      x: total.x,  // [N, T, D]
      hidden: total.states[0],
      cell: total.states[1],
      inputWeight: total.parameters[0],
      hiddenWeight: total.parameters[1],
      bias: total.parameters[2]
    )
  }

  /// (h₀, c₀) … (h_T, c_T).
  private static func unrolled(
    _ x: Tensor,
    _ hidden: Tensor,
    _ cell: Tensor,
    _ inputWeight: Tensor,
    _ hiddenWeight: Tensor,
    _ bias: Tensor
  ) throws -> [(hidden: Tensor, cell: Tensor)] {
    try ReferenceLayers.unrolled(x, from: (hidden: hidden, cell: cell)) { x, state in
      try step(
        x,
        hidden: state.hidden,
        cell: state.cell,
        inputWeight: inputWeight,
        hiddenWeight: hiddenWeight,
        bias: bias
      )
    }
  }

  /// z₁ … z₄, [N, H] each.
  private static func sums(
    _ x: Tensor,
    _ hidden: Tensor,
    _ cell: Tensor,
    _ inputWeight: Tensor,
    _ hiddenWeight: Tensor,
    _ bias: Tensor,
    in operation: String
  ) throws -> [Tensor] {
    try requireRecurrent(
      x,
      states: [("hidden", hidden), ("cell", cell)],
      inputWeight: inputWeight,
      hiddenWeight: hiddenWeight,
      biases: [("bias", bias)],
      gates: 4,
      in: operation
    )
    return try (x.matmul(inputWeight) + hidden.matmul(hiddenWeight) + bias).gates(4)
  }
}

/// σ of every entry.
func sigmoid(_ x: Tensor) -> Tensor { Sigmoid.forward(x) }
