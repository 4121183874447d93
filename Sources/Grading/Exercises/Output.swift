import Tensors

extension Exercise {
  /// One of several named outputs of a forward function.
  ///
  /// The names are the labels of the tuple that forward returns, and of the upstream gradients that backward gets.
  ///
  ///     outputs: ["h", "c"]                        // an LSTM's step
  ///     outputs: ["y", .state("mean")]             // a layer that also returns its running mean
  public struct Output: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The label of the output.
    public let name: String

    /// Whether the output is a state beside the others: it is compared, and there is no gradient with respect to
    /// it.
    public let isState: Bool

    /// An output with an upstream gradient.
    ///
    /// - Parameter name: The label of the output.
    public init(stringLiteral name: String) { self.init(name: name, isState: false) }

    /// A state that forward returns beside its outputs, such as a running mean.
    ///
    /// - Parameter name: The label of the state.
    /// - Returns: The output.
    public static func state(_ name: String) -> Output { Output(name: name, isState: true) }

    private init(name: String, isState: Bool) {
      self.name = name
      self.isState = isState
    }
  }

  package var differentiatedOutputs: [Output] { outputs.filter { !$0.isState } }

  /// The part of an output that has an upstream gradient.
  package func differentiatedPart(of output: Value) -> Value {
    guard case .tensors(let tensors) = output, !outputs.isEmpty, tensors.count == outputs.count
    else { return output }
    let parts = zip(tensors, outputs).filter { !$1.isState }.map(\.0)
    return parts.count == 1 ? .tensor(parts[0]) : .tensors(parts)
  }
}
