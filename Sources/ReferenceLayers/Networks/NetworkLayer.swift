import Tensors

/// A named array of numbers that a network learns, or its gradient.
public struct Parameter: Sendable, Equatable {
  /// The name: "weight" in its layer, "hidden.weight" in the network.
  public var name: String
  /// Its values.
  public var value: Tensor

  /// Creates a parameter.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - value: Its values.
  public init(_ name: String, _ value: Tensor) {
    self.name = name
    self.value = value
  }
}

/// A link of a ``Network``: a forward pass, its backward pass, and the parameters of both.
///
/// ``LinearLayer`` and its kin wrap the layers of this module; write your own for others.
public protocol NetworkLayer: Sendable {
  /// The kind of layer and its sizes, for a summary: "Linear(3 → 2)".
  var title: String { get }

  /// Its parameters, always in the same order.
  var parameters: [Parameter] { get set }

  /// The output.
  ///
  /// - Parameter x: A batch, items on the first axis.
  /// - Returns: The output for each item.
  /// - Throws: What the layer throws.
  func forward(_ x: Tensor) throws -> Tensor

  /// The gradients with respect to the input and the parameters.
  ///
  /// - Parameters:
  ///   - upstream: The gradient of the output.
  ///   - x: The input that ``forward(_:)`` was given.
  /// - Returns: The gradient of x, and those of the parameters in their order.
  /// - Throws: What the layer throws.
  func backward(_ upstream: Tensor, _ x: Tensor) throws -> (x: Tensor, parameters: [Tensor])
}
