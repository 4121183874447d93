import Tensors

/// An activation as a link of a network.
public enum ActivationLayer: String, NetworkLayer, CaseIterable {
  /// ``ReLU``.
  case relu = "ReLU"
  /// ``Tanh``.
  case tanh = "Tanh"
  /// ``Sigmoid``.
  case sigmoid = "Sigmoid"
  /// ``GELU``.
  case gelu = "GELU"
  /// ``SiLU``.
  case silu = "SiLU"
  /// ``Softplus``.
  case softplus = "Softplus"

  /// The name of the activation.
  public var title: String { rawValue }

  /// None.
  public var parameters: [Parameter] {
    get { [] }
    set {}
  }

  /// The activation of every entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: The shape of x.
  public func forward(_ x: Tensor) -> Tensor {
    switch self {
    case .relu: ReLU.forward(x)
    case .tanh: Tanh.forward(x)
    case .sigmoid: Sigmoid.forward(x)
    case .gelu: GELU.forward(x)
    case .silu: SiLU.forward(x)
    case .softplus: Softplus.forward(x)
    }
  }

  /// The backward pass of the activation.
  ///
  /// - Parameters:
  ///   - upstream: The shape of x.
  ///   - x: Any shape.
  /// - Returns: The gradient of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public func backward(_ upstream: Tensor, _ x: Tensor) throws -> (
    x: Tensor, parameters: [Tensor]
  ) {
    let gradient =
      switch self {
      case .relu: try ReLU.backward(upstream, x)
      case .tanh: try Tanh.backward(upstream, x)
      case .sigmoid: try Sigmoid.backward(upstream, x)
      case .gelu: try GELU.backward(upstream, x)
      case .silu: try SiLU.backward(upstream, x)
      case .softplus: try Softplus.backward(upstream, x)
      }
    return (gradient, [])
  }
}
