import Tensors

extension Exercise {
  /// The arguments of one call, by name.
  public struct Arguments: Sendable, Equatable, Codable {
    package private(set) var names: [String]
    package var values: [Value]

    package init(names: [String], values: [Value]) {
      self.names = names
      self.values = values
    }

    /// The argument with a name, as a tensor.
    ///
    /// - Parameter name: The name of a tensor argument.
    /// - Precondition: There is a tensor argument of that name.
    public subscript(tensor name: String) -> Tensor {
      get {
        guard case .tensor(let tensor) = values[position(name)] else {
          preconditionFailure("The argument \(name) is not a tensor.")
        }
        return tensor
      }
      set { values[position(name)] = .tensor(newValue) }
    }

    /// The argument with a name.
    ///
    /// - Parameter name: The name of an argument.
    /// - Precondition: There is an argument of that name.
    public subscript(name: String) -> Value {
      get { values[position(name)] }
      set { values[position(name)] = newValue }
    }

    /// The arguments with more of them at the end.
    package func appending(_ others: [(name: String, value: Value)]) -> Arguments {
      Arguments(names: names + others.map(\.name), values: values + others.map(\.value))
    }

    private func position(_ name: String) -> Int {
      guard let position = names.firstIndex(of: name) else {
        preconditionFailure("There is no argument \(name) among \(names).")
      }
      return position
    }
  }
}
