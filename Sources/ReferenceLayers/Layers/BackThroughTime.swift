import Tensors

/// Backpropagation through time: the gradients of a recurrent layer from those of its single steps.
///
/// Given are g, [N, T, H], the gradient of each hₜ as far as it is used outside the layer; what reaches each
/// state of the last step in another way, the hidden state first; and the gradients of step t, given those of
/// the states after it.
func backThroughTime(
  _ upstream: Tensor,
  last: [Tensor],
  step: (_ t: Int, _ upstream: [Tensor]) throws -> RecurrentGradients
) throws -> RecurrentGradients {
  var inputs: [Tensor] = []  // ∂L/∂xₜ, last step first
  var states = last
  var parameters: [Tensor] = []
  for t in (0..<upstream.sizes[1]).reversed() {
    // hₜ reaches L directly, with the upstream gradient gₜ, and through step t + 1; a cell cₜ reaches it through
    // step t + 1 alone. `states` holds the gradients that step t + 1 gave:
    //
    // ∂L/∂hₜ = gₜ + (∂L/∂hₜ through step t + 1)
    // ∂L/∂cₜ =       ∂L/∂cₜ through step t + 1
    states[0] = try upstream.at(t, axis: 1) + states[0]
    let gradients = try step(t, states)
    states = gradients.states
    inputs.append(gradients.x)
    // The parameters are used in every step: their gradients are the sums over the steps.
    parameters =
      try parameters.isEmpty
      ? gradients.parameters : zip(parameters, gradients.parameters).map { try $0 + $1 }
  }
  return (x: try Tensor.stacked(inputs.reversed(), axis: 1), states, parameters)
}

/// The gradients of a recurrent layer or of one step of it.
typealias RecurrentGradients = (x: Tensor, states: [Tensor], parameters: [Tensor])

/// The states before the first step and after each step, given the first state and the step.
func unrolled<State>(
  _ x: Tensor,
  from first: State,
  step: (_ x: Tensor, _ state: State) throws -> State
) throws -> [State] {
  var states = [first]
  for t in 0..<x.sizes[1] { states.append(try step(x.at(t, axis: 1), states[t])) }
  return states
}
