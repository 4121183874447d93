import Tensors

extension Exercise {
  /// One of several named outputs of a forward function.
  ///
  /// The names are the labels of the tuple that forward returns, and of the upstream gradients that backward gets.
  ///
  ///     outputs: ["h", "c"]                            // an LSTM's step
  ///     outputs: ["y", .state("mean")]                 // a layer that also returns its running mean
  ///     outputs: ["y", .drawn("mask", [.independence])]  // dropout
  public struct Output: Sendable, ExpressibleByStringLiteral {
    /// The label of the output.
    public let name: String

    /// What the output is for the functions around it.
    package enum Role: Sendable {
      /// It has an upstream gradient.
      case differentiated
      case state
      case drawn([Property])
    }

    package let role: Role

    /// Whether there is no gradient with respect to the output: it is a state, or was drawn.
    public var isState: Bool { if case .differentiated = role { false } else { true } }

    /// The properties of an output that is drawn; nil for every other.
    package var properties: [Property]? { if case .drawn(let all) = role { all } else { nil } }

    /// An output with an upstream gradient.
    ///
    /// - Parameter name: The label of the output.
    public init(stringLiteral name: String) { self.init(name: name, role: .differentiated) }

    /// A state that forward returns beside its outputs, such as a running mean.
    ///
    /// - Parameter name: The label of the state.
    /// - Returns: The output.
    public static func state(_ name: String) -> Output { Output(name: name, role: .state) }

    /// Random numbers that forward draws and returns, such as the mask of dropout; they come after all other outputs.
    ///
    /// They are judged by their properties, and backward gets them as its last argument. The other outputs and the
    /// gradients are compared with those of a reference that is given the student's own numbers.
    ///
    /// - Parameters:
    ///   - name: The label of the numbers.
    ///   - properties: The properties that they must have. The use of the random source is always checked.
    /// - Returns: The output.
    public static func drawn(_ name: String, _ properties: [Property]) -> Output {
      Output(name: name, role: .drawn(properties))
    }

    private init(name: String, role: Role) {
      self.name = name
      self.role = role
    }
  }

  package var differentiatedOutputs: [Output] { outputs.filter { !$0.isState } }

  /// The outputs that forward draws; empty for a forward that draws nothing.
  package var draws: [Output] { outputs.filter { $0.properties != nil } }

  /// The part of an output that has an upstream gradient.
  package func differentiatedPart(of output: Value) -> Value {
    guard case .tensors(let tensors) = output, !outputs.isEmpty, tensors.count == outputs.count
    else { return output }
    let parts = zip(tensors, outputs).filter { !$1.isState }.map(\.0)
    return parts.count == 1 ? .tensor(parts[0]) : .tensors(parts)
  }

  /// The part of an output that was drawn.
  package func drawnPart(of output: Value) -> [Tensor] {
    guard case .tensors(let tensors) = output, tensors.count == outputs.count else { return [] }
    return zip(tensors, outputs).filter { $1.properties != nil }.map(\.0)
  }
}
